"""`duende score` of an image package: sliced Wasserstein distance, beside a PCA and the training pictures."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...errors import DataError, PackageError
from ...package import Package
from ..command import TRAINING

if TYPE_CHECKING:  # numpy and onnxruntime load when the command runs
    from ..image import Result

DATA = (
    "a folder or .zip of pictures, or a set's folder (NAME.zip and manifest.csv), of which the held-out split is taken; as "
    "many are painted as there are"
)
PRIME = "samples of a principal component analysis"


def add_arguments(group: argparse.ArgumentParser) -> None:
    group.add_argument("--picture-seed", type=int, default=0, metavar="N", help="of the latents that are painted (0)")


def check(args: argparse.Namespace) -> None:
    if args.prime is None:
        return
    from ...picturefile import has_split

    same = args.data.resolve() == args.prime.resolve()
    if same and (args.split == TRAINING or not has_split(args.data)):
        raise DataError(f"{args.prime}: --prime and --data are the same pictures; a baseline that met them tells nothing")


def score(package: Package, args: argparse.Namespace, say: Callable[[str], None]) -> "Result":
    from ...engine.proving import open_stepper
    from ...picturefile import read
    from ..image import Result, measure

    about = package.manifest.image
    if about.height != about.width:
        raise PackageError(f"{package.name}: pictures of {about.width} × {about.height}; only squares are scored")
    held = read(args.data, about.height, args.split, lambda done, of: say(f"reading, {done} of {of}"))
    prime = read(args.prime, about.height, TRAINING) if args.prime else None
    stepper = open_stepper(package, args.device, args.precision)
    found = measure(stepper, about.classes, held, prime, args.picture_seed, say)
    graph, called = stepper.graph, f"{prime.name} ({len(prime.images)} pictures)" if prime else ""
    count = len(held.images)
    return Result(package.name, graph.precision, stepper.device, args.picture_seed, held, count, *found, called)
