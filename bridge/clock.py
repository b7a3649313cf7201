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
