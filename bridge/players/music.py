"""The music player: hears, waits for its moment, answers, and gives way.

Sans-I/O: it is told what happened (`strike`, `release`, `sustain`, `command`, `set`, `engine`, `wake`), acts on the room,
and says in `alarm()` when it wants to be woken. All moments are the room's seconds; music is kept in ticks (48 a beat).

    human ─▶ ear (phrase) ─▶ mind (what was played, mirrored in the engine)
                 │                 │
                 └─ the phrase will end at … ─▶ plan (a guess made ahead) ─▶ taken when the moment comes ─▶ timer
"""

from collections import deque
from typing import Any

from ..phrase import Ear, Heard
from ..scale import parse as pitch_classes
from ..tempo import estimate_tempo
from ..tokens import STYLES, TICKS_PER_BEAT, Event, order
from .accompany import MOST_VOICES, Accompaniment
from .mind import ROOM, Mind
from .plan import Plan, Planned
from .pulse import Pulse
from .room import Room

MODES = ("answer", "continue", "trade", "accompany", "solo", "off")
AHEAD_BEATS = 8  # an open-ended turn is thought out this far
THINK_BEATS = 1.0  # before a turn of `trade`, so long ahead the reply is made
END_BEATS = 8  # a cadence asked for by `/end` takes at most so long
SHORTEST_REPLY_BEATS = 2.0
STEER_S = 0.15  # a knob that turns makes the machine think again at most so often
SHAPING = frozenset(
    ["style", "temperature", "top_p", "density", "low", "high", "scale", "polyphony", "grid"]
)  # parameters that change what is still to come
QUIET_S = 0.5  # so long nothing has happened: time to tidy the memory
JUST_NOW_BEATS = 0.1  # a bar that began so recently is the one meant
ASIDE_S = 0.3  # while keys are held: so long before the phrase would end, the reply is made


