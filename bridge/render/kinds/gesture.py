"""`duende render PACKAGE -o FILE.csv --prompt FILE.csv --seconds N --seed N`: a movement, or how one goes on."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import ConfigError, DataError
from ...options import number
from ...package import Package

if TYPE_CHECKING:  # numpy and onnxruntime load when the command runs
    from ...engine.gesture_model import Hand

ENDINGS = (".csv",)
SECONDS = 16.0
MOST = 1_000_000  # steps


def add_arguments(group: argparse.ArgumentParser) -> None:
    group.add_argument("--spread", type=number(0, 2), help="how far it strays from the likeliest movement")


def render(package: Package, args: argparse.Namespace, seed: int) -> str:
    from ...engine.gesture_model import Hand
    from ...engine.proving import open_stepper
    from ...gestures.files import write_file

    gesture = package.manifest.gesture
    told = _prompt(args.prompt, package)
    hand = Hand(open_stepper(package, args.device, args.precision))
    hand.sync(0, told)
    liked = package.manifest.defaults or {}
    knobs = [liked.get(n, 1.0) if (v := getattr(args, n)) is None else v for n in ("temperature", "spread")]
    rows = _rows(told)
    rows += _movement(hand, args.seconds, seed, knobs, rows[-1][0])
    scaled = [
        (row[0], *(scale.low + x * (scale.high - scale.low) for scale, x in zip(gesture.values, row[1:], strict=True)))
        for row in rows
    ]
    try:
        write_file(args.out, tuple(value.name for value in gesture.values), scaled)
    except OSError as error:
        raise ConfigError(f"{args.out}: cannot be written ({error.strerror})") from error
    after = f" after {len(told)} of the prompt" if args.prompt else ""
    return f"{args.out}: {len(rows) - len(told)} steps, {rows[-1][0]:.1f} s{after}; seed {seed}"


def _prompt(text: str | None, package: Package) -> list[tuple[float, ...]]:
    """The steps that it goes on from; one step in the middle where there are none."""
    from ...gestures.files import read_file
    from ...gestures.reading import placed
    from ...gestures.take import MS, scaled

    gesture = package.manifest.gesture
    if not text:
        return [(0.0, *(1.0 if value.steps == 2 else 0.5 for value in gesture.values))]
    if not Path(text).is_file():
        raise DataError(f"prompt {text}: there is no such file; a .csv is due (seconds, then the values)")
    _, take = read_file(Path(text))
    piece = placed(take.name, "", [take], gesture.values, gesture.longest_s).pieces[-1]  # what came after the last pause
    levels = scaled(piece.level, gesture.values)
    return [(wait / MS, *map(float, row)) for wait, row in zip(piece.wait, levels, strict=True)]


def _rows(told: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Steps with the time since the one before → with the time since the first."""
    rows, moment = [], 0.0
    for seconds, *values in told:
        moment += seconds
        rows.append((moment, *values))
    return rows


def _movement(hand: "Hand", seconds: float, seed: int, knobs: list[float], moment: float) -> Iterator[tuple[float, ...]]:
    """The moment and the values of each drawn step for so many seconds."""
    end = moment + seconds
    for i in range(MOST):
        step = hand.draw(seed, i, *knobs)
        moment += max(0.001, step[0])
        if moment > end:
            return
        hand.tell(step)
        yield moment, *step[1:]
