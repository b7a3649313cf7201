import json

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.engine.check import check  # noqa: E402
from bridge.errors import DataError, PackageError  # noqa: E402
from bridge.package import Package  # noqa: E402
from export import gesture  # noqa: E402


def test_the_package_holds_and_says_what_it_is(tiny_gesture):
    assert check(tiny_gesture).holds
    manifest = Package.open(tiny_gesture).manifest
    assert manifest.kind == "gesture"
    assert [value.name for value in manifest.gesture.values] == ["x", "y", "pen"]
    assert [graph.precision for graph in manifest.graphs] == ["fp32", "8bit"]
    assert ("past_h_0", "present_h_0") in manifest.graphs[0].state


def test_other_weights_fail_the_self_test(tiny_gesture, tmp_path):
    import hashlib
    import shutil

    copy = shutil.copytree(tiny_gesture, tmp_path / "hand")
    proof = json.loads((copy / "proof.json").read_text())
    proof["self_test"]["outputs"]["gesture.onnx"]["mixture"][3][0] += 1
    (copy / "proof.json").write_text(json.dumps(proof))
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"]["proof.json"] = hashlib.sha256((copy / "proof.json").read_bytes()).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest))
    assert "self-test of gesture.onnx: mixture max |Δ| 1.0e+00" in check(copy).fault


def test_where_parity_does_not_hold_nothing_is_written(tmp_path, monkeypatch):
    from bridge.package.gesture import Gesture, Value
    from models.gesture import GestureConfig, GestureModel

    monkeypatch.setattr(gesture, "ALLOWED", {"fp32": 0.0, "8bit": 0.0})
    model = GestureModel(GestureConfig(1, cells=8, layers=1, components=2)).eval().requires_grad_(False)
    with pytest.raises(PackageError, match="parity does not hold, nothing was written"):
        gesture.export_model(model, Gesture((Value("x"),), 5.0), tmp_path / "out", "fp32", say=lambda line: None)
    assert list(tmp_path.iterdir()) == []


def test_a_run_is_exported_by_its_kind(tmp_path):
    from export.command import export
    from models import runs

    runs.write(tmp_path / "checkpoint.pt", {"kind": "gesture", "model": {}, "config": {"values": 1}, "grid": {}})
    with pytest.raises(DataError, match="not a run of the gesture model"):
        export(tmp_path, tmp_path / "out")
