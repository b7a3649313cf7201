"""An LSTM layer (Hochreiter and Schmidhuber 1997, with forget gates) trained by a hand-written backward pass.

Why not `nn.LSTM`: on a CPU its backward makes the weights' gradient a time step at a time; here it is one product over all
of them, and a state can be forgotten between two pieces in the middle of a window.

Shapes: T steps, B rows, H cells. Gates lie in the order input, forget, output, candidate (as in ONNX's LSTM: i o f c it is
not). All float32.
"""

from typing import Any

import torch
from torch import Tensor, nn

State = tuple[Tensor, Tensor]  # what was said and what is kept: h and c, each (B, H)


class Unrolled(torch.autograd.Function):
    """x (T, B, 4H) what the input says to the gates, u (4H, H), h and c (B, H), keep (T, B, 1): 0 forgets the state before
    that step → all h (T, B, H), the last h and c."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, u: Tensor, h: Tensor, c: Tensor, keep: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        steps, rows, cells = x.shape[0], x.shape[1], u.shape[1]
        gates, back = torch.empty_like(x), u.t()
        said, kept, before = (x.new_empty(steps, rows, cells) for _ in range(3))
        kept_before, squashed = x.new_empty(steps, rows, cells), x.new_empty(steps, rows, cells)
        for t in range(steps):
            torch.mul(h, keep[t], out=before[t])
            torch.mul(c, keep[t], out=kept_before[t])
            g = torch.addmm(x[t], before[t], back, out=gates[t])
            g[:, : 3 * cells].sigmoid_()
            g[:, 3 * cells :].tanh_()
            i, f, o, z = g.chunk(4, 1)
            c = torch.mul(f, kept_before[t], out=kept[t]).addcmul_(i, z)
            h = torch.mul(torch.tanh(c, out=squashed[t]), o, out=said[t])
        ctx.save_for_backward(u, gates, before, kept_before, squashed, keep)
        return said, h.clone(), c.clone()

    @staticmethod
    def backward(ctx: Any, d_said: Tensor, d_h: Tensor, d_c: Tensor) -> tuple[Tensor | None, ...]:
        u, gates, before, kept_before, squashed, keep = ctx.saved_tensors
        d_gates, cells = torch.empty_like(gates), u.shape[1]
        d_h, d_c = d_h.clone(), d_c.clone()
        for t in reversed(range(len(gates))):
            i, f, o, z = gates[t].chunk(4, 1)
            d_h = d_h + d_said[t]
            d_c = d_c + d_h * o * (1 - squashed[t] * squashed[t])
            d = d_gates[t]
            d[:, :cells] = d_c * z * i * (1 - i)
            d[:, cells : 2 * cells] = d_c * kept_before[t] * f * (1 - f)
            d[:, 2 * cells : 3 * cells] = d_h * squashed[t] * o * (1 - o)
            d[:, 3 * cells :] = d_c * i * (1 - z * z)
            d_h = (d @ u) * keep[t]
            d_c = d_c * f * keep[t]
        d_u = d_gates.flatten(0, 1).t() @ before.flatten(0, 1)
        return d_gates, d_u, d_h, d_c, None


class LSTM(nn.Module):
    """One layer: `cells` cells that read `width` values."""

    def __init__(self, width: int, cells: int):
        super().__init__()
        self.read = nn.Linear(width, 4 * cells, bias=False)
        self.recall = nn.Linear(cells, 4 * cells, bias=False)
        self.bias = nn.Parameter(torch.zeros(4 * cells))
        with torch.no_grad():
            self.bias[cells : 2 * cells] = 1.0  # remember at first (Jozefowicz et al. 2015)
            for i in range(4):
                nn.init.orthogonal_(self.recall.weight[i * cells : (i + 1) * cells])
            nn.init.normal_(self.read.weight, std=width**-0.5)

    def forward(self, x: Tensor, state: State, keep: Tensor) -> tuple[Tensor, State]:
        """x (T, B, width), the state before, keep (T, B, 1) → h (T, B, cells) and the state after."""
        told = torch.nn.functional.linear(x, self.read.weight, self.bias)
        said, h, c = Unrolled.apply(told, self.recall.weight, *state, keep)
        return said, (h, c)
