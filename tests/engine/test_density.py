import numpy as np
import pytest

from bridge.engine.density import BEATS, Density
from bridge.tokens import END, GRID

RNG = np.random.default_rng(0)


def play(wish: float, events: int = 400) -> float:
    """The density reached with a model whose own mean distance is half a beat."""
    density, ticks = Density(wish), []
    for _ in range(events):
        logits = (-2 * BEATS + density.bias())[:END]
        chance = np.exp(logits - logits.max())
        distance = GRID[RNG.choice(END, p=chance / chance.sum())]
        density.heard(distance)
        ticks.append(distance)
    return len(ticks[100:]) / (sum(ticks[100:]) / 48)


@pytest.mark.parametrize("wish", [0.5, 1.0, 2.0, 4.0, 8.0])
def test_the_wish_is_reached(wish):
    assert play(wish) == pytest.approx(wish, rel=0.35)


def test_no_wish_no_tilt():
    density = Density(0)
    density.heard(48)
    assert density.bias() == 0.0


def test_an_endless_chord_or_silence_does_not_run_away():
    for distance in (0, 768):
        density = Density(1.0)
        for _ in range(1000):
            density.heard(distance)
        assert abs(density.tilt) <= 16
