import numpy as np
import pytest

from bridge.engine.shelf import Shelf


def state(value):
    return {"h": np.full((1, 3), value, np.float32), "n": np.array([value])}


@pytest.fixture
def shelf():
    return Shelf(state(0), 4)


def test_what_is_kept_is_a_copy(shelf):
    now = state(1)
    shelf.keep(1, now)
    now["h"][:] = 9
    assert shelf[1]["h"].tolist() == [[1, 1, 1]] and shelf[1]["n"].tolist() == [1]


def test_only_the_newest_places_are_known(shelf):
    for place in range(7):
        shelf.keep(place, state(place))
    assert [place for place in range(-1, 9) if place in shelf] == [3, 4, 5, 6]
    with pytest.raises(KeyError):
        shelf[2]


def test_what_came_after_a_place_can_be_forgotten(shelf):
    for place in range(5):
        shelf.keep(place, state(place))
    shelf.forget_after(2)
    assert [place for place in range(9) if place in shelf] == [1, 2]


def test_an_evening_asks_for_no_more_memory(shelf):
    rooms = [array.ctypes.data for array in shelf._arrays.values()]
    for place in range(100):
        shelf.keep(place, state(place))
    assert [array.ctypes.data for array in shelf._arrays.values()] == rooms
    assert np.shares_memory(shelf[99]["h"], shelf._arrays["h"])
