"""`duende render PACKAGE -o FILE.csv --prompt FILE.csv`: what an adopted model says to each line of numbers."""

import argparse
import csv
import math
from pathlib import Path

from ...errors import ConfigError, DataError
from ...package import Package

ENDINGS = (".csv",)
SECONDS = None


def add_arguments(group: argparse.ArgumentParser) -> None:
    pass


def render(package: Package, args: argparse.Namespace, seed: int) -> str:
    """A line of the prompt is one input, all numbers in order; a first line of words is skipped."""
    from ...engine.proving import open_stepper
    from ...engine.tensor_model import Box

    tensor = package.manifest.tensor
    rows = _rows(args.prompt, sum(slot.size for slot in tensor.inputs))
    box = Box(open_stepper(package, args.device, args.precision), package)
    lines = []
    for row in rows:
        at = 0
        for i, slot in enumerate(tensor.inputs):
            box.put(i, row[at : at + slot.size])
            at += slot.size
        lines.append([f"{x:.7g}" for x in box.run()])
    names = [s.name if s.size == 1 else f"{s.name}.{i}" for s in tensor.outputs for i in range(s.size)]
    try:
        with args.out.open("w", encoding="utf8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([names, *lines])
    except OSError as error:
        raise ConfigError(f"{args.out}: cannot be written ({error.strerror})") from error
    return f"{args.out}: {len(lines)} outputs of {len(names)} numbers"


def _rows(text: str | None, wide: int) -> list[list[float]]:
    if not text or not Path(text).is_file():
        raise DataError(f"--prompt {text or ''}: a .csv is due, {wide} numbers a line")
    try:
        lines = [line for line in csv.reader(Path(text).read_text("utf8").splitlines()) if line]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{text}: not a table of text ({str(error)[:80]})") from error
    rows = []
    for i, line in enumerate(lines, 1):
        try:
            numbers = [float(word) for word in line]
        except ValueError:
            if i == 1:
                continue
            raise DataError(f"{text}: row {i} holds what is no number") from None
        if len(numbers) != wide or not all(map(math.isfinite, numbers)):
            raise DataError(f"{text}: row {i} has {len(numbers)} numbers; {wide} finite ones are due")
        rows.append(numbers)
    if not rows:
        raise DataError(f"{text}: no line of numbers in it")
    return rows
