"""Looking at what an image run has learned: pictures, a contact sheet beside it, the distance to held-out pictures."""

import copy
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from bridge import likeness

from .data.image import Material
from .image import ImageModel

SHEET = "sheet.png"  # the same latents each time, so that one sees them grow
ROWS, COLUMNS = 4, 8
JUDGED = 200  # pictures at most
LEAST_JUDGED = 50  # held-out pictures; with fewer a run is judged by those that it learned from
AT_ONCE = 16
GAINS = (1.0, 0.9, 0.8, 0.7, 0.6)  # of the last layer


@torch.no_grad()
def paint(model: ImageModel, latents: Tensor, labels: Tensor) -> np.ndarray:
    """(N, S, S, 3) uint8, with the rounding of the exported graph. `labels` (N,) are looked at where there are classes."""
    device, count = model.rgb.weight.device, model.config.classes
    classes = F.one_hot(labels, count).float().to(device) if count else None
    parts = []
    for i in range(0, len(latents), AT_ONCE):
        here = slice(i, i + AT_ONCE)
        rgb = model(latents[here].to(device), None if classes is None else classes[here])
        parts.append(((rgb * 127.5).round() + 128).clamp(0, 255).to(torch.uint8).permute(0, 2, 3, 1).cpu().numpy())
    return np.concatenate(parts)


def save_sheet(folder: Path, model: ImageModel) -> None:
    """ROWS × COLUMNS pictures; the classes one after another."""
    count = ROWS * COLUMNS
    latents = torch.randn(count, model.config.latent, generator=torch.Generator().manual_seed(7))
    labels = torch.arange(count) * max(1, model.config.classes) // count
    Image.fromarray(arranged(paint(model, latents, labels), COLUMNS)).save(folder / SHEET)


def arranged(pictures: np.ndarray, columns: int) -> np.ndarray:
    """(N, S, S, 3), N a multiple of `columns` → one picture, row by row."""
    n, side = len(pictures), pictures.shape[1]
    grid = pictures.reshape(n // columns, columns, side, side, 3)
    return grid.transpose(0, 2, 1, 3, 4).reshape(n // columns * side, columns * side, 3)


def settled(model: ImageModel, material: Material) -> tuple[ImageModel, float]:
    """`model` with its last layer as loud as suits the pictures that it learned from, and how loud that is: what a critic
    drives it to is a tenth to a fifth too much contrast in the details."""
    labels = torch.from_numpy(material.labels)
    chosen = torch.randperm(len(labels), generator=torch.Generator().manual_seed(1))[:JUDGED]
    latents = torch.randn(len(chosen), model.config.latent, generator=torch.Generator().manual_seed(1))
    found = []
    for gain in GAINS:
        quieter = copy.deepcopy(model)
        with torch.no_grad():
            quieter.rgb.weight.mul_(gain)
            quieter.rgb.bias.mul_(gain)
        apart = likeness.distance(paint(quieter, latents, labels[chosen]), material.train[chosen.numpy()]).mean
        found.append((apart, gain, quieter))
    _, gain, best = min(found, key=lambda one: one[0])
    return best, gain


def held_out(model: ImageModel, material: Material) -> tuple[likeness.Distance, str]:
    """How alike painted pictures are to held-out ones, and to which; where there are too few, to those learned from."""
    enough = len(material.valid) >= LEAST_JUDGED
    images, labels = (material.valid, material.valid_labels) if enough else (material.train, material.labels)
    chosen = np.sort(np.random.default_rng(0).permutation(len(images))[:JUDGED])
    latents = torch.randn(len(chosen), model.config.latent, generator=torch.Generator().manual_seed(0))
    painted = paint(model, latents, torch.from_numpy(labels[chosen]))
    return likeness.distance(painted, images[chosen]), "held-out pictures" if enough else "the pictures that it learned from"
