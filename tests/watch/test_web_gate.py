"""Which Host and Origin are ours, and who must bring the token."""

import socket

import pytest

from bridge.watch.web.gate import Gate, without_token
from bridge.watch.web.pages import Request
from bridge.watch.web.tally import Tally

UPGRADE = {"upgrade": "websocket"}
SECRET = "open-sesame-1001"
FAR = ("192.168.1.7", 50000)


def refused(gate, host, origin=None, *, local="", path="/", query="", peer=("127.0.0.1", 50000), **headers):
    """The sentence, None for a welcome."""
    headers |= {name: value for name, value in (("host", host), ("origin", origin)) if value is not None}
    answer = gate.refuses(Request("GET", path, query, headers, local, peer))
    return answer and answer.sentence


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:7771", "localhost.", "127.0.0.1", "127.0.0.1:7771", "127.8.9.10:1", "[::1]:7771"],
)
def test_loopback_is_ours_by_any_name(host):
    assert refused(Gate("127.0.0.1"), host) is None


@pytest.mark.parametrize(
    "host",
    ["evil.com", "localhost.evil.com", "127.0.0.1.evil.com", "evil.com:7771", "192.168.1.5", "", " ", ":7771", "[::1",
     "a@localhost", "localhost/x", "localhost:x", None],
)  # fmt: skip
def test_another_host_is_refused_with_a_sentence(host):
    assert "does not answer to the host" in refused(Gate("127.0.0.1"), host)


@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://127.0.0.1", "http://[::1]:7771"])
def test_a_page_of_this_machine_may_look(origin):
    assert refused(Gate("127.0.0.1"), "localhost", origin) is None


@pytest.mark.parametrize("origin", ["http://evil.com", "null", "", "localhost", "file://", "ftp://localhost"])
def test_a_page_of_another_site_is_refused(origin):
    assert "pages of another site" in refused(Gate("127.0.0.1"), "localhost", origin)


def test_the_bound_address_is_ours():
    assert refused(Gate("192.168.1.5"), "192.168.1.5:7771") is None


def test_the_bound_name_is_ours():
    assert refused(Gate("studio.lan"), "Studio.LAN:7771", "http://studio.lan:7771") is None


def test_a_door_open_to_all_answers_to_the_address_that_was_called():
    gate = Gate("0.0.0.0")
    assert refused(gate, "192.168.1.5:7771", local="192.168.1.5") is None
    assert refused(gate, "192.168.1.6:7771", local="192.168.1.5")
    assert refused(gate, "0.0.0.0:7771", local="192.168.1.5")


def test_beyond_loopback_the_machine_has_its_name_too():
    assert refused(Gate("0.0.0.0"), socket.gethostname()) is None
    assert refused(Gate("127.0.0.1"), "some-other-" + socket.gethostname())


def test_a_very_long_host_makes_a_short_sentence():
    assert len(refused(Gate("127.0.0.1"), "a" * 10_000)) < 300


# --- who may play ---


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:7771", "http://localhost:7771"), ("LOCALHOST:7771", "http://localhost:7771"), ("localhost", "http://localhost"),
        ("127.0.0.1:9000", "http://127.0.0.1:9000"), ("[::1]:7771", "http://[::1]:7771"), ("localhost", "https://localhost"),
        ("localhost:443", "https://localhost"),
    ],
)  # fmt: skip
def test_our_own_page_may_play(host, origin):
    assert refused(Gate("127.0.0.1"), host, origin, **UPGRADE) is None


@pytest.mark.parametrize(
    "origin",
    ["http://localhost:8000", "http://127.0.0.1:7771", "http://localhost", "https://localhost:443", "null", "",
     "http://evil.com", "http://localhost:7771.evil.com", "http://evil.com:7771", "file://", "http://localhost:x"],
)  # fmt: skip
def test_no_other_page_may_play(origin):
    assert "pages of another site" in refused(Gate("127.0.0.1"), "localhost:7771", origin, **UPGRADE)


def test_a_program_may_play():
    assert refused(Gate("127.0.0.1"), "localhost:7771", **UPGRADE) is None


