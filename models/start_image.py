"""Weights to begin with: those of another run, or those of a package, read back from its ONNX graph (`export.image_graph`).

A graph has a layer that doubles as the quarters of a pixel, and noise and bias of a layer as one; both can be undone.
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
from .image import ImageConfig, ImageModel

OWN = "model."  # before the names of what the graph takes from the model as it is
HALF = ".half"  # behind the names of what is kept as float16


@dataclass(frozen=True, eq=False)
class Start:
    config: ImageConfig
    weights: dict[str, Tensor]  # a state dict of ImageModel
    corpora: list[str | dict[str, str]]  # what they were learned from, as in data.json


def start_from(wish: str) -> Start:
    """`wish`: a run's folder, a package's path, or a bundled package's name. PackageError or DataError say why not."""
    folder = Path(wish)
    if not (folder.is_dir() and runs.is_run(folder)):
        return from_package(Package.find(wish))
    saved = runs.weights(folder)
    if runs.kind_of(saved) != "image":
        raise DataError(f"--from {wish}: a run of kind {runs.kind_of(saved)}, not image")
    return Start(ImageConfig.from_plain(saved["config"]), saved["model"], runs.corpora(folder))


def from_package(package: Package) -> Start:
    package.verify()
    manifest = package.manifest
    if manifest.kind != "image":
        raise PackageError(f"{package.name}: a package of kind {manifest.kind}; --from takes one of kind image")
    try:
        tensors = _tensors(onnx.load_from_string(package.read(manifest.graph("fp32").file)))
        weights = _weights(tensors)
        style, widths = weights["map.0.weight"].shape[0], tuple(weights[f"layers.{i}.weight"].shape[0] for i in range(5))
        config = ImageConfig(manifest.image.height, manifest.image.latent, manifest.image.classes, style, widths)
        ImageModel(config).load_state_dict(weights)
    except (KeyError, IndexError, ValueError, RuntimeError) as error:
        raise PackageError(
            f"{package.name}: its graph is not laid out as this release exports it ({str(error)[:160]}); "
            "give --from the run that it was exported from"
        ) from error
    return Start(config, weights, [dataclasses.asdict(corpus) for corpus in manifest.training])


def _tensors(model: onnx.ModelProto) -> dict[str, Tensor]:
    arrays = {t.name.removesuffix(HALF): numpy_helper.to_array(t) for t in model.graph.initializer}
    return {name: torch.from_numpy(a.astype(np.float32)) for name, a in arrays.items() if a.dtype.kind == "f"}


def _weights(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """A state dict of ImageModel."""
    weights = {name.removeprefix(OWN): t for name, t in tensors.items() if name.startswith(OWN)}
    layers = {name.split(".")[1] for name in tensors if name.startswith("layers.")}
    for i in sorted(layers, key=int):
        layer = f"layers.{i}."
        weights |= {layer + part: tensors[layer + part] for part in ("scale.weight", "scale.bias")}
        weights[layer + "weight"] = whole(tensors[layer + "weight"]) if int(i) else tensors[layer + "weight"]
        ground = tensors[layer + "ground"]
        parts = {"bias": ground.flatten()} if ground[0, 0].numel() == 1 else ungrained(ground)
        weights |= {layer + part: tensor for part, tensor in parts.items()}
    return weights


def whole(quarters: Tensor) -> Tensor:
    """(4 O, I, 2, 2) as `export.image_graph.quarters` made it → (O, I, 3, 3)"""
    upper_left, upper_right, lower_left, lower_right = quarters.chunk(4)
    upper, lower = _row(upper_left, upper_right), _row(lower_left, lower_right)  # (O, I, 2, 3)
    return torch.stack((upper[:, :, 0], lower[:, :, 0] - upper[:, :, 0], lower[:, :, 1]), 2)


def _row(left: Tensor, right: Tensor) -> Tensor:
    """Left knows a and b + c, right a + b and c; (O, I, 2, 2) each → (O, I, 2, 3)."""
    return torch.stack((left[..., 0], right[..., 0] - left[..., 0], right[..., 1]), -1)


def ungrained(ground: Tensor) -> dict[str, Tensor]:
    """(1, O, H, W) = noise · strength + bias → noise (1, 1, H, W), strength (O, 1, 1), bias (O)."""
    _, _, height, width = ground.shape
    flat = ground[0].flatten(1)
    bias = flat.mean(1)
    u, s, v = torch.linalg.svd(flat - bias[:, None], full_matrices=False)
    size = (height * width) ** 0.5
    noise, strength = (v[0] * size).view(1, 1, height, width), (u[:, 0] * s[0] / size).view(-1, 1, 1)
    return {"noise": noise, "strength": strength, "bias": bias}
