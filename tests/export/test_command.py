import dataclasses
import json
import zipfile

import pytest
import torch

from bridge.engine.check import check
from bridge.errors import DataError, PackageError
from bridge.package import Package
from export import music, parity
from export.command import export, load_run
from export.music import export_model


@pytest.fixture
def quick(tiny_graph, monkeypatch):
    """PyTorch's exporter takes seconds; what it gives for the tiny model is known."""
    monkeypatch.setattr(music.graph, "export", lambda model, path: tiny_graph)


@pytest.fixture
def run(tiny_model, tmp_path):
    """A training run's folder, as models.train_music leaves it."""
    folder = tmp_path / "run"
    folder.mkdir()
    state = {"model": tiny_model.state_dict(), "config": dataclasses.asdict(tiny_model.config), "step": 3}
    torch.save(state, folder / "checkpoint.pt")
    (folder / "log.jsonl").write_text('{"step": 1}\n{"step": 2, "held_out": {"groove": {}, "my_tunes": {}}}\n')
    return folder


def test_a_run_becomes_a_package_that_holds(run, tmp_path):
    said = []
    package = export(run, tmp_path / "out" / "mine.zip", "8bit", said.append, version="3", default=True)
    assert zipfile.is_zipfile(tmp_path / "out" / "mine.zip")
    assert (package.name, package.manifest.version, package.manifest.default) == ("mine", "3", True)
    assert [graph.precision for graph in package.manifest.graphs] == ["8bit"]
    assert any("step by step = PyTorch" in line for line in said)
    assert check(tmp_path / "out" / "mine.zip").holds


def test_licences_and_credits_come_with_the_corpora(run):
    _, _, corpora = load_run(run)
    assert [corpus.licence for corpus in corpora] == ["CC BY 4.0", "not stated"]
    assert "Groove MIDI Dataset" in corpora[0].credit
    (run / "data.json").write_text('["irish_cre"]')
    assert load_run(run)[2][0].credit.startswith("Ceol Rince")


def test_the_manifest_states_what_a_reader_needs(tiny_package):
    manifest = json.loads((tiny_package / "manifest.json").read_text())
    assert manifest["kind"] == "music" and manifest["vocabulary"] == 1
    assert manifest["tokenizer"]["ticks_per_beat"] == 48
    assert {graph["precision"] for graph in manifest["graphs"]} == {"fp32", "8bit"}
    assert manifest["graphs"][0]["state"][0] == ["past_key_0", "present_key_0"]
    assert manifest["held_out"] is None and manifest["baseline"] is None
    assert set(manifest["files"]) == {path.name for path in tiny_package.iterdir()} - {"manifest.json"}


def test_no_run_no_package(tmp_path):
    with pytest.raises(DataError, match=r"no checkpoint\.pt in it"):
        export(tmp_path, tmp_path / "out")
    (tmp_path / "checkpoint.pt").write_bytes(b"hello")
    with pytest.raises(DataError, match="not a checkpoint of a model"):
        export(tmp_path, tmp_path / "out")
    with pytest.raises(DataError, match="allowed are both, fp32, 8bit"):
        export(tmp_path, tmp_path / "out", "4bit")


def test_a_run_of_a_kind_that_nobody_exports(run, tmp_path):
    saved = torch.load(run / "checkpoint.pt", weights_only=True)
    torch.save(saved | {"kind": "opera"}, run / "checkpoint.pt")
    with pytest.raises(DataError, match="a run of kind 'opera'; those that are exported are music"):
        export(run, tmp_path / "out")


def test_where_parity_does_not_hold_nothing_is_written(tiny_model, quick, tmp_path, monkeypatch):
    monkeypatch.setattr(parity, "ALLOWED", {"fp32": 0.0, "8bit": 0.0})
    with pytest.raises(PackageError, match="parity does not hold, nothing was written"):
        export_model(tiny_model, tmp_path / "out", "fp32", say=lambda line: None)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_package_is_never_overwritten(tiny_model, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter1.txt").write_text("long")
    with pytest.raises(PackageError, match="is there and is no package"):
        export_model(tiny_model, tmp_path / "thesis", "fp32", say=lambda line: None)
    assert (tmp_path / "thesis" / "chapter1.txt").exists()


def test_a_package_is_replaced_whole(tiny_model, quick, tmp_path):
    export_model(tiny_model, tmp_path / "mine", "both", say=lambda line: None)
    export_model(tiny_model, tmp_path / "mine", "8bit", say=lambda line: None)
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {"manifest.json", "proof.json", "music.8bit.onnx"}
    Package.open(tmp_path / "mine").verify()
