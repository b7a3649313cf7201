"""INTERFACE.md §3.2 and §3.3: who listens, and where a reply goes."""

import itertools

import pytest

from bridge.config import Listener
from bridge.errors import AddressError
from bridge.inputs.listeners import Listeners

PD = ("udp", "127.0.0.1", 50123)
OTHER = ("udp", "127.0.0.1", 50999)
FAR = ("udp", "192.168.1.7", 9000)
TCP = ("sink", 77)


def port(number, host="127.0.0.1"):
    return ("udp", host, number)


@pytest.fixture
def listeners():
    return Listeners(itertools.count(1).__next__)


def hello(listeners, sender, named=None, timetags=0, lookahead_ms=100.0, now=0.0):
    return listeners.hello(sender, named, timetags, lookahead_ms, now)


# --- hello ---


def test_hello_opens_an_output(listeners):
    assert hello(listeners, PD, timetags=1, lookahead_ms=50.0) == [
        ("sink", 1, {
            "kind": "udp", "host": "127.0.0.1", "port": 50123, "name": "127.0.0.1:50123", "timetags": True,
            "lookahead_ms": 50.0, "offset_ms": 0.0, "patterns": None,
        })
    ]  # fmt: skip


def test_hello_may_name_another_port(listeners):
    ((_, _, spec),) = hello(listeners, PD, 9000)
    assert (spec["host"], spec["port"]) == ("127.0.0.1", 9000)


def test_hello_again_is_harmless(listeners):
    hello(listeners, PD, 9000)
    assert hello(listeners, PD, 9000) == []
    assert hello(listeners, OTHER, 9000) == []
    assert len(listeners) == 1


def test_hello_again_changes_what_differs(listeners):
    hello(listeners, PD)
    assert hello(listeners, PD, timetags=1) == [("tune", 1, "timetags", True)]


def test_a_socket_that_names_another_port_leaves_the_old_one(listeners):
    hello(listeners, PD, 9000)
    actions = hello(listeners, PD, 9001)
    assert [action[:2] for action in actions] == [("unsink", 1), ("sink", 2)]


def test_a_port_that_another_socket_named_too_stays(listeners):
    hello(listeners, PD, 9000)
    hello(listeners, OTHER, 9000)
    assert [action[0] for action in hello(listeners, PD, 9001)] == ["sink"]


def test_there_are_at_most_64(listeners):
    for number in range(64):
        hello(listeners, port(40_000 + number))
    with pytest.raises(AddressError, match="at most 64"):
        hello(listeners, PD)
    assert hello(listeners, port(40_000)) == []
    assert [action[0] for action in hello(listeners, port(40_000), 9000)] == ["unsink", "sink"]


def test_a_tcp_connection_listens_on_itself(listeners):
    assert hello(listeners, TCP, 9000) == [
        ("tune", 77, "timetags", False),
        ("tune", 77, "lookahead_ms", 100.0),
        ("tune", 77, "offset_ms", 0.0),
        ("tune", 77, "patterns", None),
    ]
    assert hello(listeners, TCP) == []
    assert listeners.bye(TCP) == [("tune", 77, "patterns", [])]


def test_the_welcome_and_every_players_state(listeners):
    replies = listeners.welcome(PD, "duende", "0.1.0", 7771, {"bach": "idle"})
    assert [(reply.to, reply.address, reply.args) for reply in replies] == [
        (PD, "/welcome", ("duende", "0.1.0", 7771)),
        (PD, "/bach/out/state", ("idle",)),
    ]


# --- replies ---


def test_who_never_said_hello_is_answered_at_the_source(listeners):
    assert listeners.targets(PD) == [PD]


def test_who_named_a_port_is_answered_there(listeners):
    hello(listeners, PD, 9000)
    assert listeners.targets(PD) == [port(9000)]


def test_who_said_hello_for_itself_is_answered_there_alone(listeners):
    hello(listeners, OTHER, 9000)
    hello(listeners, PD)
    assert listeners.targets(PD) == [PD]


def test_another_socket_of_the_same_address_is_answered_at_both(listeners):
    hello(listeners, port(40_001), 9000)
    hello(listeners, port(40_002), 9001)
    assert listeners.targets(PD) == [PD, port(9001)]
    hello(listeners, port(40_003), 9000)
    assert listeners.targets(PD) == [PD, port(9000)]


def test_a_port_named_from_elsewhere_is_not_ours(listeners):
    hello(listeners, FAR, 9001)
    assert listeners.targets(PD) == [PD]


