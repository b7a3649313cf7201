"""A WebSocket client as core sees it: a stream of packets after their lengths, made at its first packet."""

import asyncio
import os
import socket

import pytest

from bridge.osc.framing import LENGTH, LengthDecoder, frame
from bridge.watch.web.relay import BACKLOG_BYTES, Relay


class Core:
    """Core's end of each pair that it is handed."""

    def __init__(self):
        self.ends: list[socket.socket] = []

    def introduce(self, descriptor: int) -> None:
        self.ends.append(socket.socket(fileno=os.dup(descriptor)))  # as a message between processes would

    def read(self) -> list[bytes]:
        self.ends[0].setblocking(False)
        return LengthDecoder().feed(self.ends[0].recv(1 << 20))


@pytest.fixture
def core():
    core = Core()
    yield core
    for end in core.ends:
        end.close()


def played(core: Core, act) -> tuple[list[bytes], list[str]]:
    """What was delivered to the client and how often core hung up, after `act(relay)` and a turn of the loop."""
    delivered, ended = [], []

    async def play() -> None:
        relay = Relay(core.introduce, delivered.append, lambda: ended.append("over"))
        act(relay)
        for _ in range(5):
            await asyncio.sleep(0)
        relay.close()

    asyncio.run(play())
    return delivered, ended


def test_nothing_is_made_for_a_client_that_never_speaks_osc(core):
    played(core, lambda relay: None)
    assert core.ends == []


def test_a_packet_reaches_core_after_its_length(core):
    played(core, lambda relay: relay.take(b"/bye\0\0\0\0,\0\0\0"))
    assert core.read() == [b"/bye\0\0\0\0,\0\0\0"]


def test_what_core_says_is_delivered_packet_by_packet(core):
    def act(relay):
        relay.take(b"/a\0\0,\0\0\0")
        core.ends[0].sendall(frame(b"one.", LENGTH) + frame(b"two.", LENGTH))

    assert played(core, act)[0] == [b"one.", b"two."]


def test_a_client_without_room_is_delivered_nothing(core):
    def act(relay):
        relay.take(b"/a\0\0,\0\0\0")
        relay.pause()
        core.ends[0].sendall(frame(b"one.", LENGTH))

    assert played(core, act)[0] == []


def test_what_waited_is_delivered_when_there_is_room_again(core):
    def act(relay):
        relay.take(b"/a\0\0,\0\0\0")
        relay.pause()
        core.ends[0].sendall(frame(b"one.", LENGTH))
        relay.resume()

    assert played(core, act)[0] == [b"one."]


def test_core_hanging_up_is_told_once(core):
    def act(relay):
        relay.take(b"/a\0\0,\0\0\0")
        core.ends[0].close()

    assert played(core, act)[1] == ["over"]


def test_the_client_is_given_up_when_core_is_a_megabyte_behind(core):
    def act(relay):
        for _ in range(2 + 4 * BACKLOG_BYTES // 60_000):
            relay.take(b"x" * 60_000)

    assert played(core, act)[1] == ["over"]


def test_leaving_ends_cores_stream(core):
    played(core, lambda relay: relay.take(b"/a\0\0,\0\0\0"))
    core.read()
    assert core.ends[0].recv(1) == b""
