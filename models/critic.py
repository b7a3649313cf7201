"""What the image model learns against; only training needs it.

The critic tells painted pictures from real ones (Goodfellow et al. 2014): one judgement of the whole and one each of 8 × 8
places. It reads in blocks of 4 × 4 pixels, which costs a sixteenth of reading pixel by pixel.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .image import SLOPE

FOLD = 4  # pixels of a side that are read as one
NARROW = 128  # channels before the judgement of the whole


def conv(width: int, out: int, stride: int = 1) -> nn.Sequential:
    layer = nn.Conv2d(width, out, 3, stride, 1)
    nn.init.kaiming_normal_(layer.weight, SLOPE)
    nn.init.zeros_(layer.bias)
    return nn.Sequential(layer, nn.LeakyReLU(SLOPE))


def folded(size: int, width: int) -> list[nn.Module]:
    """(B, 48, size / 4, size / 4) → (B, width, 16, 16)"""
    halvings = int(math.log2(size // FOLD // 16))
    return [conv(3 * FOLD**2 if i == 0 else width, width, 2) for i in range(halvings)]


class Critic(nn.Module):
    def __init__(self, size: int, classes: int = 0, widths: tuple[int, ...] = (64, 96, 128, 192)):
        super().__init__()
        a, b, c, d = widths
        self.near = nn.Sequential(*folded(size, a), conv(a, b), conv(b, c, 2))  # (B, c, 8, 8)
        self.places = nn.Conv2d(c, 1, 1)
        self.far = conv(c, d, 2)  # (B, d, 4, 4)
        self.whole = nn.Sequential(nn.Linear((d + 1) * 16, NARROW), nn.LeakyReLU(SLOPE))
        self.judge = nn.Linear(NARROW, 1)
        self.classes = nn.Linear(classes, NARROW, bias=False) if classes else None

    def forward(self, x: Tensor, classes: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """How real: ((B, 1) of the whole, (B, 1, 8, 8) of its places)."""
        h = self.near(F.pixel_unshuffle(x, FOLD))
        y = self.far(h)
        spread = y.std(0, correction=0).mean().expand(len(y), 1, *y.shape[2:])  # alike pictures give themselves away
        y = self.whole(torch.cat((y, spread), 1).flatten(1))
        whole = self.judge(y)
        if self.classes is not None:  # a projection (Miyato and Koyama 2018)
            whole = whole + (y * self.classes(classes)).sum(1, keepdim=True) / math.sqrt(NARROW)
        return whole, self.places(h)