def test_a_connection_is_answered_on_itself(listeners):
    hello(listeners, PD, 9000)
    assert listeners.targets(TCP) == [TCP]


# --- bye ---


def test_bye_ends_it(listeners):
    hello(listeners, PD, 9000)
    assert listeners.bye(PD) == [("unsink", 1)]
    assert (len(listeners), listeners.targets(PD)) == (0, [PD])


def test_bye_from_a_new_socket_ends_what_was_last_named(listeners):
    hello(listeners, port(40_001), 9000)
    hello(listeners, port(40_002), 9001)
    assert listeners.bye(PD) == [("unsink", 2)]
    assert listeners.targets(PD) == [PD, port(9000)]


def test_bye_from_a_stranger_is_nothing(listeners):
    assert listeners.bye(PD) == []


# --- listen, feedback, offset ---


def test_listen_narrows(listeners):
    hello(listeners, PD)
    assert listeners.listen(PD, ("/music/out/*", "/bach/out/note")) == [
        ("tune", 1, "patterns", ["/music/out/*", "/bach/out/note"])
    ]
    assert listeners.listen(PD, ()) == [("tune", 1, "patterns", None)]


def test_listen_is_kept_when_hello_is_said_again(listeners):
    hello(listeners, PD)
    listeners.listen(PD, ("/music/out/note",))
    assert hello(listeners, PD) == []


def test_a_pattern_starts_with_a_slash(listeners):
    hello(listeners, PD)
    with pytest.raises(AddressError, match="slash"):
        listeners.listen(PD, ("music",))


def test_only_listeners_listen(listeners):
    with pytest.raises(AddressError, match="say /hello first"):
        listeners.listen(PD, ("/music/*",))


def test_feedback_goes_to_all_who_asked_but_the_author(listeners):
    hello(listeners, PD)
    hello(listeners, OTHER)
    hello(listeners, port(50_777))
    listeners.feedback(PD, True)
    listeners.feedback(OTHER, True)
    assert listeners.to_feed_back(PD) == [("sink", 2)]
    assert listeners.to_feed_back(None) == [("sink", 1), ("sink", 2)]
    listeners.feedback(OTHER, False)
    assert listeners.to_feed_back(PD) == []


def test_a_new_socket_is_an_other_even_on_the_same_machine(listeners):
    hello(listeners, PD, 9000)
    listeners.feedback(PD, True)
    assert listeners.to_feed_back(OTHER) == [("sink", 1)]


def test_an_output_is_shifted_by_its_name(listeners):
    hello(listeners, PD, 9000)
    assert listeners.offset("127.0.0.1:9000", -12.0) == [("tune", 1, "offset_ms", -12.0)]
    assert listeners.offset("nobody", 1.0) is None


# --- the end of listeners ---


def test_a_refused_port_is_dropped(listeners):
    hello(listeners, PD, 9000)
    assert listeners.refused(1) == [("unsink", 1)]
    assert (len(listeners), listeners.refused(1)) == (0, [])


def test_beyond_loopback_hello_is_repeated_within_a_minute(listeners):
    hello(listeners, FAR, now=0.0)
    hello(listeners, PD, now=0.0)
    assert listeners.sweep(60.0) == []
    hello(listeners, FAR, now=60.0)
    assert listeners.sweep(119.0) == []
    assert listeners.sweep(120.5) == [("unsink", 1)]
    assert [heard.target for heard in listeners] == [PD]


def test_a_connection_that_ended_is_forgotten(listeners):
    hello(listeners, TCP)
    listeners.gone(77)
    assert len(listeners) == 0


def test_a_fixed_listener_stays(listeners):
    actions = listeners.fix([Listener("10.0.0.9", 57120, "sc", timetags=True, offset_ms=5.0, patterns=("/a",))])
    assert actions == [
        ("sink", 1, {
            "kind": "udp", "host": "10.0.0.9", "port": 57120, "name": "sc", "timetags": True, "lookahead_ms": 100.0,
            "offset_ms": 5.0, "patterns": ["/a"],
        })
    ]  # fmt: skip
    sc = port(57120, "10.0.0.9")
    assert hello(listeners, sc) == []
    assert listeners.refused(1) + listeners.sweep(1e6) + listeners.bye(sc) == []
    assert len(listeners) == 1


def test_sockets_that_named_a_port_are_remembered_within_bounds(listeners):
    for number in range(10_000):
        hello(listeners, port(number + 1), 9000)
    assert len(listeners._spoken_for) <= 4096
