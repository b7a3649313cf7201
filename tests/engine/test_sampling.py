import numpy as np
import pytest

from bridge.engine import sampling
from bridge.engine.sampling import FORBID, DrawnAhead, choose, knobs, log_softmax, noise

LOGITS = np.array([0.0, 3.0, 1.0, 2.0], np.float32)
FREE = np.zeros(4, np.float32)


def test_the_noise_of_a_seed_and_number_is_always_the_same():
    assert (noise(5, 7) == noise(5, 7)).all()
    assert (noise(5, 7) != noise(5, 8)).mean() > 0.99
    assert (noise(5, 7) != noise(6, 7)).mean() > 0.99


def test_known_noise_stays_known():
    """Journals replay by it: these numbers must never change."""
    assert noise(1, 0).shape == (4, 48)
    known = np.array([0.45853436, 0.303568, 0.7294625], np.float32)
    np.testing.assert_array_equal(noise(1, 0)[0, :3], known)


def test_noise_is_uniform_and_never_touches_the_ends():
    many = np.concatenate([noise(0, i).ravel() for i in range(200)])
    assert many.min() > 0 and many.max() < 1
    assert abs(many.mean() - 0.5) < 0.01


def test_temperature_zero_is_the_likeliest_whatever_the_noise():
    temperature, top_p = knobs(0.0, 0.95)
    assert {choose(LOGITS, temperature, top_p, FREE, noise(0, i)[0]) for i in range(100)} == {1}


def test_a_forbidden_class_is_never_chosen():
    bias = np.array([0, FORBID, 0, FORBID], np.float32)
    assert {choose(LOGITS, 1.0, 1.0, bias, noise(0, i)[0]) for i in range(300)} == {0, 2}


def test_top_p_keeps_the_smallest_set_that_holds_it():
    chance = np.exp(log_softmax(LOGITS))
    assert chance[1] < 0.7 < chance[1] + chance[3]
    assert {choose(LOGITS, 1.0, 0.7, FREE, noise(0, i)[0]) for i in range(300)} == {1, 3}


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_draws_follow_the_softmax(temperature):
    draws = 4000
    counts = np.bincount([choose(LOGITS, temperature, 1.0, FREE, noise(3, i)[0]) for i in range(draws)], minlength=4)
    expected = np.exp(log_softmax(LOGITS / temperature))
    assert np.abs(counts / draws - expected).sum() / 2 < 0.03  # total variation; noise level 0.012


def test_noise_drawn_ahead_is_the_noise_that_is_asked_for():
    drawn = DrawnAhead()
    for draw in (100, 200):
        drawn.begin(9, draw)
    drawn.prepare()
    made = drawn.take(9, 301)
    assert (made == noise(9, 301)).all() and (drawn.take(9, 301) == made).all()


def test_the_noise_of_the_next_question_is_made_beforehand(monkeypatch):
    drawn = DrawnAhead()
    for draw in (100, 200):
        drawn.begin(9, draw)
    drawn.prepare()
    monkeypatch.setattr(sampling, "noise", None)
    assert all(drawn.take(9, 300 + i) is not None for i in range(sampling.AHEAD))
