"""`duende score` of a music package: bits per event by attribute, beside PPMd."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...errors import DataError
from ...package import Package
from ..command import TRAINING

if TYPE_CHECKING:  # numpy and onnxruntime load when the command runs
    from ..data import Material
    from ..report import Result

DATA = (
    "a .mid, a folder or .zip of them, lead sheets (.jsonl), or a set's folder (NAME.zip and manifest.csv), of which the "
    "held-out split is taken"
)
PRIME = "PPMd"


def add_arguments(group: argparse.ArgumentParser) -> None:
    group.add_argument("--track", default="", help="of MIDI files only tracks of this name (POP909: PIANO)")


def check(args: argparse.Namespace) -> None:
    if args.prime is None:
        return
    from ..baseline import require
    from ..data import has_split

    require()
    same = args.data.resolve() == args.prime.resolve()
    if same and (args.split == TRAINING or not has_split(args.data)):
        raise DataError(f"{args.prime}: --prime and --data are the same music; a baseline that has met it tells nothing")


def score(package: Package, args: argparse.Namespace, say: Callable[[str], None]) -> "Result":
    from ...engine.opening import open_package
    from ..music import Scorer
    from ..report import Result

    say("reading")
    held, prime = materials(args)
    opened = open_package(package, args.device, args.precision)
    score = Scorer(opened.context, package.manifest.styles).all(held.pieces, say)
    baseline = None
    if prime is not None:
        from ..baseline import measure

        baseline = measure(prime.pieces, held.pieces, _called(prime), say=say)
    return Result(package.name, opened.graph.precision, opened.device, held, score, baseline)


def materials(args: argparse.Namespace) -> tuple["Material", "Material | None"]:
    """What is scored, and what primes the baseline."""
    from ..data import read

    held = read(args.data, args.split, args.track)
    return held, read(args.prime, TRAINING, args.track) if args.prime else None


def _called(material: "Material") -> str:
    split = f", split {material.split!r}" if material.split else ""
    return f"{material.name}{split} ({len(material.pieces)} pieces, {material.events:,} events)"
