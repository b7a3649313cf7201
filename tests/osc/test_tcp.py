"""The TCP door on loopback, with real sockets."""

import select
import socket
from contextlib import ExitStack

import pytest

from bridge.errors import PortError
from bridge.osc.framing import LENGTH, SLIP, frame
from bridge.osc.tcp import MAX_BACKLOG, MAX_CONNECTIONS, TcpDoor, TcpSender


@pytest.fixture
def door():
    door = TcpDoor("127.0.0.1", 0)
    yield door
    door.close()


def readable(thing):
    assert select.select([thing], [], [], 5)[0], "nothing came within 5 s"
    return thing


@pytest.fixture
def join():
    """Opens a connection to a door: the client, and our side of it."""
    with ExitStack() as clients:

        def join(door):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", door.port), timeout=5))
            (connection,) = readable(door).accept()
            return client, connection

        yield join


def drained(connection, count):
    packets = []
    while len(packets) < count:
        packets += readable(connection).drain()
    return packets


@pytest.mark.parametrize("framing", [LENGTH, SLIP])
def test_packets_arrive_and_the_framing_is_known(door, join, framing):
    client, connection = join(door)
    assert connection.framing is None
    client.sendall(frame(b"/a\0\0", framing) + frame(b"/b\0\0", framing))
    assert drained(connection, 2) == [b"/a\0\0", b"/b\0\0"]
    assert connection.framing == framing
    assert connection.peer == client.getsockname()


def test_nobody_at_the_door_and_nothing_sent_do_not_wait(door, join):
    assert door.accept() == []
    _client, connection = join(door)
    assert (connection.drain(), connection.closed) == ([], False)


def test_half_a_packet_waits_for_its_rest(door, join):
    client, connection = join(door)
    client.sendall(b"\0\0\0\x04/a")
    assert readable(connection).drain() == []
    client.sendall(b"\0\0")
    assert drained(connection, 1) == [b"/a\0\0"]


def test_the_end_of_the_peer_closes(door, join):
    client, connection = join(door)
    client.sendall(frame(b"/a\0\0", SLIP))
    client.close()
    assert drained(connection, 1) == [b"/a\0\0"]
    assert (readable(connection).drain(), connection.closed, connection.damage) == ([], True, None)


def test_what_is_not_osc_is_closed_and_named(door, join):
    client, connection = join(door)
    client.sendall(b"GET / HTTP/1.1\r\n\r\n")
    assert readable(connection).drain() == []
    assert connection.closed
    assert "b'G' is not OSC" in connection.damage
    connection.close()
    assert client.recv(10) == b""


def test_a_length_that_lies_closes_but_keeps_what_came_before(door, join):
    client, connection = join(door)
    client.sendall(frame(b"/a\0\0", LENGTH) + b"\x7f\xff\xff\xff")
    assert drained(connection, 1) == [b"/a\0\0"]
    while not connection.closed:
        readable(connection).drain()
    assert "at most 1048576" in connection.damage


def test_the_connection_ends_though_another_process_holds_a_copy(door, join):
    client, connection = join(door)
    copy = socket.socket(fileno=socket.dup(connection.fileno()))
    connection.close()
    assert client.recv(10) == b""
    copy.close()


def test_those_beyond_the_limit_are_turned_away_until_one_leaves(door, join):
    taken = [join(door)[1] for _ in range(MAX_CONNECTIONS)]
    with socket.create_connection(("127.0.0.1", door.port), timeout=5) as one_more:
        assert readable(door).accept() == []
        assert door.turned_away == 1
        assert one_more.recv(10) == b""
    taken[0].close()
    join(door)


def test_a_taken_port_is_a_sentence_with_its_cure(door):
    with pytest.raises(PortError, match=f"TCP port {door.port} on 127.0.0.1 is taken .*--osc-port"):
        TcpDoor("127.0.0.1", door.port)


def test_a_door_opens_again_at_once_after_it_had_connections(join):
    door = TcpDoor("127.0.0.1", 0)
    join(door)
    door.close()  # our side ends first: the port rests in TIME_WAIT
    TcpDoor("127.0.0.1", door.port).close()


# ---- sending -------------------------------------------------------------------------------------------------------


@pytest.fixture
def wire():
    """Two ends of a connection whose near end holds only a few packets."""
    near, far = socket.socketpair()
    near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    far.settimeout(5)
    with near, far:
        yield near, far


@pytest.mark.parametrize("framing", [LENGTH, SLIP])
def test_a_packet_is_sent_in_its_frame(wire, framing):
    near, far = wire
    assert TcpSender(near, framing).send(b"/\xc0\xdb\0")
    assert far.recv(100) == frame(b"/\xc0\xdb\0", framing)


def test_frames_stay_whole_and_in_order_when_the_peer_is_slow(wire):
    near, far = wire
    sender = TcpSender(near, LENGTH)
    packets = [b"/%06d" % n + bytes(1000) for n in range(200)]
    assert all(sender.send(packet) for packet in packets)
    assert sender.backlog_bytes > 0
    expected, received = b"".join(frame(packet, LENGTH) for packet in packets), b""
    while len(received) < len(expected):
        received += far.recv(1 << 16)
        assert sender.flush()
    assert received == expected
    assert sender.backlog_bytes == 0


def test_a_peer_that_does_not_read_is_closed_and_nobody_waits(wire):
    sender = TcpSender(wire[0], LENGTH)
    sent = 0
    while sender.send(bytes(10_000)):
        sent += 1
        assert sender.backlog_bytes <= MAX_BACKLOG + 4
    assert sent > 90
    assert sender.closed
    assert "does not read" in sender.why
    assert not sender.send(b"/a")


def test_a_peer_that_has_gone_is_noticed(wire):
    near, far = wire
    far.close()
    sender = TcpSender(near, LENGTH)
    assert not sender.send(b"/a\0\0")
    assert "the connection ended" in sender.why
