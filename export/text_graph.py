"""The text model as one ONNX graph: a token is told, the next one is drawn, and all logits are given too.

    token (1, 1) int64 · temperature () · top_p () · noise (1, K) uniform in (0, 1) · past_h_i, past_c_i (1, H)
    next (1, 1) int64 · logits (1, V) before the temperature · present_*

Drawn is one of the K likeliest, of them those that make up `top_p`, by Gumbel-max; never a byte, so what is drawn is text
wherever it stops. Reading END forgets the state first.
In the 8-bit graph reading and writing share the one table, as in the model: a row is looked up in its 8-bit blocks.
"""

import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from bridge.pieces import BYTES, END, FIRST
from models.text import TextConfig, TextModel

from .gesture_graph import cell, state_names
from .graph import NEVER, OPSET, _quiet, _tidy
from .quantise import BLOCK, eight_bit

NOISE = 256  # K
FORBID = -1e9
MIDDLE = 128  # of symmetric 8-bit weights


class StepGraph(nn.Module):
    def __init__(self, model: TextModel):
        super().__init__()
        self.model, self.config = model, model.config
        # What comes in and what is remembered are read in one product. Rows of the table are long as readers.
        joined = [torch.cat((layer.read.weight, layer.recall.weight), 1).T.contiguous() for layer in model.layers]
        joined[0][: self.config.width] *= self.config.width**0.5
        self.joined = nn.ParameterList(nn.Parameter(w, requires_grad=False) for w in joined)
        self.speak = nn.Parameter(model.speak.weight.T.contiguous(), requires_grad=False)
        spoken = torch.zeros(1, self.config.tokens)
        spoken[:, BYTES:FIRST] = FORBID
        self.register_buffer("spoken", spoken)
        self.write = nn.Parameter(model.table.weight.T.contiguous(), requires_grad=False)

    def forward(self, token, temperature, top_p, noise, *past):
        keep = (token != END).to(torch.float32)
        x, present = self.model.table(token.squeeze(1)), []
        for i, (layer, weight) in enumerate(zip(self.model.layers, self.joined, strict=True)):
            h, c = past[2 * i] * keep, past[2 * i + 1] * keep
            said, c = cell(torch.cat((x, h), -1) @ weight + layer.bias, c)
            x = said if i == 0 else x + said
            present += [said, c]
        logits = x @ self.speak @ self.write + self.model.lean
        return draw(logits + self.spoken, temperature, top_p, noise), logits, *present


def draw(logits: Tensor, temperature: Tensor, top_p: Tensor, noise: Tensor) -> Tensor:
    """(1, V) → the chosen token (1, 1). The plain version is `bridge.engine.sampling.choose`."""
    k = min(NOISE, logits.shape[-1])
    best, index = torch.topk(logits / temperature, k, dim=-1)
    chance = torch.softmax(best, -1)
    before = torch.cumsum(chance, -1) - chance  # probability of the likelier ones
    score = torch.where(before < top_p, best - torch.log(-torch.log(noise[:, :k])), NEVER)
    return torch.gather(index, -1, score.argmax(-1, keepdim=True))


def example_inputs(c: TextConfig) -> dict[str, Tensor]:
    return {
        "token": torch.ones(1, 1, dtype=torch.int64),
        "temperature": torch.tensor(1.0),
        "top_p": torch.tensor(1.0),
        "noise": torch.full((1, NOISE), 0.5),
        **{name: torch.zeros(1, c.cells) for name in state_names(c.layers, "past")},
    }


def output_names(c: TextConfig) -> list[str]:
    return ["next", "logits", *state_names(c.layers, "present")]


def export(model: TextModel) -> onnx.ModelProto:
    """The fp32 graph."""
    inputs = example_inputs(model.config)
    graph = StepGraph(model).eval().requires_grad_(False)
    with tempfile.TemporaryDirectory() as scratch, _quiet(), warnings.catch_warnings():
        path = Path(scratch) / "text.onnx"
        torch.onnx.export(
            graph, tuple(inputs.values()), str(path), dynamo=True, opset_version=OPSET, input_names=list(inputs),
            output_names=output_names(model.config), external_data=False, verbose=False,
        )  # fmt: skip
        return _tidy(onnx.load(path))


def export_eight_bit(model: TextModel, fp32: onnx.ModelProto) -> onnx.ModelProto:
    """The same with 8-bit weights, the table kept once."""
    return _one_table(eight_bit(fp32), model.config)


def _one_table(model: onnx.ModelProto, c: TextConfig) -> onnx.ModelProto:
    """Rows are read from the blocks of the product that writes: (block - 128) · scale."""
    graph = model.graph
    kept = {tensor.name: tensor for tensor in graph.initializer}
    gather = next(n for n in graph.node if n.op_type == "Gather")
    last = [n for n in graph.node if n.op_type == "MatMulNBits"][-1]
    blocks, scales = last.input[1:3]
    wide = -(-c.width // BLOCK)
    if list(kept[blocks].dims) != [c.tokens, wide, BLOCK] or c.width % BLOCK:
        raise ValueError(f"a table of {c.width} numbers a row cannot be read in blocks of {BLOCK}")
    old_scales = numpy_helper.to_array(kept[scales]).reshape(c.tokens, wide)
    row = gather.output[0]
    constants = {
        "table.middle": np.array(MIDDLE, np.float32),
        "table.shape": np.array([1, c.width], np.int64),
        "table.scales_shape": np.array([1, wide, 1], np.int64),
    }
    kept[scales].CopyFrom(numpy_helper.from_array(old_scales, scales))
    nodes = [
        helper.make_node("Gather", [blocks, gather.input[1]], ["table.bytes"], axis=0),
        helper.make_node("Cast", ["table.bytes"], ["table.floats"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Sub", ["table.floats", "table.middle"], ["table.centred"]),
        helper.make_node("Gather", [scales, gather.input[1]], ["table.row_scales"], axis=0),
        helper.make_node("Reshape", ["table.row_scales", "table.scales_shape"], ["table.block_scales"]),
        helper.make_node("Mul", ["table.centred", "table.block_scales"], ["table.scaled"]),
        helper.make_node("Reshape", ["table.scaled", "table.shape"], [row]),
    ]
    at = list(graph.node).index(gather)
    rest = [node for node in graph.node if node is not gather and node != gather]
    del graph.node[:]
    graph.node.extend(rest[:at] + nodes + rest[at:])
    graph.initializer.remove(kept[gather.input[0]])
    graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())
    return model
