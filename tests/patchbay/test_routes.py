from timeit import timeit

import pytest

from bridge.address import find
from bridge.errors import AddressError
from bridge.patchbay.routes import MOST, Route, Routes

PLAYERS = {
    "music": "music", "bach": "music", "bach2": "music", "image": "image",
    "poem": "text", "poem2": "text", "hand": "gesture", "hand2": "gesture",
}  # fmt: skip


def lookup(address):
    name, _, tail = address[1:].partition("/")
    found = find(PLAYERS[name], tail) if name in PLAYERS else find("server", address[1:])
    return found and found[0]


@pytest.fixture
def routes():
    return Routes(lookup)


# --- a field to a parameter ---


def test_a_field_is_scaled_to_a_parameter(routes):
    routes.add("/bach/out/note.velocity", "/image/walk", (0, 127, 0.0, 2.0))
    assert routes.apply("/bach/out/note", (60, 127, 1)) == [("/image/walk", (2.0,))]


def test_of_notes_only_the_ons_count(routes):
    routes.add("/bach/out/note.pitch", "/image/walk", (0, 127, 0.0, 2.0))
    assert routes.apply("/bach/out/note", (60, 0, 1)) == []


def test_a_line_may_fall(routes):
    routes.add("/music/note.velocity", "/music/temperature", (0, 100, 2, 0))
    assert routes.apply("/music/note", (60, 25, 1)) == [("/music/temperature", (1.5,))]


def test_without_a_range_the_whole_of_one_is_the_whole_of_the_other(routes):
    routes.add("/music/note.velocity", "/music/temperature")
    assert routes.apply("/music/note", (60, 127, 1)) == [("/music/temperature", (2.0,))]


def test_four_left_out_arguments_are_no_range(routes):
    assert routes.add("/music/note.velocity", "/music/temperature", (None,) * 4).range is None


@pytest.mark.parametrize(("velocity", "value"), [(1, 0.0), (127, 2.0)])
def test_the_table_has_the_last_word_on_the_range(routes, velocity, value):
    routes.add("/music/note.velocity", "/music/temperature", (60, 70, 0, 2))
    assert routes.apply("/music/note", (60, velocity, 1)) == [("/music/temperature", (value,))]


def test_whole_numbers_are_rounded(routes):
    routes.add("/music/note.velocity", "/music/polyphony", (0, 100, 0, 10))
    assert routes.apply("/music/note", (60, 25, 1)) == [("/music/polyphony", (3,))]


def test_a_switch_is_on_from_half(routes):
    routes.add("/music/note.velocity", "/music/plan")
    assert [routes.apply("/music/note", (60, v, 1))[0][1] for v in (63, 64)] == [(0,), (1,)]


def test_a_choice_is_taken_by_its_index(routes):
    routes.add("/music/note.velocity", "/bach/mode", (0, 127, 0, 99))
    assert routes.apply("/music/note", (60, 127, 1)) == [("/bach/mode", (5,))]


def test_a_parameter_of_another_kind_is_scaled_without_naming_its_only_field(routes):
    routes.add("/image/walk", "/music/temperature", (0, 10, 0, 1))
    assert routes.apply("/image/walk", (5.0,)) == [("/music/temperature", (0.5,))]


def test_one_of_many_values_is_named_by_its_number(routes):
    routes.add("/hand/out/value.2", "/music/temperature", (0, 1, 0, 2))
    assert routes.apply("/hand/out/value", (0.1, 0.2, 0.5)) == [("/music/temperature", (1.0,))]
    assert routes.apply("/hand/out/value", (0.1,)) == []


def test_the_beat_drives_too(routes):
    routes.add("/clock/out/beat.beat", "/image/walk", (1, 4, 0, 3))
    assert routes.apply("/clock/out/beat", (1, 3, 120.0)) == [("/image/walk", (2.0,))]


# --- triggers ---


@pytest.mark.parametrize("source", ["/music/note", "/music/note.velocity"])
def test_a_note_fires_a_trigger_once(routes, source):
    routes.add(source, "/bach/answer")
    fired = [routes.apply("/music/note", (60, velocity, 1)) for velocity in (90, 0)]
    assert fired == [[("/bach/answer", ())], []]


def test_each_beat_fires_a_trigger(routes):
    routes.add("/clock/out/beat", "/music/answer")
    assert routes.apply("/clock/out/beat", (1, 1, 120.0)) == [("/music/answer", ())]


def test_a_trigger_fires_a_trigger(routes):
    routes.add("/music/answer", "/poem/reset")
    assert routes.apply("/music/answer", ()) == [("/poem/reset", ())]


# --- whole messages ---


def test_a_whole_note_goes_on_with_its_off(routes):
    routes.add("/bach/out/note", "/bach2/note")
    assert routes.apply("/bach/out/note", (60, 90, 3)) == [("/bach2/note", (60, 90, 3))]
    assert routes.apply("/bach/out/note", (60, 0, 3)) == [("/bach2/note", (60, 0, 3))]


def test_a_line_goes_on_to_another_poet(routes):
    routes.add("/poem/out/line", "/poem2/line")
    assert routes.apply("/poem/out/line", ("the boats",)) == [("/poem2/line", ("the boats",))]


def test_a_parameter_follows_its_like_as_it_is(routes):
    routes.add("/music/temperature", "/bach/temperature")
    assert routes.apply("/music/temperature", (1.25,)) == [("/bach/temperature", (1.25,))]


def test_many_values_go_on_to_many(routes):
    routes.add("/hand/out/value", "/hand2/in")
    assert routes.apply("/hand/out/value", (0.1, 0.2)) == [("/hand2/in", (0.1, 0.2))]


