"""The image model becomes a package: a graph that gives bytes, parity, a recorded self-test, manifest."""

import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch

from bridge.engine.binding import ports
from bridge.engine.proving import open_stepper, record
from bridge.engine.session import open_session
from bridge.engine.stepper import Stepper
from bridge.errors import PackageError
from bridge.package import Graph, Manifest, Package, Parity, Proof, SelfTest
from bridge.package.image import Image
from models.image import ImageModel, parameters

from . import image_graph, pack
from .credits import licence_of_weights
from .music import show

FILES = {"fp32": "image.onnx", "8bit": "image.8bit.onnx"}
DEFAULTS = {"fps": 30, "truncation": 1.0}
PICTURES = 6  # compared with PyTorch: the mean picture, single classes, far out, and some by chance
RECORDED = 3  # of them are kept as the self-test
# Grey levels. Half-precision weights turn a rounding now and then; another CPU sums in another order.
# Convolutions in integers are coarser.
ALLOWED = {"fp32": 4.0, "8bit": 96.0}
ALLOWED_MEAN = {"fp32": 0.25, "8bit": 3.0}
ALLOWED_HERE = {"fp32": 4.0, "8bit": 32.0}  # against the graph itself on another CPU
SHOWN = 24  # pictures whose inputs scale the integers


def export_model(
    model: ImageModel, out: Path, precision: str = "both", say: Callable[[str], None] = print, **stated
) -> Package:
    """Write the package of a model in memory and open it once. `stated`: manifest fields (name, version, licence …).

    PackageError when parity does not hold or when `out` is something else: then nothing was written."""
    pack.check_free(out)
    wanted = ("fp32", "8bit") if precision == "both" else (precision,)
    models = build(model, wanted)
    inputs = examples(model, PICTURES)
    kept = {name: rows[:RECORDED] for name, rows in inputs.items()}
    graphs, table, outputs = [], [], {}
    for name, onnx_model in models.items():
        stepper = bind(onnx_model, FILES[name], name)
        graphs.append(stepper.graph)
        table += compare(model, stepper, inputs)
        outputs[FILES[name]] = record(stepper, kept)
    for row in table:
        say(show(row))
    if bad := [row for row in table if not row.holds]:
        raise PackageError(f"parity does not hold, nothing was written: {show(bad[0])}")
    allowed = {graph.file: ALLOWED_HERE[graph.precision] for graph in graphs}
    test = SelfTest({name: plain(rows) for name, rows in kept.items()}, outputs, allowed)
    manifest = describe(model, tuple(graphs), out, **stated)
    pack.write(out, manifest, Proof(tuple(table), test), {FILES[name]: made for name, made in models.items()})
    package = Package.open(out)
    for graph in graphs:
        open_stepper(package, "cpu", graph.precision)
    return package


def build(model: ImageModel, wanted: tuple[str, ...]) -> dict[str, onnx.ModelProto]:
    with tempfile.TemporaryDirectory() as scratch:
        fp32 = image_graph.export(model, Path(scratch) / FILES["fp32"])
    return {name: fp32 if name == "fp32" else image_graph.eight_bit(fp32, examples(model, SHOWN)) for name in wanted}


def bind(onnx_model: onnx.ModelProto, file: str, precision: str) -> Stepper:
    """Its graph is what the manifest states, read from the session that runs it."""
    session = open_session(onnx_model.SerializeToString())
    return Stepper(session, Graph(file, precision, ports(session.get_inputs()), ports(session.get_outputs()), ()))


def examples(model: ImageModel, count: int) -> dict[str, np.ndarray]:
    """Latents, and class weights where there are any, of so many pictures: one row each."""
    c = model.config
    dice = np.random.default_rng(0)
    latent = dice.standard_normal((count, c.latent)).astype(np.float32)
    latent[1] = 0
    latent[2] *= 2
    if not c.classes:
        return {"latent": latent}
    weights = dice.dirichlet(np.ones(c.classes), count).astype(np.float32)
    weights[0] = np.eye(c.classes, dtype=np.float32)[0]
    return {"latent": latent, "class": weights}


@torch.no_grad()
def reference(model: ImageModel, latent: np.ndarray, *classes: np.ndarray) -> np.ndarray:
    """PyTorch's pictures as bytes, (N, H, W, 3)."""
    rgb = model.eval()(torch.from_numpy(latent), *map(torch.from_numpy, classes))
    levels = (rgb * image_graph.LEVELS).round() + image_graph.MIDDLE
    return levels.clamp(0, 255).to(torch.uint8).permute(0, 2, 3, 1).numpy()


def compare(model: ImageModel, stepper: Stepper, inputs: dict[str, np.ndarray]) -> list[Parity]:
    """The parity table: PyTorch's bytes beside the graph's. PackageError when shapes differ."""
    expected = reference(model, *inputs.values())
    found = []
    for i in range(PICTURES):
        for name, rows in inputs.items():
            stepper.inputs[name][0] = rows[i]
        stepper.run()
        found.append(stepper.outputs["frame"][0].copy())
    found, file, precision = np.stack(found), stepper.graph.file, stepper.graph.precision
    if found.shape != expected.shape:
        raise PackageError(f"{file}: frames have shape {found.shape}, expected {expected.shape}")
    apart = np.abs(found.astype(np.int16) - expected)
    return [
        Parity(file, "grey levels, the farthest", "frame", found.shape, float(apart.max()), ALLOWED[precision]),
        Parity(file, "grey levels, on average", "frame", found.shape, float(apart.mean()), ALLOWED_MEAN[precision]),
    ]


def plain(rows: np.ndarray) -> tuple[tuple[float, ...], ...]:
    """float32 as numbers that JSON keeps exactly."""
    return tuple(tuple(float(x) for x in row) for row in rows)


def describe(model: ImageModel, graphs: tuple[Graph, ...], out: Path, **stated) -> Manifest:
    training = stated.pop("training", ())
    c = model.config
    manifest = Manifest(
        name=out.name.removesuffix(".zip"),
        version="1",
        kind="image",
        licence=licence_of_weights(training),
        parameters=parameters(model),
        opset=image_graph.OPSET,
        graphs=graphs,
        files={},
        image=Image(c.size, c.size, c.latent, tuple(c.names)),
        defaults=DEFAULTS,
        training=training,
    )
    return dataclasses.replace(manifest, **stated)
