"""Weights of the gesture model to begin with: those of another run, or those of a package, read back from its ONNX graph."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor

from bridge.errors import DataError, PackageError
from bridge.package import Package

from . import runs
from .gesture import GestureConfig, GestureModel
from .start import matrices_of, tensors_of


@dataclass(frozen=True, eq=False)
class Start:
    config: GestureConfig
    weights: dict[str, Tensor]  # a state dict of GestureModel
    corpora: list[str | dict[str, str]]  # what they were learned from, as in data.json


def start_from(wish: str) -> Start:
    """`wish`: a run's folder, a package's path, or a bundled package's name. PackageError or DataError say why not."""
    folder = Path(wish)
    if not (folder.is_dir() and runs.is_run(folder)):
        return from_package(Package.find(wish))
    saved = runs.weights(folder)
    if runs.kind_of(saved) != "gesture":
        raise DataError(f"--from {wish}: a run of kind {runs.kind_of(saved)}, not gesture")
    return Start(GestureConfig(**saved["config"]), saved["model"], runs.corpora(folder))


def from_package(package: Package) -> Start:
    package.verify()
    if package.manifest.kind != "gesture":
        raise PackageError(f"{package.name}: a package of kind {package.manifest.kind}; --from takes one of kind gesture")
    chosen = package.manifest.graph("fp32", "8bit")
    try:
        config, weights = _read(onnx.load_from_string(package.read(chosen.file)).graph)
        GestureModel(config).load_state_dict(weights)
    except (KeyError, IndexError, ValueError, RuntimeError, DataError, ZeroDivisionError) as error:
        raise PackageError(
            f"{package.name}: its graph is not laid out as this release exports it ({str(error)[:160]}); "
            "give --from the run that it was exported from"
        ) from error
    return Start(config, weights, [asdict(corpus) for corpus in package.manifest.training])


def _read(graph: onnx.GraphProto) -> tuple[GestureConfig, dict[str, Tensor]]:
    """The model's shape, from those of its inputs and matrices, and a state dict of GestureModel.

    A layer's matrix is (4 H, what comes in + H): what it reads and what it recalls stand side by side."""
    shapes = {port.name: [d.dim_value for d in port.type.tensor_type.shape.dim] for port in graph.input}
    cells, values = shapes["past_h_0"][1], shapes["values"][1]
    layers = sum(name.startswith("past_h_") for name in shapes)
    config = GestureConfig(values, cells, layers, components=shapes["noise"][1] - 1 - values)
    tensors = tensors_of(graph)
    *joined, head = matrices_of(graph, tensors)
    *biases, head_bias = _biases(graph, tensors)
    if (len(joined), len(biases)) != (layers, layers):
        raise DataError(f"{len(joined)} layers, {layers} are due")
    named = {"head.weight": head, "head.bias": head_bias}
    for i, matrix in enumerate(joined):
        named |= {
            f"layers.{i}.read.weight": matrix[:, :-cells],
            f"layers.{i}.recall.weight": matrix[:, -cells:],
            f"layers.{i}.bias": biases[i],
        }
    return config, {name: torch.from_numpy(np.array(value)) for name, value in named.items()}


def _biases(graph: onnx.GraphProto, tensors: dict[str, np.ndarray]) -> Iterator[np.ndarray]:
    """What is added to each product, in the order of use; not by name, because the exporter keeps equal ones once."""
    products = {node.output[0] for node in graph.node if node.op_type in ("MatMul", "MatMulNBits")}
    for node in graph.node:
        if node.op_type == "Add" and node.input[0] in products and node.input[1] in tensors:
            yield tensors[node.input[1]]
