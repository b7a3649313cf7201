"""Does the model hold, where does it run, is it quick enough? Real packages, opened."""

import shutil

import pytest

from bridge.config import Player, Show
from bridge.doctor.case import Case
from bridge.doctor.models import _cure, _where, model, models
from bridge.engine import music_model
from bridge.engine.native import library, playing
from bridge.engine.session import providers
from bridge.errors import EngineError
from bridge.package import Package

STATUS = {"music_kind": "music", "music_package": "duet", "music_device": "cpu", "music_engine": "ready"}


def states(findings):
    return [finding.state for finding in findings]


def said(**more):
    return list(models(Case(Show(), running=STATUS | more)))


def test_a_whole_package_is_a_live_model(tiny_package):
    assert states(model(Package.open(tiny_package), "cpu")) == ["ok"]


def test_pictures_are_examined_too(tiny_pictures):
    (finding,) = model(Package.open(tiny_pictures), "cpu")
    assert finding.state == "ok" and "a picture on cpu" in finding.what


def test_a_broken_package_is_a_dead_model(tiny_package, tmp_path):
    broken = shutil.copytree(tiny_package, tmp_path / "broken")
    graph = next(broken.glob("*.onnx"))
    graph.write_bytes(graph.read_bytes()[:-1] + b"x")
    assert states(model(Package.open(broken), "cpu")) == ["dead"]


def test_music_without_a_compiler_is_told_what_it_costs(tiny_package, monkeypatch):
    for module in (playing, library):
        monkeypatch.setattr(module, "library", lambda: None)
    monkeypatch.setattr(library, "lacking", lambda: "no C compiler")
    monkeypatch.setattr(music_model, "_OPENED", {})
    fine, slower = model(Package.open(tiny_package), "cpu")
    assert (fine.state, slower.state) == ("ok", "note")
    assert "no C compiler" in slower.what and "apt install gcc" in slower.cure


def test_a_model_slower_than_the_tempo_is_dead(tiny_package):
    """No model plays a 16th in this time."""
    fine, slow = model(Package.open(tiny_package), "cpu", tempo=1e9)
    assert (fine.state, slow.state) == ("ok", "dead")
    assert "slower than the tempo" in slow.what and "a slower tempo" in slow.cure


def test_a_gpu_that_was_asked_for_and_not_obtained_is_dead(tiny_package):
    if "compute: CUDA obtained" in providers():
        pytest.skip("this machine has one")
    (finding,) = model(Package.open(tiny_package), "cuda")
    assert finding.state == "dead" and "cuda" in finding.what and "duende[cuda]" in finding.cure


def test_of_a_gpu_it_tells_the_numbers_and_whether_steps_are_recorded():
    about = {"device": "cuda", "precision": "fp16", "recorded": True}
    assert _where(about) == "cuda (fp16, each step one CUDA graph)"
    assert "no CUDA graph" in _where(about | {"recorded": False})
    assert _where(about | {"at_once": 16}).endswith(", 16 pictures at once)")
    assert _where(about | {"device": "cpu"}) == "cpu"


def test_a_package_that_no_gpu_plays_is_told_with_the_command_that_helps():
    said = "tiny has no graph that a GPU plays (fp16); one is made by: duende export tiny --precision fp16 --out FOLDER"
    assert _cure(EngineError(said), "cuda").startswith("duende export tiny --precision fp16 --out FOLDER, then play")


def test_a_large_model_that_fell_back_to_the_cpu_is_told(tiny_package, monkeypatch):
    monkeypatch.setattr("bridge.doctor.models.SMALL_PARAMETERS", 1)
    found = list(model(Package.open(tiny_package), "auto"))
    assert states(found) == ["ok", "note"] and "fell back to the CPU" in found[1].what


def test_a_package_of_another_kind_is_told_with_its_place(tiny_package):
    show = Show(players=(Player("sea", "text", tiny_package, {}, "show.toml:3: [[player]] package"),))
    (finding,) = models(Case(show))
    assert finding.state == "dead" and finding.what.startswith("show.toml:3")


def test_a_running_model_is_not_loaded_again():
    (finding,) = said(music_latency_p99_ms="7.4")
    assert (finding.state, finding.what) == ("ok", "/music: duet on cpu, 7 ms at p99")


def test_a_running_model_that_is_not_ready_is_dead():
    (finding,) = said(music_engine="starting")
    assert finding.state == "dead" and "not ready" in finding.what


@pytest.mark.parametrize(("level", "late", "state"), [("0", "3", "note"), ("1", "5", "note"), ("3", "9", "dead")])
def test_a_running_model_that_comes_too_late_is_told(level, late, state):
    finding = said(music_ladder=level, music_answers_late=late)[-1]
    assert finding.state == state and f"slower than the tempo: {late} answers" in finding.what
