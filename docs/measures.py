"""What can be measured about a few bars of music without hearing them: range, repetition, key, and what was copied.

Notes are arrays (N, 4): tick, pitch, duration, velocity, in canonical order, as `models.data.music` keeps them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from bridge import tokens

FIGURE = 8  # notes: a shorter figure returns in any music
SIXTEENTH = tokens.TICKS_PER_BEAT // 4
STRUM = 3  # ticks (about 30 ms): strikes that close are one moment of a performance
NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
SCALES = {
    "major": ((0, 2, 4, 5, 7, 9, 11), (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)),
    # with the raised seventh of its cadences
    "minor": ((0, 2, 3, 5, 7, 8, 10, 11), (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)),
}  # fmt: skip


class Key(NamedTuple):
    name: str
    classes: frozenset[int]


def repetition(notes: np.ndarray) -> float:
    """Share of the figures of 8 notes (pitches, and distances to the nearest sixteenth) that were played before in the same
    passage."""
    distances = np.diff(np.round(notes[:, 0] / SIXTEENTH), prepend=0)
    steps = list(zip(distances.tolist(), notes[:, 1].tolist(), strict=True))
    figures = [(steps[i][1], *steps[i + 1 : i + FIGURE]) for i in range(len(steps) - FIGURE + 1)]
    return 1 - len(set(figures)) / len(figures) if figures else 0.0


def key_of(notes: np.ndarray) -> Key:
    """The key whose profile (Krumhansl and Kessler 1982) the sounding pitch classes are most like."""
    weights = np.bincount(notes[:, 1] % 12, np.maximum(1, notes[:, 2]), 12)
    best = max(
        (np.corrcoef(np.roll(profile, root), weights)[0, 1] if weights.std() else 0.0, -root, mode)
        for mode, (_, profile) in SCALES.items()
        for root in range(12)
    )
    root, mode = -best[1], best[2]
    return Key(f"{NAMES[root]} {mode}", frozenset((root + step) % 12 for step in SCALES[mode][0]))


def in_key(notes: np.ndarray, key: Key) -> float:
    """Share of the notes that belong to `key`."""
    return float(np.isin(notes[:, 1] % 12, list(key.classes)).mean())


# --- copies -----------------------------------------------------------------------------------------------------------


def melody(notes: np.ndarray, drums: bool = False) -> list[int]:
    """The passage as one code a step: interval of the highest voice and distance in time, so that a transposed copy is
    a copy too. Of drums: what is struck together, and the distance."""
    moments: list[tuple[int, list[int]]] = []
    for tick, pitch in notes[:, :2].tolist():
        if moments and tick - moments[-1][0] <= STRUM:
            moments[-1][1].append(pitch)
        else:
            moments.append((tick, [pitch]))
    return [_code(a, b, drums) for a, b in pairwise(moments)]


def _code(a: tuple[int, list[int]], b: tuple[int, list[int]], drums: bool) -> int:
    distance = tokens.nearest(b[0] - a[0])
    what = sum(1 << KIT[p] for p in set(b[1]) if p in KIT) if drums else max(b[1]) - max(a[1]) + 128
    return what * tokens.TIMES + distance


KIT = {pitch: i for i, pitch in enumerate(tokens.DRUMS)}


@dataclass(frozen=True)
class Copy:
    """The longest run of steps that a passage shares with anything in a library."""

    steps: int
    piece: str


class Library:
    """Passages to be found again, all in one array."""

    def __init__(self, passages: Iterable[tuple[str, Sequence[int]]]):
        self.names, parts, owners = [], [], []
        for i, (name, codes) in enumerate(passages):
            self.names.append(name)
            parts += [np.asarray(codes, np.int64), np.array([-1])]  # nothing runs on into the next piece
            owners.append(np.full(len(codes) + 1, i))
        self.codes, self.owners = np.concatenate(parts), np.concatenate(owners)

    def longest(self, codes: Sequence[int]) -> Copy:
        """Longest common run, by the textbook table, a row at a time."""
        best, where = 0, 0
        run = np.zeros(len(self.codes), np.int32)
        for code in codes:
            here = np.zeros_like(run)
            same = np.flatnonzero(self.codes == code)
            here[same] = np.where(same > 0, run[same - 1], 0) + 1
            run = here
            if len(same) and (top := int(run[same].max())) > best:
                best, where = top, int(same[run[same].argmax()])
        return Copy(best, self.names[self.owners[where]] if best else "")
