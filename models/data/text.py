"""Text as training reads it: pieces of text (poems, say) that are held out or learned from, and windows over them.

What may be learned from: .txt files (one, a folder, a .zip), in which lines of only `===` or form feeds part one piece from
the next; the same as .jsonl or .jsonl.xz with a `text` a line, and `split` (`train` or `valid`) where it says so. Without
one a twentieth is held out, told by a hash of the text itself: so a text never changes sides, and a copy of one that was
learned from is never held out.
"""

import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge.errors import DataError
from bridge.pieces import END, Pieces

ALLOWED = "a .txt, a folder or .zip of .txt files, or .jsonl(.xz) with a text a line; a folder of such is allowed too"
ENDINGS = (".txt", ".jsonl", ".jsonl.xz")
PARTING = re.compile(r"\f|^[ \t]*={3,}[ \t]*$", re.MULTILINE)
EVERY = 20  # one text of so many is held out
FEWEST = 200  # characters in all; from fewer nothing is learned
LARGEST = 1 << 28  # bytes of one file
Say = Callable[[int, int], None]  # files read, of how many


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


def read(path: Path, say: Say = lambda done, of: None) -> Material:
    """All text at `path`. DataError when there is none that can be read."""
    parts: dict[str, dict[str, None]] = {"train": {}, "valid": {}}  # as ordered sets: a text counts once
    skipped = []
    files = list(_files(path))
    for done, (name, load) in enumerate(files, 1):
        try:
            for text, split in _texts(name, load()):
                parts[split or split_of(text)].setdefault(text)
        except (OSError, ValueError, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            skipped.append(f"{name}: {error}")
        say(done, len(files))
    valid = [text for text in parts["valid"] if text not in parts["train"]]
    material = Material(list(parts["train"]), valid, (_name_of(path),), tuple(skipped))
    if material.characters + sum(map(len, valid)) < FEWEST:
        why = f"; {skipped[0]}" if skipped else ""
        few = f"fewer than {FEWEST} characters that can be read ({len(files)} files{why})"
        raise DataError(f"{path}: {few}; allowed: {ALLOWED}")
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


def _name_of(path: Path) -> str:
    whole = path.resolve()
    return whole.name.split(".")[0] if whole.is_file() else whole.name


# --- where it lies ---


def _files(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    if not path.exists():
        raise DataError(f"{path}: there is nothing; allowed: {ALLOWED}")
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(ENDINGS)):
            yield file.relative_to(path).as_posix(), lambda file=file: _whole(file)
    elif path.suffix.lower() == ".zip":
        yield from _packed(path)
    elif path.name.lower().endswith(ENDINGS):
        yield path.name, lambda: _whole(path)
    else:
        raise DataError(f"{path}: not text as far as its name tells; allowed: {ALLOWED}")


def _packed(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: {error}") from error
    for entry in sorted(archive.infolist(), key=lambda e: e.filename):
        if entry.filename.lower().endswith(ENDINGS):
            yield entry.filename, lambda entry=entry: _member(archive, entry)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > LARGEST:
        raise ValueError(f"{entry.file_size:,} bytes; at most {LARGEST:,} are read")
    return archive.read(entry)


def _whole(file: Path) -> bytes:
    size = file.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{size:,} bytes; at most {LARGEST:,} are read")
    return file.read_bytes()


# --- what it is ---


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """(text, split or "") of one file. ValueError says why it is none."""
    if name.lower().endswith(".xz"):
        decoder = lzma.LZMADecompressor()
        data = decoder.decompress(data, LARGEST)
        if not decoder.eof:
            raise ValueError(f"unpacks to more than {LARGEST:,} bytes, or is cut off")
    text = data.decode("utf-8-sig")
    if name.lower().endswith(".txt"):
        yield from ((piece, "") for part in PARTING.split(text) if (piece := cleaned(part)))
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield from _row(line, number)


def _row(line: str, number: int) -> Iterator[tuple[str, str]]:
    row = json.loads(line)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError(f"line {number} has no text")
    split = row.get("split", "")
    if split in ("train", "valid", "") and (piece := cleaned(row["text"])):
        yield piece, split


def cleaned(text: str) -> str:
    """One kind of line break, no empty lines around."""
    return re.sub(r"\r\n?", "\n", text).strip("\n").rstrip()


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
