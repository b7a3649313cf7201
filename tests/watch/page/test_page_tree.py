"""From the server's tree to the page's controls."""

import pytest

from bridge.address import rows_for
from bridge.watch.oscquery import Namespace

PLAYERS = {
    "bach": {"kind": "music", "package": "a", "words": {"style": ("any", "folk"), "load": ("a", "b")}, "places": ()},
    "poet": {"kind": "text", "package": "verse", "words": {"load": ("verse", "tang")}, "places": ()},
    "eye": {"kind": "image", "package": "aviary", "words": {"class": ("sea", "sky")}, "places": ("latent/0", "latent/1")},
    "hand": {"kind": "gesture", "package": "pen", "words": {}, "places": ("in/0", "in/1", "in/2")},
    "net": {"kind": "tensor", "package": "hand", "words": {}, "places": ("in/pose", "in/force")},
}  # fmt: skip
VALUES = {"/bach/density": (2.5,), "/bach/plan": (1,), "/bach/style": ("folk",)}


def tree(players=PLAYERS, scenes=("verse",), values=VALUES):
    return Namespace(players, {"scene/recall": scenes}).root.told(values)


@pytest.fixture
def players(ask):
    return {player["name"]: player for player in ask("players", tree())}


@pytest.fixture
def bach(players):
    return {control["tail"]: control for control in players["bach"]["controls"]}


def test_players_and_their_kinds_are_seen_in_the_tree_alone(players):
    assert {name: player["kind"] for name, player in players.items()} == {n: p["kind"] for n, p in PLAYERS.items()}


def test_every_parameter_of_every_kind_is_a_control(players):
    for name, player in players.items():
        wanted = [row.tail for row in rows_for(PLAYERS[name]["kind"]) if row.parameter and "INDEX" not in row.tail]
        assert [control["tail"] for control in player["controls"]] == wanted


def test_a_control_has_range_unit_value_and_words(bach):
    density, style, plan, low, scale = (bach[tail] for tail in ("density", "style", "plan", "low", "scale"))
    assert (density["type"], density["low"], density["high"], density["value"]) == ("number", 0, 32, 2.5)
    assert density["unit"] == "notes per beat"
    assert density["learns"]
    assert (style["type"], style["choices"], style["value"]) == ("choice", ["any", "folk"], "folk")
    assert (plan["type"], plan["value"]) == ("switch", 1)
    assert low["type"] == "whole"
    assert (scale["type"], scale["learns"]) == ("text", False)


def test_a_control_knows_its_default(bach):
    assert (bach["temperature"]["fallback"], bach["low"]["fallback"]) == (1, 21)


def test_packages_and_scenes_are_words_of_the_tree(ask, players):
    assert players["bach"]["load"] == ["a", "b"]
    assert ask("scenes", tree()) == ["verse"]


def test_a_gesture_player_tells_how_many_values_it_has(players):
    assert players["hand"]["values"] == 3


def test_new_values_are_the_same_panel_other_words_are_another(ask):
    other = tree(PLAYERS | {"bach": PLAYERS["bach"] | {"words": {"style": ("any",)}}})
    assert ask("same", [tree(), tree(values={"/bach/density": (9.0,), "/bach/plan": (0,)}), "bach"])
    assert not ask("same", [tree(), other, "bach"])
    assert ask("same", [tree(), other, "poet"])


# --- hands on a dial


@pytest.mark.parametrize("tail", ["temperature", "density", "low", "velocity", "pause", "length", "top_p"])
def test_a_value_stands_where_it_was_put(ask, bach, tail):
    control = bach[tail]
    for value in (control["low"], control["fallback"], control["high"]):
        assert ask("valued", [control, ask("placed", [control, value])]) == pytest.approx(value, rel=0.06)


@pytest.mark.parametrize("tail", ["temperature", "density", "low", "velocity", "pause", "length", "quantize"])
def test_a_step_always_moves_and_never_leaves_the_range(ask, bach, tail):
    control = bach[tail]
    for value in (control["low"], control["fallback"], control["high"]):
        up, down = ask("stepped", [control, value, 1]), ask("stepped", [control, value, -1])
        assert control["low"] <= down <= value <= up <= control["high"]
        assert up > value or value == control["high"]
        assert down < value or value == control["low"]


def test_beats_are_those_that_musicians_count(ask, bach):
    found = {ask("valued", [bach["quantize"], place / 100]) for place in range(101)}
    assert {0, 0.25, 0.5, 1, 2, 4, 8} <= found


@pytest.mark.parametrize("unit, value, words", [
    ("", 0.123456, "0.12"), ("", 1, "1"), ("", -12, "−12"), ("", 12.345, "12.3"), ("pitch", 60, "C4"), ("pitch", 21, "A0"),
])  # fmt: skip
def test_values_are_written_as_people_write_them(ask, unit, value, words):
    assert ask("shown", [{"unit": unit}, value]) == words
