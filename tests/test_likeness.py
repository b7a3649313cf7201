"""Sliced Wasserstein distance between sets of pictures."""

import numpy as np
import pytest

from bridge import likeness


@pytest.fixture(scope="module")
def noise():
    return np.random.default_rng(0).integers(0, 256, (24, 64, 64, 3), np.uint8)


def test_a_level_for_each_size_down_to_16(noise):
    assert [x.shape[1] for x in likeness.pyramid(noise.astype(np.float32))] == [64, 32, 16]


def test_a_pyramid_adds_up_to_the_picture(noise):
    x = noise.astype(np.float32)
    fine, coarse = likeness.pyramid(x[:, ::2, ::2])
    assert np.allclose(fine + likeness._doubled(coarse), x[:, ::2, ::2], atol=1e-3)


def test_a_set_is_near_to_another_of_its_kind(noise):
    other = np.random.default_rng(1).integers(0, 256, noise.shape, np.uint8)
    assert likeness.distance(other, noise).mean < 60


def test_too_smooth_pictures_are_found_out_at_the_finest_level(noise):
    smooth = noise.astype(np.float32)
    smooth = ((smooth + np.roll(smooth, 1, 1) + np.roll(smooth, 1, 2)) / 3).astype(np.uint8)
    assert likeness.distance(smooth, noise).levels[0] > 200


def test_the_same_seed_gives_the_same_figure(noise):
    half, rest = noise[:12], noise[12:]
    assert likeness.distance(half, rest, 3) == likeness.distance(half, rest, 3)
