"""Tap tempo: the median gap between the last taps."""

from itertools import pairwise
from statistics import median

RESTART_S = 3.0  # a longer gap begins anew (it would be the slowest tempo, 20 BPM)
BOUNCE_S = 0.1  # a pedal that bounces; the fastest tempo, 400 BPM, is tapped every 0.15 s
TAPS = 5  # newest ones heard: a new tempo has won after three taps


class Taps:
    def __init__(self) -> None:
        self._moments: list[float] = []

    def tap(self, moment: float) -> float | None:
        """A tap at `moment`, in seconds; the tempo in BPM once there are two that belong together."""
        if self._moments and moment - self._moments[-1] > RESTART_S:
            self._moments = []
        if not self._moments or moment - self._moments[-1] >= BOUNCE_S:
            self._moments = [*self._moments[1 - TAPS :], moment]
        if len(self._moments) < 2:
            return None
        return 60.0 / median(after - before for before, after in pairwise(self._moments))
