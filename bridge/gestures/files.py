"""An artist's own recordings: .csv, and the logs that IMPSY writes.

    seconds,x,y          a line of names (the first: time), then seconds from the start and the values; `duende render`
    0.000,0.5,0.5        writes it so
    0.012,0.52,0.5

Without a line of names the values are called v1, v2 … A first column of dates (2024-05-03T18:11:02.125) is a time too; a
second one of words is IMPSY's: `interface` is what the human did, other lines are left out.
"""

import csv
from datetime import datetime
from pathlib import Path

import numpy as np

from ..errors import DataError
from .take import FEWEST, Take

ENDINGS = (".csv", ".log")
BYTES = 256 << 20  # of one file
HUMAN = "interface"


def read_file(path: Path) -> tuple[tuple[str, ...], Take]:
    """The names of the values, and the take; DataError with line and column for what is no number."""
    try:
        if path.stat().st_size > BYTES:
            raise DataError(f"{path.name}: larger than {BYTES:,} bytes")
        with path.open(encoding="utf8", newline="") as lines:
            rows = [row for row in csv.reader(lines) if row and not row[0].startswith("#")]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name}: not a table of text ({str(error)[:80]})") from error
    names = rows.pop(0)[1:] if rows and not _is_time(rows[0][0]) else []
    if rows and len(rows[0]) > 1 and not _is_number(rows[0][1]):
        rows = [[row[0], *row[2:]] for row in rows if len(row) > 2 and row[1] == HUMAN]
        names = names[1:]
    if len(rows) < FEWEST:
        raise DataError(f"{path.name}: {len(rows)} steps; at least {FEWEST} are due")
    wide = len(rows[0])
    if wide < 2 or (names and len(names) != wide - 1):
        raise DataError(f"{path.name}: a time and at least one value a line are due, and as many names")
    numbers = np.array([_numbers(path, i, row, wide) for i, row in enumerate(rows, 1)])
    order = np.argsort(numbers[:, 0], kind="stable")
    names = tuple(name.strip() or f"v{i}" for i, name in enumerate(names, 1)) or tuple(f"v{i}" for i in range(1, wide))
    return names, Take(path.name, numbers[order, 0], numbers[order, 1:])


def write_file(path: Path, names: tuple[str, ...], rows: list[tuple[float, ...]]) -> None:
    """Rows of seconds and values."""
    with path.open("w", encoding="utf8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["seconds", *names])
        table.writerows([f"{row[0]:.3f}", *(f"{x:.6g}" for x in row[1:])] for row in rows)


def _numbers(path: Path, line: int, row: list[str], wide: int) -> list[float]:
    if len(row) != wide:
        raise DataError(f"{path.name}: row {line} has {len(row)} columns, the first has {wide}")
    try:
        numbers = [_seconds(row[0]), *map(float, row[1:])]
    except ValueError:
        raise DataError(f"{path.name}: row {line} ({','.join(row)[:60]!r}) holds what is no number") from None
    if not np.isfinite(numbers).all():
        raise DataError(f"{path.name}: row {line} holds a number that is not finite")
    return numbers


def _seconds(text: str) -> float:
    return float(text) if _is_number(text) else datetime.fromisoformat(text.strip()).timestamp()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_time(text: str) -> bool:
    try:
        _seconds(text)
    except ValueError:
        return False
    return True
