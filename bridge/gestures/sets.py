"""The public sets of gestures: a performer's controllers, and pens. Each says of every take whether it is held out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import DataError
from ..package.gesture import Value
from .take import Take

LONGEST_S = 5.0  # gaps of this and more are pauses between takes
THIN_S = 0.02  # of a pen's points one in so long is kept, and the ends of a stroke: a mouse tells 125 a second
PAGE = 115.2  # the square on which the pens drew, in its own units
IN_AIR_S = 2.0  # at most so long between strokes: people also stopped to think
BETWEEN_S = 1.0  # from one drawing to the next of the same person


@dataclass(frozen=True)
class Source:
    """A set: the name by which it is credited, its file, and what its values are."""

    name: str
    file: str
    values: tuple[Value, ...]
    read: Callable[[dict, str], list[Take]]


def _events(d: dict, split: str) -> list[Take]:
    """Column 0: seconds since the event before; then the controls."""
    takes = []
    for i, (a, b) in enumerate(zip(d["offsets"][:-1], d["offsets"][1:], strict=True)):
        if str(d["split"][i]) == split:
            events = d["events"][a:b].astype(np.float64)
            takes.append(Take(f"take {i}", np.cumsum(events[:, 0]), events[:, 1:]))
    return takes


def _strokes(d: dict, split: str) -> list[Take]:
    """Drawings of one person one after another: x, y (upwards), and whether the pen is down on the way to this point."""
    by_drawer: dict[int, list[tuple[np.ndarray, np.ndarray]]] = {}
    for i, (a, b) in enumerate(zip(d["offsets"][:-1], d["offsets"][1:], strict=True)):
        if str(d["split"][i]) == split:
            by_drawer.setdefault(int(d["drawer"][i]), []).append(_drawing(d["xyt"][a:b], d["stroke"][a:b]))
    return [_one_after_another(f"drawer {who}", drawings) for who, drawings in sorted(by_drawer.items())]


def _drawing(xyt: np.ndarray, stroke: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(N,) seconds since the point before, (N, 3) x, y, down; thinned."""
    t = np.maximum.accumulate(xyt[:, 2].astype(np.float64)) / 1000
    begins = np.diff(stroke, prepend=-1) != 0
    ends = np.append(begins[1:], True)
    kept, last = [], -np.inf
    for i in range(len(t)):
        if begins[i] or ends[i] or t[i] - last >= THIN_S:
            kept.append(i)
            last = t[i]
    keep = np.array(kept)
    values = np.stack([xyt[keep, 0] / PAGE, 1 + xyt[keep, 1] / PAGE, ~begins[keep]], 1)
    return np.minimum(np.diff(t[keep], prepend=t[0]), IN_AIR_S), values


def _one_after_another(name: str, drawings: list[tuple[np.ndarray, np.ndarray]]) -> Take:
    for wait, _ in drawings:
        wait[0] = BETWEEN_S
    waits, values = (np.concatenate(part) for part in zip(*drawings, strict=True))
    return Take(name, np.cumsum(waits), values)


IMPSY, OMNIGLOT = "impsy_control", "omniglot_strokes"
FADERS = tuple(Value(f"fader{i + 1}", steps=128) for i in range(8))
KNOBS = tuple(Value(f"knob{i + 1}", 0.0, 127 / 128, 128) for i in range(3))
PEN = (Value("x", steps=256), Value("y", steps=256), Value("pen", steps=2))
SOURCES = (
    Source(IMPSY, "impsy_9d.npz", FADERS, _events),
    Source(IMPSY, "impsy_4d.npz", KNOBS, _events),
    Source(OMNIGLOT, "omniglot_timed.npz", PEN, _strokes),
)


def source_at(path: Path) -> Source | None:
    """The set whose file `path` is, or that lies alone in the folder `path`; None where there is none.

    DataError for a folder that holds two of them: one must be chosen."""
    if path.is_file():
        return next((source for source in SOURCES if source.file == path.name), None)
    there = [source for source in SOURCES if (path / source.file).is_file()]
    if len(there) > 1:
        raise DataError(f"{path} holds {' and '.join(source.file for source in there)}: name one of them")
    return there[0] if there else None


def read(path: Path, source: Source, split: str) -> list[Take]:
    """The takes of one split; DataError when the file is not what its name says."""
    file = path if path.is_file() else path / source.file
    try:
        with np.load(file, allow_pickle=False) as packed:
            return source.read({name: packed[name] for name in packed.files}, split)
    except (OSError, ValueError, KeyError, IndexError, EOFError) as error:
        raise DataError(f"{file}: not the set that its name says ({str(error)[:120]})") from error
