"""`duende render PACKAGE -o FILE [--prompt …] [--seconds N] [--seed N] …`: a package plays into a file, nobody waits.

What a kind knows of itself is a module of `bridge/render/kinds/`, named after it, with

    ENDINGS                                what its files are called
    SECONDS                                how long where nothing is wished; None where length is told otherwise
    add_arguments(group)                   its own options, each with a default; no two kinds share one (what they share
                                           stands here, and each takes of it what it knows)
    render(package, args, seed) -> str     write `args.out`, say what was written; the same seed, the same bytes.
                                           ConfigError, DataError, PackageError or EngineError say why not

It imports numpy and onnxruntime only inside functions.
"""

import argparse
import secrets
from pathlib import Path

from .. import kinds
from ..errors import ConfigError, PackageError
from ..options import number
from ..package import PRECISIONS, Package

MODULES = f"{__package__}.kinds"
HOUR_S = 3600.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    modules = {kind: kinds.module_of(MODULES, kind) for kind in kinds.known(MODULES)}
    endings = "; ".join(f"{kind}: {', '.join(module.ENDINGS)}" for kind, module in modules.items())
    parser.add_argument("package", help="a bundled package's name, or the path of a folder or .zip")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help=endings)
    parser.add_argument("--prompt", help="what it goes on from: a file of its kind, or (music) pitches, (text) words")
    parser.add_argument("--seconds", type=number(0.1, HOUR_S), help="how long")
    parser.add_argument("--seed", type=number(0, 2**63 - 1, int), help="the same seed, the same bytes; none: a new take")
    parser.add_argument("--tempo", type=number(20, 400), help="BPM, for what counts in beats (the prompt's own, else 120)")
    parser.add_argument("--temperature", type=number(0, 2), help="as the player's parameter (the package's own)")
    parser.add_argument("--top-p", type=number(0, 1), help="as the player's parameter (the package's own)")
    parser.add_argument("--precision", choices=PRECISIONS, help="which graph (default: the one that plays)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    for kind, module in modules.items():
        module.add_arguments(parser.add_argument_group(f"{kind} alone"))


def main(args: argparse.Namespace) -> int:
    """Render, write, say what was written. ConfigError, DataError, PackageError or EngineError say why not."""
    package = Package.find(str(args.package))
    kind = package.manifest.kind
    check_ending(args.out, kind)
    check_options(args, kind)
    module = kinds.module_of(MODULES, kind)
    if args.seconds is None:
        args.seconds = module.SECONDS
    print(module.render(package, args, secrets.randbelow(2**31) if args.seed is None else args.seed))
    return 0


def check_ending(out: Path, kind: str) -> None:
    """ConfigError when a package of this kind cannot be written to such a file."""
    module = kinds.module_of(MODULES, kind)
    if module is None:
        known = ", ".join(kinds.known(MODULES))
        raise PackageError(f"a package of kind {kind} cannot be rendered; kinds that can: {known}")
    if out.suffix.lower() not in module.ENDINGS:
        raise ConfigError(f"{out}: {kind} is rendered to {' or '.join(module.ENDINGS)}")
    if not out.parent.is_dir():
        raise ConfigError(f"{out}: there is no folder {out.parent}")


def check_options(args: argparse.Namespace, kind: str) -> None:
    """ConfigError for an option that was given but belongs to another kind."""
    if misplaced := kinds.misplaced(MODULES, args, kind):
        raise ConfigError(f"{misplaced[0]} is for {misplaced[1]}; {args.package} is a package of kind {kind}")
