import dataclasses
import hashlib
import json
import shutil

import pytest

from bridge.engine.check import check


@pytest.fixture
def copy(tiny_package, tmp_path):
    return shutil.copytree(tiny_package, tmp_path / "tiny")


def rewrite(folder, name, change):
    """Change a JSON file and, unless it is the manifest, its hash."""
    path = folder / name
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))
    if name != "manifest.json":
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        rewrite(folder, "manifest.json", lambda manifest: manifest["files"].update({name: digest}))


def test_a_whole_package_holds(tiny_package):
    report = check(tiny_package)
    assert report.holds
    text = str(report)
    assert "self-test, here and now" in text and "step by step = PyTorch" in text
    assert text.endswith("holds") and "does not hold" not in text


def test_a_flipped_byte_is_found(copy):
    graph = copy / "music.8bit.onnx"
    data = bytearray(graph.read_bytes())
    data[len(data) // 2] ^= 1
    graph.write_bytes(data)
    assert "music.8bit.onnx is not the file that was packed" in check(copy).fault


def test_other_weights_fail_the_self_test(copy):
    def louder(proof):
        proof["self_test"]["outputs"]["music.onnx"]["pitch_logits"][0][0] += 1

    rewrite(copy, "proof.json", louder)
    assert "self-test of music.onnx: pitch_logits max |Δ| 1.0e+00, allowed" in check(copy).fault


def test_a_parity_that_was_never_reached_is_told(copy):
    rewrite(copy, "proof.json", lambda proof: proof["parity"][0].update(delta=3.0))
    assert "whole prompt = PyTorch does not hold" in check(copy).fault


@pytest.mark.parametrize(
    "inputs", [{}, {"rows": [[1] * 8], "forced": [[0] * 3]}, {"rows": [[9999] * 8], "forced": [[0] * 4]}]
)
def test_recorded_inputs_that_do_not_fit_are_a_sentence(copy, inputs):
    rewrite(copy, "proof.json", lambda proof: proof["self_test"].update(inputs=inputs))
    assert "self-test of music.onnx" in check(copy).fault


def test_a_graph_that_is_none(copy):
    (copy / "music.onnx").write_bytes(b"hello")
    digest = hashlib.sha256(b"hello").hexdigest()
    rewrite(copy, "manifest.json", lambda manifest: manifest["files"].update({"music.onnx": digest}))
    assert "music.onnx: onnxruntime refuses the graph" in check(copy).fault


def test_nothing_there(tmp_path):
    assert not check(tmp_path / "no").holds
    assert dataclasses.is_dataclass(check(tmp_path / "no"))
