"""Pieces to score, from whatever an artist has: a folder, a .zip, one .mid, lead sheets, or a set with its split.

A piece is kept as the classes that a model must predict, so that every scorer sees the same events.
"""

import csv
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from .. import leadsheet, midifile
from ..errors import DataError
from ..tokens import BEATS, COLUMNS, OFFSETS, PHASES, TICKS_PER_BEAT, Event, duration_class, rebuild, velocity_class

MIDI = (".mid", ".midi")
FILE_BYTES = 16 << 20  # of one .mid; the longest symphony has less
MANY = 24  # files from which a second process pays
ALLOWED = "a folder or .zip of .mid files, a .mid, lead sheets as .jsonl, or a set's folder (NAME.zip and manifest.csv)"


@dataclass(frozen=True, eq=False)
class Piece:
    name: str
    drums: bool
    notes: np.ndarray  # (N, 5) int32: classes of time, pitch, duration, velocity; rebuilt onset in ticks

    @property
    def events(self) -> int:
        return len(self.notes)


@dataclass(frozen=True, eq=False)
class Material:
    """What was read. `split` is empty where the data has none."""

    name: str
    split: str
    pieces: list[Piece]
    skipped: list[str]  # a sentence for each file that holds no music or cannot be read

    @property
    def events(self) -> int:
        return sum(piece.events for piece in self.pieces)


@dataclass(frozen=True)
class _Source:
    """Where pieces come from, before they are parsed."""

    split: str
    jobs: Iterable[tuple[str, Any]]  # (name, what `parse` takes)
    parse: Callable[[Any], tuple[list[Event], bool]]
    count: int


def classes(events: list[Event]) -> np.ndarray:
    """Events in canonical order → (N, 5), the notes of a Piece."""
    rows = [
        (time, e.pitch, duration_class(e.duration), velocity_class(e.velocity), e.tick)
        for time, e in rebuild(events, events[0].tick)
    ]
    return np.array(rows, np.int32)


def input_rows(notes: np.ndarray, style: int) -> np.ndarray:
    """(N, 5) → the model's input rows (N, 8), as tokens.row makes them one by one."""
    columns = np.zeros((len(notes), len(COLUMNS)), np.int64)
    columns[:, :4] = notes[:, :4]
    columns[:, 4] = notes[:, 4] // (TICKS_PER_BEAT // PHASES) % PHASES
    columns[:, 5] = notes[:, 4] // TICKS_PER_BEAT % BEATS
    columns[:, 6] = style
    return columns + np.array(OFFSETS)


def read(path: Path, split: str = "valid", track: str = "") -> Material:
    """All music at `path`; of data with a split only that part, of MIDI files only tracks named `track` ("" = all).

    Files that cannot be read are skipped and named; DataError when nothing is left.
    """
    source = _open(path, split, track)
    pieces, skipped = [], []
    for name, result in _parsed(source):
        if isinstance(result, str):
            skipped.append(f"{name}: {result}")
        else:
            pieces.append(Piece(name, *result))
    if not pieces:
        why = f"; {skipped[0]}" if skipped else ""
        part = f" in its split {source.split!r}" if source.split else ""
        raise DataError(f"{path}: no music found{part} ({len(skipped)} files tried{why}); allowed: {ALLOWED}")
    return Material(path.stem if path.is_file() else path.resolve().name, source.split, pieces, skipped)


def has_split(path: Path) -> bool:
    """A set's folder, or lead sheets: data that says of each piece to which split it belongs."""
    return path.is_dir() and ((path / "manifest.csv").exists() or (path / "leadsheets.jsonl").exists())


