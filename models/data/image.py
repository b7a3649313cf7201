"""Pictures to learn from, as bytes in memory: the public sets with their split, or an artist's own folder or .zip.

Of an artist's own a twentieth is held out, told by the names: files that come later never make a held-out picture of one
that was learned from. Where there are few, none is held out: each is needed to learn from.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge import picturefile

EVERY = 20  # one picture of so many is held out
ENOUGH = 200  # pictures from which on some are held out
HELD_OUT, TRAINING = "valid", "train"
Say = Callable[[int, int], None]  # pictures read, of how many


@dataclass(frozen=True, eq=False)
class Material:
    """What a run learns from, what it is judged by and never learns from; a class's number for each picture."""

    train: np.ndarray  # (N, S, S, 3) uint8
    labels: np.ndarray  # (N,) int64; zeros where there are no classes
    valid: np.ndarray  # (M, S, S, 3) uint8; M may be 0
    valid_labels: np.ndarray
    classes: tuple[str, ...]
    corpora: tuple[str, ...]  # for licence and credit
    skipped: tuple[str, ...]  # a sentence for each file that could not be used


def read(path: Path, size: int, classes: bool = True, say: Say = lambda done, of: None) -> Material:
    """All pictures at `path` as squares of `size` pixels; DataError when there are none. `classes` False: all are of one."""
    if picturefile.has_split(path):
        train, valid = (picturefile.read(path, size, split, say) for split in (TRAINING, HELD_OUT))
        names = train.classes if set(valid.classes) <= set(train.classes) else ()
        named = np.array([train.classes.index(valid.classes[i]) for i in valid.labels]) if names and valid.classes else None
        parts = train.images, train.labels, valid.images, np.zeros(len(valid.images), np.int64) if named is None else named
        skipped = train.skipped + valid.skipped
    else:
        train = picturefile.read(path, size, say=say)
        held = np.array([len(train.files) >= ENOUGH and zlib.crc32(file.encode()) % EVERY == 0 for file in train.files])
        names, skipped = train.classes, train.skipped
        parts = train.images[~held], train.labels[~held], train.images[held], train.labels[held]
    if not (classes and names):
        names, parts = (), (parts[0], np.zeros_like(parts[1]), parts[2], np.zeros_like(parts[3]))
    return Material(*parts, names, (train.name,), skipped)
