"""An incoming MIDI clock becomes a line of beats: where the beat is at any moment, though each tick comes a little off.

Twenty-four ticks make a quarter note. They arrive late by some milliseconds, each by another amount; now and then one
is lost; tempos glide and jump; cables are pulled. The follower is a least-squares line through the newest ticks, kept
by two gains (a g-h filter). They belong to a *memory*, a number of ticks: it grows with every tick, so the first beat
is read fast and a steady clock ever more finely, and it is cut when the errors lean to one side: then the tempo moves.
"""

from collections import deque

from bridge.tempo import FASTEST_BPM, SLOWEST_BPM, Tempo

TICKS_PER_BEAT = 24
LOST_S = 0.75  # no tick for so long: the clock is gone (the slowest tempo has a tick every 0.125 s)
SETTLED_TICKS = 6  # before that the tempo of two ticks is mostly their jitter; the tempo known before is kept
LONGEST_MEMORY = 40  # ticks; a third of the jitter of one tick stays
SHORTEST_MEMORY = 6
LEAST_JITTER_S = 0.0004  # no system is better; keeps a perfect clock from being doubted
FIRST_JITTER_S = 0.002  # until it is known: USB and JACK are within
OUTLIER = 4.0  # times the usual error: this tick came by accident, or another tempo begins
LEAN = 0.65  # times the usual error: a mean error as large as this is no accident, the tempo moves
SURELY_LOST = 0.3  # periods: a tick that stands for two comes no further than this from where the second was due ...
AT_LEAST_APART = 1.55  # ... and as long as this after the one before
GAPS_IN_A_ROW = 4  # so many ticks that each stand for several are a slower tempo


def _gains(memory: int) -> tuple[float, float]:
    """Of place and of period, for least squares over `memory` + 1 ticks (Brookner, "Tracking and Kalman Filtering")."""
    scale = (memory + 1) * (memory + 2)
    return 2 * (2 * memory + 1) / scale, 6 / scale


class ClockFollower:
    """Ticks in by `tick(moment)`, moments in order; `line` says the beats since the first one, `ticks` / 24."""

    def __init__(self, bpm: float = 120.0):
        """`bpm` is the tempo until some ticks have told theirs."""
        self.ticks = 0  # number of the last tick, lost ones included; the first is 0
        self._period = 60.0 / bpm / TICKS_PER_BEAT  # seconds
        self._known_period = self._period  # of the tempo before this clock
        self._place: float | None = None  # where the last tick should have been, seconds
        self._arrivals: list[float] = []  # the newest three
        self._clear()

    def _clear(self) -> None:
        self._memory = 0
        self._jitter, self._lean = FIRST_JITTER_S, 0.0
        self._doubted = 0.0  # error of the tick before, where it was an outlier
        self._added = deque([0] * GAPS_IN_A_ROW, GAPS_IN_A_ROW)  # lost ticks that each of the newest ones brought along

    @property
    def settled(self) -> bool:
        """Whether the tempo is the clock's own."""
        return self._memory >= SETTLED_TICKS

    @property
    def line(self) -> Tempo:
        period = self._period if self.settled else self._known_period
        return Tempo(60.0 / period / TICKS_PER_BEAT, self.ticks / TICKS_PER_BEAT, self._place or 0.0)

    def lost(self, now: float) -> bool:
        """No tick has come for a while; true as well before the first."""
        return not self._arrivals or now - self._arrivals[-1] > LOST_S

    def tick(self, moment: float) -> None:
        """A tick has arrived."""
        if self._place is None:
            self._place = moment
        elif self.lost(moment):
            self._return(moment)
        else:
            self._follow(moment)
        self._arrivals = [*self._arrivals[-2:], moment]

    def _return(self, moment: float) -> None:
        """After a silence: the beats went on at the last tempo, this tick is the one nearest to them."""
        self._known_period = period = self.line.seconds_per_beat / TICKS_PER_BEAT
        self.ticks += max(1, round((moment - self._place) / period))
        self._place, self._period = moment, period
        self._clear()

    def _follow(self, moment: float) -> None:
        passed = self._passed(moment)
        error = moment - (self._place + passed * self._period)
        self.ticks += passed
        self._place += passed * self._period
        if all(self._added):
            self._begin_again(moment)
        elif self.settled and abs(error) > OUTLIER * self._jitter:
            self._doubt(moment, error)
        else:
            self._correct(error, passed)

    def _passed(self, moment: float) -> int:
        """How many ticks this one stands for: more than one only where it comes just when a later one was due."""
        passed = 1
        apart = moment - self._arrivals[-1] > AT_LEAST_APART * self._period
        if apart and self.settled and self._doubted <= 0:
            since = moment - self._place
            whole = round(since / self._period)
            allowed = min(OUTLIER * self._jitter, SURELY_LOST * self._period)
            if whole > 1 and abs(since - whole * self._period) <= allowed:
                passed = whole
        self._added.append(passed - 1)
        return passed

    def _doubt(self, moment: float, error: float) -> None:
        """One outlier is passed over; a second to the same side means that another tempo began."""
        if self._doubted * error > 0:
            self._begin_again(moment)
        else:
            self._doubted = error

    def _begin_again(self, moment: float) -> None:
        """Another tempo: read it from the newest ticks alone; what seemed to be lost ticks was its beginning."""
        self.ticks -= sum(self._added)
        first = self._arrivals[-2]
        self._clear()
        self._place, self._period = moment, self._within((moment - first) / 2)
        self._known_period = self._period
        self._memory = 2

    def _correct(self, error: float, passed: int) -> None:
        self._doubted = 0.0
        self._lean += (error - self._lean) / 8
        self._jitter = max(LEAST_JITTER_S, self._jitter + (abs(error) - self._jitter) / 32)
        if self.settled and abs(self._lean) > LEAN * self._jitter:
            self._memory, self._lean = max(SHORTEST_MEMORY, self._memory // 2), 0.0
        else:
            self._memory = min(LONGEST_MEMORY, self._memory + 1)
        of_place, of_period = _gains(self._memory)
        self._place += of_place * error
        self._period = self._within(self._period + of_period * error / passed)

    @staticmethod
    def _within(period: float) -> float:
        return min(max(period, 60.0 / FASTEST_BPM / TICKS_PER_BEAT), 60.0 / SLOWEST_BPM / TICKS_PER_BEAT)
