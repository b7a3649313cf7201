"""The machine's turn: thought out ahead, taken, kept going, changed while it sounds, broken off.

A plan that was not taken yet is a guess and costs nothing to drop. One that was taken is handed to the timer a little ahead;
what has not left can still be thought out again, because the human has played, a knob has turned or an end is asked for.
"""

import math

from ..tokens import TICKS_PER_BEAT, Event, order
from ..voices import to_end
from .ladder import Ladder
from .mind import Mind
from .plan import Plan, Planned
from .pulse import Pulse
from .room import Room
from .stopgap import IN_TIME_S, Stopgap
from .telling import Stopwatch, Teller
from .wishes import Wishes

AHEAD_BEATS = 8  # an open-ended turn is thought out this far
END_BEATS = 8  # a cadence asked for by `/end` takes at most so long
LONGEST_PATIENCE_S = 8.0  # after so long the model is asked again in any case
STEER_S = 0.15  # a knob that turns makes the machine think again at most so often
# The way to the end: a quarter of the reply within these bounds, but no more than half of it. Measured on 60 answers of 32
# beats: with 4 beats' notice 22 came to their end by themselves, with 8 beats 40, with 16 beats 55.
SHORTEST_WAY, LONGEST_WAY = 8 * TICKS_PER_BEAT, 16 * TICKS_PER_BEAT


