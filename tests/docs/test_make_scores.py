import pytest

pytest.importorskip("onnxruntime")

from bridge.score.baseline import Baseline, Stream
from bridge.score.data import Material
from bridge.score.music import Score
from bridge.score.report import Result
from docs.make_scores import line, pooled


def result(events, bits, separately, together):
    """`bits` of the model in time; PPMd's in time, and of its one stream."""
    totals = {"time": bits, "pitch": 0.0, "duration": 0.0, "velocity": 0.0, "style": 0.0}
    streams = {"time": separately, "pitch": 0, "duration": 0, "velocity": 0, "together": together}
    compared = Baseline("", events, {name: Stream(n, 2) for name, n in streams.items()})
    return Result("duet", "8bit", "cpu", Material("", "", [], []), Score(1, events, totals, {}), compared)


def test_pooled_sets_weigh_by_their_events_and_keep_each_sets_better_way():
    score, compared = pooled([result(100, 100.0, 200, 300), result(300, 900.0, 2000, 1200)])
    assert score.bits["sum"] == 2.5
    assert compared.bits["time"] == 5.5
    assert compared.bits["sum"] == (200 + 1200) / 400


def test_a_line_shows_the_model_then_ppmd_and_the_difference():
    r = result(100, 100.0, 300, 200)
    cells = line("dances", r.score, r.baseline).split(" | ")
    assert cells[3] == "1.00 · 3.00"
    assert cells[7] == "1.00 · 2.00 ⁕"
    assert cells[8] == "−50.0 % |"
