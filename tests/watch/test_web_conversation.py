"""HTTP/1.1 without a socket: bytes in, answers out."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.watch.web.conversation import MAX_HEAD_BYTES, Conversation
from bridge.watch.web.pages import text

GET = b"GET /x?y=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Caller:
    """A conversation, and the requests that it took."""

    def __init__(self, answer=lambda request: text("hello")):
        self.requests, self._answer = [], answer
        self.talk = Conversation(self._take, lambda: 1_700_000_000.0, "127.0.0.1")

    def _take(self, request):
        self.requests.append(request)
        return self._answer(request)

    def say(self, data):
        """The answers to it, as (status, headers, body)."""
        self.talk.feed(data)
        return [parsed(answer) for answer in iter(self.talk.take, None)]


def parsed(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return int(first.split()[1]), dict(line.lower().split(": ", 1) for line in lines), body


@pytest.fixture
def caller():
    return Caller()


def test_a_request_is_answered(caller):
    ((status, headers, body),) = caller.say(GET)
    assert (status, body) == (200, b"hello")
    assert headers["content-length"] == "5"
    assert headers["date"] == "tue, 14 nov 2023 22:13:20 gmt"
    assert headers["cache-control"] == "no-store"


def test_a_request_names_path_query_headers_and_where_it_came_in(caller):
    caller.say(b"GET /x?y=1 HTTP/1.1\r\nHost: localhost\r\nACCEPT: a\r\n\r\n")
    (request,) = caller.requests
    assert (request.method, request.path, request.query, request.local) == ("GET", "/x", "y=1", "127.0.0.1")
    assert request.headers["accept"] == "a"


def test_the_first_line_has_its_phrase(caller):
    caller.talk.feed(GET)
    assert caller.talk.take().startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_head_has_the_length_and_no_body(caller):
    ((status, headers, body),) = caller.say(GET.replace(b"GET", b"HEAD"))
    assert (status, headers["content-length"], body) == (200, "5", b"")


def test_requests_in_a_row_are_answered_in_a_row(caller):
    assert [status for status, _, _ in caller.say(GET * 3 + GET[:10])] == [200, 200, 200]
    assert caller.talk.midway
    assert len(caller.say(GET[10:])) == 1
    assert not caller.talk.midway


@given(st.lists(st.integers(1, 2 * len(GET) - 1), max_size=6))
@settings(max_examples=30)
def test_cuts_change_nothing(cuts):
    caller, stream, answers = Caller(), GET * 2, []
    places = sorted({0, *cuts, len(stream)})
    for begin, end in pairwise(places):
        answers += caller.say(stream[begin:end])
    assert [status for status, _, _ in answers] == [200, 200]


def test_a_client_that_wants_to_close_is_answered_and_then_over(caller):
    assert caller.say(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))[0][0] == 200
    assert caller.talk.over
    assert not caller.talk.unread


def test_an_old_client_is_answered_and_then_over(caller):
    assert caller.say(b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")[0][0] == 200
    assert caller.talk.over


def test_the_end_of_the_stream_is_the_end(caller):
    assert caller.say(b"") == []
    assert caller.talk.over


def test_an_address_as_to_a_proxy_names_the_host(caller):
    caller.say(b"GET http://evil.com/a?b HTTP/1.1\r\nHost: localhost\r\n\r\n")
    (request,) = caller.requests
    assert (request.headers["host"], request.path, request.query) == ("evil.com", "/a", "b")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01", 400),  # TLS
        (b"/music/note\0,ii\0\0\0\0\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),  # no Host
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),  # HTTP/0.9
        (b"GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n", 400),
        (b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"b" * MAX_HEAD_BYTES + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"b" * MAX_HEAD_BYTES, 431),
        (b"a" * (MAX_HEAD_BYTES + 1), 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 413),
        (b"HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 413),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 413),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
def test_what_is_not_taken_is_answered_once_with_a_sentence(caller, data, status):
    ((found, headers, body),) = caller.say(data)
    assert (found, headers["connection"]) == (status, "close")
    assert data.startswith(b"HEAD") or json.loads(body)["error"]
    assert caller.talk.over
    assert caller.talk.unread
    assert caller.talk.take() is None


def test_a_request_cut_by_its_end_is_told(caller):
    caller.talk.feed(GET[:20])
    ((status, _, _),) = caller.say(b"")
    assert status == 400
    assert caller.talk.over


def test_a_page_that_fails_is_our_fault_and_the_next_is_answered(capfd):
    def answer(request):
        return 1 / 0 if request.path == "/x" else text("hello")

    caller = Caller(answer)
    assert [status for status, _, _ in caller.say(GET + GET.replace(b"/x", b"/z"))] == [500, 200]
    assert "ZeroDivisionError" in capfd.readouterr().err


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_no_bytes_break_it(data):
    caller = Caller()
    caller.say(data)
    for rest in (b"\r\n\r\n", b""):
        if not caller.talk.over:
            caller.say(rest)
    assert caller.talk.over