class MusicPlayer:
    kind = "music"

    def __init__(self, name: str, room: Room, parameters: dict, styles: tuple[str, ...] = STYLES):
        self.name, self.room, self.styles = name, room, styles
        self.parameters = parameters  # by tail, as in the table: the stage validates, the player reads
        self.chosen: set[str] = set()  # parameters that someone has set: their defaults no longer follow the circumstances
        self.mode = "answer"
        self.ear = Ear()
        self.pulse = Pulse(room.transport)
        self.mind = Mind(lambda message: room.engine(name, message))
        self.accompaniment = Accompaniment(room, self.mind, name)
        self.plan: Plan | None = None
        self.last_reply: list[Event] = []
        self.state = "idle"
        self.seed, self.draws = 0, 0
        self.alive = True  # the engine answers
        self._indices: dict[int, int] = {}  # id(Heard) → its index in the mind
        self._strikes: deque[float] = deque(maxlen=16)
        self._phrase_first: int | None = None  # mind index at which the open phrase begins
        self._performing = False  # `continue`, `solo` or `/play` keep going on their own
        self._stopped = False  # after `/stop`: `solo` waits
        self._resting = False  # the transport has stopped what went on by itself
        self._turn: float | None = None  # beat at which the human's turn of `trade` began
        self._turn_heard = False
        self._touched = 0.0  # when something last happened
        self._steer_at: float | None = None  # when to think again because a knob has turned
        self._steered = float("-inf")
        self.latencies: deque[float] = deque(maxlen=256)  # seconds from a question to its first event
        self.recent_latency: tuple[float, float] | None = None  # p50 and p99 of the last answers, seconds
        self._fresh = False  # an answer came since they were last told
        self._asked_at: float | None = None

    # --- what the human does ------------------------------------------------------------------------------------

    def strike(self, pitch: int, velocity: int, channel: int = 1, now: float | None = None) -> None:
        """A key goes down (velocity 1–127)."""
        now = self._now(now)
        self._strikes.append(now)
        self._yield(now)
        if not self.ear.notes:
            self.pulse.begin(now, self.mind.last_tick)
            self._phrase_first = len(self.mind)
        again = self.ear.down.get((channel, pitch))
        note = self.ear.strike(pitch, velocity, channel, now)
        if again is not None:
            self._learn_length(again)
        self._remember(note)
        if self.mode == "accompany":
            self._accompany(note)
        else:
            if self.mode == "trade":
                self._begin_turn(now)
            self.mind.flush()  # warm: the reply starts from a cache that has heard everything
        self._settle(now)

    def release(self, pitch: int, channel: int = 1, now: float | None = None) -> None:
        """A key goes up."""
        now = self._now(now)
        note = self.ear.release(pitch, channel, now)
        if note is not None:
            self._let_go([note], now)

    def sustain(self, down: bool, channel: int = 1, now: float | None = None) -> None:
        """The pedal moves."""
        now = self._now(now)
        self._let_go(self.ear.sustain(down, channel, now), now)

    def all_off(self, channel: int | None = None, now: float | None = None) -> None:
        """All sound or notes off: every key of the channel goes up, the pedal too."""
        now = self._now(now)
        for ch, pitch in list(self.ear.down):
            if channel in (None, ch):
                self.release(pitch, ch, now)
        for ch in [c for c in self.ear.pedal if channel in (None, c)]:
            self.sustain(False, ch, now)

    def _remember(self, note: Heard) -> None:
        tick = max(self.pulse.tick_of(note.on), self.mind.last_tick)
        index = self.mind.append(Event(tick, note.pitch, None, note.velocity))
        self._indices[id(note)] = index

    def _let_go(self, notes: list[Heard], now: float) -> None:
        for note in notes:
            if note.end is not None:
                self._learn_length(note)
        if self.mode == "accompany":
            self.accompaniment.key_ended(self.pulse.tick_of(now))
        if notes:
            self._guess(now)
        self._settle(now)

    def _learn_length(self, note: Heard) -> None:
        index = self._indices.pop(id(note), None)
        if index is None or (event := self.mind.recall(index)) is None or note.end is None:
            return
        ticks = (note.end - note.on) / self.pulse.beat_s * TICKS_PER_BEAT
        self.mind.revise(index, event._replace(duration=max(1, round(ticks))))

    # --- giving way -----------------------------------------------------------------------------------------------

    def _yield(self, now: float) -> None:
        """The human plays: a guess is dropped; a turn that sounds is interrupted once enough notes came within a beat."""
        plan, needed = self.plan, int(self.parameters["yield"])
        if plan is None:
            return
        if not plan.committed:
            self._drop_plan()
            return
        recent = sum(1 for s in self._strikes if now - s <= self.pulse.beat_s)
        if needed and recent >= needed:
            self._interrupt(now)
        else:
            self._replan(now)

    def _interrupt(self, now: float) -> None:
        """The machine stops in the middle of its turn: what sounds ends, what was to come is forgotten."""
        plan = self.plan
        self.room.cancel(self.name, now)
        for item in plan.sounding(now):
            self.room.off(item.note, now)
        self.mind.halt()
        played = [i for i in plan.items if i.note is not None and i.due <= now]
        self._keep_reply(played)
        self.mind.truncate(plan.first_index + len(played))
        for item in played:
            self._shorten(item, now)
        self.plan = None
        self._show_plan()

    def _shorten(self, item: Planned, now: float) -> None:
        event = None if item.index is None else self.mind.recall(item.index)
        if event is not None and item.ends > now:
            ticks = round((now - item.due) / self.pulse.beat_s * TICKS_PER_BEAT)
            self.mind.revise(item.index, event._replace(duration=max(1, ticks)))

    def _replan(self, now: float) -> None:
        """The human surprises but does not interrupt: what has not left is thought out again, with the new note heard."""
        plan = self.plan
        if plan.reason == "again":
            return
        self.mind.halt()
        del plan.items[plan.handed :]
        self.mind.truncate(plan.first_index + plan.handed)
        plan.job = None  # asked again in _settle, after the note has been heard
        plan.reason = "surprised"
        self._show_plan()

    def _drop_plan(self) -> None:
        if self.plan is not None:
            self.mind.halt()
            self.mind.truncate(self.plan.first_index)
            self.plan = None
            self._show_plan()

    # --- deciding what to play ------------------------------------------------------------------------------------

    def _guess(self, now: float) -> None:
        """Keys went up: make the reply for the moment at which the phrase would end."""
        if self.ear.down or self.mode not in ("answer", "continue", "solo") or self._busy():
            return
        if self.mode == "solo" and self._stopped:
            return
        end = self.ear.ends_at(self.parameters["pause"])
        if end is not None:
            self._read_tempo()
            self._think(end, committed=False)

    def _busy(self) -> bool:
        return self.plan is not None and self.plan.committed

    def _read_tempo(self) -> None:
        """Without a clock the phrase itself tells its tempo; its notes move to where they belong in the model's time."""
        if self.room.transport.tempo_known or self._phrase_first is None:
            return
        beat_s = estimate_tempo([n.on for n in self.ear.notes])
        if beat_s is None:
            return
        self.pulse.tune(beat_s)
        for i, note in enumerate(self.ear.notes):
            event = self.mind.recall(self._phrase_first + i)
            if event is None or event.pitch != note.pitch:
                return
            length = note.seconds()
            ticks = None if length is None else max(1, round(length / beat_s * TICKS_PER_BEAT))
            moved = event._replace(tick=self.pulse.tick_of(note.on), duration=ticks)
            self.mind.revise(self._phrase_first + i, moved)

    def _think(
        self, moment: float, committed: bool, until: int | None = None, start: float | None = None
    ) -> None:
        """Ask the engine for a turn that starts at `moment`, quantised, or at the tick `start` exactly."""
        if not self.alive:
            return
        self._drop_plan()
        exact = self._quantised(moment) if start is None else start
        start = round(exact)
        open_ended = self.mode in ("continue", "solo") or self._performing
        length = self._reply_ticks()
        if until is None:
            until = start + (AHEAD_BEATS * TICKS_PER_BEAT if open_ended else length)
        spec = self._spec() | {"first_tick": start, "until_tick": until}
        self.plan = Plan(exact, None, len(self.mind), until=None if open_ended else until, committed=committed)
        if not open_ended:
            self.plan.ending = spec["ending_tick"] = max(start, until - max(TICKS_PER_BEAT, length // 4))
        self.plan.job = self._ask(spec)

    def _ask(self, spec: dict) -> int:
        self._asked_at = self.room.now()
        return self.mind.generate(spec)

    def _quantised(self, moment: float) -> float:
        """The tick (not rounded) of the first moment at or after `moment` at which a reply may start."""
        exact, step = self._exact_tick(moment), self.quantize
        if step <= 0:
            return exact
        return self.pulse.tick_of_beat(step * -(-(self.pulse.beats(exact) - 1e-6) // step))

    def _exact_tick(self, moment: float) -> float:
        tick = self.pulse.tick_of(moment)
        return tick + (moment - self.pulse.moment_of(tick)) / self.pulse.beat_s * TICKS_PER_BEAT

    @property
    def quantize(self) -> float:
        """Beats; unless someone has set it, 0 until a tempo is known, then 1."""
        if "quantize" in self.chosen:
            return self.parameters["quantize"]
        return 1.0 if self.room.transport.tempo_known else 0.0

    def _reply_ticks(self) -> int:
        """How long a reply lasts: `length`, or about as long as the phrase."""
        if self.parameters["length"] > 0:
            return round(self.parameters["length"] * TICKS_PER_BEAT)
        if not self.ear.notes:
            return 4 * TICKS_PER_BEAT
        first = self.ear.notes[0].on
        last = max(n.end or self.room.now() for n in self.ear.notes)
        ticks = (last - first) / self.pulse.beat_s * TICKS_PER_BEAT
        return max(round(ticks), round(SHORTEST_REPLY_BEATS * TICKS_PER_BEAT))

    def _spec(self) -> dict:
        """The player's constraints as plain values for the engine."""
        p = self.parameters
        self.draws += 1
        return {
            "style": self.styles.index(p["style"]) if p["style"] in self.styles else 0,
            "temperature": p["temperature"],
            "top_p": p["top_p"],
            "density": p["density"],
            "low": int(p["low"]),
            "high": int(p["high"]),
            "scale": _classes(p["scale"]),
            "polyphony": int(p["polyphony"]),
            "grid": round(p["grid"] * TICKS_PER_BEAT),
            "seed": self.seed,
            "draw": self.draws << 16,  # every job draws its own noise
        }

    def _accompany(self, note: Heard) -> None:
        held = sorted(self.ear.sounding())
        spec = self._spec() | {"chord": True, "avoid": held, "grid": 0, "density": 0.0}
        spec["count"] = max(1, min(MOST_VOICES, int(self.parameters["polyphony"]) - len(self.ear.down)))
        spec["sounding"] = []
        self._asked_at = note.on
        self.accompaniment.strike(note, spec)

    # --- trade ----------------------------------------------------------------------------------------------------

    @property
    def _turn_beats(self) -> float:
        return self.parameters["length"] or 4 * self.room.transport.beats_per_bar

    def _begin_turn(self, now: float) -> None:
        """The first note of a trade opens the human's turn on the bar that it falls in."""
        self._turn_heard = True
        if self._turn is not None:
            return
        beat = self.room.transport.beat_at(now)
        bar = self.room.transport.beats_per_bar
        self._turn = beat // bar * bar if self.room.transport.tempo_known else beat

    def _trade(self, now: float) -> None:
        """Whose turn is it? The machine's is made a beat ahead and taken on its moment."""
        if self._turn is None:
            return
        length, beat = self._turn_beats, self.room.transport.beat_at(now)
        if beat >= self._turn + 2 * length - 1e-9:
            self._close_phrase()
            self._turn = self._turn + 2 * length if self.ear.down or self._turn_heard_since(now) else None
            self._turn_heard = bool(self.ear.down)
        elif beat >= self._turn + length - THINK_BEATS and self.plan is None and self._turn_heard:
            start = self._tick_of_beat(self._turn + length)
            if beat < self._turn + length + 0.25:
                until = round(self._tick_of_beat(self._turn + 2 * length))
                self._think(now, committed=False, until=until, start=start)
        if self.plan and not self.plan.committed and beat >= self._turn + length - self._head_start:
            self.plan.committed = True
            self._turn_heard = False

    @property
    def _head_start(self) -> float:
        """Beats before its moment at which a quantised turn is taken, so that listeners get it ahead."""
        return (self.room.lookahead + 0.05) / self.pulse.beat_s

    def _turn_heard_since(self, now: float) -> bool:
        return bool(self._strikes) and now - self._strikes[-1] <= self._turn_beats * self.pulse.beat_s

    def _tick_of_beat(self, beat: float) -> float:
        return self._exact_tick(self.room.transport.moment_of(beat))

    # --- commands -------------------------------------------------------------------------------------------------

    def set_mode(self, mode: str) -> None:
        """The same mode again counts too: it wakes what `/stop` has put to sleep."""
        self._end_turn()
        self.accompaniment.silence()
        self.mode, self._stopped, self._resting = mode, False, False
        self._performing, self._turn = False, None
        if mode == "solo":
            self._perform()
        self._settle(self.room.now())

    def play(self, on: bool) -> None:
        """Start without waiting for the human, or come to rest."""
        self._stopped, self._resting = not on, False
        if on:
            self._performing = self.mode in ("continue", "solo")
            self._perform()
        else:
            self._end_turn()
        self._settle(self.room.now())

    def _perform(self) -> None:
        if not self._busy():
            if not self.ear.notes:
                self.pulse.begin(self.room.now(), self.mind.last_tick, clocked=True)
            self._think(self.room.now(), committed=True)

    def answer(self) -> None:
        """Reply now, without waiting for the pause."""
        if self._busy():
            self._interrupt(self.room.now())
        if not self.ear.notes and not self.mind.events:
            self.pulse.begin(self.room.now(), 0)
        self._read_tempo()
        self._think(self.room.now(), committed=True)
        self._close_phrase()
        self._settle(self.room.now())

    def again(self) -> None:
        """The last reply, note for note."""
        if not self.last_reply:
            return
        now = self.room.now()
        if self._busy():
            self._interrupt(now)
        self._drop_plan()
        self.pulse.begin(now, self.mind.last_tick)
        self.plan = Plan(self._quantised(now), None, len(self.mind), committed=True, reason="again")
        for event in self.last_reply:
            self.plan.add(event, self.mind.append(event._replace(tick=round(self.plan.start + event.tick))))
        self._show_plan()
        self._settle(now)

    def end(self) -> None:
        """Please come to an end: what has not left is thought out again towards a cadence."""
        plan = self.plan
        self._performing = False
        if plan is None or plan.reason == "again":
            return
        del plan.items[plan.handed :]
        self.mind.truncate(plan.first_index + len(plan.items))
        plan.ending = max(plan.last_onset, self.pulse.tick_of(self.room.now()))
        plan.until = plan.ending + END_BEATS * TICKS_PER_BEAT
        plan.reason = "surprised"
        self.mind.halt()
        plan.job = None
        self._settle(self.room.now())

    def stop(self) -> None:
        """Cut now; the mode is kept. `solo` waits to be asked again, the others for the human."""
        if self.plan is not None and self.plan.committed:
            self._interrupt(self.room.now())
        self._drop_plan()
        self.accompaniment.silence()
        self.mind.halt()
        self.room.silence(self.name)
        self._performing, self._stopped, self._turn, self._resting = False, True, None, False
        self._close_phrase()
        self._settle(self.room.now())

    def check(self, tail: str, value: Any) -> None:
        """AddressError when a word is none of ours; the table has checked everything else."""
        if tail == "scale":
            pitch_classes(value)

    def changed(self, tail: str) -> None:
        """A parameter has a new value: what has not left yet shall follow it."""
        self.chosen.add(tail)
        if tail in SHAPING and self.plan is not None and self.plan.reason != "again":
            self._steer_at = max(self.room.now(), self._steered + STEER_S)
        self._settle(self.room.now())

    def _steer(self, now: float) -> None:
        if self._steer_at is None or now < self._steer_at:
            return
        self._steer_at, self._steered = None, now
        plan = self.plan
        if plan is None or not self.alive:
            return
        if plan.committed:
            self._replan(now)
        else:
            self._think(self.pulse.moment_of(plan.start), False, plan.until, plan.start)

    def rest(self) -> None:
        """The transport stopped: `solo` and `/play` end, what a human triggers does not."""
        if (self.mode == "solo" and not self._stopped) or self._performing:
            self._resting = True
            self._end_turn()
            self._stopped = True
            self._settle(self.room.now())

    def resume(self) -> None:
        """The transport started: what it had stopped goes on, on the bar."""
        if not self._resting or self._busy():
            return
        self._resting, self._stopped = False, False
        self._performing = self.mode in ("continue", "solo")
        now, transport = self.room.now(), self.room.transport
        self.pulse.begin(now, self.mind.last_tick, clocked=True)
        bar, beat = transport.beats_per_bar, transport.beat_at(now)
        downbeat = -(-(beat - JUST_NOW_BEATS) // bar) * bar
        self._think(now, committed=True, start=self._tick_of_beat(downbeat))
        self._settle(now)

    def tempo_changed(self) -> None:
        """Plans move with the tempo; those that went by the human's own pulse come to stand on the clock's."""
        if self.room.transport.tempo_known:
            self.pulse.settle_on_clock(self.room.now())
        self._settle(self.room.now())

    def reset(self) -> None:
        """Forget the context; what sounds rings out."""
        self._end_turn()
        self.accompaniment.silence()
        self.room.silence(self.name)
        self.mind.forget()
        self._indices.clear()
        self._close_phrase()
        self._settle(self.room.now())

    def reseed(self, seed: int) -> None:
        self.seed, self.draws = seed, 0

    def _end_turn(self) -> None:
        """No more of this turn; notes that sound keep their ends."""
        if self.plan is None:
            return
        if self.plan.committed:
            self._interrupt(self.room.now())
        else:
            self._drop_plan()
        self._performing = False

    # --- the engine answers ---------------------------------------------------------------------------------------

    def event(self, job: int, tick: int, pitch: int, duration: int, velocity: int) -> None:
        """One event that the engine has sampled."""
        event = Event(tick, pitch, duration, velocity)
        if self.accompaniment.event(job, event, self._velocity(velocity), self.channel):
            self._measure()
        elif self.plan is not None and job == self.plan.job:
            self._measure()
            self.plan.add(event, self.mind.told(event))
            self._show_event(self.plan.items[-1])
        self._settle(self.room.now())

    def done(self, job: int, reason: str) -> None:
        self.accompaniment.done(job)
        if self.plan is not None and job == self.plan.job:
            self.plan.job, self.plan.reason = None, reason
            if reason == "end" and not self._performing and self.mode not in ("solo", "continue"):
                self.plan.until = self.plan.last_onset
        self._settle(self.room.now())

    def engine_lost(self) -> None:
        """The model's process died: what sounds ends within its time, nothing new is asked until it is back."""
        self.alive = False
        self.room.cancel(self.name, self.room.now())
        self.room.silence(self.name)
        self.accompaniment.silence()
        if self.plan is not None:
            self.mind.truncate(self.plan.first_index + self.plan.handed)
        self.plan = None
        self._settle(self.room.now())

    def engine_back(self) -> None:
        """A new process is ready and knows nothing: it is told everything again."""
        self.alive = True
        self.mind.stale()
        self.mind.flush()

    def _measure(self) -> None:
        if self._asked_at is not None:
            self.latencies.append(self.room.now() - self._asked_at)
            self._asked_at, self._fresh = None, True

    def take_latencies(self) -> tuple[float, float] | None:
        """p50 and p99 of the last 256 answers, in seconds; None when there was none since the last call."""
        if not self._fresh:
            return None
        ranked, self._fresh = sorted(self.latencies), False
        self.recent_latency = ranked[len(ranked) // 2], ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))]
        return self.recent_latency

    # --- time passes ----------------------------------------------------------------------------------------------

    def wake(self) -> None:
        now = self.room.now()
        for note in self.ear.stuck(now):
            self.release(note.pitch, note.channel, now)
        self.accompaniment.wake()
        if self.mode == "trade":
            self._trade(now)
        self._end_phrase(now)
        self._settle(now)

    def _end_phrase(self, now: float) -> None:
        """The pause is over (or nearly, while keys are held): take the turn."""
        end = self.ear.ends_at(self.parameters["pause"])
        if end is None or self.mode in ("trade",):
            return
        guessing = self.mode in ("answer", "continue", "solo") and self.plan is None
        if guessing and self.ear.down and end - ASIDE_S <= now < end and not (self.mode == "solo" and self._stopped):
            self._read_tempo()
            self._think(end, committed=False)
        if now < end - 1e-9:
            return
        if self.plan is not None and not self.plan.committed:
            self.plan.committed = True
        elif guessing and not (self.mode == "solo" and self._stopped):
            self._read_tempo()
            self._think(end, committed=True)
        self._close_phrase()

    def _close_phrase(self) -> None:
        self.ear.take()
        self._phrase_first = None
        if not self.ear.down and not self.ear.pedalled:
            self._indices.clear()

    def _settle(self, now: float) -> None:
        """Hand over what is due soon, extend an open-ended turn, close a finished one, say how we are."""
        self._touched = now
        self._steer(now)
        plan = self.plan
        if plan is not None:
            plan.hand_over(self.room, self.pulse, self._play)
            if plan.job is None and plan.committed and plan.reason != "again":
                self._extend(plan, now)
            if plan.finished(now) and plan is self.plan and not self._open(plan):
                self._keep_reply(plan.items)
                self.plan = None
        self._announce()

    def _open(self, plan: Plan) -> bool:
        return plan.until is None and not self._stopped and self.alive and plan.reason != "again"

    def _extend(self, plan: Plan, now: float) -> None:
        """An open-ended turn is kept some beats ahead; a surprised one is thought out again up to its end."""
        here = max(plan.last_onset, plan.start)
        if plan.reason == "surprised" and plan.until is not None:
            spec = self._spec() | {"until_tick": plan.engine_tick(plan.until)}
        elif self._open(plan) and self.pulse.moment_of(here) - now < AHEAD_BEATS / 2 * self.pulse.beat_s:
            spec = self._spec() | {"until_tick": plan.engine_tick(here + AHEAD_BEATS * TICKS_PER_BEAT)}
        else:
            return
        if plan.ending is not None:
            spec["ending_tick"] = plan.engine_tick(plan.ending)
        if not plan.items:
            spec["first_tick"] = round(plan.start)
        plan.reason, plan.job = "", self._ask(spec)

    def _play(self, item: Planned) -> None:
        event = item.event
        item.note = self.room.note(self.name, item.due, event.pitch, self._velocity(event.velocity), self.channel)
        self.room.off(item.note, item.ends)

    def _velocity(self, velocity: int) -> int:
        return min(127, max(1, velocity + int(self.parameters["velocity"])))

    @property
    def channel(self) -> int:
        """Drums play on channel 10 unless another was asked for."""
        if "out_channel" not in self.chosen and self.parameters["style"] == "drums":
            return 10
        return int(self.parameters["out_channel"])

    def _keep_reply(self, items: list[Planned]) -> None:
        """What was played is what `/again` repeats, counted from its first onset."""
        if items:
            start = items[0].event.tick
            self.last_reply = order(i.event._replace(tick=i.event.tick - start) for i in items)

    def alarm(self) -> float | None:
        """The next moment at which time alone changes something; None: only an event can."""
        moments = [self.accompaniment.next_replacement(), self._steer_at]
        end = self.ear.ends_at(self.parameters["pause"])
        if end is not None and self.mode != "trade":
            moments.append(end if self.plan is not None or not self.ear.down else max(end - ASIDE_S, self._touched))
            moments.append(end)
        if self.ear.down:
            moments.append(min(n.on for n in self.ear.down.values()) + 30.0)
        moments += self._plan_moments() + self._trade_moments()
        known = [m for m in moments if m is not None]
        return min(known, default=None)

    def _plan_moments(self) -> list[float | None]:
        plan = self.plan
        if plan is None or not plan.committed:
            return []
        due = plan.next_due(self.pulse)
        if due is not None:
            return [due - self.room.lookahead - 0.1]
        if plan.job is None and plan.items:
            return [max(i.ends for i in plan.items)]
        return []

    def _trade_moments(self) -> list[float | None]:
        if self.mode != "trade" or self._turn is None:
            return []
        now, length = self.room.now(), self._turn_beats
        beats = (length - THINK_BEATS, length - self._head_start, 2 * length)
        moments = [self.room.transport.moment_of(self._turn + b) for b in beats]
        return [m for m in moments if m > now]

    # --- saying how we are ------------------------------------------------------------------------------------------

    def _announce(self) -> None:
        if self.plan is not None and self.plan.committed:
            state = "playing" if self.plan.items else "thinking"
        elif self.accompaniment.pitches():
            state = "playing"
        else:
            state = "listening" if self.ear.notes or self.ear.down else "idle"
        if state != self.state:
            self.state = state
            self.room.say(f"/{self.name}/out/state", state)

    def _show_plan(self) -> None:
        """The plan is drawn anew."""
        if not self.parameters["plan"]:
            return
        self.room.say(f"/{self.name}/out/plan/clear")
        for item in self.plan.items if self.plan else []:
            self._show_event(item)

    def _show_event(self, item: Planned) -> None:
        if self.parameters["plan"]:
            beats = (self.pulse.moment_of(item.event.tick) - self.room.now()) / self.pulse.beat_s
            length = (item.event.duration or 0) / TICKS_PER_BEAT
            address = f"/{self.name}/out/plan"
            self.room.say(address, float(beats), item.event.pitch, self._velocity(item.event.velocity), float(length))

    def _now(self, now: float | None) -> float:
        return self.room.now() if now is None else now

    def tidy(self) -> None:
        """Called now and then: in a quiet moment the oldest memories go, before they would cost time."""
        quiet = self.plan is None and not self.ear.down and self.room.now() - self._touched > QUIET_S
        if quiet and len(self.mind.events) > ROOM and not self.ear.notes:
            self.mind.compact()
            self.mind.flush()


def _classes(scale: str) -> list[int] | None:
    found = pitch_classes(scale)
    return None if found is None else sorted(found)
