"""`duende adopt MODEL.onnx --name NAME --out PACKAGE`: any plain ONNX file becomes a playable `tensor` player."""

import argparse
import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import onnx

from bridge.errors import ConfigError, PackageError
from bridge.package import Graph, Manifest, Package, Port, Proof, SelfTest
from bridge.package.tensor import MOST_IN, MOST_OUT, NAME, Slot, Tensor

from .. import pack, steps
from . import ports, reading, states, trial

FILE = "tensor.onnx"
MEMORY = 12 << 30  # bytes that the command may take: a model of a gigabyte is there a few times while it is read and run
RANGES = {"bool": (0, 1), "uint8": (0, 255), "int8": (-128, 127), "uint16": (0, 65535), "int16": (-32768, 32767)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL.onnx", type=Path)
    parser.add_argument("--name", required=True, help="of the package")
    parser.add_argument("--out", metavar="PACKAGE", type=Path, required=True, help="folder, or .zip by its ending")
    parser.add_argument("--licence", default="not stated", help="of the weights (not stated)")
    parser.add_argument("--size", metavar="AXIS=N", type=_size, action="append", default=[], help="of an axis left open")
    parser.add_argument(
        "--state", metavar="IN=OUT", type=_pair, action="append", default=[], help="an output that comes back as an input"
    )  # fmt: skip
    parser.add_argument("--stateless", action="store_true", help="look for no such pairs")


def main(args: argparse.Namespace) -> int:
    """Adopt and say what was found. ConfigError or PackageError say why not; then nothing was written."""
    if not re.fullmatch(NAME, args.name):
        raise ConfigError(f"--name {args.name!r:.60}: letters, digits, '_', '-', '.' are allowed, at most 32")
    _fence()
    wishes = {"sizes": dict(args.size), "state": None if args.stateless else args.state, "licence": args.licence}
    package = adopt(args.model, args.name, args.out, say=print, **wishes)
    print(f"{args.out}: {package.name}, {package.manifest.parameters:,} parameters, holds")
    return 0


def _fence() -> None:
    """A file of a hundred bytes may ask for a thousand gigabytes: then it is this process that gets none, no other."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wished = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (wished, most))


def adopt(
    path: Path, name: str, out: Path, say: Callable[[str], None], sizes: Mapping[str, int] | None = None,
    state: Sequence[tuple[str, str]] | None = (), licence: str = "not stated",
) -> Package:  # fmt: skip
    """Write the package and check it. `state`: pairs that are named; None: none at all. PackageError says why not."""
    pack.check_free(out)
    where = path.name
    model = reading.read(path)
    ports.inputs_of(where, model)
    for sentence in ports.plain_outputs(where, model):
        say(sentence)
    session, graph = opened(where, model, sizes or {}, state)
    inputs, outputs, allowed = trial.self_test(where, session, graph)
    tensor = described(where, graph)
    manifest = Manifest(
        name=name, version="1", kind="tensor", licence=licence, parameters=parameters(model), opset=opset(model),
        graphs=(graph,), files={}, tensor=tensor,
    )  # fmt: skip
    for line in told(tensor, graph):
        say(line)
    pack.write(out, manifest, Proof((), SelfTest(inputs, {FILE: outputs}, {FILE: allowed})), {FILE: model})
    return steps.prove(out)


def opened(
    where: str, model: onnx.ModelProto, sizes: Mapping[str, int], state: Sequence[tuple[str, str]] | None
) -> tuple[object, Graph]:
    """The model with every size closed, open, and what the manifest states of it."""
    chosen = ports.close_sizes(where, ports.inputs_of(where, model), sizes)
    declared = {port.name: closed(ports.declared(port), chosen) for port in model.graph.output}
    forget_shapes(model)
    session, inputs = trial.open_model(where, model)
    outputs = trial.outputs_of(where, session, inputs, declared)
    state_shapes(model, outputs)
    session, inputs = trial.open_model(where, model)
    pairs = states.pairs(inputs, outputs, state) if state is not None else []
    return session, Graph(FILE, "fp32", inputs, outputs, tuple(pairs))


def closed(sizes: tuple | None, chosen: Mapping[str, int]) -> tuple | None:
    """Declared sizes of an output, those of the inputs' open axes filled in."""
    return None if sizes is None else tuple(chosen.get(size, size) for size in sizes)


def forget_shapes(model: onnx.ModelProto) -> None:
    """What was told of sizes inside and at the end held for open ones; the runtime finds them anew."""
    del model.graph.value_info[:]
    for port in model.graph.output:
        port.type.tensor_type.ClearField("shape")


def state_shapes(model: onnx.ModelProto, outputs: Sequence[Port]) -> None:
    """What really comes out is declared."""
    for port, found in zip(model.graph.output, outputs, strict=True):
        port.type.tensor_type.shape.dim.extend(onnx.TensorShapeProto.Dimension(dim_value=size) for size in found.shape)
        port.type.tensor_type.elem_type = next(k for k, kind in ports.TYPES.items() if kind == found.type)
        if not found.shape:
            port.type.tensor_type.shape.SetInParent()


# --- what the outside sees ---


def described(where: str, graph: Graph) -> Tensor:
    """Inputs and outputs but the state, under names that fit into addresses."""
    past, present = {p for p, _ in graph.state}, {p for _, p in graph.state}
    sides = []
    for side, found, most in (("inputs", graph.inputs, MOST_IN), ("outputs", graph.outputs, MOST_OUT)):
        seen = [port for port in found if port.name not in past | present]
        if not seen:
            raise PackageError(f"{where}: all its {side} are state; nothing is left to play; --stateless keeps them")
        if (count := sum(math.prod(port.shape) for port in seen)) > most:
            raise PackageError(f"{where}: {count:,} numbers as {side}; {most:,} at most fit into one OSC message")
        sides.append(_slots(seen, ranged=side == "inputs"))
    return Tensor(*sides)


def _slots(found: Sequence[Port], ranged: bool) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for port in found:
        low, high = RANGES.get(port.type, (None, None)) if ranged else (None, None)
        name = address_name(port.name, {slot.name for slot in slots})
        slots.append(Slot(name, port.name, math.prod(port.shape), low, high))
    return tuple(slots)


def address_name(name: str, taken: set[str]) -> str:
    """`serving_default_x:0` → x: letters, digits and _, at most 32, none twice."""
    plain = re.sub(r":\d+$", "", name).rpartition("/")[2].removeprefix("serving_default_")
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", plain).strip("_")[:28] or "x"
    wished, i = plain, 2
    while wished in taken:
        wished, i = f"{plain}_{i}", i + 1
    return wished


def told(tensor: Tensor, graph: Graph) -> list[str]:
    """Lines for people: what can be sent, what comes."""
    by_name = {port.name: port for port in (*graph.inputs, *graph.outputs)}

    def line(what: str, slot: Slot) -> str:
        port = by_name[slot.port]
        between = f", {slot.low:g} to {slot.high:g}" if slot.low is not None else ""
        return f"{what:<8} {slot.name:<20} {slot.size:>6} numbers   {port.type} {port.shape}{between}"

    lines = [line("input", slot) for slot in tensor.inputs] + [line("output", slot) for slot in tensor.outputs]
    lines += [f"{'state':<8} {past} ← {present}" for past, present in graph.state]
    if (count := sum(slot.size for slot in tensor.inputs)) > MOST_OUT:
        lines.append(f"{count:,} numbers fit into an OSC message over TCP only; over UDP {MOST_OUT:,} do")
    return lines


def parameters(model: onnx.ModelProto) -> int:
    """Numbers in its weights, trees and coefficients; what is one number alone (a constant) is not counted."""
    sizes = [math.prod(tensor.dims) for tensor in reading.tensors(model)]
    sizes += [len(a.floats) for node in reading.nodes(model) if node.domain == "ai.onnx.ml" for a in node.attribute]
    return sum(size for size in sizes if size > 1)


def opset(model: onnx.ModelProto) -> int:
    return max((entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")), default=1)


def _size(text: str) -> tuple[str, int]:
    name, _, size = text.rpartition("=")
    if not name or not (size.isascii() and size.isdigit() and 1 <= int(size) <= 1 << 20):
        raise argparse.ArgumentTypeError(f"{text!r}: AXIS=N is due, a whole number from 1")
    return name, int(size)


def _pair(text: str) -> tuple[str, str]:
    before, _, after = text.partition("=")
    if not before or not after:
        raise argparse.ArgumentTypeError(f"{text!r}: IN=OUT is due, the names of an input and an output")
    return before, after