# --- what may not be ---


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [
        ("/nobody/out/note", "/music/note", "cannot come from '/nobody/out/note': no player"),
        ("/music/note.velocity", "/nobody/x", "cannot lead to '/nobody/x': no player"),
        ("/music/note.velo", "/image/walk", "has no field 'velo'; it has pitch, velocity, channel"),
        ("/music/note.", "/image/walk", "has no field ''"),
        ("/music/note.0", "/image/walk", "has no field '0'"),
        ("/status", "/music/answer", "cannot come from /status"),
        ("/error.what", "/poem/prompt", "cannot come from /error"),
        ("/music/note", "/bach/out/note", "cannot lead to /bach/out/note"),
        ("/music/note", "/bye", "cannot lead to /bye"),
        ("/poem/out/line", "/music/note", "/music/note takes i:pitch i:velocity i:channel, /NAME/out/line has another"),
        ("/music/note", "/image/walk", "another form"),
        ("/music/note.velocity", "/image/morph", "drives a parameter or a trigger, not /image/morph"),
        ("/poem/out/line.text", "/image/walk", "text is a text: it cannot be scaled"),
        ("", "/image/walk", "cannot come from ''"),
    ],
)
def test_what_does_not_fit_is_a_sentence_and_no_route(routes, source, target, sentence):
    with pytest.raises(AddressError) as error:
        routes.add(source, target)
    assert sentence in str(error.value)
    assert routes.listing() == ()


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [
        ("/music/note.velocity", "/image/walk", "in_min and in_max must differ; both are 5"),
        ("/music/note", "/bach/note", "a range needs a field: /music/note.pitch|velocity|channel"),
        ("/music/note.velocity", "/bach/answer", "a trigger takes no range"),
    ],
)
def test_a_range_that_means_nothing_is_refused(routes, source, target, sentence):
    with pytest.raises(AddressError) as error:
        routes.add(source, target, (5, 5, 0, 1))
    assert sentence in str(error.value)


def test_there_is_an_end_to_routes(routes):
    for n in range(MOST):
        routes.add(f"/image/latent/{n}", "/music/temperature", (0, 1, 0, 1))
    with pytest.raises(AddressError, match="there are 256 routes"):
        routes.add("/image/walk", "/music/temperature", (0, 1, 0, 1))


# --- the list ---


def test_a_route_added_again_has_the_new_range(routes):
    routes.add("/music/note.velocity", "/image/walk", (0, 127, 0, 1))
    routes.add("/music/note.velocity", "/image/walk", (0, 127, 0, 2))
    assert routes.listing() == (Route("/music/note.velocity", "/image/walk", (0, 127, 0, 2)),)
    assert routes.apply("/music/note", (60, 127, 1)) == [("/image/walk", (2.0,))]


def test_the_list_shows_what_was_asked_for(routes):
    routes.add("/music/note.velocity", "/image/walk", (0, 127, 0, 2))
    routes.add("/bach/out/note", "/bach2/note")
    assert [route.args for route in routes.listing()] == [
        ("/music/note.velocity", "/image/walk", 0, 127, 0, 2),
        ("/bach/out/note", "/bach2/note"),
    ]


def test_a_removed_route_drives_nothing_and_leaves_the_others(routes):
    routes.add("/bach/out/note", "/bach2/note")
    routes.add("/bach/out/note.velocity", "/image/walk", (0, 127, 0, 127))
    routes.remove("/bach/out/note", "/bach2/note")
    assert routes.apply("/bach/out/note", (60, 10, 1)) == [("/image/walk", (10.0,))]


def test_removing_what_is_not_there_names_what_is(routes):
    routes.add("/bach/out/note", "/bach2/note")
    with pytest.raises(AddressError, match="no route /a → /b; there are: /bach/out/note → /bach2/note"):
        routes.remove("/a", "/b")


def test_a_message_that_drives_nothing_costs_next_to_nothing(routes):
    routes.add("/bach/out/note", "/bach2/note")
    assert min(timeit(lambda: routes.apply("/music/note", (60, 90, 1)), number=1000) for _ in range(10)) / 1000 < 1e-6


# --- what a message implies ---


def test_the_length_of_a_line_drives_a_number(routes):
    routes.add("/poem/out/line.length", "/image/walk", (0, 40, 0.0, 2.0))
    assert routes.apply("/poem/out/line", ("twenty characters ..",)) == [("/image/walk", (1.0,))]


def test_the_density_of_the_notes_drives_a_number():
    beats = iter((0.0, 1.0, 2.0, 3.0, 10.0))
    routes = Routes(lookup, lambda: next(beats))
    routes.add("/music/note.density", "/image/walk", (0, 4, 0.0, 4.0))
    driven = [routes.apply("/music/note", (60, 90, 1))[0][1][0] for _ in range(5)]
    assert driven == [0.25, 0.5, 0.75, 1.0, 0.25]


def test_an_off_says_nothing_of_density(routes):
    routes.add("/music/note.density", "/image/walk", (0, 4, 0.0, 4.0))
    assert routes.apply("/music/note", (60, 0, 1)) == []


def test_a_command_that_may_stand_alone_is_fired(routes):
    routes.add("/music/out/state", "/poem/next")
    assert routes.apply("/music/out/state", ("playing",)) == [("/poem/next", ())]


def test_a_gesture_value_by_its_number_drives_a_coordinate(routes):
    routes.add("/hand/out/value.2", "/image/latent/5", (0, 1, -2, 2))
    assert routes.apply("/hand/out/value", (0.1, 0.2, 0.75)) == [("/image/latent/5", (1.0,))]


def test_fields_that_are_implied_are_offered(routes):
    with pytest.raises(AddressError, match="it has pitch, velocity, channel, density"):
        routes.add("/music/note.loudness", "/image/walk")
