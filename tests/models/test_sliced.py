"""Differentiable distances between batches of pictures."""

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")

from models import sliced  # noqa: E402


def test_a_batch_has_no_distance_to_itself():
    x = torch.rand(4, 3, 128, 128)
    assert sliced.textures(sliced.pyramid(x), sliced.pyramid(x)) == 0
    assert sliced.layouts(x, x) == 0


def test_a_blurred_batch_is_pulled_towards_the_sharp_one():
    torch.manual_seed(0)
    sharp = torch.rand(4, 3, 128, 128)
    blurred = torch.full_like(sharp, 0.5, requires_grad=True)
    before = sliced.textures(sliced.pyramid(sharp), sliced.pyramid(blurred))
    before.backward()
    moved = (blurred - 20 * blurred.grad / blurred.grad.abs().max()).detach()
    assert sliced.textures(sliced.pyramid(sharp), sliced.pyramid(moved)) != before
    assert blurred.grad.abs().sum() > 0


def test_layouts_do_not_care_about_the_order_of_pictures():
    torch.manual_seed(0)
    x = torch.rand(6, 3, 128, 128)
    assert sliced.layouts(x, x.flip(0)) < 1e-6
