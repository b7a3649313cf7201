"""Scoring against doubles that are easy to reckon with, and against PyTorch on a tiny model."""

from math import log2

import numpy as np
import pytest

from bridge import tokens
from bridge.score.data import Piece, classes
from bridge.score.music import MEMORY, WINDOW, Scorer, windows
from bridge.tokens import OFFSETS, Event

SIZES = (tokens.TIMES, tokens.PITCHES, tokens.DURATIONS, tokens.VELOCITIES)
STYLES = ("any", "folk", "drums")


class Fair:
    """A context that finds everything equally likely, or style `liked` a little likelier, and remembers what it heard."""

    def __init__(self, liked=None, capacity=1024):
        self.capacity, self.liked = capacity, liked
        self.rows, self.scored, self.pending = [], [], 0

    def rewind(self, length):
        self.rows, self.pending = [], 0

    def hear(self, rows):
        rows = list(rows)
        self.rows += rows
        self.pending += len(rows)
        assert len(self.rows) <= self.capacity

    def prefill(self, chunk):
        count = min(chunk, self.pending)
        self.pending -= count
        return count > 0

    def score(self, targets, chunk):
        assert len(targets) == self.pending, "every row that is new is scored, no other"
        self.pending = 0
        self.scored += targets.tolist()
        logits = [np.zeros((len(targets), n), np.float32) for n in SIZES]
        if self.rows[-1][6] - OFFSETS[6] == self.liked:
            logits[0][np.arange(len(targets)), targets[:, 0]] += 1
        return logits


def piece(events=8, drums=False):
    return Piece("piece", drums, classes([Event(24 * i, 40 + i % 50, 24, 80) for i in range(events)]))


@pytest.mark.parametrize("events", [1, 8, WINDOW - 1, WINDOW, WINDOW + 1, 1000, 5000])
def test_windows_score_every_event_and_the_end_once_and_hear_enough_before(events):
    made = list(windows(events))
    assert [i for _, first, stop in made for i in range(first, stop)] == list(range(events + 1))
    assert all(stop - start <= WINDOW for start, _, stop in made)
    assert all(first - start == MEMORY for start, first, _ in made[1:])


@pytest.mark.parametrize("events", [5, 700])
def test_a_fair_model_pays_the_logarithm_of_the_classes(events):
    score = Scorer(Fair(), ("any",)).all([piece(events)])
    assert score.events == events
    assert score.totals["time"] == pytest.approx((events + 1) * log2(tokens.TIMES))
    assert score.totals["pitch"] == pytest.approx(events * 7)
    assert score.totals["velocity"] == pytest.approx(events * 5)
    assert score.bits["sum"] == pytest.approx(sum(score.totals.values()) / events)


def test_later_windows_begin_as_in_training():
    context = Fair()
    Scorer(context, ("any",)).bits(piece(500), 0)
    assert context.rows[0] == tokens.start_row(0)
    assert context.rows[1][0] == 0, "the first event of a window has no distance"
    assert context.rows[2][0] == 24
    assert len(context.scored) == 501


def test_a_small_cache_makes_smaller_windows():
    context = Fair(capacity=64)
    assert Scorer(context, ("any",)).all([piece(300)]).totals["pitch"] == pytest.approx(300 * 7)


def test_the_likeliest_style_is_taken_and_paid_for():
    score = Scorer(Fair(liked=1), STYLES).all([piece(), piece()])
    assert score.styles == {"folk": 2}
    assert score.totals["style"] == pytest.approx(2 * log2(2))


def test_drums_are_drums_and_nothing_else_is():
    scorer = Scorer(Fair(liked=2), STYLES)
    score = scorer.all([piece(drums=True), piece()])
    assert score.styles == {"drums": 1, "any": 1}
    assert score.totals["style"] == pytest.approx(1.0)


def test_a_package_without_drums_hears_them_as_what_it_knows():
    assert Scorer(Fair(), ("any", "folk")).candidates(drums=True) == [0, 1]


def torch_bits(model, rows, targets):
    """As training reckons: (4,) bits, targets of -1 not counted."""
    import torch

    rows, targets = torch.from_numpy(rows)[None], torch.from_numpy(targets)[None]
    keep = (targets >= 0).reshape(-1, 4).sum(0)
    return (model.loss(rows, targets) * keep / np.log(2)).tolist()


def test_bits_are_those_of_pytorch(tiny_model, tiny_package):
    from bridge.engine.opening import open_package
    from bridge.package import Package
    from models.data.music import encode

    dice = np.random.default_rng(0)
    ticks = np.cumsum(dice.integers(0, 40, 100)) + 48
    events = [Event(int(t), int(p), int(d), int(v)) for t, p, d, v in zip(
        ticks, dice.integers(40, 90, 100), dice.integers(1, 200, 100), dice.integers(1, 128, 100), strict=True)]  # fmt: skip
    context = open_package(Package.open(tiny_package), "cpu", "fp32").context
    found = Scorer(context, tokens.STYLES).bits(Piece("p", False, classes(events)), 3)
    expected = torch_bits(tiny_model, *encode(np.array(events, np.int32), 3, ended=True))
    assert found.tolist() == pytest.approx(expected, rel=1e-4)
