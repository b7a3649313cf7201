"""What a turn plays where the model has left it empty: what was planned before, the phrase, or the last harmony held.

The filling is remembered as if the model had said it, so that the model goes on from it when it is back. Moments are the
room's seconds, for a human who begins a phrase without a clock gives all ticks to come another place.
"""

from collections.abc import Iterable

from ..tokens import TICKS_PER_BEAT, Event
from .ladder import HOLD, OLDER, PHRASE
from .memory import PhraseMemory
from .plan import Plan, Planned
from .pulse import Pulse
from .wishes import Wishes

GRACE_S = 0.15  # a question asked just now is given so long, though its first note was due at once
AT_HAND_S = 0.02  # before its moment a note must be here
IN_TIME_S = 0.03  # what comes so much after its moment is heard as being on it
SOFTER = 0.75  # of the velocity: the human hears that it waits
SHORTEST_NOTE, LONGEST_NOTE = 0.5, 2.0  # beats that a plan's last note speaks for, whatever its length; then more is missing


class Stopgap:
    def __init__(self, pulse: Pulse, wishes: Wishes):
        self._pulse, self._wishes = pulse, wishes
        self.memory = PhraseMemory()
        self._older: list[tuple[float, Event]] = []  # seconds from the start of its plan
        self._older_start = 0.0  # moment
        self.level = HOLD  # of the last filling

    def keep(self, plan: Plan, items: Iterable[Planned]) -> None:
        """These were planned and are being thought out again: until then they are better than nothing."""
        start = self._pulse.moment_of(plan.start)
        if older := [(self._pulse.moment_of(item.event.tick) - start, item.event) for item in items]:
            self._older, self._older_start = older, start

    def forget(self) -> None:
        """What was planned belongs to a turn that is over."""
        self._older = []

    def moment(self, plan: Plan, asked: float, lookahead: float) -> float | None:
        """When somebody must step in if the model has said no more by then; None: it owes nothing."""
        if not plan.committed or plan.job is None:
            return None
        known = self._known_until(plan)
        if plan.until is not None and known >= self._pulse.moment_of(plan.until):
            return None
        return max(known - lookahead - AT_HAND_S, asked + GRACE_S)

    def fill(self, plan: Plan, now: float, patience: float) -> tuple[list[Event], float]:
        """What to play, in the room's ticks, and the tick from which the model goes on. `patience` is how many seconds
        the model may take: as much is filled, in whole beats."""
        moment = self._known_until(plan)
        if moment < now - IN_TIME_S:
            moment = now
        begin, beats = self._pulse.exact_tick_of(moment), max(1.0, -(-patience // self._pulse.beat_s))
        end = begin + beats * TICKS_PER_BEAT
        if plan.until is not None:
            end = min(end, plan.until)
        begun = bool(plan.items)  # what has not begun yet begins with its beginning
        planned = self._planned(self._older_start if begun else moment, begin, end)
        phrase = self._phrase(plan.began if begun else begin, begin, end)
        for self.level, events in ((OLDER, planned), (PHRASE, phrase)):
            if events:
                return events, end
        self.level = HOLD
        return self._held(plan, begin, end), end

    def _known_until(self, plan: Plan) -> float:
        """The moment up to which a plan says what happens: a note, and the rest that may be meant after it."""
        filled = self._pulse.moment_of(max(plan.start, plan.filled))
        if not plan.items:
            return filled
        last = plan.items[-1]
        due = last.due if plan.handed == len(plan.items) else self._pulse.moment_of(last.event.tick)
        beats = (last.event.duration or TICKS_PER_BEAT) / TICKS_PER_BEAT
        known = due + min(max(beats, SHORTEST_NOTE), LONGEST_NOTE) * self._pulse.beat_s
        return known if plan.filled < last.event.tick else max(known, filled)

    def _planned(self, start: float, begin: float, end: float) -> list[Event]:
        moved = (event._replace(tick=self._pulse.exact_tick_of(start + after)) for after, event in self._older)
        return [event for event in moved if begin - 1 <= event.tick < end - 1]  # a tick is what rounding may cost

    def _phrase(self, origin: float, begin: float, end: float) -> list[Event]:
        return [self._fitted(event) for event in self.memory.between(begin, end, origin)]

    def _held(self, plan: Plan, begin: float, end: float) -> list[Event]:
        """The notes of the last onset, once more and long."""
        if not plan.items:
            return []
        last = plan.items[-1].event.tick
        chord = [item.event for item in plan.items if item.event.tick == last]
        return [self._fitted(e._replace(tick=begin, duration=round(end - begin))) for e in chord]

    def _fitted(self, event: Event) -> Event:
        return event._replace(pitch=self._wishes.fit(event.pitch), velocity=max(1, round(event.velocity * SOFTER)))
