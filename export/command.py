"""`duende export RUN --out PACKAGE`: the last checkpoint of a training run becomes a proved package."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import torch

from bridge.errors import DataError
from bridge.package import Package, Training
from models.music import MusicConfig, MusicModel

from .credits import credit
from .music import FILES, export_model

PRECISIONS = ("both", *FILES)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", type=Path, help="folder that `duende train` wrote")
    parser.add_argument("--out", metavar="PACKAGE", type=Path, required=True, help="folder, or .zip by its ending")
    parser.add_argument("--precision", choices=PRECISIONS, default="both")
    parser.add_argument("--licence", help="of the weights; otherwise what the training data allows")


def main(args: argparse.Namespace) -> int:
    stated = {"licence": args.licence} if args.licence else {}
    package = export(args.run, args.out, args.precision, **stated)
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
    """The model of a run's checkpoint, and the corpora it was trained on as far as the run tells."""
    checkpoint = run / "checkpoint.pt"
    if not checkpoint.exists():
        raise DataError(f"{run}: no checkpoint.pt in it; `duende train` writes one every few minutes")
    try:
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
        model = MusicModel(MusicConfig(**saved["config"]))
        model.load_state_dict(saved["model"])
    except Exception as error:  # torch raises whatever the bytes provoke
        raise DataError(f"{checkpoint}: not a checkpoint of the music model ({str(error)[:160]})") from error
    return model.eval(), tuple(credit(name) for name in corpora_of(run))


def corpora_of(run: Path) -> list[str]:
    """Folder names: those listed in the run's data.json, else those that its log was held out on."""
    listed = run / "data.json"
    if listed.exists():
        return [str(name) for name in json.loads(listed.read_text("utf8"))]
    log = run / "log.jsonl"
    lines = log.read_text("utf8").splitlines() if log.exists() else []
    scores = [json.loads(line).get("held_out") for line in lines]
    return list(next((s for s in reversed(scores) if s), {}))
