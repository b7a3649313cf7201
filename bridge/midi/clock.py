"""An incoming MIDI clock becomes a line of beats: where the beat is at any moment, though each tick comes a little off.

Twenty-four ticks make a quarter note. They arrive late by some milliseconds, each by another amount; now and then some
are lost; tempos glide and jump; cables are pulled. Two least-squares fits (`fits`) read every tick. The *steady* one holds
the tempo for constant and remembers long: it is the finer one, as long as that is true. The *moving* one knows a tempo that
glides. Errors of the steady one that lean to one side say that the tempo moves: then the moving one is believed, until
the steady one, begun anew from it, has been right for a while. `duende bench --only clock` measures both the ends.
"""

from collections import deque

from bridge.tempo import FASTEST_BPM, SLOWEST_BPM, Tempo

from .fits import Fit

TICKS_PER_BEAT = 24
LOST_S = 0.75  # no tick for so long: the clock is gone (the slowest tempo has a tick every 0.125 s)
SETTLED_TICKS = 6  # before that the tempo of two ticks is mostly their jitter; the tempo known before is kept
LONGEST_MEMORY = 72  # ticks, three beats; a quarter of the jitter of one tick stays
BENDS_FROM = 24  # ticks; a curve through fewer is mostly their jitter
DOUBTED_MEMORY = 24  # what the moving fit keeps when its own errors lean
TRUSTED_MEMORY = 48  # ticks after which the steady fit is believed again
FRESH_MEMORY = 8  # what the steady fit takes over of the moving one
LEAST_JITTER_S = 0.0004  # no system is better; keeps a perfect clock from being doubted
FIRST_JITTER_S = 0.002  # until it is known: USB and JACK are within
OUTLIER = 3.5  # times the usual error: this tick came by accident, or another tempo begins
GROWING = 1.25  # a second outlier is larger than the first by this factor where another tempo begins
LEAN = 0.55  # times the usual error: a mean error as large as this is no accident, the tempo moves
LEAN_TICKS = 16  # over which the mean is taken
MOVING_LEAN, MOVING_LEAN_TICKS = 0.65, 12  # the same of the moving fit
SURELY_LOST = 0.3  # periods: a tick that stands for two comes no further than this from where the second was due ...
AT_LEAST_APART = 1.55  # ... and as long as this after the one before
AT_ONCE = 0.35  # periods: a tick right behind another
LOST_TWICE_TOLD = 0.45  # periods: where two ticks in a row say that some were lost
AGAIN_TICKS = 12  # ticks that were presumed lost, and so soon after that another tempo shows, were not
GAPS_IN_A_ROW = 4  # so many ticks that each stand for several are a slower tempo


