"""More pictures from few."""

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")

from models.augment import disguised, varied  # noqa: E402


@pytest.mark.parametrize("turns", [False, True])
def test_varied_pictures_stay_pictures(turns):
    x = torch.rand(8, 3, 128, 128) * 2 - 1
    y = varied(x, turns)
    assert y.shape == x.shape and y.abs().max() <= 1
    assert not torch.equal(x, y)


def test_grey_stays_grey_when_hues_turn():
    x = (torch.rand(8, 1, 128, 128) * 1.6 - 0.8).expand(-1, 3, -1, -1)
    y = varied(x, turns=True)
    assert torch.allclose(y[:, 0], y[:, 2], atol=1e-5)


@pytest.mark.parametrize("few", [False, True])
def test_a_disguise_lets_gradients_through(few):
    x = torch.rand(4, 3, 128, 128, requires_grad=True)
    disguised(x, few).sum().backward()
    assert (x.grad != 0).any()
