"""What was played lately, as something to play from: the human's last phrase, or else the machine's last reply.

When the model is late, or gone, a player goes on with this instead of falling silent. Pure: ticks only.
"""

import math
from collections.abc import Sequence

from ..tokens import TICKS_PER_BEAT, Event, order


class PhraseMemory:
    def __init__(self) -> None:
        self._human: list[Event] = []  # counted from the first onset
        self._machine: list[Event] = []

    def heard(self, phrase: Sequence[Event]) -> None:
        """The human's phrase is over."""
        self._human = _from_its_start(phrase) or self._human

    def replied(self, events: Sequence[Event]) -> None:
        """So was the reply."""
        self._machine = _from_its_start(events) or self._machine

    def forget(self) -> None:
        self._human, self._machine = [], []

    def between(self, begin: float, end: float, origin: float) -> list[Event]:
        """The phrase over and over from `origin`, whole beats long: what of it lies in `begin` … `end`, all in ticks."""
        phrase = self._human or self._machine
        if not phrase or end <= begin:
            return []
        length = _beats(max(e.tick + (e.duration or TICKS_PER_BEAT) for e in phrase))
        first, last = math.floor((begin - origin) / length), math.floor((end - origin) / length)
        starts = (origin + turn * length for turn in range(first, last + 1))
        events = (event._replace(tick=start + event.tick) for start in starts for event in phrase)
        return [event for event in events if begin - 0.5 <= event.tick < end - 0.5]  # ticks are whole in the phrase alone


def _from_its_start(events: Sequence[Event]) -> list[Event]:
    if not events:
        return []
    start = min(event.tick for event in events)
    return order(event._replace(tick=event.tick - start) for event in events)


def _beats(ticks: float) -> int:
    """Up to the next whole beat."""
    return max(1, math.ceil(ticks / TICKS_PER_BEAT)) * TICKS_PER_BEAT
