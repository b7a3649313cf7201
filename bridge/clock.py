"""The only file that asks the machine for the time. Seconds are `time.monotonic()`, one line for all our processes."""

import time
from typing import Protocol

# NTP counts from 1900, Unix from 1970 (RFC 5905); OSC timetags are NTP.
NTP_MINUS_UNIX_S = 2_208_988_800


class Clock(Protocol):
    def now(self) -> float:
        """Seconds on the monotonic line."""

    def wall(self) -> float:
        """Unix seconds of the same moment."""


class MachineClock:
    """CLOCK_MONOTONIC: shared by every process since boot, never set back."""

    now = staticmethod(time.monotonic)

    def wall(self) -> float:
        return time.time()


class SteppedClock:
    """What core reads: time stands still while one thing is done, so that the journal can say at which moment that was.

    `step` before each thing; `look` now and then, for the wall clock may be set.
    """

    def __init__(self, clock: Clock):
        self._clock, self.time, self.ahead = clock, clock.now(), clock.wall() - clock.now()

    def step(self) -> float:
        """To the present; the moment."""
        self.time = self._clock.now()
        return self.time

    def look(self) -> float:
        """How far the wall clock is ahead of ours, read anew."""
        self.ahead = self._clock.wall() - self._clock.now()
        return self.ahead

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return self.time + self.ahead


class VirtualClock:
    """A clock that moves only when told to; `wall` moves with it."""

    def __init__(self, start: float = 0.0, wall: float = 1_700_000_000.0):
        self.time = start
        self._wall_minus_now = wall - start

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return self.time + self._wall_minus_now

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError(f"time does not run backwards ({seconds} s)")
        self.time += seconds
