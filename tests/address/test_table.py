"""The table says what the contract says."""

import pytest

from bridge.address import KINDS, RESERVED, TABLE, check_player_name, coerce, find, parameters, rows_for, server_rows
from bridge.errors import ConfigError

# INTERFACE.md §5, music: tail → (lowest, highest, default)
MUSIC = {
    "temperature": (0, 2, 1.0), "top_p": (0, 1, 0.95), "low": (0, 127, 21), "high": (0, 127, 108),
    "polyphony": (1, 16, 8), "velocity": (-64, 64, 0), "in_channel": (0, 16, 0), "out_channel": (1, 16, 1),
}  # fmt: skip
STARTS_AT = {"density": 0.0, "quantize": 0.0, "grid": 0.0, "pause": 0.6, "length": 0.0, "yield": 1, "scale": "any"}


def row_of(kind, tail):
    return find(kind, tail)[0]


@pytest.mark.parametrize("tail", MUSIC)
def test_a_music_parameter_has_its_range_and_default(tail):
    arg = row_of("music", tail).args[0]
    assert (arg.low, arg.high, arg.default) == MUSIC[tail]


@pytest.mark.parametrize("tail", STARTS_AT)
def test_a_music_parameter_starts_at(tail):
    assert row_of("music", tail).args[0].default == STARTS_AT[tail]


def test_the_parameters_of_music_are_these():
    assert {row.tail for row in parameters("music")} == {
        "mode", "seed", "style", "temperature", "top_p", "density", "low", "high", "scale", "polyphony", "velocity",
        "quantize", "grid", "pause", "length", "yield", "in_channel", "out_channel", "plan",
    }  # fmt: skip


def test_the_tempo_is_a_parameter_from_20_to_400():
    row = row_of("server", "clock/tempo")
    assert (row.role, row.args[0].low, row.args[0].high, row.args[0].default) == ("parameter", 20, 400, 120.0)


def test_music_answers_by_default():
    assert row_of("music", "mode").args[0].default == "answer"


def test_text_has_a_temperature_of_its_own():
    assert row_of("text", "temperature").args[0].default == 0.8


def test_the_seed_of_a_picture_stands_for_the_seed_of_every_player():
    assert [row.kind for row in rows_for("image") if row.tail == "seed"] == ["image"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_address_is_listed_twice(kind):
    addresses = [row.address for row in (*rows_for(kind), *server_rows())]
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize("row", [row for row in TABLE if row.incoming], ids=lambda row: f"{row.kind}{row.address}")
def test_every_example_is_right(row):
    assert isinstance(coerce(with_words(row), row.example), tuple) or row.example == ()


def with_words(row):
    from bridge.address import with_choices

    return with_choices(row, ("folk", "full"))


@pytest.mark.parametrize("row", [row for row in TABLE if row.parameter], ids=lambda row: f"{row.kind}{row.address}")
def test_a_parameter_has_a_default_within_its_range(row):
    for arg in row.args:
        if arg.name != "style":
            assert coerce(row, tuple(arg.default for arg in row.args)) == tuple(arg.default for arg in row.args)


def test_every_row_has_words():
    assert all(row.doc for row in TABLE)


def test_learning_is_derived_for_parameters_with_a_range():
    row, part = find("music", "temperature/learn")
    assert (row.address, row.role, row.learns, part) == ("/NAME/temperature/learn", "trigger", "temperature", "")


@pytest.mark.parametrize(("kind", "tail", "part"), [("image", "latent/3", "3"), ("gesture", "in/1", "1")])
def test_one_number_of_many_can_be_learnt(kind, tail, part):
    row, found = find(kind, f"{tail}/learn")
    assert (row.role, row.learns, found) == ("trigger", f"{tail.split('/')[0]}/INDEX", part)
    assert row.at("p", part) == f"/p/{tail}/learn"


def test_a_trigger_can_be_learnt():
    assert find("music", "answer/learn")[0].learns == "answer"


@pytest.mark.parametrize(
    "tail",
    ["scale/learn", "note/learn", "seed/learn", "answer/learn/learn", "/learn" * 5000, "out/note/learn", "nothing", "",
     "out"],
)
def test_there_is_no_such_address(tail):
    assert find("music", tail) is None


def test_one_coordinate_is_found_by_its_index():
    row, part = find("image", "latent/12")
    assert (row.address, part, row.at("image", part)) == ("/NAME/latent/INDEX", "12", "/image/latent/12")


@pytest.mark.parametrize("tail", ["latent/x", "latent/-1", "latent/", "latent/²", "latent/999999"])
def test_what_is_no_index_is_not_found(tail):
    assert find("image", tail) is None


def test_an_input_of_a_tensor_player_has_any_name():
    assert find("tensor", "in/audio")[1] == "audio"


@pytest.mark.parametrize("name", ["music", "bach2", "a", "my_player"])
def test_a_player_may_be_named(name):
    assert check_player_name(name) == name


@pytest.mark.parametrize(
    "name", ["Music", "2bach", "", "a-b", "a b", "é", "_x", "a" * 33, "clock", "out", "view", "ws"]
)
def test_a_player_may_not_be_named(name):
    with pytest.raises(ConfigError):
        check_player_name(name)


def test_the_servers_own_segments_are_reserved():
    assert {
        "hello", "bye", "listen", "feedback", "output", "status", "players", "panic", "clock", "journal", "capture",
        "scene", "route", "view", "reference", "patches", "api", "health", "metrics", "out", "error", "welcome",
    } <= RESERVED  # fmt: skip
