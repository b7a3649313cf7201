"""What other programs are told when the tree becomes another."""

import pytest

from bridge.watch.oscquery import Namespace, changes


def told(players: dict, others: dict) -> list:
    return changes(Namespace(players), Namespace(others))


def test_nothing_is_said_when_nothing_changed(players):
    assert told(players, dict(players)) == []


def test_a_player_that_came(players):
    assert told(players, players | {"bach": players["music"]}) == [("PATH_ADDED", "/bach"), ("PATH_CHANGED", "/")]


def test_a_player_that_went(players):
    others = {name: player for name, player in players.items() if name != "tensor"}
    assert told(players, others) == [("PATH_REMOVED", "/tensor"), ("PATH_CHANGED", "/")]


def test_a_package_with_other_words(players):
    others = players | {"music": players["music"] | {"words": {"style": ("piano",)}, "package": "other"}}
    assert told(players, others) == [("PATH_CHANGED", "/music")]


def test_a_scene_that_was_saved(players):
    before, after = Namespace(players, {"scene/recall": ()}), Namespace(players, {"scene/recall": ("verse",)})
    assert changes(before, after) == [("PATH_CHANGED", "/scene/recall")]


@pytest.mark.parametrize(
    ("count", "first"), [(7, ("PATH_ADDED", "/image/latent/5")), (4, ("PATH_REMOVED", "/image/latent/4"))]
)
def test_a_package_of_another_size(players, count, first):
    places = tuple(f"latent/{i}" for i in range(count))
    said = told(players, players | {"image": players["image"] | {"places": places}})
    assert said[0] == first and said[-1] == ("PATH_CHANGED", "/image/latent")


def test_very_much_at_once_is_one_place_to_look_at(players):
    places = tuple(f"latent/{i}" for i in range(512))
    assert told(players, players | {"image": players["image"] | {"places": places}}) == [("PATH_CHANGED", "/image/latent")]
