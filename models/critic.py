"""What the image model learns against; only training needs it.

The critic tells painted pictures from real ones (Goodfellow et al. 2014): one judgement of the whole and one each of 8 × 8
places. It reads in blocks of 4 × 4 pixels, which costs a sixteenth of reading pixel by pixel. The reader tells which latent
a real picture has, so that each of them is in the latent space, and the layouts of all of them with it (Larsen et al. 2016
join the two).
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .image import FIRST, SLOPE, ImageModel

FOLD = 4  # pixels of a side that are read as one
NARROW = 128  # channels before the judgement of the whole
SKETCHED = 4  # layers of the painter that make a thumbnail
THUMBNAIL = FIRST * 2 ** (SKETCHED - 1)  # pixels of a side


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
    def __init__(self, size: int, classes: int = 0, widths: tuple[int, ...] = (96, 128, 192, 256)):
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


class Reader(nn.Module):
    """Looks at thumbnails: layout and colour are what a latent has to tell."""

    def __init__(self, latent: int, widths: tuple[int, ...] = (64, 96, 128)):
        super().__init__()
        a, b, c = widths
        self.layers = nn.Sequential(conv(3 * 2**2, a), conv(a, b, 2), conv(b, c, 2))  # (B, c, 4, 4)
        self.latent = nn.Linear(c * 16, latent)
        with torch.no_grad():
            self.latent.weight.mul_(0.1)
            self.latent.bias.zero_()

    def forward(self, x: Tensor) -> Tensor:
        """(B, 3, THUMBNAIL, THUMBNAIL) → the latent, (B, D)."""
        return self.latent(self.layers(F.pixel_unshuffle(x, 2)).flatten(1))


class Sketch(nn.Module):
    """Colours for the painter's layer of 32 × 32, so that layouts can be learned before anything larger is painted."""

    def __init__(self, widths: tuple[int, ...]):
        super().__init__()
        self.rgb = nn.Conv2d(widths[SKETCHED - 1], 3, 3, padding=1)

    def forward(self, painter: ImageModel, z: Tensor, classes: Tensor | None = None) -> Tensor:
        """(B, 3, THUMBNAIL, THUMBNAIL) in −1 … 1"""
        return torch.tanh(self.rgb(painter.trunk(painter.mapped(z, classes), SKETCHED)))
