"""`duende score` of a gesture package: nats per step, beside what stays or goes on as it went."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...errors import DataError
from ...package import Package
from ..command import TRAINING

if TYPE_CHECKING:  # numpy and onnxruntime load when the command runs
    from ..gesture import Result

DATA = "a .csv (seconds, then the values), IMPSY's .log, a folder of them, or a public set (.npz) with its split"
PRIME = "the last value, or a straight line on"


def add_arguments(group: argparse.ArgumentParser) -> None:
    pass


def check(args: argparse.Namespace) -> None:
    if args.prime is None:
        return
    from ...gestures.sets import source_at

    same = args.data.resolve() == args.prime.resolve()
    if same and args.data.exists() and (args.split == TRAINING or source_at(args.data) is None):
        raise DataError(f"{args.prime}: --prime and --data are the same gestures; a baseline that met them tells nothing")


def score(package: Package, args: argparse.Namespace, say: Callable[[str], None]) -> "Result":
    from ...engine.proving import open_stepper
    from ...gestures.reading import read
    from ..gesture import Result
    from ..gesture import score as score_with
    from ..stillness import measure

    say("reading")
    gesture = package.manifest.gesture
    held = read(args.data, args.split, gesture.values, gesture.longest_s)
    prime = read(args.prime, TRAINING, gesture.values, gesture.longest_s) if args.prime else None
    stepper = open_stepper(package, args.device, args.precision)
    found = score_with(stepper, held, say)
    baseline = measure(prime, held) if prime else None
    return Result(package.name, stepper.graph.precision, stepper.device, held, found, baseline)
