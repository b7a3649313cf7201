"""Hearing the harmony: the chord that human and machine hold, told when it changes."""

from collections.abc import Callable, Iterable

from ..harmony import Chord, chord_of

SETTLED_S = 0.060  # keys within so long are one chord


class Harmony:
    """`tell` gets each chord that is another than the one before."""

    def __init__(self, tell: Callable[[Chord], None]):
        self._tell = tell
        self._chord: Chord | None = None
        self._due: float | None = None

    def struck(self, now: float) -> None:
        """Something sounds that did not: what it makes of the harmony is known when the keys have settled."""
        if self._due is None:
            self._due = now + SETTLED_S

    def alarm(self) -> float | None:
        return self._due

    def wake(self, now: float, sounding: Iterable[int]) -> None:
        if self._due is None or self._due > now:
            return
        self._due = None
        chord = chord_of(sounding)
        if chord is not None and (self._chord is None or chord.name != self._chord.name):
            self._chord = chord
            self._tell(chord)
