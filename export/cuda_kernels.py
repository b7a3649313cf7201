"""Which nodes of a graph ONNX Runtime's CUDA provider has kernels for, looked up where there is no GPU to ask.

The table is read from docs/OperatorKernels.md of ONNX Runtime (1.31 and about) for opset 23; only operators that our own
graphs are made of stand in it. A node without a kernel would be computed by the CPU in the middle of a step, and forbids to
record the step (a CUDA graph).
"""

import onnx
from onnx import TensorProto

from .half import types_of

SINGLE, HALF, BRAIN = TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.BFLOAT16
WHOLE, INT, BYTE, TRUTH = TensorProto.INT64, TensorProto.INT32, TensorProto.UINT8, TensorProto.BOOL
_MOST = {SINGLE, HALF, WHOLE, INT}
_PICTURE = {SINGLE, HALF}
_NETWORK = {SINGLE, HALF, BRAIN}
_ANY = {SINGLE, HALF, BRAIN, WHOLE, INT, BYTE, TensorProto.UINT16, TRUTH}
# By the type of the first input.
KERNELS = {
    **dict.fromkeys(("Add", "Mul", "Sub", "Div", "Pow", "Max", "Mod"), _MOST | {BRAIN}),
    **dict.fromkeys(("Concat", "Gather", "GatherElements", "Reshape", "Slice", "Split", "Squeeze", "Unsqueeze"), _ANY),
    **dict.fromkeys(("Cast", "Expand", "Identity", "ScatterElements", "Transpose", "Where"), _ANY),
    **dict.fromkeys(("Equal", "Greater", "Less", "CumSum", "TopK"), _MOST),
    **dict.fromkeys(("Conv", "Gemm", "MatMul", "RMSNormalization", "Sigmoid", "Softmax", "Sqrt", "Tanh", "Exp"), _NETWORK),
    **dict.fromkeys(("Abs", "Neg", "Sign", "ReduceSum"), _NETWORK | {WHOLE, INT}),
    **dict.fromkeys(("ArgMax", "Clip", "Log", "Reciprocal", "Round"), _PICTURE),
    **dict.fromkeys(("DepthToSpace", "LeakyRelu", "Pad", "QuantizeLinear", "Resize"), _PICTURE),
    "Not": {TRUTH},
    "Range": {SINGLE, WHOLE, INT},
    "MatMulNBits": _NETWORK,
    "SkipSimplifiedLayerNormalization": _NETWORK,
    "GroupQueryAttention": {HALF, BRAIN},  # no float32: what sends a music package of fp32 or 8 bit to the CPU
}


def without_kernel(model: onnx.ModelProto) -> list[str]:
    """One `operator(type)` a node that has none, in the order of the graph; empty when a GPU computes it all."""
    types, missing = types_of(model.graph), []
    for node in model.graph.node:
        kind = types[node.input[0]]
        if kind not in KERNELS.get(node.op_type, ()):
            missing.append(f"{node.op_type}({TensorProto.DataType.Name(kind).lower()})")
    return missing
