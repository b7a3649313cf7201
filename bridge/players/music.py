"""The music player: hears, waits for its moment, answers, and gives way.

Sans-I/O: it is told what happened, acts on the room, and says in `alarm()` when it wants to be woken. All moments are the
room's seconds; music is kept in ticks (48 a beat).

    human ─▶ ear (phrase) ─▶ mind (what was played, mirrored in the engine)
                 │                 │
                 └─ the phrase will end at … ─▶ turn (a guess made ahead) ─▶ taken when the moment comes ─▶ timer
"""

from collections import deque
from typing import Any, ClassVar

from ..package import Manifest
from ..phrase import STUCK_S, Ear, Heard
from ..tempo import estimate_tempo
from ..tokens import STYLES, TICKS_PER_BEAT, Event
from .accompany import Accompaniment
from .harmony import Harmony
from .mind import ROOM, Mind
from .player import Player
from .pulse import Pulse
from .room import Room
from .telling import Teller
from .trade import Trade
from .turn import Turn
from .wishes import Wishes

SHORTEST_REPLY_BEATS = 2.0
LONE_REPLY_BEATS = 4.0  # asked for without a phrase
GUESS_S = 0.1  # keys have been up for so long: time to guess the reply; earlier, the next key is likelier than the end
ASIDE_S = 0.3  # while keys are held: so long before the phrase would end, the reply is made
QUIET_S = 0.5  # so long nothing has happened: time to tidy the memory
PEDAL_DOWN = 64  # and more, of 127
JUST_NOW_BEATS = 0.1  # a bar that began so recently is the one meant
# Parameters that shape what is still to come.
SHAPING = {"style", "temperature", "top_p", "density", "low", "high", "scale", "polyphony", "grid"}


