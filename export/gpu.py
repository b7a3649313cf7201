"""`duende export PACKAGE --precision fp16 --out FOLDER`: a package with graphs that a GPU plays beside its own.

Made from the package's own graph: no PyTorch, no training run. The graphs that were there stay, so the same package plays on
a CPU. What a half graph may differ from the same weights in single precision is part of the proof, and so is that the CUDA
provider has a kernel for each of its nodes. The recorded self-test is that of a graph in single precision that rounds what
the half graph rounds: a CPU has no bf16, and sums in fp16 as it likes.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import onnx

from bridge.errors import DataError, PackageError
from bridge.package import Graph, Package, Parity, Port, Proof

from . import pack
from .batch import batched
from .comparing import Trial, apart
from .cuda_kernels import without_kernel
from .half import halved, plain, rounded

PRECISIONS = ("fp16", "bf16", "8bit-fp16")
MOST_BATCH = 256
# max |Δ| of what a kind's proof records: logits (within about ±15), the numbers of a mixture (±10), grey levels. fp16 keeps
# 11 bits of a number, bf16 8.
ALLOWED = {
    "music": {"fp16": 0.1, "bf16": 1.0}, "text": {"fp16": 0.1, "bf16": 1.0}, "gesture": {"fp16": 0.05, "bf16": 0.5},
    "image": {"fp16": 6.0},
}  # fmt: skip
TYPES = {
    onnx.TensorProto.FLOAT: "float32", onnx.TensorProto.FLOAT16: "float16", onnx.TensorProto.BFLOAT16: "bfloat16",
    onnx.TensorProto.INT64: "int64", onnx.TensorProto.INT32: "int32", onnx.TensorProto.UINT8: "uint8",
}  # fmt: skip


def for_gpu(
    package: Package, out: Path, precisions: Sequence[str], batches: Sequence[int] = (), say: Callable[[str], None] = print
) -> Package:
    """Write the package `out` with a graph in each of `precisions`, and of pictures one more for each number in `batches`.

    DataError for a wish that this package cannot fulfil, PackageError when parity does not hold; then nothing is written."""
    _check(package, precisions, batches)
    pack.check_free(out)
    package.verify()
    added = [made for precision in precisions for made in _made(package, precision, batches)]
    for row in (row for one in added for row in one.parity):
        say(show(row))
    if bad := [row for one in added for row in one.parity if not row.holds]:
        raise PackageError(f"parity does not hold, nothing was written: {show(bad[0])}")
    manifest, proof = package.manifest, package.proof
    replaced = {one.graph.file for one in added}
    kept = [graph for graph in manifest.graphs if graph.file not in replaced]
    parity = [row for row in proof.parity if row.graph not in replaced]
    test = dataclasses.replace(
        proof.self_test,
        outputs={**proof.self_test.outputs, **{one.graph.file: one.recorded for one in added}},
        allowed={**proof.self_test.allowed, **{one.graph.file: one.allowed for one in added}},
    )
    files: dict[str, onnx.ModelProto | bytes] = {
        file: package.read(file) for file in manifest.files if file != "proof.json" and file not in replaced
    }
    files |= {one.graph.file: one.model for one in added}
    graphs = (*kept, *(one.graph for one in added))
    described = dataclasses.replace(manifest, name=out.name.removesuffix(".zip"), graphs=graphs, default=False)
    pack.write(out, described, Proof((*parity, *(row for one in added for row in one.parity)), test), files)
    for one in added:
        say(f"{one.graph.file}: {one.model.ByteSize() / 2**20:.1f} MiB")
    return Package.open(out)


@dataclasses.dataclass(frozen=True)
class Made:
    graph: Graph
    model: onnx.ModelProto
    parity: list[Parity]
    recorded: Mapping[str, tuple]
    allowed: float


def _check(package: Package, precisions: Sequence[str], batches: Sequence[int]) -> None:
    manifest, name = package.manifest, package.name
    if manifest.kind not in ALLOWED:
        raise DataError(f"{name}: {manifest.kind} packages play as they are; half graphs are made of {', '.join(ALLOWED)}")
    for precision in precisions:
        if precision not in PRECISIONS:
            raise DataError(f"precision {precision!r}: of a package allowed are {', '.join(PRECISIONS)}")
        if _numbers(precision) not in ALLOWED[manifest.kind]:
            raise DataError(f"precision {precision}: ONNX Runtime's CUDA provider paints in fp32 and fp16 alone")
        if precision == "8bit-fp16" and (manifest.kind == "image" or not _has(package, "8bit")):
            raise DataError(f"precision {precision}: {name} has no graph with 8-bit weights; fp16 is made of any")
    if manifest.kind == "image" and not _has(package, "fp32"):
        raise DataError(f"{name} paints in integers alone; a half graph is made of fp32 (duende export --precision fp32)")
    if batches and manifest.kind != "image":
        raise DataError(f"--batch {batches[0]}: only pictures are painted several at once; {name} is {manifest.kind}")
    if wrong := [count for count in batches if not 2 <= count <= MOST_BATCH]:
        raise DataError(f"--batch {wrong[0]}: 2 … {MOST_BATCH} pictures at once are allowed")


def _has(package: Package, precision: str) -> bool:
    return any(graph.precision == precision for graph in package.manifest.graphs)


def _numbers(precision: str) -> str:
    """What a precision computes in."""
    return precision.removeprefix("8bit-")


def _made(package: Package, precision: str, batches: Sequence[int]) -> list[Made]:
    """The graph of one precision and, of pictures, those for many at once."""
    own = package.manifest.graph(*(("8bit",) if precision == "8bit-fp16" else ("fp32", "8bit")))
    source = onnx.load_from_string(package.read(own.file))
    single, numbers = plain(source), _numbers(precision)
    model = halved(source if precision == "8bit-fp16" else single, numbers)
    near, trial = rounded(single, numbers), Trial(package)
    allowed, file = ALLOWED[package.manifest.kind][numbers], f"{package.manifest.kind}.{precision}.onnx"
    graph = described(model, file, precision, own.state)
    expected = trial.run(single)
    table = [Parity(file, f"rounded as {numbers} = fp32", *apart(trial.run(near), expected), allowed)]
    if numbers == "fp16":
        table.append(Parity(file, "on this CPU = fp32", *apart(trial.run(model), expected), allowed))
    table.append(_kernels(file, model))
    return [
        Made(graph, model, table, trial.record(near), allowed),
        *(_many(package, graph, model, count, trial, allowed) for count in batches),
    ]


def _many(package: Package, one: Graph, model: onnx.ModelProto, count: int, trial: Trial, allowed: float) -> Made:
    many = batched(model, count)
    file = one.file.replace(".onnx", f".x{count}.onnx")
    beside = apart(trial.together(many, count), trial.alone(model, count))
    table = [Parity(file, f"{count} at once = each alone", *beside, allowed), _kernels(file, many)]
    return Made(described(many, file, one.precision, ()), many, table, trial.record(many), allowed)


def _kernels(file: str, model: onnx.ModelProto) -> Parity:
    return Parity(file, "nodes without a CUDA kernel", "", (), float(len(without_kernel(model))), 0.0)


def described(model: onnx.ModelProto, file: str, precision: str, state: tuple[tuple[str, str], ...]) -> Graph:
    """As the manifest states it; read from the file, since no session here runs bf16."""
    return Graph(file, precision, _ports(model.graph.input), _ports(model.graph.output), state)


def _ports(values: Sequence[onnx.ValueInfoProto]) -> tuple[Port, ...]:
    return tuple(
        Port(v.name, TYPES[v.type.tensor_type.elem_type],
             tuple(d.dim_param or d.dim_value for d in v.type.tensor_type.shape.dim))
        for v in values
    )  # fmt: skip


def show(row: Parity) -> str:
    """One line of the parity table."""
    shape, verdict = str(row.shape).replace(" ", ""), "ok" if row.holds else "NO"
    what = f"{row.graph:<22} {row.check:<28} {row.name:<9} {shape:<15}"
    return f"{what} max |Δ| {row.delta:.1e}   allowed {row.allowed:.0e}   {verdict}"

