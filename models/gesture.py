"""The gesture model: a recurrent network whose head is a mixture density (Bishop 1994; Graves 2013; Martin and Torresen
2019, IMPSY).

Notable choices
- Each step is a time since the step before and D values. Both are predicted at once by a mixture of K components; within
  one they are independent, so a component is a way of going on: "this fader up, quickly, the others still".
- Components are logistics, and the chance of a *cell* of the recorded grid is learned, not a density (`bridge.gestures`):
  where most values stand still a density would run off to infinity.
- Centres are told from where the values stand: a network that says nothing keeps still.
- The time is ln(1 + ms): from the milliseconds between two faders to a breath.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .lstm import LSTM, State

FAR = 1e9
TIME_CENTRE, TIME_SCALE = 3.0, 1.5  # of ln(1 + ms)
MOVE_SCALE = 0.05  # of a value between two steps
QUIET = -4.5  # log scale of a value at first
NARROWEST, WIDEST = -8.0, 1.5  # log scales


@dataclass(frozen=True)
class GestureConfig:
    values: int
    cells: int = 192
    layers: int = 2
    components: int = 24

    @property
    def features(self) -> int:
        """What is told of a step: its time, where the values are, how they moved."""
        return 1 + 2 * self.values

    @property
    def outputs(self) -> int:
        return self.components * (1 + 2 * (1 + self.values))


class GestureModel(nn.Module):
    """T steps, B rows, D values on 0 … 1, times as ln(1 + ms)."""

    def __init__(self, config: GestureConfig, dropout: float = 0.0):
        super().__init__()
        self.config, self.dropout = config, dropout
        widths = [config.features] + [config.cells] * (config.layers - 1)
        self.layers = nn.ModuleList(LSTM(width, config.cells) for width in widths)
        self.head = nn.Linear(config.cells * config.layers, config.outputs)
        self._begin()

    def _begin(self) -> None:
        """Components that differ, and that keep still."""
        c = self.config
        with torch.no_grad():
            self.head.weight.mul_(0.3)
            bias = self.head.bias.view(1 + 2 * (1 + c.values), c.components)
            bias.zero_()
            bias[1] = torch.linspace(-1.5, 1.5, c.components)
            bias[2 : 2 + c.values].normal_(std=0.5)
            bias[2 + c.values] = -1.0
            bias[3 + c.values :] = 0.0

    def start(self, rows: int) -> list[State]:
        device = self.head.bias.device
        return [(torch.zeros(rows, self.config.cells, device=device),) * 2 for _ in self.layers]

    def forward(self, time: Tensor, values: Tensor, before: Tensor, state: list[State]) -> tuple[Tensor, list[State]]:
        """time (T, B), values (T, B, D) and those one step earlier → mixtures (T, B, outputs), the state after."""
        x, keep, said, after = features(time, values, before), torch.ones(*time.shape, 1, device=time.device), [], []
        for layer, own in zip(self.layers, state, strict=True):
            x, own = layer(x, own, keep)
            said.append(x)
            after.append(own)
            x = F.dropout(x, self.dropout, self.training)
        y = F.dropout(torch.cat(said, -1), self.dropout, self.training)
        return mixture(self.head(y), values, self.config), after

    def nats(self, time: Tensor, values: Tensor, low: Tensor, high: Tensor) -> Tensor:
        """Windows from a state of zeros: step t is told, the cells (T, B, 1 + D) of step t + 1 are judged → nats (T, B).

        `time` and `values` are T steps, the last of which is followed by the last cells."""
        before = torch.cat((values[:1], values[:-1]))
        out, _ = self(time, values, before, self.start(time.shape[1]))
        return step_nats(out, low, high, self.config)


def features(time: Tensor, values: Tensor, before: Tensor) -> Tensor:
    """(…), (…, D), (…, D) → (…, 1 + 2 D)"""
    moved = values - before
    loud = moved.sign() * torch.log1p(moved.abs() * 64)  # a MIDI step is told, a jump does not deafen
    return torch.cat((((time - TIME_CENTRE) / TIME_SCALE)[..., None], values * 2 - 1, loud), -1)


def mixture(raw: Tensor, values: Tensor, c: GestureConfig) -> Tensor:
    """What the head says → the row of `bridge.gestures.likelihood`: weights, centres, log scales."""
    k, d = c.components, c.values
    weights, time, moves, time_scale, scales = raw.split((k, k, k * d, k, k * d), -1)
    here = values.unsqueeze(-1).expand(*values.shape, k).reshape(*values.shape[:-1], d * k)
    centres = here + moves * MOVE_SCALE
    log_scales = (torch.cat((time_scale, scales + QUIET), -1)).clamp(NARROWEST, WIDEST)
    return torch.cat((weights, time * TIME_SCALE + TIME_CENTRE, centres, log_scales), -1)


def step_nats(out: Tensor, low: Tensor, high: Tensor, c: GestureConfig) -> Tensor:
    """- ln of the chance of each cell (…, 1 + D): the formula of `bridge.gestures.likelihood`."""
    k, wide = c.components, 1 + c.values
    weights, centres, scales = out.split((k, k * wide, k * wide), -1)
    centres, inverse = centres.unflatten(-1, (wide, k)), (-scales.unflatten(-1, (wide, k))).exp()
    a, b = (low.unsqueeze(-1) - centres) * inverse, (high.unsqueeze(-1) - centres) * inverse
    inside = F.logsigmoid(b) + F.logsigmoid(-a) + torch.log(-torch.expm1((a - b).clamp(-FAR, -1e-7)))
    return -torch.logsumexp(weights.log_softmax(-1) + inside.sum(-2), -1)


def parameters(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())


def longest(seconds: float) -> float:
    """A pause as the model's time."""
    return math.log1p(seconds * 1000)
