"""The gesture model as one ONNX graph: a step is told, the next one is drawn, and the mixture itself is given too.

    seconds (1, 1) since the step before · values (1, D) on 0 … 1 · temperature () · spread () · noise (1, K + 1 + D)
    uniform in (0, 1) · past_h_i, past_c_i (1, H) · past_values (1, D): where the values stood one step earlier
    next_seconds (1, 1) · next_values (1, D) on their grid · mixture (1, K (1 + 2 (1 + D))) · present_*

Which component: Gumbel-max over the first K numbers of the noise, the weights divided by `temperature`. Where within it:
the logistic's inverse at the other numbers, its scale multiplied by `spread`; of the time only what lies below the longest
pause. At temperature 0 and spread 0 it is the centre of the likeliest component. Values are rounded to the levels of their
data, so a fader that stands still stands still.
"""

import math
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from bridge.gestures.take import MS, levels
from bridge.package.gesture import Gesture
from models.gesture import GestureConfig, GestureModel, features, mixture

from .graph import OPSET, _quiet, _tidy

COLDEST = 1e-4  # temperature 0 is the likeliest
NARROW = 1e-6
FAR = 1e6  # values have no latest place: what lies beyond their ends is at their ends


class StepGraph(nn.Module):
    def __init__(self, model: GestureModel, gesture: Gesture):
        super().__init__()
        self.model, self.config = model, model.config
        self.longest = float(gesture.longest_s)
        self.pause = math.log1p(self.longest * MS)
        self.register_buffer("latest", torch.tensor([[self.pause] + [FAR] * len(gesture.values)]))
        self.register_buffer("top", torch.tensor([[levels(v) - 1.0 for v in gesture.values]]))
        # What comes in and what is remembered are read in one product.
        joined = [torch.cat((layer.read.weight, layer.recall.weight), 1).T.contiguous() for layer in model.layers]
        self.joined = nn.ParameterList(nn.Parameter(w, requires_grad=False) for w in joined)
        self.read = nn.Parameter(model.head.weight.T.contiguous(), requires_grad=False)

    def forward(self, seconds, values, temperature, spread, noise, past_values, *past):
        time = torch.log1p(seconds.clamp(0.0, self.longest) * MS)[:, 0]
        x, said, present = features(time, values, past_values), [], []
        for i, (layer, weight) in enumerate(zip(self.model.layers, self.joined, strict=True)):
            x, c = cell(torch.cat((x, past[2 * i]), -1) @ weight + layer.bias, past[2 * i + 1])
            said.append(x)
            present += [x, c]
        out = mixture(torch.cat(said, -1) @ self.read + self.model.head.bias, values, self.config)
        time, drawn = self._draw(out, temperature, spread, noise)
        return torch.expm1(time) / MS, drawn, out, values + 0.0, *present

    def _draw(self, out: Tensor, temperature: Tensor, spread: Tensor, noise: Tensor) -> tuple[Tensor, Tensor]:
        """(1, …) → ln(1 + ms) (1, 1), values (1, D) on their grid."""
        k, wide = self.config.components, 1 + self.config.values
        weights, centres, scales = out.split((k, k * wide, k * wide), -1)
        dice, place = noise.split((k, wide), -1)
        score = weights / temperature.clamp(min=COLDEST) - torch.log(-torch.log(dice))
        chosen = score.argmax(-1, keepdim=True).unsqueeze(1).expand(1, wide, 1)
        centre, scale = (part.unflatten(-1, (wide, k)).gather(-1, chosen).squeeze(-1) for part in (centres, scales))
        width = spread * scale.exp()
        place = place * torch.sigmoid((self.latest - centre) / width.clamp(min=NARROW))
        there = centre + width * (torch.log(place) - torch.log1p(-place))
        time, drawn = there.split((1, wide - 1), -1)
        return time.clamp(0.0, self.pause), torch.round(drawn.clamp(0.0, 1.0) * self.top) / self.top


def cell(gates: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    """(1, 4 H) → what is said, what is kept; the order of `models.lstm`: input, forget, output, candidate."""
    open_, candidate = gates.split((gates.shape[-1] * 3 // 4, gates.shape[-1] // 4), -1)
    i, f, o = open_.sigmoid().chunk(3, -1)
    c = f * c + i * candidate.tanh()
    return o * c.tanh(), c


def state_names(layers: int, which: str) -> list[str]:
    """`which`: past or present."""
    return [f"{which}_{kind}_{i}" for i in range(layers) for kind in ("h", "c")]


def example_inputs(c: GestureConfig) -> dict[str, Tensor]:
    return {
        "seconds": torch.zeros(1, 1),
        "values": torch.zeros(1, c.values),
        "temperature": torch.tensor(1.0),
        "spread": torch.tensor(1.0),
        "noise": torch.full((1, c.components + 1 + c.values), 0.5),
        "past_values": torch.zeros(1, c.values),
        **{name: torch.zeros(1, c.cells) for name in state_names(c.layers, "past")},
    }


def output_names(c: GestureConfig) -> list[str]:
    return ["next_seconds", "next_values", "mixture", "present_values", *state_names(c.layers, "present")]


def export(model: GestureModel, gesture: Gesture) -> onnx.ModelProto:
    """The fp32 graph."""
    inputs = example_inputs(model.config)
    graph = StepGraph(model, gesture).eval().requires_grad_(False)
    with tempfile.TemporaryDirectory() as scratch, _quiet(), warnings.catch_warnings():
        path = Path(scratch) / "gesture.onnx"
        torch.onnx.export(
            graph, tuple(inputs.values()), str(path), dynamo=True, opset_version=OPSET, input_names=list(inputs),
            output_names=output_names(model.config), external_data=False, verbose=False,
        )  # fmt: skip
        return _tidy(onnx.load(path))
