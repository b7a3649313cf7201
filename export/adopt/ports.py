"""Inputs and outputs that are numbers, and the sizes that the file leaves open.

The first axis of an input, where open, is the batch and becomes 1. Any other open axis becomes what `--size` says; without
it 1 where its name is a time's (a step at a time is how a stream is played), else it is refused with its name.
"""

import math
import re
from collections.abc import Mapping

import onnx
from onnx import TensorProto

from bridge.errors import PackageError

TYPES = {
    TensorProto.FLOAT: "float32", TensorProto.DOUBLE: "float64", TensorProto.FLOAT16: "float16",
    TensorProto.INT64: "int64", TensorProto.INT32: "int32", TensorProto.INT16: "int16", TensorProto.INT8: "int8",
    TensorProto.UINT64: "uint64", TensorProto.UINT32: "uint32", TensorProto.UINT16: "uint16", TensorProto.UINT8: "uint8",
    TensorProto.BOOL: "bool",
}  # fmt: skip
TIME = re.compile(r"seq|time|len|step|frame|past|token|context|^t$", re.IGNORECASE)
BIGGEST = 1 << 24  # numbers of one port


def inputs_of(where: str, model: onnx.ModelProto) -> list[onnx.ValueInfoProto]:
    """The inputs that somebody has to feed; PackageError for one that no number can."""
    given = {tensor.name for tensor in model.graph.initializer}
    found = [port for port in model.graph.input if port.name not in given]
    if not found:
        raise PackageError(f"{where}: it has no inputs; there is nothing to play")
    for port in found:
        if why := not_numbers(port):
            raise PackageError(f"{where}: input {port.name!r:.60} is {why}, which no number can feed")
    return found


def not_numbers(port: onnx.ValueInfoProto) -> str:
    """What it is, where it is no tensor of numbers; else nothing."""
    kind = port.type.WhichOneof("value") or "without a type"
    if kind != "tensor_type":
        return {
            "sequence_type": "a sequence", "optional_type": "an optional", "map_type": "a map",
            "sparse_tensor_type": "a sparse tensor",
        }.get(kind, kind)  # fmt: skip
    element = port.type.tensor_type.elem_type
    if element in TYPES:
        return ""
    if element not in TensorProto.DataType.values():
        return f"of a type that ONNX does not have ({element})"
    return f"of {TensorProto.DataType.Name(element).lower()}s" if element else "without a type"


def plain_outputs(where: str, model: onnx.ModelProto) -> list[str]:
    """Leave only outputs that are numbers; a sentence for each that was left out.

    What scikit-learn's exporter packs into a list of maps (ZipMap) is taken before it is packed."""
    left_out, kept = [], []
    packers = {node.output[0]: node for node in model.graph.node if node.op_type == "ZipMap"}
    for port in model.graph.output:
        if port.name in packers:
            node = packers[port.name]
            kept.append(onnx.helper.make_tensor_value_info(node.input[0], TensorProto.FLOAT, None))
            left_out.append(f"output {port.name!r:.60} is a list of maps; its numbers are taken as they are")
            model.graph.node.remove(node)
        elif why := not_numbers(port):
            left_out.append(f"output {port.name!r:.60} is {why}: left out")
        else:
            kept.append(port)
    if not kept:
        raise PackageError(f"{where}: no output is a number; {'; '.join(left_out) or 'it has none'}")
    kept = [onnx.ValueInfoProto.FromString(port.SerializeToString()) for port in kept]
    del model.graph.output[:]
    model.graph.output.extend(kept)
    return left_out


def declared(port: onnx.ValueInfoProto) -> tuple[int | str, ...] | None:
    """Sizes, a word where one is open; None where not even their number is told."""
    shape = port.type.tensor_type
    if not shape.HasField("shape"):
        return None
    dims = shape.shape.dim
    return tuple(d.dim_value if d.HasField("dim_value") else d.dim_param or f"{port.name}.{i}" for i, d in enumerate(dims))


def close_sizes(where: str, ports: list[onnx.ValueInfoProto], wished: Mapping[str, int]) -> dict[str, int]:
    """Every open axis of the inputs gets a size, in place; name → size."""
    chosen: dict[str, int] = {}
    for port in ports:
        sizes = declared(port)
        if sizes is None:
            raise PackageError(f"{where}: input {port.name!r:.60} does not tell its shape; no number of numbers is right")
        for axis, size in enumerate(sizes):
            if isinstance(size, str):
                chosen[size] = chosen.get(size) or _size(where, port.name, axis, size, wished)
            elif size < 1:
                raise PackageError(f"{where}: input {port.name!r:.60} has shape {sizes}; it holds no number")
        closed = [chosen[size] if isinstance(size, str) else size for size in sizes]
        if math.prod(closed) > BIGGEST:
            raise PackageError(f"{where}: input {port.name!r:.60} has shape {tuple(closed)}; that is too big")
        for dim, size in zip(port.type.tensor_type.shape.dim, closed, strict=True):
            dim.dim_value = size
    if unknown := wished.keys() - chosen.keys():
        known = ", ".join(chosen) or "none"
        raise PackageError(f"{where}: --size {sorted(unknown)[0]}: no input has such an open axis; open are {known}")
    return chosen


def _size(where: str, port: str, axis: int, name: str, wished: Mapping[str, int]) -> int:
    if name in wished:
        return wished[name]
    if axis == 0 or TIME.search(name):
        return 1
    raise PackageError(f"{where}: axis {axis} of input {port!r:.60} has no fixed size; tell it: --size {name}=N")
