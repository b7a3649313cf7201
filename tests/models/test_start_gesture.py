import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.package import Package  # noqa: E402
from export import gesture  # noqa: E402
from models.gesture import GestureConfig, GestureModel  # noqa: E402
from models.start_gesture import from_package  # noqa: E402


def test_weights_come_back_from_the_graph(tiny_gesture):
    start = from_package(Package.open(tiny_gesture))
    assert start.config == GestureConfig(3, cells=32, layers=2, components=4)
    torch.manual_seed(0)
    model = GestureModel(start.config)
    for name, value in model.state_dict().items():
        assert torch.equal(value, start.weights[name]), name


def test_and_from_an_8_bit_one_nearly(tiny_gesture, tmp_path):
    whole = from_package(Package.open(tiny_gesture))
    model = GestureModel(whole.config)
    model.load_state_dict(whole.weights)
    facts = Package.open(tiny_gesture).manifest.gesture
    gesture.export_model(model.eval().requires_grad_(False), facts, tmp_path / "p", "8bit", say=lambda line: None)
    again = from_package(Package.open(tmp_path / "p"))
    for name, value in whole.weights.items():
        assert (value - again.weights[name]).abs().max() < 0.02 * value.abs().max() + 1e-6, name
