"""Which controller drives what, and when a knob picks a value up."""

import pytest

from bridge.inputs.controllers import Controllers, Mapped, Pickup, from_plain, plain, steps

T, D = "/music/temperature", "/music/density"


def test_the_next_controller_moved_is_learnt():
    map = Controllers({})
    map.learn(T)
    assert map.waiting == T
    assert map.moved((1, 21)) == (Mapped(T), True)
    assert map.waiting is None
    assert map.moved((1, 21)) == (Mapped(T), False)
    assert map.moved((1, 22)) == (None, False)


def test_the_channel_counts():
    map = Controllers({})
    map.learn(T)
    map.moved((1, 21))
    assert map.moved((2, 21)) == (None, False)


def test_learning_again_moves_an_address_to_another_controller():
    map = Controllers({})
    for key in ((1, 21), (1, 22)):
        map.learn(T)
        map.moved(key)
    assert map.learnt == {(1, 22): T}


def test_a_controller_that_is_learnt_anew_drives_what_it_learnt_last():
    map = Controllers({(0, 21): Mapped(T)})
    map.learn(D)
    map.moved((1, 21))
    assert map.moved((1, 21))[0].target == D
    assert map.moved((5, 21))[0].target == T, "on other channels the show's"


def test_said_twice_it_waits_no_more_and_what_was_learnt_is_forgotten():
    map = Controllers({})
    map.learn(T)
    map.moved((1, 21))
    assert map.learn(T) is False
    assert map.learn(T) is True
    assert map.waiting is None and map.learnt == {}


def test_another_address_takes_the_place_of_the_one_that_waits():
    map = Controllers({})
    map.learn(T)
    map.learn(D)
    assert map.moved((1, 3))[0].target == D


def test_the_shows_own_channel_goes_before_any():
    map = Controllers({(0, 7): Mapped(T), (3, 7): Mapped(D, (0, 4))})
    assert map.moved((3, 7))[0] == Mapped(D, (0, 4))
    assert map.moved((4, 7))[0] == Mapped(T)
    assert map.mapped() == {(0, 7): Mapped(T), (3, 7): Mapped(D, (0, 4))}


@pytest.mark.parametrize(
    ("encoder", "value", "turned"),
    [("twos", 1, 1), ("twos", 127, -1), ("twos", 65, -63), ("offset", 65, 1), ("offset", 63, -1), ("offset", 64, 0),
     ("sign", 2, 2), ("sign", 66, -2)],
)  # fmt: skip
def test_an_endless_knob_says_its_steps(encoder, value, turned):
    assert steps(encoder, value) == turned


def test_a_knob_picks_a_value_up_when_it_comes_by():
    pickup, key = Pickup(), (1, 21)
    assert not pickup.takes(key, 0.1, 0.5)
    assert not pickup.takes(key, 0.3, 0.5)
    assert pickup.takes(key, 0.6, 0.5), "it has come by between"
    pickup.drove(key, 0.6)
    assert pickup.takes(key, 0.9, 0.6), "from then on it holds it"


def test_a_knob_lets_go_when_somebody_else_changes_the_value():
    pickup, key = Pickup(), (1, 21)
    assert pickup.takes(key, 0.5, 0.5)
    pickup.drove(key, 0.5)
    assert not pickup.takes(key, 0.55, 0.9)
    assert pickup.takes(key, 0.95, 0.9)


def test_what_was_learnt_is_kept_as_plain_values():
    learnt = {(1, 21): T, (16, 102): "/image/latent/3"}
    assert from_plain(plain(learnt)) == learnt


@pytest.mark.parametrize(
    "entry",
    [{}, {"channel": 0, "controller": 1, "to": T}, {"channel": 1, "controller": 120, "to": T}, 3,
     {"channel": 1, "controller": 1, "to": "no address"}, {"channel": True, "controller": 1, "to": T}],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(entry):
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_plain([entry])
