"""Weights to begin with: those of another run, or those of a package, read back from its ONNX graph (`export.text_graph`).

A matrix of the graph is fp32 (K, N) or 8-bit blocks (N, K / block, block) with a scale a block.
"""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from bridge.errors import DataError, PackageError
from bridge.package import Package

from . import runs
from .text import TextConfig, TextModel

BLOCKS, SCALES = "_Q8", "_scales"  # behind the names of 8-bit matrices
MIDDLE = 128  # of symmetric 8-bit weights


@dataclass(frozen=True, eq=False)
class Start:
    config: TextConfig
    pieces: list[str]
    weights: dict[str, Tensor]  # a state dict of TextModel
    corpora: list[str | dict[str, str]]  # what they were learned from, as in data.json


def start_from(wish: str) -> Start:
    """`wish`: a run's folder, a package's path, or a bundled package's name. PackageError or DataError say why not."""
    folder = Path(wish)
    if not (folder.is_dir() and runs.is_run(folder)):
        return from_package(Package.find(wish))
    saved = runs.weights(folder)
    if runs.kind_of(saved) != "text":
        raise DataError(f"--from {wish}: a run of kind {runs.kind_of(saved)}, not text")
    return Start(TextConfig(**saved["config"]), saved["pieces"], saved["model"], runs.corpora(folder))


def from_package(package: Package) -> Start:
    package.verify()
    manifest = package.manifest
    if manifest.kind != "text":
        raise PackageError(f"{package.name}: a package of kind {manifest.kind}; --from takes one of kind text")
    try:
        graph = onnx.load_from_string(package.read(manifest.graph("fp32", "8bit").file)).graph
        config, weights = _weights({tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer})
        TextModel(config).load_state_dict(weights)
    except (KeyError, IndexError, ValueError, RuntimeError) as error:
        raise PackageError(
            f"{package.name}: its graph is not laid out as this release exports it ({str(error)[:160]}); "
            "give --from the run that it was exported from"
        ) from error
    corpora = [dataclasses.asdict(corpus) for corpus in manifest.training]
    return Start(config, list(manifest.tokenizer["pieces"]), weights, corpora)


def _weights(tensors: dict[str, np.ndarray]) -> tuple[TextConfig, dict[str, Tensor]]:
    """The model's shape, and a state dict of it."""
    table = _matrix(tensors, "write")  # (V, W), W of whole blocks
    layers = sum(name.removesuffix(BLOCKS) == f"joined.{i}" for i in range(64) for name in tensors)
    cells = _matrix(tensors, "joined.0").shape[0] // 4
    config = TextConfig(len(table), table.shape[1], cells, layers)
    weights = {"table.weight": table, "speak.weight": _matrix(tensors, "speak")[:, :cells], "lean": tensors["model.lean"]}
    for i in range(layers):
        wide = cells if i else config.width
        joined = _matrix(tensors, f"joined.{i}")  # (4 H, in + H)
        read, recall = joined[:, :wide], joined[:, wide : wide + cells]
        layer = f"layers.{i}."
        weights[layer + "read.weight"] = read / config.width**0.5 if i == 0 else read
        weights |= {layer + "recall.weight": recall, layer + "bias": tensors[f"model.layers.{i}.bias"]}
    return config, {name: torch.from_numpy(np.array(value, np.float32)) for name, value in weights.items()}


def _matrix(tensors: dict[str, np.ndarray], name: str) -> np.ndarray:
    """As (N, K), as PyTorch keeps it; in 8 bits K is filled up to whole blocks."""
    if name in tensors:
        return tensors[name].T
    blocks, scales = tensors[name + BLOCKS].astype(np.float32), tensors[name + SCALES]
    return ((blocks - MIDDLE) * scales.reshape(*blocks.shape[:2], 1)).reshape(len(blocks), -1)
