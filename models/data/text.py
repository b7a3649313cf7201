"""Text as training reads it: texts (poems, say) that are held out or learned from, and windows over them.

Where the data does not say its split, a twentieth is held out, told by a hash of the text itself: so a text never changes
sides, and a copy of one that was learned from is never held out.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge import textfiles
from bridge.errors import DataError
from bridge.pieces import END, Pieces

EVERY = 20  # one text of so many is held out
FEWEST = 200  # characters in all; from fewer nothing is learned


@dataclass(frozen=True, eq=False)
class Material:
    """What a run learns from (`train`), what it is judged by and never learns from (`valid`)."""

    train: list[str]
    valid: list[str]
    corpora: tuple[str, ...]  # names of the bodies of text, for licence and credit
    skipped: tuple[str, ...] = ()  # a sentence for each file that could not be used

    @property
    def characters(self) -> int:
        """Of the training part."""
        return sum(map(len, self.train))


def read(path: Path, say: textfiles.Say = lambda done, of: None) -> Material:
    """All text at `path`; what has another split than `train` and `valid` stays out. DataError when there is too little."""
    return material(path, textfiles.read(path, say))


def material(path: Path, found: textfiles.Read) -> Material:
    """What was read at `path`, on its two sides."""
    parts: dict[str, dict[str, None]] = {"train": {}, "valid": {}}  # as ordered sets: a text counts once
    for text in found.texts:
        split = text.split or split_of(text.text)
        if split in parts:
            parts[split].setdefault(text.text)
    valid = [text for text in parts["valid"] if text not in parts["train"]]
    material = Material(list(parts["train"]), valid, (found.name,), found.skipped)
    count = material.characters + sum(map(len, valid))
    if count < FEWEST:
        raise DataError(f"{path}: {count} characters to learn from; {FEWEST} at least are due")
    return material if material.train and valid else _shared_out(material)


def split_of(text: str) -> str:
    return "valid" if zlib.crc32(text.encode("utf8", "replace")) % EVERY == 0 else "train"


def _shared_out(material: Material) -> Material:
    """At least one text on each side; of a single one its end is held out."""
    texts = material.train + material.valid
    if len(texts) == 1:
        whole = texts[0]
        cut = whole.rfind("\n", 0, len(whole) - len(whole) // EVERY) + 1 or len(whole) - len(whole) // EVERY
        return Material([whole[:cut]], [whole[cut:]], material.corpora, material.skipped)
    held = min(texts, key=lambda text: zlib.crc32(text.encode("utf8", "replace")))
    return Material([t for t in texts if t is not held], [held], material.corpora, material.skipped)


# --- windows ---


class Windows:
    """`rows` streams through all texts, an END before each, in an order of their own every time through."""

    def __init__(self, encoded: list[np.ndarray], rows: int, length: int, seed: int):
        self._encoded, self._rows, self._length, self._seed = encoded, rows, length, seed
        tokens = sum(len(text) + 1 for text in encoded)
        self.steps = max(1, (tokens // rows - 1) // length)  # windows of one time through
        self._time, self._streams = -1, np.empty((0, 0), np.int64)

    def at(self, step: int) -> tuple[np.ndarray, bool]:
        """The window of that step, (length + 1, rows), and whether it goes on from the one before."""
        time, place = divmod(step, self.steps)
        if time != self._time:
            self._time, self._streams = time, self._laid_out(time)
        start = place * self._length
        return self._streams[start : start + self._length + 1], place > 0

    def _laid_out(self, time: int) -> np.ndarray:
        order = np.random.default_rng((self._seed, time)).permutation(len(self._encoded))
        end = np.array([END])
        line = np.concatenate([part for i in order for part in (end, self._encoded[i])] + [end])
        due = self._rows * (self.steps * self._length + 1)
        line = np.resize(line, due) if len(line) < due else line[:due]  # little text: over and over
        return np.ascontiguousarray(line.reshape(self._rows, -1).T).astype(np.int64)


def encode(pieces: Pieces, texts: Iterable[str]) -> list[np.ndarray]:
    return [np.array(pieces.encode(text), np.int32) for text in texts]
