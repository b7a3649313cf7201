import json

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

torch = pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.engine.check import check  # noqa: E402
from bridge.errors import DataError, PackageError  # noqa: E402
from bridge.package import Package  # noqa: E402
from bridge.pieces import FIRST, Pieces  # noqa: E402
from export import text  # noqa: E402


def test_the_package_holds_and_says_what_it_is(tiny_text, tiny_text_model):
    assert check(tiny_text).holds
    manifest = Package.open(tiny_text).manifest
    assert manifest.kind == "text"
    assert list(manifest.tokenizer["pieces"]) == tiny_text_model[1]
    assert [graph.precision for graph in manifest.graphs] == ["fp32", "8bit"]
    assert ("past_c_1", "present_c_1") in manifest.graphs[0].state


def test_the_proof_names_what_was_compared(tiny_text):
    proof = Package.open(tiny_text).proof
    assert {row.check for row in proof.parity} == {
        "step by step = whole in PyTorch", "after END = from the beginning", "choices that differ from numpy's",
    }  # fmt: skip
    assert all(row.holds for row in proof.parity)


def test_the_8_bit_graph_keeps_its_table_once(tiny_text, tiny_text_model):
    model = onnx.load_from_string(Package.open(tiny_text).read("text.8bit.onnx"))
    config = tiny_text_model[0].config
    tables = [t for t in model.graph.initializer if config.tokens in t.dims]
    sizes = {numpy_helper.to_array(t).size for t in tables}
    assert sum(size >= config.tokens * config.width for size in sizes) == 1
    assert all(numpy_helper.to_array(t).dtype == np.uint8 for t in tables if np.prod(t.dims) >= config.tokens * config.width)


def test_bytes_are_never_drawn(tiny_text):
    from bridge.engine.proving import open_stepper
    from bridge.engine.text_model import Pen

    package = Package.open(tiny_text)
    pen = Pen(open_stepper(package, "cpu", "8bit"), Pieces(package.manifest.tokenizer["pieces"]))
    for number in range(300):
        token = pen.draw(1, number, 2.0, 1.0)
        assert token == 0 or token >= FIRST
        pen.tell(token)


def test_other_weights_fail_the_self_test(tiny_text, tmp_path):
    import hashlib
    import shutil

    copy = shutil.copytree(tiny_text, tmp_path / "words")
    proof = json.loads((copy / "proof.json").read_text())
    proof["self_test"]["outputs"]["text.onnx"]["logits"][3][0] += 1
    (copy / "proof.json").write_text(json.dumps(proof))
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"]["proof.json"] = hashlib.sha256((copy / "proof.json").read_bytes()).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest))
    assert "self-test of text.onnx: logits max |Δ| 1.0e+00" in check(copy).fault


def test_where_parity_does_not_hold_nothing_is_written(tiny_text_model, tmp_path, monkeypatch):
    monkeypatch.setattr(text, "ALLOWED", {"fp32": 0.0, "8bit": 0.0})
    with pytest.raises(PackageError, match="parity does not hold, nothing was written"):
        text.export_model(*tiny_text_model, tmp_path / "out", "fp32", say=lambda line: None)
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_none_says_so(tmp_path):
    from export.command import export
    from models import runs

    runs.write(tmp_path / "checkpoint.pt", {"kind": "text", "model": {}, "config": {"tokens": 300}, "pieces": []})
    with pytest.raises(DataError, match="not a run of the text model"):
        export(tmp_path, tmp_path / "out")
