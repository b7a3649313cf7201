"""An image graph that paints many pictures at once, made from the one that paints one: (1, D) → (B, D) latents.

For GPUs, where many small pictures cost hardly more than one: many players, or the frames of a recording ahead. B is fixed,
so that the step can be recorded (a CUDA graph).
"""

import numpy as np
import onnx
from onnx import numpy_helper

from bridge.errors import PackageError

SHAPED = {"Reshape": 1, "Expand": 1, "Resize": 3}  # which input tells a shape that begins with the number of pictures


def batched(model: onnx.ModelProto, count: int) -> onnx.ModelProto:
    """A copy for `count` pictures. PackageError where a shape in the graph does not begin with the one picture."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    graph = copy.graph
    kept = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for port in (*graph.input, *graph.output):
        first = port.type.tensor_type.shape.dim[0]
        if first.dim_value != 1:
            raise PackageError(f"{port.name}: its shape does not begin with one picture; only such graphs are batched")
        first.dim_value = count
    made: set[str] = set()
    for node in graph.node:
        place = SHAPED.get(node.op_type, len(node.input))
        if place >= len(node.input) or not node.input[place]:
            continue
        shape = kept.get(node.input[place])
        if shape is None or shape.ndim != 1 or shape[0] not in (1, -1):
            raise PackageError(f"{node.name}: its shape is not known or does not begin with one picture")
        name = f"{node.input[place]}.x{count}"
        if name not in made:
            graph.initializer.append(numpy_helper.from_array(np.array([count, *shape[1:]], np.int64), name))
            made.add(name)
        node.input[place] = name
    del graph.value_info[:]
    return copy
