"""What a human sent to a gesture player in a recorded run, for an artist who trains on it. Needs numpy."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bridge.errors import WireError
from bridge.gestures.take import FEWEST, Take
from bridge.osc.reading import parse

from . import replay

LATEST = 64  # values of one gesture


def takes(run: Path, player: str) -> list[Take]:
    """One take: `/PLAYER/in f…` and `/PLAYER/in/INDEX f` in the order of their arrival. Empty when there is too little.

    A value that was not told yet is 0. DataError when `run` is no run."""
    steps = list(_steps(run, f"/{player}/in"))
    if len(steps) < FEWEST:
        return []
    wide = max(len(values) for _, values in steps)
    table = np.zeros((len(steps), wide))
    for i, (_, values) in enumerate(steps):
        table[i, : len(values)] = values
    seconds = np.maximum.accumulate(np.array([moment for moment, _ in steps]))
    return [Take(run.name, seconds - seconds[0], table)]


def _steps(run: Path, root: str) -> Iterator[tuple[float, list[float]]]:
    """(seconds, all values so far)"""
    now: list[float] = []
    for record in replay.read(run):
        if record.kind != "osc" or not record.values["used"]:
            continue
        try:
            messages = parse(record.values["packet"])
        except WireError:
            continue
        for message in messages:
            try:
                told = _told(message.address, root, message.args)
            except (TypeError, ValueError):
                continue
            if told:
                now += [0.0] * (max(told) + 1 - len(now))
                for index, value in told.items():
                    now[index] = value
                yield record.values["at"], list(now)


def _told(address: str, root: str, args: tuple) -> dict[int, float]:
    """Index → value of one message; empty for any other message."""
    if address == root:
        numbers = [float(value) for value in args if isinstance(value, int | float) and not isinstance(value, bool)]
        return dict(enumerate(numbers[:LATEST])) if len(numbers) == len(args) else {}
    stem, _, index = address.rpartition("/")
    if stem == root and index.isascii() and index.isdecimal() and int(index) < LATEST and len(args) == 1:
        return {int(index): float(args[0])}
    return {}
