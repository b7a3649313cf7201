"""A shared session (Ableton Link) as our clock sees it: its line of beats laid on ours, and what we wish of it.

All peers share tempo and phase, where a quantum (our bar) begins; none shares the count of bars. So our line stands on
the session's, some whole bars away, and places are reached on downbeats: a start, a locate, a continue come into force at
the next one.
"""

import math
from typing import NamedTuple

from bridge.tempo import EXACT, Tempo

LOST_S = 2.0  # the session is read twice a second
JUMP_BEATS = 1.0 / 24  # less is a correction and moves our line either way; more is another place of the bar
JUST_NOW_BEATS = 0.1  # a bar that began so recently is the one meant


class Told(NamedTuple):
    """What its process says: at `moment` the session was at `beat`."""

    number: int  # of our last wish that is in it
    bpm: float
    beat: float
    moment: float
    playing: bool
    peers: int


class Session:
    def __init__(self) -> None:
        self.peers = 0
        self.playing: bool | None = None  # None: not heard yet
        self.wishes: list[tuple] = []  # for its process, in order
        self._number = 0  # of the last wish
        self._heard = -math.inf

    def join(self, bpm: float, bar: float) -> None:
        """A new process: it knows nothing."""
        self.peers, self.playing, self.wishes = 0, None, []
        self._wish("join", bpm, bar)

    def wish(self, what: str, value: float) -> None:
        """`tempo`, `quantum` or `playing`. Until it is heeded, what the session says of itself is old."""
        if what == "playing":
            self.playing = bool(value)
        self._wish(what, value)

    def _wish(self, what: str, *values: float) -> None:
        self._number += 1
        self.wishes.append((what, self._number, *values))

    def hear(self, told: Told, now: float) -> bool:
        """Whether it counts: it knows all our wishes."""
        self.peers, self._heard = told.peers, now
        return told.number >= self._number

    def lost(self, now: float) -> bool:
        return now - self._heard > LOST_S


def joined(ours: Tempo, theirs: Tempo, bar: float, now: float) -> tuple[Tempo, float]:
    """Our line on theirs, whole bars away, and by how many beats we jump at `now`: 0, or back by less than a bar."""
    apart = ours.beat_at(now) - theirs.beat_at(now)
    bars = round(apart / bar)
    if abs(bars * bar - apart) > JUMP_BEATS:
        bars = math.floor(apart / bar + EXACT)
        jump = bars * bar - apart
    else:
        jump = 0.0
    return Tempo(theirs.bpm, theirs.at_beat + bars * bar, theirs.at_moment), jump


def downbeat(beat: float, bar: float) -> float:
    """The next one of a line whose multiples of `bar` they are, or the one that has just been."""
    return math.ceil((beat - JUST_NOW_BEATS) / bar - EXACT) * bar
