"""A graph in half precision (fp16, bf16), made from the graph itself: no PyTorch, no checkpoint.

For GPUs: their attention knows 16-bit numbers alone, and half the bytes are half the time (docs/gpu.md). Matrices,
convolutions, attention and what stands between them are computed in halves. In single precision stay what is told and
answered (but the attention's cache), the state of LSTMs, and every choice: softmax, sums of chances, noise. So a half graph
has the ports of the graph it was made from.

`plain` undoes 8-bit weights; without it they stay 8 bit beside 16-bit activations. `rounded` is the same graph for a machine
without such numbers: computed in single precision, every value rounded as a half would be.
"""

import ml_dtypes
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bridge.errors import PackageError

KINDS = {"fp16": TensorProto.FLOAT16, "bf16": TensorProto.BFLOAT16}
NUMPY = {TensorProto.FLOAT16: np.float16, TensorProto.BFLOAT16: ml_dtypes.bfloat16}
MIDDLE = 128  # of symmetric 8-bit weights
FAR = 6e4  # beyond this fp16 has no numbers

# Computed in halves wherever they stand.
HALVES = {
    "MatMul", "MatMulNBits", "Gemm", "Conv", "GroupQueryAttention", "SkipSimplifiedLayerNormalization", "RMSNormalization",
}  # fmt: skip
# Computed in halves where what comes in is computed so.
FOLLOW = {
    "Add", "Mul", "Sigmoid", "Tanh", "Concat", "Split", "Slice", "Reshape", "Squeeze", "Unsqueeze", "Transpose",
    "LeakyRelu", "DepthToSpace", "Pad", "Resize", "QuantizeLinear",
}  # fmt: skip
# ONNX Runtime's CUDA provider has no bfloat16 kernels of these (docs/OperatorKernels.md of 1.31).
NO_BF16 = {"LeakyRelu", "DepthToSpace", "Pad", "Resize", "QuantizeLinear"}
NUMBERS = {"Resize": 1, "QuantizeLinear": 2}  # so many inputs are of one type with what is computed; others are not
CACHE = (3, 4)  # inputs of GroupQueryAttention; its outputs 1 and 2 are the same cache afterwards


def halved(model: onnx.ModelProto, precision: str) -> onnx.ModelProto:
    """A copy computed in `precision` (of KINDS). PackageError for a graph that paints in integers."""
    return _Halving(model, precision, rounding=False).made()


def rounded(model: onnx.ModelProto, precision: str) -> onnx.ModelProto:
    """A copy with float32 ports that rounds every value which `halved` would hold in `precision`."""
    return _Halving(model, precision, rounding=True).made()


def plain(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy with float32 weights in place of 8-bit ones: (block − 128) · scale. What is float32 already stays."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    graph = copy.graph
    kept = {tensor.name: tensor for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type != "MatMulNBits":
            continue
        about = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if about["bits"] != 8 or len(node.input) > 3:
            raise PackageError(f"{node.name}: weights of {about['bits']} bits or with zero points; 8 bits without are due")
        blocks = numpy_helper.to_array(kept[node.input[1]]).astype(np.float32) - MIDDLE  # (N, K / block, block)
        scales = numpy_helper.to_array(kept[node.input[2]]).reshape(*blocks.shape[:2], 1)
        weight = (blocks * scales).reshape(len(blocks), -1)[:, : about["K"]].T
        name = f"{node.input[1]}.plain"
        graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(weight), name))
        made = helper.make_node("MatMul", [node.input[0], name], list(node.output), node.name)
        node.CopyFrom(made)
    return swept(copy)


