"""More pictures from few. `varied`: what else could have been in the set, to learn from. `disguised`: what a critic sees
of real and painted pictures alike, so that it cannot learn a small set by heart (Zhao et al. 2020)."""

import torch
from torch import Tensor
from torch.nn import functional as F

SHIFT = 8  # pixels of 128 that a picture may be moved
ANGLE, ZOOM, HUE = 0.4, 0.38, 0.6  # of pictures without an up: radians, share cut away at most, radians about grey
DISGUISE_SHIFT = {False: 8, True: 16}  # pixels of 128; few pictures ask for more
HOLE = 48  # pixels of 128, a side
HOLES = {False: 0.2, True: 0.3}  # how often


def varied(x: Tensor, turns: bool) -> Tensor:
    """(B, 3, S, S) in −1 … 1, others of the same kind each time: mirrored and moved, or, with `turns`, turned any way,
    zoomed and shifted in hue."""
    flip = torch.rand(len(x), device=x.device) < 0.5
    x = torch.where(flip[:, None, None, None], x.flip(-1), x)
    if turns:
        return _hues(_turned(x))
    return _moved(x, SHIFT * x.shape[-1] // 128)


def _turned(x: Tensor) -> Tensor:
    n, dice = len(x), torch.rand(2, len(x), 1, 1, 1, device=x.device) < 0.5
    x = torch.where(dice[0], x.flip(-2), x)
    x = torch.where(dice[1], x.transpose(-1, -2), x)
    angle = (torch.rand(n) * 2 - 1) * ANGLE
    zoom = 1 - ZOOM * torch.rand(n)
    shift = (torch.rand(n, 2) * 2 - 1) * (1 - zoom)[:, None]
    cos, sin = zoom * angle.cos(), zoom * angle.sin()
    affine = torch.stack((torch.stack((cos, -sin, shift[:, 0]), -1), torch.stack((sin, cos, shift[:, 1]), -1)), 1).to(x)
    some = torch.rand(n, device=x.device) < 0.6
    if some.any():
        grid = F.affine_grid(affine[some], list(x[some].shape), align_corners=False)
        x = x.clone()
        x[some] = F.grid_sample(x[some], grid, "bicubic", "reflection", align_corners=False).clamp(-1, 1)
    return x


def _hues(x: Tensor) -> Tensor:
    """Every other picture's colours turned about the grey axis."""
    turn = (torch.rand(len(x)) * 2 - 1) * HUE * (torch.rand(len(x)) < 0.5)
    a = 3**-0.5
    cross = torch.tensor([[0, -a, a], [a, 0, -a], [-a, a, 0]])
    matrix = torch.matrix_exp(turn[:, None, None] * cross).to(x)
    return (torch.einsum("nij,njhw->nihw", matrix, x + 1) - 1).clamp(-1, 1)


def _moved(x: Tensor, most: int) -> Tensor:
    size = x.shape[-1]
    wide = F.pad(x, (most,) * 4, mode="reflect")
    places = torch.randint(0, 2 * most + 1, (len(x), 2)).tolist()
    return torch.stack([one[:, u : u + size, v : v + size] for one, (u, v) in zip(wide, places, strict=True)])


def disguised(x: Tensor, few: bool) -> Tensor:
    """Brightness, saturation and contrast changed, moved, and now and then with a hole. Differentiable."""
    n, size = len(x), x.shape[-1]
    light, colour, contrast = torch.rand(3, n, 1, 1, 1, device=x.device)
    x = x + 0.4 * (light - 0.5)
    grey = x.mean(1, keepdim=True)
    x = (x - grey) * (0.6 + 0.8 * colour) + grey
    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * (0.75 + 0.5 * contrast) + mean
    x = _moved(x, DISGUISE_SHIFT[few] * size // 128)
    mask, hole = torch.ones(n, 1, size, size, device=x.device), HOLE * size // 128
    for i in range(n):
        if torch.rand(()) < HOLES[few]:
            u, v = torch.randint(-hole // 3, size - hole // 3, (2,)).tolist()
            mask[i, :, max(u, 0) : u + hole, max(v, 0) : v + hole] = 0
    return (x * mask).contiguous(memory_format=torch.channels_last)
