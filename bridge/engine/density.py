"""Notes per beat as a wish: the time logits are tilted until what was achieved meets what was asked.

The tilt is exponential, logit − λ · beats: of all distributions with a given mean distance the one closest to the
model's own. λ follows the achieved density (integral control in the logarithm, so that twice and half weigh the same).
"""

import math

import numpy as np

from ..tokens import GRID, TICKS_PER_BEAT, TIMES

BEATS = np.zeros(TIMES, np.float32)  # of each time class; END (the last) costs nothing
BEATS[: len(GRID)] = np.array(GRID, np.float32) / TICKS_PER_BEAT

GAIN = 0.6  # of λ per e-fold of error per event
MEMORY = 6.0  # events over which distances are averaged
STRONGEST = 16.0  # |λ|: e^16 between neighbours one beat apart silences the model's own opinion
LEAST = 1 / 64  # beats: a run of chords has no distance, and no logarithm


class Density:
    def __init__(self, wish: float):
        """`wish` in notes per beat, 0 = none."""
        self.wish = wish
        self.tilt = 0.0  # λ
        self._mean = 1 / wish if wish else 0.0  # beats between onsets

    def heard(self, ticks: int) -> None:
        """An event came `ticks` after the one before."""
        if not self.wish:
            return
        self._mean += (ticks / TICKS_PER_BEAT - self._mean) / MEMORY
        error = math.log(max(self._mean, LEAST) * self.wish)
        self.tilt = min(STRONGEST, max(-STRONGEST, self.tilt + GAIN * error))

    def bias(self) -> np.ndarray | float:
        """To add to the time logits."""
        return -self.tilt * BEATS if self.wish else 0.0
