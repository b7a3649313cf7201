"""`duende score` of a text package: bits per character, beside PPMd."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from ... import textfiles
from ...errors import DataError
from ...package import Package
from ..command import TRAINING

if TYPE_CHECKING:  # numpy and onnxruntime load when the command runs
    from ..text import Result

DATA = "a .txt, a folder or .zip of them, or .jsonl(.xz) with a text a line, of which the held-out split is taken"
PRIME = "PPMd"


def add_arguments(group: argparse.ArgumentParser) -> None:
    pass


def check(args: argparse.Namespace) -> None:
    if args.prime is None:
        return
    from ..baseline import require

    require()
    if args.data.resolve() == args.prime.resolve() and args.split == TRAINING:
        raise DataError(f"{args.prime}: --prime and --data are the same text; a baseline that has met it tells nothing")


def score(package: Package, args: argparse.Namespace, say: Callable[[str], None]) -> "Result":
    from ...engine.proving import open_stepper
    from ...pieces import Pieces
    from .. import text

    say("reading")
    found = textfiles.read(args.data)
    held = text.material(found, args.split)
    prime = None
    if args.prime is not None:
        same = args.data.resolve() == args.prime.resolve()
        if same and not found.has_split:
            raise DataError(f"{args.prime}: --prime and --data are the same text; a baseline that has met it tells nothing")
        prime = text.material(found if same else textfiles.read(args.prime), TRAINING)
    stepper = open_stepper(package, args.device, args.precision)
    for name, value in (("temperature", 1.0), ("top_p", 1.0), ("noise", 0.5)):
        stepper.inputs[name][...] = value
    pieces = Pieces(package.manifest.tokenizer["pieces"])
    done = text.score(stepper, pieces, held.texts, say)
    baseline = text.measure(prime, held, say) if prime else None
    return text.Result(package.name, stepper.graph.precision, stepper.device, held, done, baseline)
