"""`duende export RUN --out PACKAGE`: what a training run has learned becomes a proved package."""

import argparse
from collections.abc import Callable
from pathlib import Path

from bridge.errors import DataError
from bridge.package import Package, Training
from models import runs
from models.music import MusicConfig, MusicModel

from .credits import credit
from .music import FILES, export_model

PRECISIONS = ("both", *FILES)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", type=Path, help="folder that `duende train` wrote")
    parser.add_argument("--out", metavar="PACKAGE", type=Path, required=True, help="folder, or .zip by its ending")
    parser.add_argument("--precision", choices=PRECISIONS, default="both")
    parser.add_argument("--licence", help="of the weights; otherwise what the training data allows")
    parser.add_argument("--default", action="store_true", help="bundled, it plays where no package is named")


def main(args: argparse.Namespace) -> int:
    stated = {"licence": args.licence} if args.licence else {}
    package = export(args.run, args.out, args.precision, default=args.default, **stated)
    print(f"{args.out}: {package.name}, {package.manifest.parameters:,} parameters, holds")
    return 0


def export(run: Path, out: Path, precision: str = "both", say: Callable[[str], None] = print, **stated) -> Package:
    """Write `out` and open it once; `say` gets the parity table. `stated`: manifest fields (name, version, default …).

    DataError when there is no run, PackageError when parity does not hold: then nothing was written."""
    if precision not in PRECISIONS:
        raise DataError(f"precision {precision!r}: allowed are {', '.join(PRECISIONS)}")
    model, corpora = load_run(Path(run))
    return export_model(model, Path(out), precision, say, training=corpora, **stated)


def load_run(run: Path) -> tuple[MusicModel, tuple[Training, ...]]:
    """The model that a run has learned, and the corpora it was trained on as far as the run tells."""
    saved = runs.weights(run)
    try:
        model = MusicModel(MusicConfig(**saved["config"]))
        model.load_state_dict(saved["model"])
        corpora = tuple(credit(entry) for entry in runs.corpora(run))
    except (RuntimeError, TypeError, ValueError, KeyError) as error:
        raise DataError(f"{run}: not a run of the music model ({str(error)[:160]})") from error
    return model.eval(), corpora
