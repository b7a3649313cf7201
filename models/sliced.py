"""Distances between two batches of pictures that need no critic: sliced Wasserstein (Rabin et al. 2011), differentiable.

Along a random direction two clouds of points are compared by sorting; over many directions that tells the clouds apart.
Here the points are patches of Laplacian pyramids (which textures, at every scale; what `duende score` measures) and whole
thumbnails (which layouts).
"""

import torch
from torch import Tensor
from torch.nn import functional as F

SMALLEST = 16  # pixels of a side of the pyramid's last level
PATCH = 7  # pixels of a side
PATCHES = 96  # directions a level
THUMBNAILS = {4: 128, 8: 128}  # pixels of a side → directions
KERNEL = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16


def pyramid(x: Tensor) -> list[Tensor]:
    """(B, 3, H, W) → what each halving loses, largest first, and what is left at SMALLEST."""
    levels = []
    while x.shape[-1] > SMALLEST:
        small = halved(x)
        levels.append(x - F.interpolate(small, scale_factor=2.0, mode="bilinear", align_corners=False))
        x = small
    return [*levels, x]


def halved(x: Tensor) -> Tensor:
    kernel = (KERNEL[:, None] * KERNEL).to(x).expand(3, 1, 5, 5).contiguous()
    return F.conv2d(F.pad(x, (2, 2, 2, 2), mode="reflect"), kernel, stride=2, groups=3)


def textures(real: list[Tensor], fake: list[Tensor]) -> Tensor:
    """Mean over the levels of two pyramids of the distance between their patches, in standard deviations of the real."""
    return sum(_patches(a, b) for a, b in zip(real, fake, strict=True)) / len(real)


def _patches(real: Tensor, fake: Tensor) -> Tensor:
    directions = torch.randn(PATCHES, 3, PATCH, PATCH, device=real.device)
    directions = directions / directions.flatten(1).norm(dim=1)[:, None, None, None]
    step = max(1, (real.shape[-1] - PATCH) // PATCH)  # about PATCH² places a picture, another grid each time
    u, v = torch.randint(0, step, (2,)).tolist()
    a, b = (F.conv2d(x[:, :, u:, v:], directions, stride=step).transpose(0, 1).flatten(1) for x in (real, fake))
    return _apart(a, b)


def layouts(real: Tensor, fake: Tensor) -> Tensor:
    """Sum over the sizes of THUMBNAILS of the distance between whole thumbnails."""
    total = real.new_zeros(())
    for side, count in THUMBNAILS.items():
        a, b = (F.adaptive_avg_pool2d(x, side).flatten(1) for x in (real, fake))
        directions = F.normalize(torch.randn(a.shape[1], count, device=a.device), dim=0)
        total = total + _apart((a @ directions).T, (b @ directions).T)
    return total


def _apart(real: Tensor, fake: Tensor) -> Tensor:
    """(directions, points) each: how far sorted points lie apart on average, in standard deviations of the real ones."""
    spread = real.std() + 1e-3
    return ((real.sort(1).values - fake.sort(1).values) / spread).abs().mean()
