"""The image model: a convolutional generator, latent → RGB in one forward pass. What it learns against is in `critic`.

Notable choices
- Styles as in StyleGAN2 (Karras et al. 2020): a mapped latent scales every layer's inputs. The demodulation is done on
  what comes out of the layer, so the weights of the convolutions stay constants, which is what makes ONNX Runtime fast.
- The trunk ends at 64 × 64 (at 128 and 256 for pictures of 512 and 1024); one convolution and a PixelShuffle (×2 for 128,
  ×4 from 256 on) do the rest: a 256 × 256 frame costs 0.8 GMAC instead of 1.4. Initialised as ICNR (Aitken et al. 2017),
  against checkerboards. The two large sizes are for GPUs; nobody has trained one yet.
- The latent has two ways in. A linear one lays out a picture of 16 × 16, at first by the principal components of what is
  learned from, so that from the first step on every latent has a plausible layout and every layout a latent; the rest of
  the net paints it out. And the styles.
- The latent is Gaussian and enters without normalisation: scaling it towards 0 is truncation, 0 is the mean picture.
- What noise there is, is constant, and fine as the grain of paper: the same latent is the same picture, no walk flickers,
  and no layout stands still beneath it.
"""

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

FIRST = 4  # height and width at which the trunk begins
WIDTHS = {
    128: (192, 128, 96, 48, 32), 256: (256, 192, 128, 96, 48),  # channels at 4, 8, 16, 32, 64
    512: (256, 192, 128, 96, 64, 48), 1024: (256, 192, 128, 96, 64, 48, 32),  # … 128, 256
}  # fmt: skip

LAID_OUT = 16  # pixels of a side of the layout
INLET = 2  # the layer whose output the layout joins: it has the same size
CONTRAST = 1.5  # of the layout before tanh, which softens it
SLOPE = 0.2  # of the leaky ReLUs


@dataclass(frozen=True)
class ImageConfig:
    size: int = 128  # pixels, height and width
    latent: int = 64
    names: tuple[str, ...] = ()  # of the classes; where there are any, the graph takes a weight for each
    style: int = 128  # width of the mapped latent
    widths: tuple[int, ...] = WIDTHS[128]

    @property
    def classes(self) -> int:
        return len(self.names)

    @property
    def last(self) -> int:
        """Height and width at which the trunk ends."""
        return FIRST << (len(self.widths) - 1)

    @property
    def tail(self) -> int:
        """Of the last PixelShuffle."""
        return self.size // self.last

    @classmethod
    def sized(cls, size: int, names: tuple[str, ...] = (), latent: int = 64) -> "ImageConfig":
        return cls(size, latent, names, widths=WIDTHS[size])

    @classmethod
    def from_plain(cls, values: dict[str, Any]) -> "ImageConfig":
        """What `dataclasses.asdict` made of one, lists for tuples allowed."""
        return cls(**{**values, "names": tuple(values["names"]), "widths": tuple(values["widths"])})


class Styled(nn.Module):
    """A 3 × 3 convolution whose inputs are scaled by a style and whose outputs keep their variance; one that doubles blurs
    what it made, or every picture is hatched. `grain`: the pixels of a side of a constant noise, 0 = none."""

    def __init__(self, width: int, out: int, style: int, grain: int = 0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out, width, 3, 3) / math.sqrt(width * 9))
        self.bias = nn.Parameter(torch.zeros(out))
        self.scale = nn.Linear(style, width)
        nn.init.normal_(self.scale.weight, std=1 / math.sqrt(style))
        nn.init.ones_(self.scale.bias)
        self.grainy = grain > 0
        if grain:
            self.register_buffer("noise", torch.randn(1, 1, grain, grain))
            self.strength = nn.Parameter(torch.zeros(out, 1, 1))

    def forward(self, x: Tensor, w: Tensor, grow: bool) -> Tensor:
        s = self.scale(w)  # (B, I)
        energy = (s * s) @ self.weight.square().sum((2, 3)).T  # (B, O)
        x = x * s[:, :, None, None]
        if grow:
            y = blurred(F.conv_transpose2d(x, doubling(self.weight).transpose(0, 1), stride=2, padding=1))
        else:
            y = F.conv2d(x, self.weight, padding=1)
        y = y * (0.5 * energy + 1e-6).rsqrt()[:, :, None, None]
        return F.leaky_relu(y + self.ground(), SLOPE)

    def ground(self) -> Tensor:
        """What is added whatever the latent: (O, 1, 1) or (1, O, H, W)"""
        bias = self.bias[:, None, None]
        return self.noise * self.strength + bias if self.grainy else bias


