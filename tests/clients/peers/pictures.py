"""A tiny image package made without PyTorch: each pixel is a weighted sum of the latent."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bridge.package import Graph, Manifest, Package, Port, Proof, SelfTest
from bridge.package.image import Image

LATENT, SIDE = 8, 16


def graph(classes: int = 0) -> onnx.ModelProto:
    """latent (1, 8) [, class (1, C)] → frame uint8 (1, 16, 16, 3), grey for a latent of zeros."""
    dice = np.random.default_rng(1)
    weights = {"w": dice.normal(0, 20, (LATENT, SIDE * SIDE * 3)), "grey": np.full(1, 128.0)}
    inputs = [helper.make_tensor_value_info("latent", TensorProto.FLOAT, [1, LATENT])]
    nodes = [helper.make_node("MatMul", ["latent", "w"], ["drawn"])]
    if classes:
        weights["c"] = dice.normal(0, 30, (classes, SIDE * SIDE * 3))
        inputs.append(helper.make_tensor_value_info("class", TensorProto.FLOAT, [1, classes]))
        nodes.append(helper.make_node("MatMul", ["class", "c"], ["tinted"]))
        nodes.append(helper.make_node("Add", ["drawn", "tinted"], ["sum"]))
    constants = {"low": np.float32(0), "high": np.float32(255), "shape": np.array([1, SIDE, SIDE, 3], np.int64)}
    nodes += [
        helper.make_node("Add", ["sum" if classes else "drawn", "grey"], ["bright"]),
        helper.make_node("Clip", ["bright", "low", "high"], ["clipped"]),
        helper.make_node("Cast", ["clipped"], ["bytes"], to=TensorProto.UINT8),
        helper.make_node("Reshape", ["bytes", "shape"], ["frame"]),
    ]
    tensors = [numpy_helper.from_array(np.asarray(v, np.float32), n) for n, v in weights.items()]
    tensors += [numpy_helper.from_array(np.asarray(v), n) for n, v in constants.items()]
    output = helper.make_tensor_value_info("frame", TensorProto.UINT8, [1, SIDE, SIDE, 3])
    made = helper.make_graph(nodes, "pictures", inputs, [output], tensors)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 23)], ir_version=10)


def make(folder: Path, classes: tuple[str, ...] = ()) -> Path:
    """The package of `graph` in `folder`, named after it."""
    from bridge.engine.binding import session_of
    from bridge.engine.proving import record
    from bridge.engine.stepper import Stepper
    from export import pack

    ports = [Port("latent", "float32", (1, LATENT))] + ([Port("class", "float32", (1, len(classes)))] if classes else [])
    described = Graph("image.onnx", "fp32", tuple(ports), (Port("frame", "uint8", (1, SIDE, SIDE, 3)),), ())
    manifest = Manifest(
        folder.name, "1", "image", "MIT", LATENT * SIDE * SIDE * 3, 23, (described,), {},
        image=Image(SIDE, SIDE, LATENT, classes),
    )  # fmt: skip
    inputs = {"latent": [[0.1 * i for i in range(LATENT)]]}
    if classes:
        inputs["class"] = [[1.0] + [0.0] * (len(classes) - 1)]
    graphs, blank = {"image.onnx": graph(len(classes))}, Proof((), SelfTest({}, {"image.onnx": {}}, {"image.onnx": 0.0}))
    pack.write(folder, manifest, blank, graphs)
    outputs = record(Stepper(*session_of(Package.open(folder), "cpu", "fp32")), inputs, most=100)
    rows = {name: tuple(map(tuple, table)) for name, table in inputs.items()}
    pack.write(folder, manifest, Proof((), SelfTest(rows, {"image.onnx": outputs}, {"image.onnx": 1.0})), graphs)
    return folder