class Turn:
    def __init__(
        self,
        name: str,
        room: Room,
        mind: Mind,
        pulse: Pulse,
        wishes: Wishes,
        teller: Teller,
        watch: Stopwatch,
        ladder: Ladder,
    ):
        self._name, self._room, self._mind, self._pulse, self._wishes = name, room, mind, pulse, wishes
        self._teller, self._watch, self._ladder = teller, watch, ladder
        self._gap = Stopgap(pulse, wishes)
        self.memory = self._gap.memory
        self._asked = 0.0  # when the model was last asked
        self.plan: Plan | None = None
        self.last_reply: list[Event] = []  # counted from its first onset, for `/again`
        self._steer_at: float | None = None  # when to think again because a knob has turned
        self._steered = float("-inf")

    @property
    def busy(self) -> bool:
        """A turn has been taken and is not over."""
        return self.plan is not None and self.plan.committed

    @property
    def guessed(self) -> bool:
        return self.plan is not None and not self.plan.committed

    # --- beginning ------------------------------------------------------------------------------------------------

    def think(self, start: float, length: int | None, committed: bool) -> None:
        """Ask for a turn from the tick `start`, `length` ticks long (None: until it is stopped)."""
        self.drop()
        first = round(start)
        until = first + (AHEAD_BEATS * TICKS_PER_BEAT if length is None else length)
        self.plan = Plan(start, None, len(self._mind), until=None if length is None else until, committed=committed)
        if length is not None:
            way = min(length // 2, LONGEST_WAY, max(SHORTEST_WAY, length // 4))
            self.plan.ending = until - way
        self._ask(first_tick=first, until_tick=until, ending_tick=self.plan.ending)

    def take(self) -> None:
        """The moment has come: the guess becomes the turn."""
        if self.plan is not None:
            self.plan.committed = True

    def repeat(self, start: float) -> None:
        """The last reply once more, from the tick `start`, note for note."""
        self.drop()
        self.plan = Plan(start, None, len(self._mind), committed=True, reason="again")
        for event in self.last_reply:
            self.plan.add(event, self._mind.append(event._replace(tick=round(start + event.tick))))
        self._teller.redraw(self.plan)

    def _ask(self, **wanted: int | None) -> None:
        self._asked = self._room.now()
        self._watch.ask(self._asked)
        spec = self._wishes.spec() | {key: value for key, value in wanted.items() if value is not None}
        self.plan.reason, self.plan.job = "", self._mind.generate(spec)

    # --- giving way and changing ------------------------------------------------------------------------------------

    def drop(self) -> None:
        """Forget a guess."""
        if self.plan is not None:
            self._gap.keep(self.plan, self.plan.items)
            self._mind.halt()
            self._mind.truncate(self.plan.first_index)
            self.plan = None
            self._teller.redraw(None)

    def break_off(self, now: float) -> None:
        """No more of this turn: what sounds ends, what was to come is forgotten, what was heard is remembered."""
        plan = self.plan
        if plan is None or not plan.committed:
            self.drop()
            return
        self._room.cancel(self._name, now)
        for item in plan.items[: plan.handed]:
            if item.ends > now:
                self._room.off(item.note, max(now, item.due))
        self._mind.halt()
        played = [i for i in plan.items[: plan.handed] if i.due <= now]
        self._keep(played)
        self._mind.truncate(plan.first_index + len(played))
        for item in played:
            self._shorten(item, now)
        self.plan = None
        self._gap.forget()
        self._teller.redraw(None)

    def _shorten(self, item: Planned, now: float) -> None:
        event = self._mind.recall(item.index)
        if event is not None and item.ends > now:
            ticks = round((now - item.due) / self._pulse.beat_s * TICKS_PER_BEAT)
            self._mind.revise(item.index, event._replace(duration=max(1, ticks)))

    def think_again(self) -> None:
        """What has not been handed over is forgotten and asked for anew at the next `settle`."""
        plan = self.plan
        if plan is None or plan.reason == "again":
            return
        self._mind.halt()
        self._gap.keep(plan, plan.items[plan.handed :])
        del plan.items[plan.handed :]
        self._mind.truncate(plan.first_index + plan.handed)
        plan.job, plan.reason = None, "changed"
        self._teller.redraw(plan)

    def steer(self, now: float) -> None:
        """A knob has turned: think again, but not at every step of it."""
        if self.plan is not None and self.plan.reason != "again":
            self._steer_at = max(now, self._steered + STEER_S)

    def come_to_an_end(self, now: float) -> None:
        """Towards a cadence, from here on."""
        plan = self.plan
        if plan is None or plan.reason == "again":
            return
        self.think_again()
        plan.ending = max(plan.last_onset, self._pulse.tick_of(now))
        plan.until = plan.ending + END_BEATS * TICKS_PER_BEAT

    def lost(self, now: float) -> None:
        """The model is gone, and what it sounded was cut. A turn that was taken goes on with what was planned."""
        plan = self.plan
        if plan is None or not plan.committed or plan.reason == "again":
            self.drop()
            return
        played = [item for item in plan.items[: plan.handed] if item.due <= now]
        self._gap.keep(plan, plan.items[len(played) :])
        del plan.items[len(played) :]
        plan.handed = len(played)
        self._mind.truncate(plan.first_index + len(played))
        for item in played:
            self._shorten(item, now)
            item.ends = min(item.ends, now)
        plan.job, plan.reason = None, "changed"
        self._teller.redraw(plan)

    # --- the engine answers ---------------------------------------------------------------------------------------

    def event(self, job: int, event: Event) -> None:
        if self.plan is not None and job == self.plan.job:
            now = self._room.now()
            first = self._watch.answered(now)
            item = self.plan.add(event, self._mind.told(event))
            self._teller.announce(item)
            if first and (not self.plan.committed or self._pulse.moment_of(item.event.tick) >= now - IN_TIME_S):
                self._ladder.in_time()

    def done(self, job: int, reason: str) -> None:
        plan = self.plan
        if plan is not None and job == plan.job:
            plan.job, plan.reason = None, reason

    # --- time passes ----------------------------------------------------------------------------------------------

    def settle(self, now: float, goes_on: bool) -> None:
        """Hand over what is due soon, keep an open-ended turn going if it `goes_on`, close a finished one."""
        self._steer_now(now)
        plan = self.plan
        if plan is None:
            return
        self._step_in(plan, now)
        plan.hand_over(self._room, self._pulse, self._play)
        plan.shorten(now)
        if plan.job is None and plan.reason != "again":
            self._extend(plan, now, goes_on)
        if plan.finished(now) and not (plan.until is None and goes_on and plan.reason != "again"):
            self._keep(plan.items)
            self._gap.forget()
            self.plan = None

    def _step_in(self, plan: Plan, now: float) -> None:
        """The model is late: something else goes on, and the model is asked for what comes after that."""
        moment = self._gap.moment(plan, self._asked, self._room.lookahead)
        if moment is None or moment > now:
            return
        self._mind.halt()
        if not self._ladder.gone:
            self._watch.missed(now)
        events, end = self._gap.fill(plan, now, self._patience(now))
        for event in events:
            whole = event._replace(tick=plan.engine_tick(event.tick))
            plan.insert(event, self._mind.append(whole))
        plan.filled, plan.job, plan.reason = end, None, "late"
        self._teller.redraw(plan)
        self._ladder.late(self._gap.level)
        if plan.until is None or end < plan.until:
            until = end + AHEAD_BEATS * TICKS_PER_BEAT if plan.until is None else plan.until
            ending = None if plan.ending is None else plan.engine_tick(plan.ending)
            self._ask(first_tick=plan.engine_tick(end), until_tick=plan.engine_tick(until), ending_tick=ending)

    def _patience(self, now: float) -> float:
        """How many seconds the model may need for its next answer, as far as it has shown."""
        return min(LONGEST_PATIENCE_S, max(self._watch.foresight, 2 * (now - self._asked)))

    def _steer_now(self, now: float) -> None:
        if self._steer_at is not None and now >= self._steer_at:
            self._steer_at, self._steered = None, now
            self.think_again()

    def _extend(self, plan: Plan, now: float, goes_on: bool) -> None:
        """A changed turn is asked for up to its end; an open-ended one is kept some beats ahead."""
        here = max(plan.last_onset, plan.start)
        if plan.until is not None:
            if plan.reason != "changed":
                return
            until = plan.until
        elif goes_on and self._pulse.moment_of(here) - now < self._ahead_s:
            until = here + AHEAD_BEATS * TICKS_PER_BEAT
        else:
            return
        until_tick = plan.engine_tick(until)
        if plan.until is None:  # the model goes on from what it heard last, which may lie beyond: it must have room, or it
            until_tick = max(until_tick, self._mind.last_tick + AHEAD_BEATS * TICKS_PER_BEAT)  # would be asked for ever
        self._ask(
            earliest_tick=self._reachable(plan, now) if plan.reason == "changed" and plan.items else None,
            until_tick=until_tick,
            ending_tick=None if plan.ending is None else plan.engine_tick(plan.ending),
            first_tick=None if plan.items else round(plan.start),
        )

    def _reachable(self, plan: Plan, now: float) -> int:
        """The engine's first tick that can still be played in time: what would have come before it has been given up."""
        moment = now + self._room.lookahead + self._watch.foresight
        return plan.engine_tick(math.ceil(self._pulse.exact_tick_of(moment)))

    @property
    def _ahead_s(self) -> float:
        """When so little of an open-ended turn is left, more is asked for."""
        return max(AHEAD_BEATS / 2 * self._pulse.beat_s, self._watch.foresight)

    def _play(self, item: Planned) -> None:
        event, wishes = item.event, self._wishes
        self._make_room(item, int(wishes["polyphony"]))
        loudness = wishes.loudness(event.velocity)
        item.note = self._room.note(self._name, item.due, event.pitch, loudness, wishes.channel)
        self._room.off(item.note, item.ends)

    def _make_room(self, new: Planned, polyphony: int) -> None:
        """The oldest voices give way to a new one."""
        sounding = [i for i in self.plan.items[: self.plan.handed] if i.ends > new.due]
        for item in sounding[: to_end((i.ends for i in sounding), new.due, polyphony)]:
            if item.due < new.due:
                item.ends = new.due
                self._room.off(item.note, new.due)

    def _keep(self, items: list[Planned]) -> None:
        if items:
            start = items[0].event.tick
            self.memory.replied([i.event for i in items])
            self.last_reply = order(i.event._replace(tick=i.event.tick - start) for i in items)

    def moments(self) -> list[float]:
        """When time alone changes something here."""
        moments = [] if self._steer_at is None else [self._steer_at]
        plan = self.plan
        if plan is None or not plan.committed:
            return moments
        missing = self._gap.moment(plan, self._asked, self._room.lookahead)
        if missing is not None:
            moments.append(missing)
        due = plan.next_due(self._pulse)
        if due is not None:
            return [*moments, plan.hand_over_at(due, self._room)]
        if plan.job is None and plan.items:
            moments.append(max(i.ends for i in plan.items))
        return moments