def blurred(x: Tensor) -> Tensor:
    """1 2 1 both ways, each channel by itself."""
    line = torch.tensor([0.25, 0.5, 0.25], device=x.device, dtype=x.dtype)
    kernel = (line[:, None] * line).expand(x.shape[1], 1, 3, 3)
    return F.conv2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), kernel, groups=x.shape[1])


def doubling(weight: Tensor) -> Tensor:
    """The transposed 4 × 4 kernel that does what doubling every pixel and then a 3 × 3 kernel do: 4 taps a pixel, not 9.

    (O, I, 3, 3) → (O, I, 4, 4)"""
    padded = F.pad(weight.flip(2, 3), (1, 1, 1, 1))
    rows = padded[:, :, 1:] + padded[:, :, :-1]
    return rows[:, :, :, 1:] + rows[:, :, :, :-1]


class ImageModel(nn.Module):
    """latent (B, D) [, class weights (B, C)] → (B, 3, size, size) in -1 … 1."""

    def __init__(self, config: ImageConfig):
        super().__init__()
        self.config = c = config
        self.map = nn.ModuleList([nn.Linear(c.latent, c.style), nn.Linear(c.style, c.style)])
        self.classes = nn.Linear(c.classes, c.style, bias=False) if c.classes else None
        self.layout = nn.Linear(c.latent, 3 * LAID_OUT**2)
        self.layouts = nn.Linear(c.classes, 3 * LAID_OUT**2, bias=False) if c.classes else None  # of the classes
        self.inlet = nn.Conv2d(3, c.widths[INLET], 3, padding=1)
        self.start = nn.Linear(c.style, c.widths[0] * FIRST**2)
        before = (c.widths[0], *c.widths[:-1])
        self.layers = nn.ModuleList(Styled(i, o, c.style) for i, o in zip(before[:-1], c.widths[:-1], strict=True))
        self.layers.append(Styled(before[-1], c.widths[-1], c.style, grain=c.last))
        self.rgb = nn.Conv2d(c.widths[-1], 3 * c.tail**2, 3, padding=1)
        icnr(self.rgb)

    def mapped(self, z: Tensor, classes: Tensor | None = None) -> Tensor:
        """(B, style)"""
        w = self.map[0](z)
        if self.classes is not None:
            w = w + self.classes(classes)
        w = F.leaky_relu(w, SLOPE) * math.sqrt(2)
        return F.leaky_relu(self.map[1](w), SLOPE) * math.sqrt(2)

    def began(self, w: Tensor) -> Tensor:
        """(B, widths[0], 4, 4)"""
        return F.leaky_relu(self.start(w), SLOPE).view(-1, self.config.widths[0], FIRST, FIRST)

    def laid_out(self, z: Tensor, classes: Tensor | None = None) -> Tensor:
        """(B, 3, 16, 16), about −1 … 1"""
        x = self.layout(z)
        if self.layouts is not None:
            x = x + self.layouts(classes)
        return x.view(-1, 3, LAID_OUT, LAID_OUT)

    def painted(self, x: Tensor, layout: Tensor) -> Tensor:
        """(B, widths[-1], last, last) and the layout → (B, 3, size, size)"""
        ground = F.interpolate(layout, (self.config.size, self.config.size), mode="bilinear", align_corners=False)
        return torch.tanh(F.pixel_shuffle(self.rgb(x), self.config.tail) + CONTRAST * ground)

    def forward(self, z: Tensor, classes: Tensor | None = None) -> Tensor:
        w, layout = self.mapped(z, classes), self.laid_out(z, classes)
        x = self.began(w)
        for i, layer in enumerate(self.layers):
            x = layer(x, w, grow=i > 0)
            if i == INLET:
                x = x + self.inlet(layout)
        return self.painted(x, layout)


def icnr(layer: nn.Conv2d) -> None:
    """Make the subpixels of a colour alike, so that a fresh net paints no checkerboard; and quiet, beside the layout."""
    w = torch.randn(3, 1, *layer.weight.shape[1:]) / math.sqrt(9 * layer.weight.shape[1]) * 0.1
    with torch.no_grad():
        layer.weight.copy_(w.expand(-1, layer.weight.shape[0] // 3, -1, -1, -1).reshape(layer.weight.shape))
        layer.bias.zero_()


def parameters(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())
