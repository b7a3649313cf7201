"""A recorded gesture, and the grid on which it is learned and scored.

Whatever is recorded has steps: a MIDI controller 128, a screen its pixels, a clock its ticks. So a model is asked for the
chance of a *cell*, never for a density, which would be without bound where values repeat (and most faders stand still):

    value   level k of `steps`: the cell around k / (steps - 1), half a step to each side; the outermost reach to infinity
    time    t whole milliseconds since the step before: the cell t … t + 1 ms; the last one reaches to infinity

A continuous value gets FINE levels. The score, nats per step, is - ln of that chance, all values and the time together. It
is what dequantising with uniform noise bounds from above, without the noise; a density per unit of the value and second is
had by adding ln(steps - 1) for each value and ln 1000.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..package.gesture import Value

FINE = 1024  # levels of a value that is recorded without steps
MS = 1000  # cells of time in a second
FEWEST = 8  # steps of a piece; from fewer nothing is learned


@dataclass(frozen=True, eq=False)
class Take:
    """One recording, in the units of its source."""

    name: str
    seconds: np.ndarray  # (N,) float64, never falling
    values: np.ndarray  # (N, D) float64


@dataclass(frozen=True, eq=False)
class Piece:
    """A gesture without long pauses, on the grid. Its first step is where it begins: time 0, predicted by nobody."""

    name: str
    wait: np.ndarray  # (N,) int32: milliseconds since the step before
    level: np.ndarray  # (N, D) int32

    @property
    def steps(self) -> int:
        """Those that are predicted."""
        return len(self.wait) - 1


def levels(value: Value) -> int:
    return value.steps or FINE


def on_grid(take: Take, values: Sequence[Value], longest_s: float) -> list[Piece]:
    """Cut at pauses of `longest_s` and more; parts of fewer than FEWEST steps are left out."""
    low, high, steps = np.array([(v.low, v.high, levels(v)) for v in values], float).T
    level = np.rint(np.clip((take.values - low) / (high - low), 0, 1) * (steps - 1)).astype(np.int32)
    gap = np.diff(take.seconds)
    wait = np.clip(gap * MS + 1e-3, 0, longest_s * MS - 1).astype(np.int32)  # 0.013 s are 13 ms, not 12.999
    bounds = [0, *(np.flatnonzero(gap >= longest_s) + 1), len(level)]
    pieces = []
    for i, (a, b) in enumerate(pairwise(bounds)):
        if b - a >= FEWEST:
            name = take.name if len(bounds) == 2 else f"{take.name}/{i + 1}"
            pieces.append(Piece(name, np.concatenate([[0], wait[a : b - 1]]).astype(np.int32), level[a:b]))
    return pieces


def scaled(level: np.ndarray, values: Sequence[Value]) -> np.ndarray:
    """Levels → 0 … 1, float32, as a graph takes them."""
    return (level / np.array([levels(v) - 1 for v in values])).astype(np.float32)


def looked_at(names: Iterable[str], takes: Sequence[Take]) -> tuple[Value, ...]:
    """What the values seem to be: their range (0 … 1 where they lie within), and their steps where they have few."""
    every = np.concatenate([take.values for take in takes])
    return tuple(_looked_at(name, every[:, i]) for i, name in enumerate(names))


def _looked_at(name: str, column: np.ndarray) -> Value:
    low, high = min(0.0, float(column.min())), max(1.0, float(column.max()))
    there = (np.unique(column) - low) / (high - low)
    for steps in (2, 3, 5, 8, 11, 16, 21, 32, 64, 101, 128, 256):
        if np.abs(there * (steps - 1) - np.rint(there * (steps - 1))).max() < 1e-3:
            return Value(name, low, high, steps)
    return Value(name, low, high)
