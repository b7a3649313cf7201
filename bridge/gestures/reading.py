"""Any recorded gestures, by what lies at a path: a public set, or files of the artist's own."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError
from ..package.gesture import Value
from . import sets
from .files import ENDINGS, read_file
from .take import Piece, Take, looked_at, on_grid

ALLOWED = "a .csv (seconds, then the values), IMPSY's .log, a folder of them, or one of the public sets (.npz)"
EVERY = 12  # of an artist's own pieces one in so many is held out


@dataclass(frozen=True, eq=False)
class Material:
    """Pieces on one grid. `split` is empty where the data has none."""

    name: str
    split: str
    values: tuple[Value, ...]
    longest_s: float
    pieces: list[Piece]
    skipped: tuple[str, ...] = ()

    @property
    def steps(self) -> int:
        return sum(piece.steps for piece in self.pieces)


def read(path: Path, split: str, values: Sequence[Value] = (), longest_s: float = sets.LONGEST_S) -> Material:
    """Everything at `path` (of a set only `split`), on the grid of `values`; of the data's own where none are given.

    DataError when there is nothing, or when the values are another number."""
    if not path.exists():
        raise DataError(f"{path}: there is nothing; allowed: {ALLOWED}")
    source = sets.source_at(path)
    if source is not None:
        takes, own, skipped = sets.read(path, source, split), source.values, ()
        name = source.file.removesuffix(".npz")
    else:
        takes, own, skipped = own_takes(path)
        name, split = path.resolve().stem if path.is_file() else path.resolve().name, ""
    return placed(name, split, takes, tuple(values) or own, longest_s, skipped)


def placed(
    name: str, split: str, takes: Sequence[Take], values: tuple[Value, ...], longest_s: float, skipped: tuple[str, ...] = ()
) -> Material:
    """Takes on the grid of `values`."""
    wide = {take.values.shape[1] for take in takes}
    if wide - {len(values)}:
        raise DataError(f"{name}: {wide.pop()} values a step; {len(values)} are due ({', '.join(v.name for v in values)})")
    pieces = [piece for take in takes for piece in on_grid(take, values, longest_s)]
    if not pieces:
        why = f"; {skipped[0]}" if skipped else ""
        raise DataError(f"{name}: no gesture that is long enough{why}; allowed: {ALLOWED}")
    return Material(name, split, values, longest_s, pieces, skipped)


def own_takes(path: Path) -> tuple[list[Take], tuple[Value, ...], tuple[str, ...]]:
    """The artist's files at `path`: takes, what their values seem to be, and a sentence for each file left out."""
    files = files_of(path)
    takes, skipped, names = [], [], ()
    for file in files:
        try:
            found, take = read_file(file)
        except DataError as error:
            skipped.append(str(error))
            continue
        names = names or found
        if len(found) != len(names):
            skipped.append(f"{file.name}: {len(found)} values; {len(names)} in the files before it")
            continue
        takes.append(take)
    if not takes:
        why = f"; {skipped[0]}" if skipped else ""
        raise DataError(f"{path}: no gestures that can be read ({len(files)} files tried{why}); allowed: {ALLOWED}")
    return takes, looked_at(names, takes), tuple(skipped)


def files_of(path: Path) -> list[Path]:
    """Every file that would be looked at."""
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())


def hold_out(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """(train, valid): by names, at least one piece in each; of a single piece its end, where it is long enough."""
    if len(pieces) == 1:
        piece, cut = pieces[0], len(pieces[0].wait) - len(pieces[0].wait) // EVERY
        if piece.steps < 8 * EVERY:
            return pieces, []
        wait = piece.wait[cut:].copy()
        wait[0] = 0
        return [Piece(piece.name, piece.wait[:cut], piece.level[:cut])], [Piece(piece.name, wait, piece.level[cut:])]
    lots = [zlib.crc32(piece.name.encode()) for piece in pieces]
    drawn = {i for i, lot in enumerate(lots) if lot % EVERY == 0} or {lots.index(min(lots))}
    if len(drawn) == len(pieces):
        drawn.remove(max(drawn))
    return [p for i, p in enumerate(pieces) if i not in drawn], [pieces[i] for i in sorted(drawn)]
