import shutil

import numpy as np
import pytest

from bridge.errors import PackageError
from bridge.score.baseline import Baseline, Stream
from bridge.score.data import Material, Piece
from bridge.score.held_out import score_into_manifest, summary
from bridge.score.music import Score
from bridge.score.report import Result

PIECES = [Piece("reel", False, np.zeros((100, 5), np.int32))]


def result(name="dances", precision="8bit", bits=200.0, baseline=True):
    totals = {"time": bits, "pitch": 2 * bits, "duration": 0.0, "velocity": 0.0, "style": 5.0}
    streams = {a: Stream(400, 6) for a in ("time", "pitch", "duration", "velocity")} | {"together": Stream(1000, 24)}
    compared = Baseline("dances, split 'train'", 100, streams) if baseline else None
    return Result("tiny", precision, "cpu", Material(name, "valid", PIECES, []), Score(1, 100, totals, {}), compared)


@pytest.fixture
def package(tiny_package, tmp_path):
    return shutil.copytree(tiny_package, tmp_path / "tiny")


def test_scores_stand_in_the_manifest_and_every_hash_holds(package):
    manifest = score_into_manifest(package, [result(), result(precision="fp32", baseline=False)]).manifest
    assert manifest.held_out["unit"] == "bits per event"
    assert manifest.held_out["8bit"]["dances"]["sum"] == 6.05
    assert manifest.held_out["fp32"]["dances"] == {
        "pieces": 1, "events": 100, "time": 2.0, "pitch": 4.0, "duration": 0.0, "velocity": 0.0, "style": 0.05,
        "sum": 6.05,
    }  # fmt: skip
    assert manifest.baseline["dances"]["sum"] == 10.0
    assert manifest.baseline["dances"]["sum_is"] == "together"


def test_another_set_is_added_and_the_same_set_replaced(package):
    score_into_manifest(package, [result("dances"), result("hymns")])
    manifest = score_into_manifest(package, [result("dances", bits=100.0)]).manifest
    assert manifest.held_out["8bit"]["dances"]["sum"] == 3.05
    assert manifest.held_out["8bit"]["hymns"]["sum"] == 6.05


def test_only_the_manifest_is_touched(package):
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    score_into_manifest(package, [result()])
    after = {path.name: path.read_bytes() for path in package.iterdir()}
    assert {name for name in before | after if before.get(name) != after.get(name)} == {"manifest.json"}


def test_a_place_without_a_manifest_is_refused(tmp_path):
    with pytest.raises(PackageError, match=r"manifest of a package's folder"):
        score_into_manifest(tmp_path / "nothing.zip", [result()])


def test_a_summary_tells_both_sums_of_each_set(package):
    manifest = score_into_manifest(package, [result(), result("hymns", baseline=False)]).manifest
    assert summary(manifest.held_out, manifest.baseline, "8bit") == {"dances": (6.05, 10.0), "hymns": (6.05, None)}
    assert summary(manifest.held_out, manifest.baseline, "fp32") == {}


@pytest.mark.parametrize("strange", [None, {}, {"8bit": 3}, {"8bit": {"x": "much"}}, {"8bit": {"x": {"sum": True}}}])
def test_a_strangers_manifest_gives_an_empty_summary(strange):
    assert summary(strange, strange, "8bit") == {}
