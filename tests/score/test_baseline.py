import random
import sys

import numpy as np
import pytest

from bridge.errors import MissingExtra
from bridge.score.baseline import cost, measure, require, streams
from bridge.score.data import Piece
from bridge.tokens import END

needs_ppmd = pytest.mark.skipif("pyppmd" not in sys.modules and not __import__("importlib").util.find_spec("pyppmd"),
                                reason="pyppmd is not installed")  # fmt: skip


def piece(*events):
    return Piece("piece", False, np.array([(*event, 0) for event in events], np.int32))


def test_each_attribute_is_a_stream_and_only_time_knows_the_end():
    made = streams([piece((0, 60, 24, 20), (24, 62, 12, 21)), piece((0, 64, 24, 20))])
    assert made == {
        "time": bytes([0, 24, END, 0, END]),
        "pitch": bytes([60, 62, 64]),
        "duration": bytes([24, 12, 24]),
        "velocity": bytes([20, 21, 20]),
        "together": bytes([0, 60, 24, 20, 24, 62, 12, 21, END, 0, 64, 24, 20, END]),
    }


@needs_ppmd
def test_what_was_met_before_costs_next_to_nothing():
    dice = random.Random(1)
    tune = bytes(dice.randrange(40, 80) for _ in range(500))
    assert cost(16, tune * 2, tune) < 100
    assert cost(16, b"", tune) > 2000


@needs_ppmd
def test_noise_costs_its_entropy():
    dice = random.Random(2)
    noise = bytes(dice.randrange(32) for _ in range(40_000))
    bits = cost(2, noise[:30_000], noise[30_000:]) / 10_000
    assert 5.0 < bits < 5.3


@needs_ppmd
def test_cost_is_what_the_compressed_stream_grows_by():
    import pyppmd

    def size(data):
        encoder = pyppmd.Ppmd7Encoder(6, 1 << 24)
        return len(encoder.encode(data)) + len(encoder.flush())

    prime, held = b"the quick brown fox " * 30, b"jumps over the lazy dog"
    assert cost(6, prime, held) == 8 * (size(prime + held) - size(prime))


@needs_ppmd
def test_the_best_order_of_each_stream_counts():
    dice = random.Random(3)
    motif = [(12, dice.randrange(50, 70), 12, 20) for _ in range(12)]
    found = measure([piece(*motif * 20)], [piece(*motif * 20)], "motif", orders=(2, 8))
    pitch = {order: cost(order, *(streams([piece(*motif * 20)])["pitch"],) * 2) for order in (2, 8)}
    assert found.streams["pitch"].bits == min(pitch.values())
    assert found.bits["pitch"] == found.streams["pitch"].bits / 240
    assert found.prime == "motif"


@needs_ppmd
def test_the_sum_is_that_of_the_better_way():
    dice = random.Random(4)

    def tied():
        """All of an event follows from its pitch."""
        pitches = [dice.randrange(50, 66) for _ in range(2000)]
        return piece(*((p % 7, p, p % 11 + 1, p % 13) for p in pitches))

    found = measure([tied()], [tied()], "tied", orders=(4,))
    assert found.together
    assert found.bits["sum"] == found.bits["together"] < 6 < found.bits["pitch"] * 3


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyppmd", None)
    with pytest.raises(MissingExtra, match=r"pip install 'duende\[score\]'"):
        require()
