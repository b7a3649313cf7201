"""The image model's graph and package."""

import copy
import json

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="the training parts are not installed")
torch = pytest.importorskip("torch", reason="the training parts are not installed")

from bridge.engine.check import check  # noqa: E402
from bridge.engine.proving import open_stepper  # noqa: E402
from bridge.errors import PackageError  # noqa: E402
from bridge.package import Package  # noqa: E402
from export import gpu, image, image_graph  # noqa: E402
from models.image import ImageConfig, ImageModel  # noqa: E402


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    net = ImageModel(ImageConfig(128, 4, ("sea", "sky"), 16, (16, 8, 8, 8, 8))).eval().requires_grad_(False)
    for layer in net.layers:
        layer.bias.normal_(std=0.3)
    net.layers[-1].strength.normal_(std=0.3)
    return net


@pytest.fixture(scope="module")
def folder(model, tmp_path_factory):
    out = tmp_path_factory.mktemp("packages") / "skies"
    image.export_model(model, out, say=lambda line: None)
    return out


def test_quarters_of_a_pixel_are_the_doubled_layer(model):
    z, k = torch.randn(1, 4), torch.tensor([[0.3, 0.7]])
    assert torch.allclose(image_graph.Picture(model)(z, k), model(z, k), atol=1e-5)


def test_a_package_says_what_its_pictures_are(folder):
    manifest = Package.open(folder).manifest
    about = manifest.image
    assert (about.width, about.height, about.latent, about.classes) == (128, 128, 4, ("sea", "sky"))
    graph = manifest.graph("fp32")
    assert [(p.name, p.type, p.shape) for p in graph.inputs] == [("latent", "float32", (1, 4)), ("class", "float32", (1, 2))]
    assert [(p.name, p.type, p.shape) for p in graph.outputs] == [("frame", "uint8", (1, 128, 128, 3))]


def test_the_graph_paints_what_pytorch_paints(folder, model):
    stepper = open_stepper(Package.open(folder), precision="fp32")
    latent, weights = np.full((1, 4), 0.7, np.float32), np.array([[0.2, 0.8]], np.float32)
    stepper.inputs["latent"][:], stepper.inputs["class"][:] = latent, weights
    stepper.run()
    expected = image.reference(model, latent, weights)
    assert np.abs(stepper.outputs["frame"].astype(int) - expected).max() <= image.ALLOWED["fp32"]
    assert expected.std() > 5


def test_large_weights_are_kept_in_half_the_bytes(folder):
    tensors = onnx.load(folder / image.FILES["fp32"]).graph.initializer
    large = [t for t in tensors if np.prod(t.dims) >= image_graph.SMALL]
    assert large and all(t.data_type == onnx.TensorProto.FLOAT16 for t in large)


def test_a_graph_that_paints_something_else_is_not_written(model, tmp_path, monkeypatch):
    monkeypatch.setattr(image_graph, "MIDDLE", 100)
    expected = image.reference
    monkeypatch.setattr(image, "reference", lambda *args: 255 - expected(*args))
    with pytest.raises(PackageError, match="parity does not hold"):
        image.export_model(model, tmp_path / "skies", say=lambda line: None)
    assert not (tmp_path / "skies").exists()


def test_the_proof_keeps_a_part_of_each_picture(folder):
    test = json.loads((folder / "proof.json").read_text())["self_test"]
    rows = test["outputs"][image.FILES["fp32"]]["frame"]
    assert len(rows) == image.RECORDED and len(rows[0]) < 128 * 128 * 3


def test_pictures_in_integers_are_nearly_those_in_floats(folder):
    """What 8 bit may cost is part of the proof."""
    package = Package.open(folder)
    assert {graph.precision for graph in package.manifest.graphs} == {"fp32", "8bit"}
    mean = next(r for r in package.proof.parity if r.graph == "image.8bit.onnx" and "average" in r.check)
    assert 0 < mean.delta <= mean.allowed


def test_the_convolutions_of_the_8_bit_graph_compute_in_integers(folder):
    graph = onnx.load(folder / image.FILES["8bit"]).graph
    made_by = {name: node.op_type for node in graph.node for name in node.output}
    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    assert convolutions and all(made_by[node.input[0]] == "DequantizeLinear" for node in convolutions)


def test_many_pictures_at_once_are_each_of_them(folder, tmp_path):
    """In half precision, for a GPU; the CPU that proves it paints the very same bytes."""
    package = gpu.for_gpu(Package.open(folder), tmp_path / "skies", ("fp16",), (3,), say=lambda line: None)
    many = next(g for g in package.manifest.graphs if g.file == "image.fp16.x3.onnx")
    assert [p.shape for p in (*many.inputs, *many.outputs)] == [(3, 4), (3, 2), (3, 128, 128, 3)]
    assert check(package.path).holds
    one, three = open_stepper(package, "cpu", "fp16"), open_stepper(package, "cpu", many)
    three.inputs["latent"][:] = np.arange(12).reshape(3, 4) / 12
    three.inputs["class"][:] = 0.5
    three.run()
    for i in range(3):
        one.inputs["latent"][:], one.inputs["class"][:] = three.inputs["latent"][i], 0.5
        one.run()
        assert np.abs(three.outputs["frame"][i].astype(int) - one.outputs["frame"][0]).max() <= 1


@pytest.mark.parametrize("size", [128, 256, 512, 1024])
def test_every_size_of_the_design_paints_its_pixels(size):
    config = ImageConfig.sized(size)
    assert config.last * config.tail == size and config.tail in (2, 4)


def test_the_network_paints_in_halves_too(model):
    """As it is measured beside ours on a GPU."""
    made = copy.deepcopy(model).half()(torch.randn(2, 4).half(), torch.full((2, 2), 0.5).half())
    assert made.dtype == torch.half and made.shape == (2, 3, 128, 128)
