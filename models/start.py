"""Weights to begin with: those of another run, or those of a package, read back from its ONNX graph.

A graph keeps its tables under their names in the model; norms and matrices are known by the order in which they are
used. A matrix is fp32 (K, N) or 8-bit blocks (N, K / block, block) with a scale a block.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from bridge.errors import DataError, PackageError
from bridge.package import Package

from . import runs
from .music import CLASSES, MusicConfig, MusicModel, rotary_tables

PREFIX = "model."  # of the weights' names in a graph
ZERO_POINT = 128  # of symmetric 8-bit weights


@dataclass(frozen=True, eq=False)
class Start:
    config: MusicConfig
    weights: dict[str, Tensor]  # a state dict of MusicModel
    corpora: list[str | dict[str, str]]  # what they were learned from, as in data.json


def start_from(wish: str) -> Start:
    """`wish`: a run's folder, a package's path, or a bundled package's name. PackageError or DataError say why not."""
    folder = Path(wish)
    if folder.is_dir() and runs.is_run(folder):
        saved = runs.weights(folder)
        return Start(MusicConfig(**saved["config"]), saved["model"], runs.corpora(folder))
    return from_package(Package.find(wish))


def from_package(package: Package) -> Start:
    package.verify()
    if package.manifest.kind != "music":
        raise PackageError(f"{package.name}: a package of kind {package.manifest.kind}; --from takes one of kind music")
    chosen = package.manifest.graph("fp32", "8bit")
    try:
        graph = onnx.load_from_string(package.read(chosen.file)).graph
        weights = _weights(graph)
        config = _config(graph, weights)
        MusicModel(config).load_state_dict(weights)
    except (KeyError, IndexError, ValueError, RuntimeError, DataError, ZeroDivisionError) as error:
        raise PackageError(
            f"{package.name}: its graph is not laid out as this release exports it ({str(error)[:160]}); "
            "give --from the run that it was exported from"
        ) from error
    return Start(config, weights, [dataclasses.asdict(corpus) for corpus in package.manifest.training])


def _config(graph: onnx.GraphProto, weights: dict[str, Tensor]) -> MusicConfig:
    """The model's shape, from those of its cache and matrices."""
    caches = [port for port in graph.input if port.name.startswith("past_key_")]
    kv_heads, context, head_width = (d.dim_value for d in caches[0].type.tensor_type.shape.dim[1:])
    width = weights["embed.weight"].shape[1]
    config = MusicConfig(
        width=width,
        layers=len(caches),
        heads=width // head_width,
        kv_heads=kv_heads,
        hidden=weights["blocks.0.down.weight"].shape[1],
        head_hidden=weights["heads.later.0.weight"].shape[1],
        context=context,
    )
    cos, sin = (torch.from_numpy(tensors_of(graph)[PREFIX + name].copy()) for name in ("cos", "sin"))
    for found, ours in zip((cos, sin), rotary_tables(config), strict=True):
        if found.shape != ours.shape or not torch.allclose(found, ours, atol=1e-4):
            raise DataError("its rotary positions turn otherwise")
    return config


def _weights(graph: onnx.GraphProto) -> dict[str, Tensor]:
    """A state dict of MusicModel."""
    tensors = tensors_of(graph)
    tables = {
        name.removeprefix(PREFIX): value
        for name, value in tensors.items()
        if name.startswith((PREFIX + "embed", PREFIX + "heads"))
    }
    matrices, norms = list(matrices_of(graph, tensors)), list(_norms(graph, tensors))
    layers = sum(port.name.startswith("past_key_") for port in graph.input)
    if (len(matrices), len(norms)) != (4 * layers + 4, 2 * layers + 1):
        raise DataError(f"{len(matrices)} matrices and {len(norms)} norms, {4 * layers + 4} and {2 * layers + 1} are due")
    named = tables | _named_matrices(matrices, layers) | _named_norms(norms, layers)
    return {name: torch.from_numpy(np.array(value)) for name, value in named.items()}


def _named_matrices(matrices: list[np.ndarray], layers: int) -> dict[str, np.ndarray]:
    """Matrices (N, K) in the order of their use → by their names in the model."""
    named = {}
    for i in range(layers):
        parts = ("attention.qkv", "attention.out", "gate_up", "down")
        named |= {f"blocks.{i}.{part}.weight": m for part, m in zip(parts, matrices[4 * i :], strict=False)}
    read, *later = matrices[4 * layers :]
    named |= {"heads.first.weight": read[: CLASSES[0]], "heads.from_backbone.weight": read[CLASSES[0] :]}
    return named | {f"heads.later.{i}.weight": m for i, m in enumerate(later)}


def _named_norms(norms: list[np.ndarray], layers: int) -> dict[str, np.ndarray]:
    names = [f"blocks.{i}.{part}.weight" for i in range(layers) for part in ("before_attention", "before_mlp")]
    return dict(zip([*names, "norm.weight"], norms, strict=True))


def tensors_of(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """Its tables, by name."""
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}


def matrices_of(graph: onnx.GraphProto, tensors: dict[str, np.ndarray]) -> Iterator[np.ndarray]:
    """Every weight matrix as (N, K) float32, in the order of use."""
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in tensors:
            yield tensors[node.input[1]].T
        elif node.op_type == "MatMulNBits":
            yield _dequantised(node, tensors)


def _norms(graph: onnx.GraphProto, tensors: dict[str, np.ndarray]) -> Iterator[np.ndarray]:
    """In the order of use; not by name, because the exporter keeps equal ones once."""
    place = {"RMSNormalization": 1, "SkipSimplifiedLayerNormalization": 2}
    for node in graph.node:
        if node.op_type in place:
            yield tensors[node.input[place[node.op_type]]]


def _dequantised(node: onnx.NodeProto, tensors: dict[str, np.ndarray]) -> np.ndarray:
    about: dict[str, Any] = {a.name: a.i for a in node.attribute}
    if about["bits"] != 8 or len(node.input) > 3:
        raise DataError("its weights are not symmetric 8-bit blocks")
    blocks, scales = tensors[node.input[1]].astype(np.float32), tensors[node.input[2]]
    n, k = about["N"], about["K"]
    return ((blocks - ZERO_POINT) * scales.reshape(n, -1, 1)).reshape(n, -1)[:, :k]
