"""What an ONNX file holds, as far as weights are looked for: its nodes and the arrays that are stored in it.

The wire format is protobuf's (protobuf.dev, "Encoding"), the fields are those of onnx.proto. Nothing is trusted: whatever
does not fit ends in PackageError, and a file that is read is never run from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from ...errors import PackageError

VARINT, EIGHT_BYTES, BYTES, FOUR_BYTES = 0, 1, 2, 5  # wire types
GRAPH, NODES, ARRAYS = 7, 1, 5  # ModelProto.graph; GraphProto.node, .initializer
TYPES = {
    1: np.float32, 2: np.uint8, 3: np.int8, 4: np.uint16, 5: np.int16, 6: np.int32, 7: np.int64, 9: np.bool_, 10: np.float16,
    11: np.float64,
}  # fmt: skip  (TensorProto.DataType)


@dataclass(frozen=True)
class Node:
    op: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: dict[str, int | float] = field(default_factory=dict)  # single numbers only


@dataclass(frozen=True)
class Graph:
    nodes: tuple[Node, ...]  # in the order in which they run
    arrays: dict[str, np.ndarray]  # read-only views into the file's bytes


def read(model: bytes) -> Graph:
    """PackageError when the bytes are no ONNX model, or hold their arrays in another file."""
    try:
        graph = next(value for number, value in _fields(memoryview(model)) if number == GRAPH)
        nodes, arrays = [], {}
        for number, value in _fields(graph):
            if number == NODES:
                nodes.append(_node(value))
            elif number == ARRAYS:
                name, array = _array(value)
                arrays[name] = array
        return Graph(tuple(nodes), arrays)
    except (StopIteration, LookupError, ValueError, TypeError, OverflowError) as error:
        raise PackageError(f"no ONNX model whose weights could be read ({type(error).__name__}: {error})") from error


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """(field number, value) in order: numbers as they are, everything else as bytes."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        wire = key & 7
        if wire == VARINT:
            value, at = _varint(message, at)
        else:
            size = {EIGHT_BYTES: 8, FOUR_BYTES: 4}.get(wire)
            if wire == BYTES:
                size, at = _varint(message, at)
            if size is None or at + size > len(message):
                raise ValueError(f"wire type {wire} at byte {at}")
            value, at = message[at : at + size], at + size
        yield key >> 3, value


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
        if shift > 63:
            raise ValueError(f"a number without end at byte {at}")


def _text(value: int | memoryview) -> str:
    return bytes(value).decode()


def _node(message: memoryview) -> Node:
    inputs, outputs, op, attributes = [], [], "", {}
    for number, value in _fields(message):
        if number == 1:
            inputs.append(_text(value))
        elif number == 2:
            outputs.append(_text(value))
        elif number == 4:
            op = _text(value)
        elif number == 5:
            attributes |= _attribute(value)
    return Node(op, tuple(inputs), tuple(outputs), attributes)


def _attribute(message: memoryview) -> dict[str, int | float]:
    name, number = "", None
    for which, value in _fields(message):
        if which == 1:
            name = _text(value)
        elif which == 2:
            number = float(np.frombuffer(value, "<f4")[0])
        elif which == 3:
            number = value
    return {} if number is None else {name: number}


def _array(message: memoryview) -> tuple[str, np.ndarray]:
    name, shape, kind, raw, numbers = "", [], 0, None, []
    for which, value in _fields(message):
        if which == 1:
            shape += [value] if isinstance(value, int) else _packed(value)
        elif which == 2:
            kind = value
        elif which in (5, 7):
            numbers += [value] if isinstance(value, int) else _packed(value)
        elif which == 4:
            raw = value  # float_data is packed little-endian, as raw_data is
        elif which == 8:
            name = _text(value)
        elif which == 9:
            raw = value
        elif which == 14 and value:
            raise ValueError(f"{name}: its numbers are in another file")
    dtype = np.dtype(TYPES[kind]).newbyteorder("<")
    flat = np.array(numbers, dtype) if raw is None else np.frombuffer(raw, dtype)
    return name, flat.reshape(shape)


def _packed(message: memoryview) -> list[int]:
    found, at = [], 0
    while at < len(message):
        value, at = _varint(message, at)
        found.append(value)
    return found