def _open(path: Path, split: str, track: str) -> _Source:
    midi = partial(_read_midi, track)
    if not path.exists():
        raise DataError(f"{path}: there is nothing; allowed: {ALLOWED}")
    if path.is_dir() and (path / "leadsheets.jsonl").exists():
        return _lead_sheets(path / "leadsheets.jsonl", split)
    if path.is_dir() and (path / "manifest.csv").exists():
        return _set(path, split, midi)
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if _is_midi(p.name) and p.is_file())
        return _Source("", ((str(p.relative_to(path)), p) for p in files), midi, len(files))
    if path.suffix.lower() == ".zip":
        archive = _zip(path)
        names = [n for n in archive.namelist() if _is_midi(n)]
        return _Source("", _members(archive, names), midi, len(names))
    if path.suffix.lower() == ".jsonl":
        return _lead_sheets(path, split)
    if _is_midi(path.name):
        return _Source("", [(path.name, path)], midi, 1)
    raise DataError(f"{path}: not music as far as its name tells; allowed: {ALLOWED}")


def _is_midi(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last.lower().endswith(MIDI) and not last.startswith(".")


def _zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        raise DataError(f"{path}: not a .zip that can be read ({error})") from error


def _members(archive: zipfile.ZipFile, names: list[str]) -> Iterator[tuple[str, bytes | str]]:
    for name in names:
        try:
            large = archive.getinfo(name).file_size > FILE_BYTES
            yield name, f"larger than {FILE_BYTES:,} bytes" if large else archive.read(name)
        except Exception as error:  # zipfile and what unpacks for it raise whatever the bytes provoke
            yield name, f"cannot be unpacked ({error})"


def _set(folder: Path, split: str, midi: Callable) -> _Source:
    """NAME/NAME.zip with NAME/manifest.csv, whose columns `file` and `split` say what belongs where."""
    packed = folder / f"{folder.resolve().name}.zip"
    if not packed.exists():
        raise DataError(f"{folder}: manifest.csv without {packed.name}; a set's folder holds both")
    with (folder / "manifest.csv").open(encoding="utf8", newline="") as file:
        table = csv.DictReader(file)
        if not {"file", "split"} <= set(table.fieldnames or ()):
            raise DataError(f"{folder}/manifest.csv: columns {table.fieldnames}; file and split are due")
        names = [row["file"] for row in table if row["split"] == split]
    return _Source(split, _members(_zip(packed), names), midi, len(names))


def _lead_sheets(path: Path, split: str) -> _Source:
    """One JSON table a line, with `melody` and maybe `title` and `split`."""
    sheets, found = [], False
    try:
        lines = path.read_text("utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: not a text that can be read ({error})") from error
    for number, line in enumerate(lines, 1):
        try:
            sheet = json.loads(line)
            mine = sheet.get("split", split) == split
        except (ValueError, AttributeError, RecursionError) as error:
            raise DataError(f"{path}, line {number}: not a JSON table ({error})") from error
        found |= "split" in sheet
        if mine:
            sheets.append((str(sheet.get("title", number)), sheet))
    return _Source(split if found else "", sheets, _read_sheet, len(sheets))


def _read_midi(track: str, source: Path | bytes) -> tuple[list[Event], bool]:
    data = source.read_bytes() if isinstance(source, Path) else source
    return midifile.read(data, (lambda name: name == track) if track else (lambda name: True))


def _read_sheet(sheet: dict) -> tuple[list[Event], bool]:
    try:
        return leadsheet.melody(sheet), False
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise DataError(f"a lead sheet has a melody of [onset, length, pitch] ({error!r})") from error


def _parsed(source: _Source) -> Iterator[tuple[str, tuple[bool, np.ndarray] | str]]:
    """Each name with (drums, notes), or with the sentence that says why not."""
    parse = partial(_parse, source.parse)
    if source.count < MANY:
        yield from map(parse, source.jobs)
        return
    with ProcessPoolExecutor(2) as pool:
        yield from pool.map(parse, source.jobs, chunksize=8)


def _parse(parse: Callable, job: tuple[str, Any]) -> tuple[str, tuple[bool, np.ndarray] | str]:
    name, content = job
    if isinstance(content, str):
        return name, content
    try:
        events, drums = parse(content)
    except (DataError, OSError) as error:
        return name, str(error)
    return name, (drums, classes(events)) if events else "no notes in it"
