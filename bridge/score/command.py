"""`duende score PACKAGE --data PATH [--prime PATH] [--json]`"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, PackageError
from ..package import Package

if TYPE_CHECKING:  # numpy and onnxruntime load when the command runs
    from ..engine.opening import Opened
    from .data import Material
    from .report import Result

HELD_OUT, TRAINING = "valid", "train"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", help="a bundled package's name, or the path of a folder or .zip")
    parser.add_argument(
        "--data", type=Path, required=True, metavar="PATH",
        help="what to score: a .mid, a folder or .zip of them, lead sheets (.jsonl), or a set's folder (NAME.zip and "
        "manifest.csv), of which the held-out split is taken",
    )  # fmt: skip
    parser.add_argument(
        "--prime", type=Path, metavar="PATH",
        help="training data of the same kind for the baseline (PPMd); may name the same set as --data: its training "
        "split is taken",
    )  # fmt: skip
    parser.add_argument("--split", default=HELD_OUT, help=f"which split of a set to score (default: {HELD_OUT})")
    parser.add_argument("--track", default="", help="of MIDI files only tracks of this name (POP909: PIANO)")
    parser.add_argument("--precision", choices=("fp32", "8bit"), help="which graph (default: the one that plays)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--json", action="store_true", help="for machines")


def main(args: argparse.Namespace) -> int:
    """Score and print. DataError, PackageError, EngineError or MissingExtra say why not."""
    package = Package.find(str(args.package))
    if package.manifest.kind != "music":
        raise PackageError(f"{package.name}: kind {package.manifest.kind} cannot be scored yet; music can")
    _sensible(args)
    with progress() as say:
        result = score(package, args, say)
    if args.json:
        print(json.dumps(result.plain(), ensure_ascii=False))
    else:
        print(result.table())
    return 0


def score(package: Package, args: argparse.Namespace, say: Callable[[str], None]) -> "Result":
    from ..engine.opening import open_package
    from .report import Result

    say("reading")
    held, prime = materials(args)
    opened = open_package(package, args.device, args.precision)
    score = _scorer(opened).all(held.pieces, say)
    baseline = None
    if prime is not None:
        from .baseline import measure

        baseline = measure(prime.pieces, held.pieces, _called(prime), say=say)
    return Result(package.name, opened.graph.precision, opened.device, held, score, baseline)


def materials(args: argparse.Namespace) -> tuple["Material", "Material | None"]:
    """What is scored, and what primes the baseline."""
    from .data import read

    held = read(args.data, args.split, args.track)
    return held, read(args.prime, TRAINING, args.track) if args.prime else None


def _scorer(opened: "Opened"):
    from .music import Scorer

    return Scorer(opened.context, opened.package.manifest.styles)


def _sensible(args: argparse.Namespace) -> None:
    """What would only be found out after minutes."""
    if args.prime is None:
        return
    from .baseline import require
    from .data import has_split

    require()
    same = args.data.resolve() == args.prime.resolve()
    if same and (args.split == TRAINING or not has_split(args.data)):
        raise DataError(f"{args.prime}: --prime and --data are the same music; a baseline that has met it tells nothing")


def _called(material: "Material") -> str:
    split = f", split {material.split!r}" if material.split else ""
    return f"{material.name}{split} ({len(material.pieces)} pieces, {material.events:,} events)"


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """One line that rewrites itself, for people at a terminal; gone at the end."""
    if not sys.stderr.isatty():
        yield lambda line: None
        return
    try:
        yield lambda line: print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
