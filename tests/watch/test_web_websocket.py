"""WebSocket without sockets: a client's wsproto on the other side of a line that the test holds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wsproto import ConnectionType, WSConnection, events

from bridge.watch.web.guests import Takeover
from bridge.watch.web.pages import Page, Request
from bridge.watch.web.websocket import MAX_MESSAGE_BYTES, handshake

HEADERS = {
    "host": "localhost",
    "connection": "keep-alive, Upgrade",
    "upgrade": "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
}


class Echo:
    def __init__(self):
        self.messages, self.leavings, self.rooms = [], 0, 0

    def opened(self, socket):
        self.socket = socket
        socket.send("welcome")

    def heard(self, message):
        self.messages.append(message)
        self.socket.send(message)

    def room(self):
        self.rooms += 1

    def left(self):
        self.leavings += 1


class Line:
    def __init__(self):
        self.full, self.behind, self.ended, self.sent = False, False, False, b""

    def write(self, data):
        self.sent += data

    def end(self):
        self.ended = True


class Meeting:
    """Our side with an echo, and a client that has shaken hands."""

    def __init__(self):
        self.line, self.endpoint, self.client = Line(), Echo(), WSConnection(ConnectionType.CLIENT)
        request = self.client.send(events.Request(host="localhost", target="/ws/x")).decode()
        pairs = [line.split(": ", 1) for line in request.split("\r\n")[1:] if line]
        answer = handshake(Request("GET", "/ws/x", "", {name.lower(): value for name, value in pairs}), self.endpoint)
        self.client.receive_data(answer.head)
        assert isinstance(next(self.client.events()), events.AcceptConnection)
        self.guest = answer.guest
        self.guest.begin(self.line)

    def say(self, *sent):
        self.guest.hear(b"".join(self.client.send(event) for event in sent))

    def heard(self):
        """The events that have come to the client."""
        data, self.line.sent = self.line.sent, b""
        self.client.receive_data(data)
        return list(self.client.events())


@pytest.fixture
def meeting():
    meeting = Meeting()
    assert [event.data for event in meeting.heard()] == ["welcome"]
    return meeting


def test_the_handshake_is_that_of_the_rfc():
    answer = handshake(Request("GET", "/ws/x", "", HEADERS), Echo())
    assert isinstance(answer, Takeover)
    assert answer.head.startswith(b"HTTP/1.1 101 ")
    assert b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in answer.head  # RFC 6455, 1.3


@pytest.mark.parametrize("missing", ["connection", "upgrade", "sec-websocket-version", "sec-websocket-key"])
def test_a_request_that_is_no_handshake_is_refused_with_a_sentence(missing):
    answer = handshake(Request("GET", "/ws/x", "", {k: v for k, v in HEADERS.items() if k != missing}), Echo())
    assert isinstance(answer, Page)
    assert answer.status == 426
    assert ("Upgrade", "websocket") in answer.headers
    assert "/ws/x speaks WebSocket" in json.loads(answer.body)["error"]


def test_messages_come_whole(meeting):
    meeting.say(events.TextMessage("a", message_finished=False), events.TextMessage("é"), events.BytesMessage(b"\0\1"))
    assert meeting.endpoint.messages == ["aé", b"\0\1"]
    assert [event.data for event in meeting.heard()] == ["aé", b"\0\1"]


def test_a_dict_is_sent_as_json(meeting):
    meeting.endpoint.socket.send({"a": "ü"})
    assert json.loads(meeting.heard()[0].data) == {"a": "ü"}


def test_a_ping_is_answered(meeting):
    meeting.say(events.Ping(b"42"))
    (pong,) = meeting.heard()
    assert bytes(pong.payload) == b"42"


def test_who_does_not_listen_gets_no_pongs(meeting):
    meeting.line.full = True
    meeting.say(*[events.Ping(b"42")] * 100)
    assert meeting.line.sent == b""


def test_a_goodbye_is_answered_and_ends_the_line(meeting):
    meeting.say(events.CloseConnection(1000))
    (goodbye,) = meeting.heard()
    assert (goodbye.code, meeting.line.ended) == (1000, True)
    meeting.endpoint.socket.send("more")
    assert meeting.line.sent == b""


def test_the_end_of_the_stream_ends_the_line(meeting):
    meeting.guest.hear(b"")
    assert meeting.line.ended
    assert meeting.heard() == []


def test_our_goodbye_has_its_reason(meeting):
    meeting.endpoint.socket.close(1001, "going")
    (goodbye,) = meeting.heard()
    assert (goodbye.code, goodbye.reason, meeting.line.ended) == (1001, "going", True)


def test_a_message_that_is_too_long_is_not_kept(meeting):
    for _ in range(MAX_MESSAGE_BYTES // 1000 + 2):
        meeting.say(events.TextMessage("x" * 1000, message_finished=False))
    (goodbye,) = meeting.heard()
    assert (goodbye.code, meeting.endpoint.messages, meeting.line.ended) == (1009, [], True)


def test_an_unmasked_frame_breaks_the_protocol(meeting):
    meeting.guest.hear(b"\x81\x01a")
    (goodbye,) = meeting.heard()
    assert (goodbye.code, meeting.line.ended) == (1002, True)


def test_text_that_is_not_utf8_is_refused(meeting):
    meeting.guest.hear(b"\x81\x82\0\0\0\0\xc3\x28")
    (goodbye,) = meeting.heard()
    assert goodbye.code == 1007


def test_room_and_the_end_are_passed_on(meeting):
    meeting.guest.room()
    meeting.guest.gone()
    assert (meeting.endpoint.rooms, meeting.endpoint.leavings) == (1, 1)
    assert meeting.endpoint.socket.full


@given(st.binary(max_size=200))
@settings(max_examples=100)
def test_no_bytes_break_it(data):
    meeting = Meeting()
    meeting.guest.hear(data)
    meeting.guest.hear(b"")
    assert meeting.line.ended
