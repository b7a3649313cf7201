"""The image model as one ONNX graph: latent (1, D) [and class weights (1, C)] → frame (1, H, W, 3) uint8.

Notable choices
- A layer that doubles is one 2 × 2 convolution to four times the channels, each quarter of them the picture at one of the
  four places of a pixel (Shi et al. 2016): four multiplications where the doubled pixels would take nine, and exact.
- What does not depend on the latent is a constant: the squared weights of the demodulation; noise and bias of a layer, its
  ground. `models.start_image` reads all of it back.
- Tanh → QuantizeLinear → Transpose of bytes: the picture leaves as bytes, two milliseconds sooner at 256 × 256 than
  through float arithmetic.
- Weights are kept as float16 and cast when the session opens: half the bytes, the speed of float32.
- In the 8-bit graph the convolutions compute in integers (QDQ), scaled by what a few pictures by chance showed of their
  inputs. Weights take 7 bits: CPUs without VNNI add pairs of products in 16 bits, which 8 would overflow.
"""

import contextlib
import io
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from torch import Tensor, nn
from torch.nn import functional as F

from models.image import INLET, SLOPE, ImageModel, Styled, blurred

from .graph import OPSET, _quiet, _tidy

LEVELS = 127.5  # grey levels a unit of the model's −1 … 1
MIDDLE = 128  # the grey level of 0
COVERED = 99.99  # percent of a layer's inputs that the 8-bit scale holds; a scale for all would be coarser for most
SMALL = 1024  # tensors with fewer numbers stay float32


class Layer(nn.Module):
    """`Styled`, laid out for the stage."""

    def __init__(self, layer: Styled, grow: bool):
        super().__init__()
        self.scale, self.grow = layer.scale, grow
        self.register_buffer("weight", quarters(layer.weight) if grow else layer.weight.detach().clone())
        self.register_buffer("energy", 0.5 * layer.weight.square().sum((2, 3)).T)  # (I, O)
        ground = layer.ground().detach()
        self.register_buffer("ground", ground if layer.grainy else ground[None])  # (1, O, H, W) or (1, O, 1, 1)

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        s = self.scale(w)
        gain = ((s * s) @ self.energy + 1e-6).rsqrt()
        x = F.conv2d(x * s[:, :, None, None], self.weight, padding=1)
        x = blurred(woven(x)) if self.grow else x
        return F.leaky_relu(x * gain[:, :, None, None] + self.ground, SLOPE)


def quarters(weight: Tensor) -> Tensor:
    """(O, I, 3, 3) on doubled pixels → (4 O, I, 2, 2) on the pixels themselves, in the order of `woven`."""
    w = weight.detach()
    halves = (torch.stack((w[:, :, 0], w[:, :, 1] + w[:, :, 2]), 2), torch.stack((w[:, :, 0] + w[:, :, 1], w[:, :, 2]), 2))
    parts = []
    for rows in halves:  # upper, lower
        parts += [
            torch.stack((rows[..., 0], rows[..., 1] + rows[..., 2]), -1),  # left
            torch.stack((rows[..., 0] + rows[..., 1], rows[..., 2]), -1),  # right
        ]
    return torch.cat(parts)


def woven(y: Tensor) -> Tensor:
    """(1, 4 O, H + 1, W + 1): upper left, upper right, lower left, lower right → (1, O, 2 H, 2 W)."""
    a, b, c, d = y.chunk(4, 1)
    quarters = torch.stack((a[..., :-1, :-1], b[..., :-1, 1:], c[..., 1:, :-1], d[..., 1:, 1:]), 2)
    return F.pixel_shuffle(quarters.flatten(1, 2), 2)


class Picture(nn.Module):
    """ImageModel's weights, laid out for the stage; gives −1 … 1, (1, 3, H, W)."""

    def __init__(self, model: ImageModel):
        super().__init__()
        self.model = model
        self.layers = nn.ModuleList(Layer(layer, grow=i > 0) for i, layer in enumerate(model.layers))

    def forward(self, latent: Tensor, *classes: Tensor) -> Tensor:
        m = self.model
        w, layout = m.mapped(latent, *classes), m.laid_out(latent, *classes)
        x = m.began(w)
        for i, layer in enumerate(self.layers):
            x = layer(x, w)
            if i == INLET:
                x = x + m.inlet(layout)
        return m.painted(x, layout)


def example_inputs(model: ImageModel) -> dict[str, Tensor]:
    c = model.config
    classes = {"class": torch.full((1, c.classes), 1 / c.classes)} if c.classes else {}
    return {"latent": torch.zeros(1, c.latent), **classes}


def export(model: ImageModel, path: Path) -> onnx.ModelProto:
    """Write the graph to `path` and return it."""
    inputs = example_inputs(model)
    with _quiet():
        torch.onnx.export(
            Picture(model).eval().requires_grad_(False), tuple(inputs.values()), str(path), dynamo=True,
            opset_version=OPSET, input_names=list(inputs), output_names=["rgb"], external_data=False, verbose=False,
        )  # fmt: skip
    graph = _halved(_as_bytes(_tidy(onnx.load(path)), model.config.size))
    onnx.save(graph, path)
    return graph


def eight_bit(fp32: onnx.ModelProto, inputs: Mapping[str, np.ndarray]) -> onnx.ModelProto:
    """A copy whose convolutions compute in integers; `inputs`: of some pictures, one row each, by the graph's input."""
    rows = [{name: values[i : i + 1] for name, values in inputs.items()} for i in range(len(next(iter(inputs.values()))))]
    with tempfile.TemporaryDirectory() as scratch, _quiet(), contextlib.redirect_stdout(io.StringIO()):
        folded, quantised = Path(scratch) / "folded.onnx", Path(scratch) / "8bit.onnx"
        options = ort.SessionOptions()
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC  # casts of weights are done
        options.optimized_model_filepath = str(folded)
        ort.InferenceSession(fp32.SerializeToString(), options, providers=["CPUExecutionProvider"])
        quantize_static(
            str(folded), str(quantised), _Shown(rows), quant_format=QuantFormat.QDQ, op_types_to_quantize=["Conv"],
            activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            calibrate_method=CalibrationMethod.Percentile, extra_options={"CalibPercentile": COVERED},
        )  # fmt: skip
        return _halved(_tidy(onnx.load(quantised)))


class _Shown(CalibrationDataReader):
    def __init__(self, rows: list[dict[str, np.ndarray]]):
        self._rows = iter(rows)

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self._rows, None)


def _as_bytes(model: onnx.ModelProto, size: int) -> onnx.ModelProto:
    """rgb (1, 3, H, W) in −1 … 1 → frame (1, H, W, 3) uint8 = round(127.5 rgb) + 128, within 0 … 255."""
    graph = model.graph
    graph.initializer.extend(
        [numpy_helper.from_array(np.float32(1 / LEVELS), "level"), numpy_helper.from_array(np.uint8(MIDDLE), "middle")]
    )
    graph.node.extend(
        [
            helper.make_node("QuantizeLinear", [graph.output[0].name, "level", "middle"], ["planes"]),
            helper.make_node("Transpose", ["planes"], ["frame"], perm=[0, 2, 3, 1]),
        ]
    )
    graph.output[0].CopyFrom(helper.make_tensor_value_info("frame", onnx.TensorProto.UINT8, [1, size, size, 3]))
    return model


def _halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Large weights as float16 and a cast each, which the runtime does once, when it opens the graph."""
    graph = model.graph
    casts = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size >= SMALL:
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
            casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    return model
