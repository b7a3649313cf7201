"""`duende export RUN --out PACKAGE`: what a training run has learned becomes a proved package; and
`duende export PACKAGE --precision fp16 --out PACKAGE`: one that a GPU plays too (`export/gpu.py`, without PyTorch).

What a kind knows of itself is a module of `export/kinds/`, named after it, with

    PRECISIONS                             of its graphs; more than one of them may stand in a package
    load(saved, run) -> model              from a checkpoint (`runs.weights`); any error that a strange one provokes
    export_model(model, out, precision, say, **stated) -> Package
                                           graphs, parity, self-test, manifest, written whole or not at all; `stated` are
                                           manifest fields (name, version, licence, training, default …); `say` gets the
                                           parity table, line by line. PackageError when parity does not hold
    USUAL                                  where it is there: the precision that is exported unless another is asked for
    MEMORY                                 (text) there: `export_model` takes `memory`, a path of texts, too
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from bridge import kinds
from bridge.errors import DataError
from bridge.package import Package, Training, find_packages

from . import gpu
from .credits import credit

MODULES = f"{__package__}.kinds"
PRECISIONS = ("both", "fp32", "8bit")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", type=Path, help="folder that `duende train` wrote; or a package, for a GPU")
    parser.add_argument("--out", metavar="PACKAGE", type=Path, required=True, help="folder, or .zip by its ending")
    parser.add_argument(
        "--precision", choices=(*PRECISIONS, *gpu.PRECISIONS), nargs="+", metavar="P",
        help="of the graphs: both (images: fp32), fp32, 8bit; of a package, and several may be named: "
        f"{', '.join(gpu.PRECISIONS)}",
    )  # fmt: skip
    parser.add_argument(
        "--batch", type=int, nargs="+", default=(), metavar="N", help="of a package of pictures: graphs for N at once too"
    )
    parser.add_argument("--licence", help="of the weights; otherwise what the training data allows")
    parser.add_argument(
        "--memory", metavar="PATH", type=Path, help="text: mix in what followed what in these texts (as `train --data`)"
    )
    parser.add_argument("--default", action="store_true", help="bundled, it plays where no package is named")


def main(args: argparse.Namespace) -> int:
    if is_package(args.run):
        package = gpu.for_gpu(Package.find(str(args.run)), args.out, args.precision or ("fp16",), args.batch)
        print(f"{args.out}: {package.name} holds; duende serve --package NAME={args.out} --device cuda")
        return 0
    if args.batch or set(args.precision or ()) & set(gpu.PRECISIONS):
        if not args.run.exists():
            raise DataError(f"{args.run}: neither a package nor the folder of a run is there")
        wish = "--batch" if args.batch else f"--precision {args.precision[0]}"
        raise DataError(f"{wish}: such graphs are made of a package; export {args.run} first, then the package")
    if len(args.precision or ()) > 1:
        raise DataError(f"--precision {' '.join(args.precision)}: one is due, or both")
    stated: dict[str, Any] = {"licence": args.licence} if args.licence else {}
    if args.memory:
        stated["memory"] = args.memory
    package = export(args.run, args.out, *(args.precision or ()), default=args.default, **stated)
    print(f"{args.out}: {package.name}, {package.manifest.parameters:,} parameters, holds")
    return 0


def is_package(path: Path) -> bool:
    """A package's folder or .zip, or the name of a bundled one; everything else may be a run."""
    if path.exists():
        return path.suffix == ".zip" or (path / "manifest.json").exists()
    return any(package.name == str(path) for package in find_packages()[0])


def export(run: Path, out: Path, precision: str | None = None, say: Callable[[str], None] = print, **stated) -> Package:
    """Write `out` and open it once; `say` gets the parity table. `stated`: manifest fields (name, version, default …).
    `precision` None: what is usual for the kind.

    DataError when there is no run, PackageError when parity does not hold: then nothing was written."""
    if precision not in (None, *PRECISIONS):
        raise DataError(f"precision {precision!r}: allowed are {', '.join(PRECISIONS)}")
    module, model, corpora = load_run(Path(run))
    precision = precision or getattr(module, "USUAL", "both")
    if "memory" in stated and not hasattr(module, "MEMORY"):
        raise DataError(f"--memory {stated['memory']}: only text packages remember; {run} is another kind of run")
    if precision != "both" and precision not in module.PRECISIONS:
        raise DataError(f"precision {precision!r}: this kind has {', '.join(module.PRECISIONS)}")
    return module.export_model(model, Path(out), precision, say, **{"training": corpora, **stated})


def load_run(run: Path) -> tuple[ModuleType, Any, tuple[Training, ...]]:
    """The module of its kind, the model that it has learned, and the corpora that it was trained on as far as it tells."""
    from models import runs  # PyTorch

    saved = runs.weights(run)
    kind = runs.kind_of(saved)
    module = kinds.module_of(MODULES, kind)
    if module is None:
        raise DataError(f"{run}: a run of kind {kind!r:.40}; those that are exported are {', '.join(kinds.known(MODULES))}")
    try:
        model = module.load(saved, run)
        corpora = tuple(credit(entry) for entry in runs.corpora(run))
    except (RuntimeError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise DataError(f"{run}: not a run of the {kind} model ({str(error)[:160]})") from error
    return module, model, corpora
