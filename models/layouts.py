"""Layouts by principal components: where a latent space begins that has a place for every picture.

Thumbnails of 16 × 16 of what is learned from, as training varies them, are centred by class and decomposed. Coefficient
k in units of its standard deviation is coordinate k: together uncorrelated with variance 1, which is what a Gaussian latent
looks like, so chance lays out what could have been, and `read` tells the latent of a real picture.
"""

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor
from torch.nn import functional as F

from .augment import varied
from .image import LAID_OUT, ImageModel

SAMPLES = 4096  # varied thumbnails that are decomposed
VARIED = 4  # times the size of a layout, when it is varied
FLOOR = 1e-3  # of the largest deviation: from a dozen pictures there are not as many directions as coordinates


@dataclass(frozen=True, eq=False)
class Layouts:
    means: Tensor  # (classes or 1, 768)
    weight: Tensor  # (768, D): a layout is mean + weight @ latent

    def read(self, pictures: Tensor, labels: Tensor) -> Tensor:
        """(B, 3, S, S) in −1 … 1 → the latents (B, D) whose layouts are nearest."""
        x = flat(pictures)
        return (x - self.means.to(x)[labels]) @ self.inverse.to(x)

    @cached_property
    def inverse(self) -> Tensor:
        return torch.linalg.pinv(self.weight).T

    def plain(self) -> dict[str, Tensor]:
        """For a checkpoint: drawn anew, a direction may point the other way."""
        return {"means": self.means, "weight": self.weight}

    @torch.no_grad()
    def into(self, model: ImageModel) -> None:
        """Let `model` lay out with them."""
        model.layout.weight.copy_(self.weight)
        if model.layouts is None:
            model.layout.bias.copy_(self.means[0])
        else:
            model.layout.bias.zero_()
            model.layouts.weight.copy_(self.means.T)


def flat(pictures: Tensor) -> Tensor:
    return F.avg_pool2d(pictures, pictures.shape[-1] // LAID_OUT).flatten(1)


@torch.no_grad()
def decompose(images: Tensor, labels: Tensor, classes: int, latent: int, turns: bool) -> Layouts:
    """`images` (N, 3, S, S) bytes, `labels` (N,)."""
    chosen = torch.randint(len(images), (SAMPLES,))
    fold = images.shape[-1] // (LAID_OUT * VARIED)
    small = torch.cat([F.avg_pool2d(images[i].float(), fold) for i in chosen.split(256)]) / 127.5 - 1
    x, labels = flat(varied(small, turns)), labels[chosen]
    means = torch.stack([x[labels == i].mean(0) if (labels == i).any() else x.mean(0) for i in range(max(1, classes))])
    x = x - means[labels]
    energy, directions = torch.linalg.eigh(x.T @ x / len(x))
    deviations = energy.clamp(min=0).sqrt().flip(0)[:latent]
    return Layouts(means, directions.flip(1)[:, :latent] * deviations.clamp(min=FLOOR * deviations[0]))
