"""`duende score PACKAGE --data PATH [--prime PATH] [--json] [--keep]`

What a kind knows of itself is a module of `bridge/score/kinds/`, named after it, with

    DATA, PRIME                            a line each: what may stand at --data; what the simple baseline is, primed
    add_arguments(group)                   its own options, each with a default; no two kinds share one
    check(args)                            refuses what would only be found out after minutes
    score(package, args, say) -> Result    `table()` for people, `plain()` for machines, `kept()` for the manifest (a
                                           `held_out.Kept`); `say(line)` tells how far it is.
                                           DataError, PackageError, EngineError or MissingExtra say why not

It imports numpy and onnxruntime only inside functions.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .. import kinds
from ..errors import ConfigError, PackageError
from ..package import PRECISIONS, Package

MODULES = f"{__package__}.kinds"
HELD_OUT, TRAINING = "valid", "train"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    modules = {kind: kinds.module_of(MODULES, kind) for kind in kinds.known(MODULES)}
    data, prime = ("; ".join(f"{k}: {getattr(m, what)}" for k, m in modules.items()) for what in ("DATA", "PRIME"))
    parser.add_argument("package", help="a bundled package's name, or the path of a folder or .zip")
    parser.add_argument("--data", type=Path, required=True, metavar="PATH", help=f"what to score. {data}")
    parser.add_argument(
        "--prime", type=Path, metavar="PATH",
        help=f"training data of the same kind for the baseline; may be --data itself where that has a split. {prime}",
    )  # fmt: skip
    parser.add_argument("--split", default=HELD_OUT, help=f"which split of a set to score (default: {HELD_OUT})")
    parser.add_argument("--precision", choices=PRECISIONS, help="which graph (default: the one that plays)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--keep", action="store_true", help="write it into the package's manifest, for `duende packages`")
    for kind, module in modules.items():
        module.add_arguments(parser.add_argument_group(f"{kind} alone"))


def main(args: argparse.Namespace) -> int:
    """Score and print. DataError, PackageError, EngineError or MissingExtra say why not."""
    package = Package.find(str(args.package))
    module = kinds.module_of(MODULES, package.manifest.kind)
    if module is None:
        known = ", ".join(kinds.known(MODULES))
        raise PackageError(f"{package.name}: kind {package.manifest.kind} cannot be scored; kinds that can: {known}")
    if misplaced := kinds.misplaced(MODULES, args, package.manifest.kind):
        raise ConfigError(f"{misplaced[0]} is for {misplaced[1]}; {args.package} is of kind {package.manifest.kind}")
    module.check(args)
    with progress() as say:
        result = module.score(package, args, say)
    if args.keep:
        from .held_out import score_into_manifest

        score_into_manifest(package.path, [result])
    print(json.dumps(result.plain(), ensure_ascii=False) if args.json else result.table())
    return 0


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
