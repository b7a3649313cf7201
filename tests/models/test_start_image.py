"""A package's graph, read back, paints as its model did."""

import dataclasses

import pytest

pytest.importorskip("onnx", reason="the training parts are not installed")
torch = pytest.importorskip("torch", reason="the training parts are not installed")

from bridge.errors import PackageError  # noqa: E402
from export.image import export_model  # noqa: E402
from models.image import ImageConfig, ImageModel  # noqa: E402
from models.start_image import from_package, start_from  # noqa: E402


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    net = ImageModel(ImageConfig(128, 4, ("sea", "sky"), 16, (16, 8, 8, 8, 8))).eval().requires_grad_(False)
    for layer in net.layers:
        layer.bias.normal_(std=0.3)
        layer.scale.bias.normal_(1, std=0.1)  # of equal tensors, as in a net that has learned nothing, a graph keeps one
    net.rgb.bias.normal_(std=0.1)
    net.layers[-1].strength.normal_(std=0.3)
    return net


def test_a_package_gives_back_its_weights(model, tmp_path):
    found = from_package(export_model(model, tmp_path / "skies", say=lambda line: None))
    again = ImageModel(found.config).eval()
    again.load_state_dict(found.weights)
    z, k = torch.randn(2, 4), torch.tensor([[0.0, 1.0], [0.4, 0.6]])
    assert found.config == model.config
    assert torch.allclose(again(z, k), model(z, k), atol=0.02)


def test_what_it_was_learned_from_comes_along(model, tmp_path):
    from bridge.package import Training

    corpus = Training("skies", "CC0", "nobody")
    export_model(model, tmp_path / "skies", say=lambda line: None, training=(corpus,))
    assert start_from(str(tmp_path / "skies")).corpora == [dataclasses.asdict(corpus)]


def test_a_package_of_another_kind_is_refused(tiny_package):
    with pytest.raises(PackageError, match="of kind music; --from takes one of kind image"):
        start_from(str(tiny_package))
