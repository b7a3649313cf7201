import numpy as np
import pytest

from bridge.gestures.likelihood import edges, log_cell, nats
from bridge.package.gesture import Value

VALUES = (Value("a", steps=128), Value("b", steps=2))


def mixture(components=3, values=2, seed=0):
    dice = np.random.default_rng(seed)
    wide = 1 + values
    parts = (
        dice.normal(size=components), dice.normal(3, 1, components), dice.uniform(0, 1, values * components),
        dice.uniform(-5, 0, wide * components),
    )  # fmt: skip
    return np.concatenate(parts)[None]


def test_the_chances_of_all_cells_add_up_to_one():
    """Every cell of the time with every level of both values: 500 × 128 × 2."""
    wait, level = np.meshgrid(np.arange(500), np.arange(256), indexing="ij")
    level = np.stack([level.ravel() // 2, level.ravel() % 2], 1)
    low, high = edges(wait.ravel(), level, VALUES, longest_s=0.5)
    found, _ = nats(np.repeat(mixture(), len(level), 0), low, high)
    assert np.exp(-found).sum() == pytest.approx(1, abs=1e-6)


def test_the_time_alone_adds_up_too():
    wait = np.arange(500)
    low, high = edges(wait, np.zeros((500, 2), int), VALUES, longest_s=0.5)
    _, time = nats(np.repeat(mixture(), 500, 0), low, high)
    assert np.exp(-time).sum() == pytest.approx(1, abs=1e-6)


def test_a_cell_far_out_has_its_small_chance_and_not_none():
    found = log_cell(np.array([0.5]), np.array([0.51]), np.array([0.0]), np.array([-5.0]))
    assert found[0] == pytest.approx(-0.5 * np.exp(5) + np.log1p(-np.exp(-0.01 * np.exp(5))), rel=1e-6)


def test_pytorch_has_the_same_formula():
    torch = pytest.importorskip("torch", reason="the training parts are not installed")
    from models.gesture import GestureConfig, step_nats

    rows = np.concatenate([mixture(seed=i) for i in range(20)])
    dice = np.random.default_rng(1)
    low, high = edges(dice.integers(0, 5000, 20), dice.integers(0, 2, (20, 2)) * [100, 1], VALUES, 5.0)
    mine = step_nats(*(torch.from_numpy(a) for a in (rows, low, high)), GestureConfig(2, components=3))
    assert mine.numpy() == pytest.approx(nats(rows, low, high)[0], rel=1e-5)
