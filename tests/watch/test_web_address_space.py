"""OSCQuery over HTTP: the node at a path, or what the query names of it."""

import json

import pytest

from bridge.watch.web.address_space import AddressSpace
from bridge.watch.web.guests import Takeover
from bridge.watch.web.pages import Page, Request

UPGRADE = {
    "host": "localhost", "upgrade": "websocket", "connection": "Upgrade", "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
}  # fmt: skip
MUSIC = {"kind": "music", "package": "ensemble", "words": {"style": ("any", "folk")}, "places": ()}


@pytest.fixture
def space():
    space = AddressSpace(7770, 7771, lambda: 1.7e9, lambda peer: lambda descriptor: None)
    space.hear(("players", {"music": MUSIC}, {}))
    space.hear(("values", {"/music/temperature": (0.5,), "/music/plan": (1,)}))
    return space


def ask(space, path, query="", **headers) -> Page | Takeover | None:
    return space(Request("GET", path, query, {"host": "localhost"} | headers, "127.0.0.1", ("127.0.0.1", 50000)))


def told(space, path, query="") -> dict:
    page = ask(space, path, query)
    assert page.status == 200 and page.kind.startswith("application/json")
    return json.loads(page.body)


def test_a_node_is_told_with_all_below_it(space):
    assert told(space, "/music")["CONTENTS"]["temperature"]["VALUE"] == [0.5]


def test_one_attribute_is_an_object_of_its_own(space):
    assert told(space, "/music/temperature", "VALUE") == {"VALUE": [0.5]}


def test_several_attributes_may_be_asked_for(space):
    assert list(told(space, "/music/temperature", "TYPE&VALUE")) == ["TYPE", "VALUE"]


def test_an_attribute_that_a_node_has_not_is_an_empty_object(space):
    """The proposal: `/baz?TYPE` of a pure container."""
    assert told(space, "/music", "TYPE") == {}


def test_a_value_that_is_not_there_yet_is_an_empty_object(space):
    assert told(space, "/music/top_p", "VALUE") == {}


@pytest.mark.parametrize("path", ["/panic", "/music/note", "/music/out/note", "/music", "/"])
def test_the_value_of_what_cannot_be_read_is_204(space, path):
    page = ask(space, path, "VALUE")
    assert (page.status, page.body) == (204, b"")


def test_an_unknown_attribute_is_400_and_says_which_there_are(space):
    page = ask(space, "/music", "COLOUR")
    assert page.status == 400 and "FULL_PATH" in json.loads(page.body)["error"]


@pytest.mark.parametrize("path", ["/", "/music/temperature", "/nowhere/at/all"])
def test_host_info_is_told_at_any_path(space, path):
    info = told(space, path, "HOST_INFO")
    assert (info["OSC_IP"], info["OSC_PORT"], info["WS_PORT"]) == ("127.0.0.1", 7770, 7771)


def test_host_info_is_told_alone(space):
    assert "HOST_INFO" not in told(space, "/")


def test_an_address_that_is_not_there_is_404_and_says_what_may_be_meant(space):
    page = ask(space, "/music/temprature")
    assert page.status == 404 and "did you mean /music/temperature?" in json.loads(page.body)["error"]


def test_what_is_like_no_address_is_left_to_others(space):
    assert ask(space, "/favicon.ico") is None


def test_a_path_may_be_escaped(space):
    assert told(space, "/music/%74emperature")["FULL_PATH"] == "/music/temperature"


def test_a_human_gets_one_thing_a_line(space):
    assert ask(space, "/music/temperature", accept="text/html").body.startswith(b'{\n  "FULL_PATH"')


def test_a_node_has_no_page_of_its_own(space):
    assert ask(space, "/music", "HTML").status == 404


def test_values_of_a_player_that_is_gone_are_forgotten(space):
    space.hear(("players", {}, {}))
    space.hear(("players", {"music": MUSIC}, {}))
    assert told(space, "/music/temperature", "VALUE") == {}


@pytest.mark.parametrize("path", ["/", "/music", "/anywhere"])
def test_a_websocket_is_opened_at_any_path(space, path):
    assert isinstance(ask(space, path, **UPGRADE), Takeover)


def test_what_is_no_websocket_handshake_is_refused(space):
    assert ask(space, "/", upgrade="websocket").status >= 400


def test_what_is_about_something_else_is_left_to_others(space):
    assert not space.hear(("rings", {}))
