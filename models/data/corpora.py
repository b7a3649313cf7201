"""The public corpora that the shipped model was trained on: which of them, as what style, how often.

Each says of every piece whether it is for training or held out. Licences and credit lines: `export/credits.py`.
"""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from bridge import leadsheet, tokens
from bridge.errors import DataError

from . import midi
from .pieces import FEWEST, Material, Piece, Source

# Weights follow what a player will ask for rather than size: folk and chorales are small but learned to the note,
# performed piano is thin (6 h) and leans on POP909's PIANO track; MELODY and BRIDGE are modern songs and stay out.
SOURCES = (
    Source("js_fakes", "chorale", 0.13),
    Source("open_hymnal", "chorale", 0.06),
    Source("irish_cre", "folk", 0.15),
    Source("openewld_pd", "folk", 0.04),
    Source("giantmidi_excerpt", "piano", 0.13),
    Source("pop909", "piano", 0.19, "PIANO"),
    Source("groove", "drums", 0.15),
    Source("openscore_lieder", "song", 0.15),
)
SPLITS = ("train", "valid")
Say = Callable[[int, int], None]  # files read, of how many


def found(root: Path) -> tuple[Source, ...]:
    """The sources that lie in `root`, or `root` itself when it is one."""
    if any(source.folder == root.name for source in SOURCES) and files_of(root):
        return tuple(source for source in SOURCES if source.folder == root.name)
    return tuple(source for source in SOURCES if files_of(root / source.folder))


def folder_of(root: Path, source: Source) -> Path:
    return root if root.name == source.folder else root / source.folder


def files_of(folder: Path) -> list[Path]:
    """The files that make up a corpus; none where there is no corpus."""
    leads, table, packed = (folder / n for n in ("leadsheets.jsonl", "manifest.csv", f"{folder.name}.zip"))
    if leads.is_file():
        return [leads]
    return [table, packed] if table.is_file() and packed.is_file() else []


def read(root: Path, sources: tuple[Source, ...], say: Say = lambda done, of: None) -> Material:
    """All pieces of `sources`."""
    parts: dict[str, list[Piece]] = {split: [] for split in SPLITS}
    skipped, rows = [], [_rows(folder_of(root, source)) for source in sources]
    of = sum(map(len, rows))
    done = 0
    for i, source in enumerate(sources):
        style = tokens.STYLES.index(source.style)
        for split, piece in zip(rows[i].values(), _pieces(folder_of(root, source), source, rows[i]), strict=True):
            done += 1
            say(done, of)
            if piece.events is None:
                skipped.append(f"{source.folder}/{piece.name}: {piece.why}")
            else:
                parts[split].append(Piece(style, i, piece.name, piece.events))
    return Material(sources, parts["train"], parts["valid"], tuple(s.folder for s in sources), tuple(skipped))


def _rows(folder: Path) -> dict[str, str]:
    """Piece → its split; pieces of other splits (Groove has a test part) stay out."""
    first = files_of(folder)[0]
    try:
        with first.open(encoding="utf8", newline="") as lines:
            if first.suffix == ".jsonl":
                rows = [(str(i), json.loads(line)["split"]) for i, line in enumerate(lines)]
            else:
                rows = [(row["file"], row["split"]) for row in csv.DictReader(lines)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{first}: does not say of each piece its file and split ({error!r})") from error
    return {name: split for name, split in rows if split in SPLITS}


def _pieces(folder: Path, source: Source, names: dict[str, str]) -> Iterator[midi.Read]:
    """What was read of each of `names`, in their order."""
    first, *packed = files_of(folder)
    if not packed:
        yield from _lead_sheets(first, names)
        return
    with midi.open_zip(packed[0]) as archive:
        yield from midi.read(midi.members(archive, names, source.track), len(names))


def _lead_sheets(path: Path, names: dict[str, str]) -> Iterator[midi.Read]:
    with path.open(encoding="utf8") as lines:
        for i, line in enumerate(lines):
            if str(i) in names:
                yield _lead_sheet(i, json.loads(line))


def _lead_sheet(line: int, sheet: dict) -> midi.Read:
    name = str(sheet.get("title", f"line {line + 1}"))
    try:
        events = leadsheet.melody(sheet)
    except (KeyError, TypeError, ValueError) as error:
        return midi.Read(name, None, why=f"a lead sheet has a melody of [onset, length, pitch] ({error!r})")
    if len(events) < FEWEST:
        return midi.Read(name, None, why=midi.too_few(len(events)))
    return midi.Read(name, np.array(events, np.int32))
