import numpy as np
import pytest

from bridge.gestures.reading import Material
from bridge.gestures.take import Piece
from bridge.package.gesture import Value
from bridge.score.stillness import guessed, measure

VALUES = (Value("a", steps=128),)


def material(level, wait=20):
    level = np.asarray(level, np.int32).reshape(-1, 1)
    waits = np.full(len(level), wait, np.int32)
    waits[0] = 0
    return Material("m", "", VALUES, 5.0, [Piece("p", waits, level)])


def test_a_value_that_never_moves_costs_next_to_nothing():
    still = measure(material([64] * 2000), material([64] * 200))
    assert still.nats["last"] - still.nats["time"] < 0.15


def test_a_straight_line_is_foreseen_by_the_linear_guess():
    ramp = np.tile(np.concatenate([np.arange(0, 128, 4), np.arange(127, 0, -4)]), 20)
    found = measure(material(ramp), material(ramp[:200]))
    assert found.best == "linear"
    assert found.nats["linear"] < found.nats["last"]


def test_what_is_guessed_stays_on_the_grid():
    assert guessed(np.array([0, 4, 120, 10]), "linear", 127).tolist() == [0, 8, 127]
    assert guessed(np.array([0, 4, 120, 10]), "last", 127).tolist() == [0, 4, 120]


@pytest.mark.parametrize("predictor", ["last", "linear"])
def test_every_law_gives_chances_that_add_up_to_one(predictor):
    from bridge.score import stillness

    dice = np.random.default_rng(0)
    walk = np.clip(np.cumsum(dice.integers(-3, 4, 500)) + 60, 0, 127)
    pair = stillness._gathered(material(walk).pieces, 0, predictor, 127)

    def cells(there):
        return tuple(edge[:, 0] for edge in stillness.value_edges(there[:, None], VALUES))

    laws = [stillness._smooth(form, pair, cells, 127) for form in (stillness._gaussian, stillness._laplace)]
    for law in [*laws, stillness._counted(pair, 127)]:
        chances = np.exp(-law(np.arange(128), np.full(128, 70)))
        assert chances.sum() == pytest.approx(1, abs=1e-5)


def test_counted_times_add_up_to_one():
    from bridge.score.stillness import _counted_times

    law = _counted_times(np.array([3, 30, 300, 3000]), 5.0)
    assert np.exp(-law(np.arange(5000), None)).sum() == pytest.approx(1, abs=1e-6)
