"""`python -m export.blank KIND OUT`: a package of a shipped design with random weights.

What a network costs does not depend on its weights: `duende bench` and docs/choosing.md measure with such packages what a
size would allow on a machine, before anybody has trained it.
"""

import argparse
from pathlib import Path

import torch

from bridge.package import Package
from bridge.pieces import FIRST

UNLICENSED = {"licence": "none: random weights, for measuring", "version": "0"}
PIECES = 4096  # of a blank text package


def image(out: Path, size: int, precision: str = "8bit") -> Package:
    """`size`: pixels of a side."""
    from models.image import ImageConfig, ImageModel

    from .image import export_model

    return export_model(_still(ImageModel(ImageConfig.sized(size))), out, precision, say=_nothing, **UNLICENSED)


def music(out: Path, width: int, layers: int, precision: str = "8bit") -> Package:
    from models.music import MusicConfig, MusicModel

    from .music import export_model

    model = _still(MusicModel(MusicConfig.sized(width, layers)))
    return export_model(model, out, precision, say=_nothing, **UNLICENSED)


def text(out: Path, cells: int, layers: int) -> Package:
    from models.text import TextConfig, TextModel

    from .text import export_model

    listed = [chr(0x4E00 + i) for i in range(PIECES - FIRST)]
    model = _still(TextModel(TextConfig(PIECES, cells=cells, layers=layers)))
    return export_model(model, listed, out, "8bit", say=_nothing, **UNLICENSED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=("music", "text", "image"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int, default=256, choices=(128, 256, 512, 1024), help="image: pixels of a side")
    parser.add_argument("--width", type=int, default=256, help="music: of the model; text: LSTM cells")
    parser.add_argument("--layers", type=int, default=1)
    parser.add_argument("--precision", choices=("8bit", "fp32"), default="8bit", help="fp32: GPU graphs are made of it")
    args = parser.parse_args()
    if args.kind == "image":
        image(args.out, args.size, args.precision)
    else:
        {"music": music, "text": text}[args.kind](args.out, args.width, args.layers)


def _still(model: torch.nn.Module) -> torch.nn.Module:
    torch.manual_seed(0)
    return model.eval().requires_grad_(False)


def _nothing(line: str) -> None:
    """The parity table is of no interest here."""


if __name__ == "__main__":
    main()
