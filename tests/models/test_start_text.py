import shutil

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.errors import DataError, PackageError  # noqa: E402
from bridge.package import Package  # noqa: E402
from models import runs  # noqa: E402
from models.start_text import from_package, start_from  # noqa: E402


def test_a_package_gives_back_the_weights_that_went_in(tiny_text, tiny_text_model):
    model, listed = tiny_text_model
    start = from_package(Package.open(tiny_text))
    assert start.config == model.config
    assert start.pieces == listed
    for name, tensor in model.state_dict().items():
        assert torch.allclose(start.weights[name], tensor, atol=1e-6), name


def test_8_bit_weights_come_back_within_their_rounding(tiny_text, tiny_text_model, tmp_path):
    from export import text

    model, listed = tiny_text_model
    text.export_model(model, listed, tmp_path / "eight", "8bit", say=lambda line: None)
    start = from_package(Package.open(tmp_path / "eight"))
    for name, tensor in model.state_dict().items():
        assert torch.allclose(start.weights[name], tensor, atol=tensor.abs().max().item() / 100 + 1e-6), name


def test_a_package_of_another_kind_is_refused(tiny_gesture):
    with pytest.raises(PackageError, match="of kind gesture; --from takes one of kind text"):
        start_from(str(tiny_gesture))


def test_a_run_of_another_kind_is_refused(tmp_path):
    runs.write(tmp_path / "checkpoint.pt", {"kind": "gesture", "model": {}, "config": {}})
    with pytest.raises(DataError, match="a run of kind gesture, not text"):
        start_from(str(tmp_path))


def test_another_layout_is_refused(tiny_text, tmp_path, monkeypatch):
    from models import start_text

    copy = shutil.copytree(tiny_text, tmp_path / "words")
    monkeypatch.setattr(start_text, "_matrix", lambda tensors, name: tensors["nothing"])
    with pytest.raises(PackageError, match="not laid out as this release exports it"):
        start_from(str(copy))