def test_a_page_that_the_show_names_may_play():
    gate = Gate("127.0.0.1", origins=["http://localhost:5173", "https://editor.p5js.org"])
    assert refused(gate, "localhost:7771", "http://localhost:5173", **UPGRADE) is None
    assert refused(gate, "localhost:7771", "https://editor.p5js.org", **UPGRADE) is None
    assert refused(gate, "localhost:7771", "http://localhost:5174", **UPGRADE)


@pytest.mark.parametrize("origin", [None, "http://evil.com", "http://evil.com:7771"])
def test_a_name_that_was_bound_to_our_address_by_its_owner_may_not(origin):
    assert "does not answer to the host" in refused(Gate("127.0.0.1"), "evil.com:7771", origin, **UPGRADE)


def test_another_page_of_this_machine_may_watch_by_websocket():
    assert refused(Gate("127.0.0.1"), "localhost:7771", "http://localhost:8000", path="/ws/image", **UPGRADE) is None


# --- the token ---


def far(gate, query="", **headers):
    return refused(gate, "192.168.1.5", local="192.168.1.5", peer=FAR, query=query, **headers)


@pytest.fixture
def locked():
    return Gate("192.168.1.5", token=SECRET)


@pytest.mark.parametrize("query", ["token=", "VALUE&token=", "HOST_INFO&token=x&token="])
def test_the_token_in_the_address_opens(locked, query):
    assert far(locked, query + SECRET) is None


@pytest.mark.parametrize("header", [f"Bearer {SECRET}", f"bearer  {SECRET}"])
def test_the_token_in_a_header_opens(locked, header):
    assert far(locked, authorization=header) is None


@pytest.mark.parametrize(
    "query",
    ["", "token=", "token", "token=wrong", f"token={SECRET}x", f"token={SECRET[:-1]}", f"TOKEN={SECRET}", f"x={SECRET}"],
)
def test_nothing_else_opens(locked, query):
    assert "asks for its token" in far(locked, query)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", f"Basic {SECRET}", SECRET, "Bearer \xff\xfe"])
def test_no_other_header_opens(locked, header):
    assert "asks for its token" in far(locked, authorization=header)


def test_this_machine_needs_no_token(locked):
    assert refused(locked, "localhost") is None


def test_a_caller_without_an_address_needs_it(locked):
    assert refused(locked, "localhost", peer=("", 0))


def test_a_refusal_names_the_way_and_not_the_token(locked):
    answer = locked.refuses(Request("GET", "/", "token=wrong", {"host": "localhost"}, "", FAR))
    assert answer.status == 401 and dict(answer.headers)["WWW-Authenticate"].startswith("Bearer")
    assert SECRET not in answer.sentence


def test_the_token_does_not_open_to_other_pages_or_names(locked):
    assert "pages of another site" in far(locked, f"token={SECRET}", origin="http://evil.com")
    assert "does not answer to the host" in refused(locked, "evil.com", peer=FAR, query=f"token={SECRET}")


def test_what_comes_after_the_gate_never_sees_the_token():
    headers = {"authorization": f"Bearer {SECRET}", "host": "a"}
    seen = without_token(Request("GET", "/", f"token={SECRET}&VALUE&token=x", headers))
    assert seen.query == "VALUE" and seen.headers == {"host": "a"}


# --- who may connect, and what was counted ---


def test_the_list_of_the_show_is_kept():
    gate = Gate("0.0.0.0", allow=["192.168.1.0/24"])
    assert gate.lets_in("192.168.1.9") and gate.lets_in("127.0.0.1") and not gate.lets_in("192.168.2.9")


def test_refusals_are_counted_by_reason():
    tally = Tally()
    gate = Gate("192.168.1.5", ["192.168.1.0/24"], SECRET, (), tally)
    far(gate)
    far(gate, origin="http://evil.com")
    refused(gate, "evil.com")
    gate.lets_in("10.0.0.1")
    assert tally == {"refused_token": 1, "refused_origin": 1, "refused_host": 1, "refused_address": 1}