class MusicPlayer(Player):
    kind = "music"

    def __init__(self, name: str, room: Room, parameters: dict[str, Any], styles: tuple[str, ...] = STYLES):
        super().__init__(name, room, parameters)
        self.wishes = Wishes(parameters, styles, self.chosen)
        self.mode = parameters.get("mode", "answer")
        self.ear, self.pulse, self.trade = Ear(), Pulse(room.transport), Trade()
        self.mind = Mind(lambda message: room.engine(name, message))
        self.teller = Teller(name, room, self.wishes, self.pulse)
        self.turn = Turn(name, room, self.mind, self.pulse, self.wishes, self.teller, self.watch, self.ladder)
        self.accompaniment = Accompaniment(room, self.mind, name, self.wishes, self.ladder)
        self.harmony = Harmony(lambda chord: self.say("chord", *chord))
        self._strikes: deque[float] = deque(maxlen=16)
        self._performing = False  # `continue`, `solo` or `/play` keep going on their own
        self._stopped = False  # after `/stop`: `solo` waits
        self._resting = False  # the transport has stopped what went on by itself
        self._touched = 0.0  # when something last happened
        self._guessed_at = 0.0  # the phrase end for which a reply was last made

    # --- parameters ---------------------------------------------------------------------------------------------

    @property
    def words(self) -> tuple[str, ...]:
        return self.wishes.styles

    def value(self, tail: str, part: str = "") -> tuple:
        match tail:
            case "mode":
                return (self.mode,)
            case "quantize":
                return (float(self.quantize),)
            case "out_channel":
                return (self.wishes.channel,)
        return super().value(tail)

    def set(self, tail: str, value: Any, part: str = "") -> None:
        if tail == "mode":
            self.set_mode(value)
        else:
            self.wishes.check(tail, value)
            super().set(tail, value)

    def reseed(self, seed: int) -> None:
        super().reseed(seed)
        self.wishes.reseed(seed)

    def change_package(self, manifest: Manifest, values: dict[str, Any]) -> None:
        self.wishes.styles = manifest.styles
        super().change_package(manifest, values)
        if self.parameters["style"] not in manifest.styles:
            self.parameters["style"] = values["style"]

    # --- what the human does ------------------------------------------------------------------------------------

    def strike(self, pitch: int, velocity: int, channel: int = 1) -> None:
        """A key goes down (velocity 1–127)."""
        now = self.room.now()
        self._strikes.append(now)
        self.harmony.struck(now)
        self._yield(now)
        if not self.ear.notes:
            self.pulse.begin(now, self.mind.last_tick)
        again = self.ear.down.get((channel, pitch))
        note = self.ear.strike(pitch, velocity, channel, now)
        if again is not None:
            self._learn_length(again)
        tick = max(self.pulse.tick_of(now), self.mind.last_tick)
        note.index = self.mind.append(Event(tick, pitch, None, velocity))
        self._react(note)
        self._settle(now)

    def _react(self, note: Heard) -> None:
        if self.mode == "accompany":
            self.watch.ask(note.on)
            self.accompaniment.strike(note, self.wishes.chord_spec(sorted(self.ear.sounding())))
            return
        if self.mode == "trade":
            transport = self.room.transport
            self.trade.heard(transport.beat_at(note.on), transport.beats_per_bar if transport.tempo_known else None)
        self.mind.flush()  # warm: the reply starts from a cache that has heard everything

    def release(self, pitch: int, channel: int = 1) -> None:
        """A key goes up."""
        note = self.ear.release(pitch, channel, self.room.now())
        if note is not None:
            self._let_go([note])

    def sustain(self, down: bool, channel: int = 1) -> None:
        """The pedal moves."""
        self._let_go(self.ear.sustain(down, channel, self.room.now()))

    def all_off(self, channel: int | None = None) -> None:
        """All sound or notes off: every key of the channel goes up, the pedal too."""
        for of, pitch in list(self.ear.down):
            if channel in (None, of):
                self.release(pitch, of)
        for of in [c for c in self.ear.pedal if channel in (None, c)]:
            self.sustain(False, of)

    def panic(self) -> None:
        self.all_off()
        super().panic()

    def _let_go(self, notes: list[Heard]) -> None:
        now = self.room.now()
        for note in notes:
            self._learn_length(note)
        if self.mode == "accompany":
            self.accompaniment.key_ended(self.pulse.tick_of(now))
        self._settle(now)

    def _learn_length(self, note: Heard) -> None:
        """A note has ended: the mind learns how long it was."""
        event = self.mind.recall(note.index)
        if event is not None and note.end is not None:
            ticks = (note.end - note.on) / self.pulse.beat_s * TICKS_PER_BEAT
            self.mind.revise(note.index, event._replace(duration=max(1, round(ticks))))

    def _yield(self, now: float) -> None:
        """The human plays: a guess is dropped; a turn is broken off once enough notes came within a beat."""
        if not self.turn.busy:
            self.turn.drop()
            return
        needed = int(self.parameters["yield"])
        recent = sum(1 for s in self._strikes if now - s <= self.pulse.beat_s)
        if needed and recent >= needed:
            self.turn.break_off(now)
        else:
            self.turn.think_again()  # with the new note heard

    # --- deciding what to play ------------------------------------------------------------------------------------

    @property
    def _answers_phrases(self) -> bool:
        """Whether the end of a phrase is this player's moment."""
        return self.mode in ("answer", "continue") or (self.mode == "solo" and not self._stopped)

    def _think(self, start: float, committed: bool) -> None:
        """A turn from the tick `start`: about as long as the phrase, or open-ended. While the model is gone it is asked
        all the same: it is late, and something else plays (`stopgap`)."""
        open_ended = self.mode in ("continue", "solo") or self._performing
        self.turn.think(start, None if open_ended else self._reply_ticks(), committed)

    def _reply_ticks(self) -> int:
        """How long a reply lasts: `length`, or about as long as the phrase."""
        if self.parameters["length"] > 0:
            return round(self.parameters["length"] * TICKS_PER_BEAT)
        if not self.ear.notes:
            return round(LONE_REPLY_BEATS * TICKS_PER_BEAT)
        last = max(n.end or self.room.now() for n in self.ear.notes)
        beats = (last - self.ear.notes[0].on) / self.pulse.beat_s
        return round(max(beats, SHORTEST_REPLY_BEATS) * TICKS_PER_BEAT)

    def _quantised(self, moment: float) -> float:
        """The tick (not rounded) of the first moment at or after `moment` at which a reply may start."""
        exact, step = self.pulse.exact_tick_of(moment), self.quantize
        if step <= 0:
            return exact
        return self.pulse.tick_of_beat(self.pulse.launch(self.pulse.beats(exact), step))

    @property
    def quantize(self) -> float:
        """Beats, as it acts now."""
        return self.wishes.quantize(self.room.transport.tempo_known)

    def _read_tempo(self) -> None:
        """Without a clock the phrase itself tells its tempo; its notes move to where they belong in the model's time."""
        if self.room.transport.tempo_known or not self.ear.notes:
            return
        beat_s = estimate_tempo([n.on for n in self.ear.notes])
        if beat_s is None:
            return
        self.pulse.tune(beat_s)
        for note in self.ear.notes:
            event = self.mind.recall(note.index)
            if event is not None:
                self.mind.revise(note.index, event._replace(tick=self.pulse.tick_of(note.on)))
                self._learn_length(note)

    # --- commands -------------------------------------------------------------------------------------------------

    def set_mode(self, mode: str) -> None:
        """The same mode again counts too: it wakes what `/stop` has put to sleep."""
        self._end_turn()
        if mode != "accompany":
            self.accompaniment.end(self.room.now())
        self.trade.stop()
        self.mode, self._stopped, self._resting = mode, False, False
        if mode == "solo":
            self._perform()
        self._settle(self.room.now())

    def play(self, on: bool) -> None:
        """Start without waiting for the human, or come to rest."""
        self._stopped, self._resting = not on, False
        if on:
            self._perform()
        else:
            self._end_turn()
        self._settle(self.room.now())

    def _perform(self) -> None:
        self._performing = self.mode in ("continue", "solo")
        if not self.turn.busy:
            if not self.ear.notes:
                self.pulse.begin(self.room.now(), self.mind.last_tick, clocked=True)
            self._think(self._quantised(self.room.now()), committed=True)

    def answer(self) -> None:
        """Reply now, without waiting for the pause."""
        now = self.room.now()
        self.turn.break_off(now)
        if not self.ear.notes and not self.mind.events:
            self.pulse.begin(now, 0)
        self._read_tempo()
        self._think(self._quantised(now), committed=True)
        self._take_phrase()
        self._settle(now)

    def again(self) -> None:
        """The last reply, note for note."""
        if self.turn.last_reply:
            now = self.room.now()
            self.turn.break_off(now)
            self.pulse.begin(now, self.mind.last_tick)
            self.turn.repeat(self._quantised(now))
            self._settle(now)

    def end(self) -> None:
        """Please come to an end: what has not left is thought out again towards a cadence."""
        self._performing = False
        self.turn.come_to_an_end(self.room.now())
        self._settle(self.room.now())

    def stop(self) -> None:
        """Cut now; the mode is kept. `solo` waits to be asked again, the others for the human."""
        self._end_turn()
        self.mind.halt()
        self.accompaniment.forget()
        self.room.silence(self.name)
        self.trade.stop()
        self._stopped, self._resting = True, False
        self.ear.take()
        self._settle(self.room.now())

    def reset(self) -> None:
        """Forget the context; what sounds ends. What goes on by itself goes on with something new."""
        goes_on = self._performing
        self._end_turn()
        self.accompaniment.forget()
        self.room.silence(self.name)
        self.mind.forget()
        self.turn.memory.forget()
        self.pulse.forget()
        self.ear.take()
        if goes_on:
            self._perform()
        self._settle(self.room.now())

    def changed(self, tail: str) -> None:
        if tail in SHAPING:
            self.turn.steer(self.room.now())
        self._settle(self.room.now())

    def _end_turn(self) -> None:
        self.turn.break_off(self.room.now())
        self._performing = False

    # --- the clock ------------------------------------------------------------------------------------------------

    def rest(self) -> None:
        """The transport stopped: `solo` and `/play` end, what a human triggers does not."""
        if (self.mode == "solo" and not self._stopped) or self._performing:
            self._end_turn()
            self._stopped = self._resting = True
            self._settle(self.room.now())

    def resume(self) -> None:
        """The transport started: what it had stopped goes on, on the bar."""
        if not self._resting or self.turn.busy:
            return
        self._resting, self._stopped = False, False
        self._performing = self.mode in ("continue", "solo")
        now, transport = self.room.now(), self.room.transport
        self.pulse.begin(now, self.mind.last_tick, clocked=True)
        downbeat = transport.launch(transport.beat_at(now) - JUST_NOW_BEATS, transport.beats_per_bar)
        self._think(self.pulse.exact_tick_of(transport.moment_of(downbeat)), committed=True)
        self._settle(now)

    def tempo_changed(self) -> None:
        """Plans move with the tempo; those that went by the human's own pulse come to stand on the clock's."""
        if self.room.transport.tempo_known:
            self.pulse.settle_on_clock(self.room.now())
        self._settle(self.room.now())

    # --- the engine answers ---------------------------------------------------------------------------------------

    def heard(self, message: tuple) -> None:
        match message:
            case ("event", job, _, tick, pitch, duration, velocity):
                self.event(job, tick, pitch, duration, velocity)
            case ("done", job, reason):
                self.done(job, reason)

    def event(self, job: int, tick: int, pitch: int, duration: int, velocity: int) -> None:
        """One event that the engine has sampled."""
        event = Event(tick, pitch, duration, velocity)
        if self.accompaniment.event(job, event, self.wishes.loudness(velocity), self.wishes.channel):
            self.watch.answered(self.room.now())
            self.harmony.struck(self.room.now())
        else:
            self.turn.event(job, event)
        self._settle(self.room.now())

    def done(self, job: int, reason: str) -> None:
        """The engine has nothing more to say to a question."""
        self.accompaniment.done(job)
        self.turn.done(job, reason)
        self._settle(self.room.now())

    def engine_lost(self) -> None:
        """The model's process died: what sounds ends. What was planned plays on, or the last phrase, until it is back."""
        now = self.room.now()
        super().engine_lost()
        self.room.silence(self.name)
        self.accompaniment.lost()
        self.turn.lost(now)
        self._guessed_at = 0.0
        self._settle(now)

    def engine_back(self) -> None:
        """A new process is ready and knows nothing: it is told everything again, and what went on goes on."""
        super().engine_back()
        self.mind.stale()
        self.mind.flush()
        if self.accompaniment.waits:
            self.accompaniment.ask_again(self.wishes.chord_spec(sorted(self.ear.sounding())))
        if self.turn.plan is not None and self.turn.plan.job is not None:
            self.turn.think_again()  # who was asked will not answer
        if self._performing or (self.mode == "solo" and not self._stopped):
            self._perform()
        self._settle(self.room.now())

    def forget_all_but(self, count: int) -> None:
        self.mind.forget_all_but(count)

    # --- time passes ----------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Look at the clock."""
        now = self.room.now()
        for note in self.ear.stuck(now):
            self.release(note.pitch, note.channel)
        self.accompaniment.wake()
        self.harmony.wake(now, [*self.ear.sounding(), *self.accompaniment.sounding()])
        if self.mode == "trade":
            self._trade(now)
        else:
            self._phrase(now)
        self._settle(now)

    def _phrase(self, now: float) -> None:
        """Near the end of a phrase the reply is made; at its end the turn is taken."""
        end = self.ear.ends_at(self.parameters["pause"])
        if end is None:
            return
        guess_at = self._guess_at(end)
        if guess_at is not None and now >= guess_at:
            self._guessed_at = end
            self._read_tempo()
            self._think(self._quantised(end), committed=False)
        if now >= end - 1e-9:
            self._take_turn(end)

    def _guess_at(self, end: float) -> float | None:
        """When to make the reply to a phrase that would end at `end`; None: not at all, or it is made."""
        if not self._answers_phrases or self.turn.busy or self._guessed_at == end:
            return None
        if self.ear.down:
            return end - max(ASIDE_S, self.watch.foresight)
        return min(end, max(self.ear.last_strike, self.ear.last_release) + GUESS_S)

    def _take_phrase(self) -> None:
        """The phrase is over; it is remembered as a phrase too."""
        events = (self.mind.recall(note.index) for note in self.ear.take())
        self.turn.memory.heard([event for event in events if event is not None])

    def counters(self) -> dict[str, int | float]:
        ahead = round(self.watch.foresight * 1000, 1)
        return {"answers_late": self.ladder.missed, "ahead_ms": ahead}

    def _take_turn(self, end: float) -> None:
        if self.turn.guessed:
            self.turn.take()
        self._take_phrase()

    def _trade(self, now: float) -> None:
        """Whose turn is it? The machine's is made a beat ahead and taken a little before its moment."""
        length, beat = self._trade_beats, self.room.transport.beat_at(now)
        if self.trade.over(beat, length):
            self._take_phrase()
        turn = self.trade.to_think(beat, length, self.watch.foresight / self.pulse.beat_s)
        if turn is None or self.turn.busy:
            return
        begin, end = (self.pulse.exact_tick_of(self.room.transport.moment_of(b)) for b in turn)
        if not self.turn.guessed:
            self.turn.think(begin, round(end - begin), committed=False)
        if beat >= turn[0] - self._head_start:
            self.turn.take()
            self.trade.taken()

    @property
    def _trade_beats(self) -> float:
        return self.parameters["length"] or 4 * self.room.transport.beats_per_bar

    @property
    def _head_start(self) -> float:
        """Beats before its moment at which a turn of `trade` is taken, so that listeners can have it ahead."""
        return (self.room.lookahead + 0.05) / self.pulse.beat_s

    def _settle(self, now: float) -> None:
        """After anything: hand over, keep going, say how we are."""
        self._touched = now
        self.turn.settle(now, goes_on=not self._stopped)
        self.tell_state(self._state())

    def _state(self) -> str:
        if self.turn.busy:
            return "playing" if self.turn.plan.items else "thinking"
        if self.accompaniment.sounding():
            return "playing"
        return "listening" if self.ear.notes or self.ear.down else "idle"

    def alarm(self) -> float | None:
        """The next moment at which time alone changes something; None: only an event can."""
        moments = [*self.accompaniment.moments(), self.harmony.alarm(), *self.turn.moments()]
        if self.mode == "trade":
            beats = self.trade.moments(self._trade_beats, self._head_start, self.watch.foresight / self.pulse.beat_s)
            moments += [m for m in map(self.room.transport.moment_of, beats) if m > self.room.now()]
        elif (end := self.ear.ends_at(self.parameters["pause"])) is not None:
            moments += [end, self._guess_at(end)]
        if self.ear.down:
            moments.append(min(n.on for n in self.ear.down.values()) + STUCK_S)
        return min((m for m in moments if m is not None), default=None)

    def tidy(self) -> None:
        """Called now and then: in a quiet moment the oldest memories go, before they would cost time."""
        busy = self.turn.plan is not None or self.ear.down or self.ear.notes
        if not busy and self.room.now() - self._touched > QUIET_S and len(self.mind.events) > ROOM:
            self.mind.compact()
            self.mind.flush()

    def _pedal(self, value: int, channel: int) -> None:
        self.sustain(value >= PEDAL_DOWN, channel)

    ACTS: ClassVar = {
        "play": play, "stop": stop, "reset": reset, "answer": answer, "again": again, "end": end, "sustain": _pedal,
    }  # fmt: skip
