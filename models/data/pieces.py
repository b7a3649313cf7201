"""Pieces of music as training keeps them, and the file beside a run that holds them, read once."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bridge import tokens

FEWEST = 8  # notes of a piece; from fewer nothing is learned


@dataclass(frozen=True)
class Source:
    """A body of music of one style: what is drawn from, and judged, together."""

    folder: str
    style: str  # of tokens.STYLES
    weight: float  # share of training windows, against the other sources'
    track: str = ""  # only tracks of this name ("" = all)


@dataclass
class Piece:
    style: int
    source: int
    name: str
    events: np.ndarray  # (N, 4) int32: tick, pitch, duration, velocity; canonical order


@dataclass(frozen=True, eq=False)
class Material:
    """What a run learns from (`train`), what it is judged by and never learns from (`valid`)."""

    sources: tuple[Source, ...]
    train: list[Piece]
    valid: list[Piece]
    corpora: tuple[str, ...]  # names of the bodies of music, for licence and credit
    skipped: tuple[str, ...] = ()  # a sentence for each file that could not be used

    @property
    def notes(self) -> int:
        """Of the training part."""
        return sum(len(piece.events) for piece in self.train)


def stamp(files: Iterable[Path], *wishes: str) -> str:
    """Changes when a file was added, removed or written, when the wishes differ, or the vocabulary."""
    facts = [f"{tokens.VOCABULARY} {wishes}"]
    for path in sorted(files):
        state = path.stat()
        facts.append(f"{path.resolve()} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def keep(path: Path, stamp: str, material: Material) -> None:
    """Write `material`, so that going on with a run takes no second reading."""
    pieces = material.train + material.valid
    about = {
        "stamp": stamp,
        "sources": [asdict(source) for source in material.sources],
        "corpora": material.corpora,
        "skipped": material.skipped,
        "train": len(material.train),
    }
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        about=json.dumps(about),
        events=np.concatenate([p.events for p in pieces]),
        offsets=np.cumsum([0] + [len(p.events) for p in pieces]),
        style=[p.style for p in pieces],
        source=[p.source for p in pieces],
        name=[p.name for p in pieces],
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".new")
    scratch.write_bytes(buffer.getvalue())
    os.replace(scratch, path)  # a crash while writing leaves no half


def kept(path: Path, stamp: str) -> Material | None:
    """What `keep` wrote under the same stamp; None when there is nothing of the kind."""
    try:
        d = dict(np.load(path, allow_pickle=False))
        about = json.loads(str(d["about"]))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    if about["stamp"] != stamp:
        return None
    bounds = zip(d["offsets"][:-1], d["offsets"][1:], strict=True)
    pieces = [
        Piece(int(style), int(source), str(name), d["events"][a:b])
        for (a, b), style, source, name in zip(bounds, d["style"], d["source"], d["name"], strict=True)
    ]
    sources = tuple(Source(**source) for source in about["sources"])
    train, valid = pieces[: about["train"]], pieces[about["train"] :]
    return Material(sources, train, valid, tuple(about["corpora"]), tuple(about["skipped"]))