class _Halving:
    def __init__(self, model: onnx.ModelProto, precision: str, rounding: bool):
        self._model = folded(model)
        graph = self._model.graph
        if any(node.op_type == "DequantizeLinear" for node in graph.node):
            raise PackageError("this graph paints in integers; a half graph is made from one with fp32 weights")
        self._half, self._rounding = KINDS[precision], rounding
        self._follow = FOLLOW - (NO_BF16 if precision == "bf16" else set())
        self._types = types_of(graph)
        self._constants = {tensor.name: tensor for tensor in graph.initializer}
        self._ends = {port.name for port in graph.output}
        self._halves: dict[str, str] = {}  # value → what holds it in halves
        self._singles: dict[str, str] = {}  # value that is computed in halves → what holds it in single precision
        self._made: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []

    def made(self) -> onnx.ModelProto:
        graph = self._model.graph
        for node in graph.node:
            copy = onnx.NodeProto()
            copy.CopyFrom(node)
            if self._is_half(node):
                self._add_half(copy)
            else:
                for i, name in enumerate(node.input):
                    copy.input[i] = self._single(name)
                self._made.append(copy)
        del graph.node[:]
        graph.node.extend(self._made)
        graph.initializer.extend(self._weights)
        return swept(self._model)

    def _is_half(self, node: onnx.NodeProto) -> bool:
        if node.op_type in HALVES:
            return True
        floats = [name for name in node.input if self._is_float(name)]
        moving = [name for name in floats if name not in self._constants]
        if node.op_type not in self._follow or not moving or not all(name in self._singles for name in moving):
            return False
        return all(self._reach(name) < FAR for name in floats if name in self._constants)

    def _is_float(self, name: str) -> bool:
        return self._types.get(name) == TensorProto.FLOAT

    def _reach(self, constant: str) -> float:
        return float(np.abs(numpy_helper.to_array(self._constants[constant])).max(initial=0))

    def _add_half(self, node: onnx.NodeProto) -> None:
        attends = node.op_type == "GroupQueryAttention"
        for i, name in enumerate(node.input[: NUMBERS.get(node.op_type, len(node.input))]):
            if self._is_float(name):
                node.input[i] = self._cache("input", name) if attends and i in CACHE else self._in_half(name)
        for attribute in [a for a in node.attribute if a.name == "accuracy_level"]:
            node.attribute.remove(attribute)  # that of a CPU's integers
        computed = [name for name in node.output if name and self._is_float(name)]
        for name in computed[1:] if attends else ():
            self._cache("output", name)
        self._made.append(node)
        for name in computed[:1] if attends else computed:
            self._give(node, name)

    def _give(self, node: onnx.NodeProto, name: str) -> None:
        """This output is a half; in single precision it is a cast away, and an output of the graph is that at once."""
        half = f"{name}.half"
        place = list(node.output).index(name)
        node.output[place] = f"{name}.exact" if self._rounding else half
        if self._rounding:
            self._round(node.output[place], half)
        self._halves[name] = half
        self._singles[name] = ""
        if name in self._ends:
            self._cast(half, name, TensorProto.FLOAT)
            self._singles[name] = name

    def _in_half(self, name: str) -> str:
        if name not in self._halves:
            self._halves[name] = f"{name}.half"
            if name in self._constants:
                self._weights.append(self._halved(self._constants[name], self._halves[name]))
            elif self._rounding:
                self._round(name, self._halves[name])
            else:
                self._cast(name, self._halves[name], self._half)
        return self._halves[name]

    def _single(self, name: str) -> str:
        if name not in self._singles:
            return name
        if self._rounding:
            return self._halves[name]
        if not self._singles[name]:
            self._singles[name] = f"{name}.single"
            self._cast(self._halves[name], self._singles[name], TensorProto.FLOAT)
        return self._singles[name]

    def _cache(self, side: str, name: str) -> str:
        """A port of the attention's cache, which holds halves itself."""
        if not self._rounding:
            port = next(port for port in getattr(self._model.graph, side) if port.name == name)
            port.type.tensor_type.elem_type = self._half
        return name

    def _cast(self, name: str, to: str, kind: int) -> None:
        if not (self._rounding and kind == TensorProto.FLOAT):
            self._made.append(helper.make_node("Cast", [name], [to], f"{to}.cast", to=kind))
        else:
            self._made.append(helper.make_node("Identity", [name], [to], f"{to}.same"))

    def _round(self, name: str, to: str) -> None:
        self._made.append(helper.make_node("Cast", [name], [f"{to}.bits"], f"{to}.down", to=self._half))
        self._made.append(helper.make_node("Cast", [f"{to}.bits"], [to], f"{to}.up", to=TensorProto.FLOAT))

    def _halved(self, tensor: onnx.TensorProto, name: str) -> onnx.TensorProto:
        values = numpy_helper.to_array(tensor).astype(NUMPY[self._half])
        return numpy_helper.from_array(values.astype(np.float32) if self._rounding else values, name)


def folded(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy in which a constant that is only cast to float32 is that float32 (image graphs keep weights so)."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    graph = copy.graph
    kept = {tensor.name: tensor for tensor in graph.initializer}
    nodes = []
    for node in graph.node:
        source = kept.get(node.input[0]) if node.op_type == "Cast" and len(node.input) else None
        if source is not None and source.data_type == TensorProto.FLOAT16:
            values = numpy_helper.to_array(source).astype(np.float32)
            graph.initializer.append(numpy_helper.from_array(values, node.output[0]))
        else:
            nodes.append(node)
    copies = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del graph.node[:]
    graph.node.extend(copies)
    return swept(copy)


def swept(model: onnx.ModelProto) -> onnx.ModelProto:
    """Without constants that nobody reads."""
    graph = model.graph
    read = {name for node in graph.node for name in node.input}
    unread = [tensor for tensor in graph.initializer if tensor.name not in read]
    for tensor in unread:
        graph.initializer.remove(tensor)
    del graph.value_info[:]
    return model


BOOLEAN = {"Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "Not", "And", "Or"}


def types_of(graph: onnx.GraphProto) -> dict[str, int]:
    """The element type of every value of our graphs, contrib operators included (which onnx's own inference leaves out)."""
    types = {port.name: port.type.tensor_type.elem_type for port in (*graph.input, *graph.output)}
    types |= {tensor.name: tensor.data_type for tensor in graph.initializer}
    for node in graph.node:
        told = [types[name] for name in node.input if name]
        kind = told[1] if node.op_type == "Where" else told[0] if told else TensorProto.FLOAT
        types |= {name: _given(node, i, kind, told) for i, name in enumerate(node.output) if name}
    return types


def _given(node: onnx.NodeProto, place: int, kind: int, told: list[int]) -> int:
    if node.op_type == "Cast":
        return next(a.i for a in node.attribute if a.name == "to")
    if node.op_type in BOOLEAN:
        return TensorProto.BOOL
    if node.op_type in ("ArgMax", "Shape") or (node.op_type == "TopK" and place == 1):
        return TensorProto.INT64
    return told[2] if node.op_type == "QuantizeLinear" else kind