class ClockFollower:
    """Ticks in by `tick(moment)`, moments in order; `line` says the beats since the first one, `ticks` / 24."""

    def __init__(self, bpm: float = 120.0):
        """`bpm` is the tempo until some ticks have told theirs."""
        self.ticks = 0  # number of the last tick, lost ones included; the first is 0
        self._moving = Fit(LONGEST_MEMORY, BENDS_FROM)
        self._steady = Fit(LONGEST_MEMORY)
        self._known_period = 60.0 / bpm / TICKS_PER_BEAT  # of the tempo before this clock, seconds
        self._arrivals: list[float] = []  # the newest three
        self._begin(0.0, self._known_period)

    def _begin(self, place: float, period: float, memory: int = 0) -> None:
        """The last tick was due at `place`; nothing of what was before counts."""
        for fit in (self._moving, self._steady):
            fit.begin(place, period, memory)
        self._jitter, self._lean, self._moving_lean = FIRST_JITTER_S, 0.0, 0.0
        self._is_steady = False
        self._presumed: list[tuple[int, int]] = []  # ticks at which some before were presumed lost, and how many
        self._doubts: list[float] = []  # errors of the newest ticks, where they were outliers to one side
        self._added = deque([0] * GAPS_IN_A_ROW, GAPS_IN_A_ROW)  # lost ticks that each of the newest ones brought along
        self._owed = 0  # lost ticks that may only have been held back: then they come right behind the last one

    @property
    def settled(self) -> bool:
        """Whether the tempo is the clock's own."""
        return self._moving.memory >= SETTLED_TICKS

    @property
    def jitter(self) -> float:
        """How far a tick usually comes from its place, seconds (mean of the absolute error); 0 until it is known."""
        return self._jitter if self.settled else 0.0

    @property
    def line(self) -> Tempo:
        fit = self._steady if self._is_steady else self._moving
        period = fit.period if self.settled else self._known_period
        return Tempo(60.0 / period / TICKS_PER_BEAT, self.ticks / TICKS_PER_BEAT, fit.place)

    def lost(self, now: float) -> bool:
        """No tick has come for a while; true as well before the first."""
        return not self._arrivals or now - self._arrivals[-1] > LOST_S

    def tick(self, moment: float) -> None:
        """A tick has arrived."""
        if not self._arrivals:
            self._begin(moment, self._known_period)
        elif self.lost(moment):
            self._return(moment)
        else:
            self._follow(moment)
        self._arrivals = [*self._arrivals[-2:], moment]

    def _return(self, moment: float) -> None:
        """After a silence: the beats went on at the last tempo, this tick is the one nearest to them."""
        line = self.line
        self._known_period = line.seconds_per_beat / TICKS_PER_BEAT
        self.ticks += max(1, round((moment - line.at_moment) / self._known_period))
        self._begin(moment, self._known_period)

    def _follow(self, moment: float) -> None:
        if self._owed and moment - self._arrivals[-1] < AT_ONCE * self._moving.period:
            self._owed -= 1  # it was counted
            return
        passed = self._passed(moment)
        self._owed = passed - 1
        if passed > 1:
            self._presumed.append((self.ticks, passed - 1))
        error = moment - self._advance(passed)
        if all(self._added):
            self._another_tempo(moment)
        elif self.settled and abs(error) > OUTLIER * self._jitter:
            self._doubt(moment, error)
        else:
            self._correct(moment, passed)

    def _advance(self, ticks: int) -> float:
        """Where the tick after so many was due, by the moving fit."""
        self.ticks += ticks
        self._steady.advance(ticks)
        return self._moving.advance(ticks)

    def _passed(self, moment: float) -> int:
        """How many ticks this one stands for: more than one only where it comes just when a later one was due."""
        passed, period = 1, self._moving.period
        apart = moment - self._arrivals[-1] > AT_LEAST_APART * period
        if apart and self.settled and not (self._doubts and self._doubts[-1] > 0):
            since = moment - self._moving.place
            whole = round(since / period)
            allowed = min(OUTLIER * self._jitter, SURELY_LOST * period)
            if whole > 1 and abs(since - whole * period) <= allowed:
                passed = whole
        self._added.append(passed - 1)
        return passed

    def _doubt(self, moment: float, error: float) -> None:
        """One outlier is passed over. What a second to the same side means the two tell together.

        Both late by the same whole number of periods: so many ticks were lost. An error that grows: another tempo. Three
        that are alike: the clock was shifted against its own tempo. Errors that shrink: ticks that were held back.
        """
        if self._doubts and self._doubts[-1] * error < 0:
            self._doubts = []
        self._doubts.append(error)
        if len(self._doubts) < 2:
            return
        period = self._moving.period
        lost, reach = round(error / period), min(OUTLIER * self._jitter, LOST_TWICE_TOLD * period)
        if lost > 0 and all(abs(late - lost * period) <= reach for late in self._doubts[-2:]):
            self._presume_lost(lost, moment)
        elif abs(error) > GROWING * abs(self._doubts[-2]):
            self._another_tempo(moment)
        elif len(self._doubts) > 2 and max(self._doubts[-3:]) - min(self._doubts[-3:]) <= reach:
            self._begin(self._moving.place + sorted(self._doubts[-3:])[1], period, SETTLED_TICKS)

    def _presume_lost(self, lost: int, moment: float) -> None:
        """Two late ticks say so. Where it was said twice just before, none was lost: the tempo is slower."""
        if self._presumed_of_late() > 1:
            self._another_tempo(moment)
        else:
            self._presumed.append((self.ticks, lost))
            self._advance(lost)
            self._correct(moment, 1)

    def _presumed_of_late(self) -> int:
        """How many ticks were counted as lost within the last few."""
        self._presumed = [one for one in self._presumed if self.ticks - one[0] <= AGAIN_TICKS]
        return sum(count for _, count in self._presumed)

    def _another_tempo(self, moment: float) -> None:
        """Read it from the newest ticks alone; what seemed to be lost ticks was its beginning."""
        self.ticks -= self._presumed_of_late()
        self._known_period = _possible((moment - self._arrivals[-2]) / 2)
        self._begin(moment, self._known_period, 2)

    def _correct(self, moment: float, passed: int) -> None:
        self._doubts = []
        error, steady = moment - self._moving.place, moment - self._steady.place
        self._jitter = max(LEAST_JITTER_S, self._jitter + (abs(error) - self._jitter) / 32)
        self._moving_lean += (error - self._moving_lean) / MOVING_LEAN_TICKS
        if self.settled and abs(self._moving_lean) > MOVING_LEAN * self._jitter:
            self._moving.doubt(max(DOUBTED_MEMORY, self._moving.memory // 2))
            self._moving_lean = 0.0
        self._moving.correct(error, passed)
        self._moving.period = _possible(self._moving.period)
        self._lean += (steady - self._lean) / LEAN_TICKS
        if self.settled and abs(self._lean) > LEAN * self._jitter:
            self._steady.begin(self._moving.place, self._moving.period, FRESH_MEMORY)
            self._lean = 0.0
        else:
            self._steady.correct(steady, passed)
            self._steady.period = _possible(self._steady.period)
        self._is_steady = self._steady.memory >= TRUSTED_MEMORY


def _possible(period: float) -> float:
    """Within the tempos that there are."""
    return min(max(period, 60.0 / FASTEST_BPM / TICKS_PER_BEAT), 60.0 / SLOWEST_BPM / TICKS_PER_BEAT)
