"""Messages in, requests and errors out."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.address import TABLE
from bridge.clock import VirtualClock
from bridge.inputs.osc import Dispatcher
from bridge.inputs.values import Reply, Request
from bridge.osc.values import Impulse, Message

PD = ("udp", "127.0.0.1", 50123)
PLAYERS = {"music": "music", "bach": "music", "pictures": "image"}


@pytest.fixture
def clock():
    return VirtualClock(start=100.0)


@pytest.fixture
def dispatcher(clock):
    return Dispatcher(clock, PLAYERS, {"music": ("chorale", "folk")})


def receive(dispatcher, address, *args, timetag=None, sender=PD):
    return dispatcher.receive(Message(address, args, timetag), sender, 100.0)


def error(dispatcher, address, *args, **more):
    (reply,) = receive(dispatcher, address, *args, **more)
    assert reply.address == "/error"
    return reply.args


def test_a_note_becomes_a_request(dispatcher):
    (request,) = receive(dispatcher, "/bach/note", 60, 100.0)
    assert (request.row.address, request.player, request.args) == ("/NAME/note", "bach", (60, 100, 1))
    assert (request.sender, request.due, request.asks) == (PD, None, False)


def test_an_address_of_the_server_has_no_player(dispatcher):
    (request,) = receive(dispatcher, "/clock/tempo", 112)
    assert (request.player, request.args, request.address) == (None, (112.0,), "/clock/tempo")


def test_a_parameter_without_arguments_asks(dispatcher):
    (request,) = receive(dispatcher, "/music/temperature")
    assert (request.asks, request.args) == (True, ())


def test_a_button_let_go_is_nothing_at_all(dispatcher):
    assert receive(dispatcher, "/panic", 0) == []


def test_a_bang_presses_a_trigger(dispatcher):
    (request,) = receive(dispatcher, "/music/answer", Impulse)
    assert request.args == ()


@pytest.mark.parametrize(("address", "args"), [("/status", ()), ("/capture", (60.0,))])
def test_a_bang_is_a_message_without_arguments(dispatcher, address, args):
    (request,) = receive(dispatcher, address, Impulse)
    assert request.args == args


def test_a_bang_is_no_value(dispatcher):
    assert "must be" in error(dispatcher, "/music/temperature", Impulse)[1]


def test_learning_is_a_trigger_of_its_own(dispatcher):
    (request,) = receive(dispatcher, "/music/temperature/learn")
    assert (request.row.learns, request.address) == ("temperature", "/music/temperature/learn")


def test_one_coordinate_of_a_picture(dispatcher):
    (request,) = receive(dispatcher, "/pictures/latent/3", 0.5)
    assert (request.part, request.args, request.address) == ("3", (0.5,), "/pictures/latent/3")


def test_the_words_of_the_package_are_known(dispatcher):
    (request,) = receive(dispatcher, "/music/style", 1)
    assert request.args == ("folk",)


def test_a_pattern_reaches_all_that_match(dispatcher):
    reached = {request.address for request in receive(dispatcher, "/*/stop")}
    assert reached == {"/music/stop", "/bach/stop", "/pictures/stop", "/clock/stop"}


def test_a_pattern_that_fits_some_leaves_the_others_alone(dispatcher):
    items = receive(dispatcher, "/music/{temperature,mode}", 1.5)
    assert [item.address for item in items if isinstance(item, Request)] == ["/music/mode", "/music/temperature"]
    items = receive(dispatcher, "/music/{temperature,mode}", "solo")
    assert [item.args[0] for item in items if isinstance(item, Reply)] == ["/music/temperature"]


def test_a_pattern_reaches_the_coordinates_that_a_package_has(clock):
    dispatcher = Dispatcher(clock, PLAYERS, None, {"pictures": [f"latent/{i}" for i in range(12)]})
    found = receive(dispatcher, "/*/latent/1*", 0.5)
    assert [(r.player, r.part, r.args) for r in found] == [("pictures", part, (0.5,)) for part in ("1", "10", "11")]


def test_a_pattern_that_matches_nothing(dispatcher):
    assert error(dispatcher, "/x*/stop") == ("/x*/stop", "no address here matches this pattern")


def test_a_pattern_that_is_none(dispatcher):
    assert "has no partner" in error(dispatcher, "/music/[a")[1]


def test_an_unknown_address_is_answered_with_what_may_be_meant(dispatcher):
    sentence = "no such address; did you mean /music/temperature?"
    assert error(dispatcher, "/music/temprature", 1.0) == ("/music/temprature", sentence)


def test_an_address_unlike_any_is_answered_with_what_is_known(dispatcher):
    assert error(dispatcher, "/music/zzz")[1].startswith("no such address; a music player knows note, sustain, mode")


def test_an_unknown_player_is_answered_with_who_is_here(dispatcher):
    assert "players here: music, bach, pictures" in error(dispatcher, "/zzz/qqq")[1]


def test_wrong_arguments_are_answered_at_their_address(dispatcher):
    assert error(dispatcher, "/bach/note", 300, 100) == (
        "/bach/note",
        "pitch must be a whole number from 0 to 127; found 300",
    )


@pytest.mark.parametrize(
    "address",
    ["/error", "/welcome", "/music/out/note", "/clock/out/beat", "/zzz/out/", "#reply", "no/slash", "/*/out/note"],
)
def test_echoes_are_counted_and_never_answered(dispatcher, address):
    assert receive(dispatcher, address, "x", 1) == []
    assert dispatcher.counts["echoes"] == 1


def test_players_come_and_go(dispatcher):
    dispatcher.set_players({"choir": "music"})
    assert len(receive(dispatcher, "/choir/note", 60, 1)) == 1
    assert error(dispatcher, "/bach/note", 60, 1)[1].startswith("no such address")


# --- timetags ---


def test_a_timetag_is_the_moment_at_which_it_takes_effect(dispatcher, clock):
    (request,) = receive(dispatcher, "/music/note", 60, 100, timetag=clock.wall() + 0.25)
    assert request.due == pytest.approx(100.25, abs=1e-6)


def test_a_past_timetag_means_now(dispatcher, clock):
    (request,) = receive(dispatcher, "/music/note", 60, 100, timetag=clock.wall() - 3)
    assert request.due is None


def test_more_than_a_minute_ahead_is_an_error(dispatcher, clock):
    sentence = error(dispatcher, "/music/note", 60, 100, timetag=clock.wall() + 61)[1]
    assert sentence == "its timetag is 61.0 s ahead; at most 60 s are allowed"


def test_an_off_never_takes_effect_before_its_on(dispatcher, clock):
    (on,) = receive(dispatcher, "/music/note", 60, 100, timetag=clock.wall() + 1)
    (off,) = receive(dispatcher, "/music/note", 60, 0)
    (other,) = receive(dispatcher, "/music/note", 61, 0)
    (tagged,) = receive(dispatcher, "/music/note", 60, 0, timetag=clock.wall() + 0.5)
    assert (off.due, tagged.due, other.due) == (on.due, on.due, None)


def test_an_off_that_comes_later_anyway_keeps_its_moment(dispatcher, clock):
    receive(dispatcher, "/music/note", 60, 100, timetag=clock.wall() + 1)
    (off,) = receive(dispatcher, "/music/note", 60, 0, timetag=clock.wall() + 2)
    assert off.due == pytest.approx(102.0, abs=1e-6)


def test_ons_that_have_sounded_are_forgotten(dispatcher, clock):
    receive(dispatcher, "/music/note", 60, 100, timetag=clock.wall() + 1)
    dispatcher.tick(102.0)
    (off,) = dispatcher.receive(Message("/music/note", (60, 0)), PD, 102.0)
    assert (off.due, dispatcher._ahead) == (None, {})


# --- floods and echoes ---


def test_a_thousand_equal_errors_are_told_once_a_second_with_their_number(dispatcher):
    first = [item for _ in range(1000) for item in receive(dispatcher, "/music/temperature", "hot")]
    then = dispatcher.tick(101.0)
    assert [reply.args[1] for reply in first + then] == [
        "temperature must be a number from 0 to 2; found the text 'hot'",
        "temperature must be a number from 0 to 2; found the text 'hot' (and 998 more like it)",
    ]
    assert dispatcher.tick(102.1) == []


def test_another_socket_is_told_for_itself(dispatcher):
    error(dispatcher, "/music/zzz", sender=PD)
    error(dispatcher, "/music/zzz", sender=("udp", "127.0.0.1", 4))


def test_a_flood_from_spoofed_ports_takes_bounded_memory_and_few_answers(dispatcher):
    answers = 0
    for port in range(20_000):
        answers += len(receive(dispatcher, f"/music/{'x' * 300}{port}", sender=("udp", "10.0.0.1", port)))
    assert answers <= 1000
    assert len(dispatcher.complaints._told) <= 2048
    assert dispatcher.complaints.told + dispatcher.complaints.untold == 20_000


def test_a_flood_of_indexes_takes_bounded_memory(dispatcher):
    for index in range(5000):
        receive(dispatcher, f"/pictures/latent/{index}", 0.5)
    assert len(dispatcher._indexed) <= 1024


names = st.sampled_from(["music", "bach", "pictures", "clock", "error", "out", "*", "{a,b}", "[", "zzz", "learn", ""])
known = st.sampled_from([row.at("music", "1") for row in TABLE])
addresses = known | st.lists(names, max_size=4).map(lambda parts: "/" + "/".join(parts)) | st.text(max_size=20)
values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.binary(max_size=4)
tags = st.none() | st.floats(allow_nan=False) | st.just(1_700_000_000.5)
messages = st.builds(Message, addresses, st.lists(values, max_size=4).map(tuple), tags)


@given(st.lists(messages, max_size=8))
def test_whatever_comes_is_a_request_or_an_error_and_nothing_is_raised(flood):
    dispatcher = Dispatcher(VirtualClock(100.0), PLAYERS)
    for message in flood:
        for item in dispatcher.receive(message, PD, 100.0):
            assert isinstance(item, Request) or (item.address == "/error" and item.to == PD)


@given(messages)
def test_no_echo_can_loop(message):
    """Whatever we answer falls silent at another one of us, and so does anything that leaves unasked."""
    ours, theirs = (Dispatcher(VirtualClock(100.0), PLAYERS) for _ in range(2))
    for item in ours.receive(message, PD, 100.0):
        if isinstance(item, Reply):
            assert theirs.receive(Message(item.address, item.args), PD, 100.0) == []


@pytest.mark.parametrize("row", [row for row in TABLE if row.role == "out"], ids=lambda row: row.address)
def test_what_leaves_us_is_never_answered(dispatcher, row):
    assert receive(dispatcher, row.at("music"), math.pi) == []
