import json
import math

import pytest

from bridge.players.path import Blend, Glide, Still, Stride, between, from_plain, length, point_of
from bridge.players.walk import Walk


def test_a_seed_is_the_same_point_everywhere():
    """These digits are part of the contract: a seed that an artist has written down is that picture for ever."""
    assert point_of(7, 3) == pytest.approx((0.5161661633565218, 0.7184721151690002, 1.3031666217102853), abs=1e-12)
    assert point_of(7, 4)[:3] == point_of(7, 3)


def test_points_are_normally_distributed():
    values = [x for seed in range(50) for x in point_of(seed, 64)]
    mean = sum(values) / len(values)
    assert abs(mean) < 0.1 and 0.9 < sum(x * x for x in values) / len(values) < 1.1


def test_the_arc_keeps_the_length():
    a, b = point_of(1, 64), point_of(2, 64)
    for part in (0.1, 0.5, 0.9):
        assert length(between(a, b, part)) == pytest.approx(length(a) + (length(b) - length(a)) * part)


def test_opposite_and_zero_points_are_joined_straight():
    assert between((1.0, 0.0), (-1.0, 0.0), 0.25) == pytest.approx((0.5, 0.0))
    assert between((0.0, 0.0), (2.0, 0.0), 0.5) == pytest.approx((1.0, 0.0))


def test_a_glide_arrives_exactly_and_stays():
    glide = Glide((0.0, 1.0), (1.0, 0.0), 4.0, 8.0)
    assert glide.at(0.0) == (0.0, 1.0) and glide.at(8.0) == (1.0, 0.0) and glide.at(99.0) == (1.0, 0.0)


def test_strides_join_without_a_kink():
    walk = Walk(3, 16)
    one = walk.set_off(point_of(0, 16), 0.0, 4.0)
    two = walk.go_on(one, 8.0)
    assert two.at(4.0) == pytest.approx(one.at(4.0))
    step = 1e-4
    before = [(a - b) / step for a, b in zip(one.at(4.0), one.at(4.0 - step), strict=True)]
    after = [(a - b) / step for a, b in zip(two.at(4.0 + step), two.at(4.0), strict=True)]
    assert math.dist(before, after) < 0.15 * length(before)


def test_a_stride_arrives_at_the_picture_of_its_seed():
    walk = Walk(3, 16)
    one = walk.set_off(point_of(0, 16), 0.0, 4.0)
    walk.go_on(one, 8.0)
    assert one.at(4.0) == pytest.approx(point_of(walk.passed, 16))


def test_a_walk_is_repeatable():
    first, again = (Walk(5, 8).set_off((0.0,) * 7 + (1.0,), 0.0, 1.0).at(0.7) for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    "path",
    [Still((1.0, 2.0)), Glide((0.0, 1.0), (1.0, 0.0), 1.0, 2.0), Stride(((0.0, 1.0),) * 4, 1.0, 2.0, 0.5)],
)
def test_the_journal_gives_a_path_back(path):
    assert from_plain(json.loads(json.dumps(path.plain()))) == path


def test_a_cut_is_done_though_now_is_a_hair_before_its_beat():
    assert Blend((1.0, 0.0), (0.0, 1.0), 4.0, 4.0).at(3.9999999999) == (0.0, 1.0)


def test_a_stride_without_time_stands_where_it_began():
    assert Stride(((0.0, 1.0),) * 4, 4.0, 4.0, 0.5).part(3.9999999999) == 0.5
