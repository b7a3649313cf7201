"""`python -m export.blank OUT --size 256`: an image package of the shipped design with random weights.

What a network costs does not depend on its weights: `duende bench` measures with it what a size would allow here.
"""

import argparse
from pathlib import Path

import torch

from models.image import ImageConfig, ImageModel

from .image import export_model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int, default=256, choices=(128, 256))
    args = parser.parse_args()
    torch.manual_seed(0)
    model = ImageModel(ImageConfig.sized(args.size)).eval().requires_grad_(False)
    export_model(model, args.out, say=lambda line: None, licence="none: random weights, for measuring", version="0")


if __name__ == "__main__":
    main()
