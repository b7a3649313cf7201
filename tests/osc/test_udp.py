"""The UDP door on loopback, with real sockets."""

import socket
import sys

import pytest

from bridge.errors import PortError
from bridge.osc import udp
from bridge.osc.packet import Message, encode, parse
from bridge.osc.udp import RECEIVE_BUFFER, UdpDoor

IP_RECVERR = 11  # linux/in.h; Python has no name for it


@pytest.fixture
def door():
    door = UdpDoor("127.0.0.1", 0)
    yield door
    door.close()


@pytest.fixture
def client():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.bind(("127.0.0.1", 0))
        yield client


def test_a_packet_comes_with_its_sender(door, client):
    client.sendto(b"/a\0\0", ("127.0.0.1", door.port))
    assert list(door.drain()) == [(b"/a\0\0", client.getsockname())]


def test_an_empty_door_does_not_wait(door):
    assert list(door.drain()) == []


def test_at_most_the_limit_is_taken_at_once(door, client):
    for _ in range(5):
        client.sendto(b"/a\0\0", ("127.0.0.1", door.port))
    assert [len(list(door.drain(limit=3))) for _ in range(3)] == [3, 2, 0]


def test_the_largest_datagram_arrives_whole(door, client):
    client.sendto(b"/" * 65_507, ("127.0.0.1", door.port))
    ((packet, _),) = door.drain()
    assert len(packet) == 65_507


def test_a_taken_port_is_a_sentence_with_its_cure(door):
    with pytest.raises(PortError, match=f"UDP port {door.port} on 127.0.0.1 is taken .*--osc-port"):
        UdpDoor("127.0.0.1", door.port)


def test_an_address_of_another_machine_is_a_sentence():
    with pytest.raises(PortError, match=r"192\.0\.2\.1 is not an address of this machine.*--host"):
        UdpDoor("192.0.2.1", 0)


@pytest.mark.parametrize("host, port", [("no such host", 0), ("127.0.0.1", 70_000), ("a" * 300, 0)])
def test_an_impossible_address_is_a_sentence(host, port):
    with pytest.raises(PortError, match="--"):
        UdpDoor(host, port)


def test_ipv6_when_the_host_says_so():
    try:
        door = UdpDoor("::1", 0)
    except PortError as error:
        pytest.skip(f"no IPv6 loopback on this machine: {error}")
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as client:
        client.sendto(b"/a\0\0", ("::1", door.port))
        ((packet, sender),) = door.drain()
        door.sock.sendto(packet, sender)
        assert client.recv(100) == b"/a\0\0"
    door.close()


def test_both_families_when_the_host_says_so(client):
    try:
        door = UdpDoor("::", 0)
    except PortError as error:
        pytest.skip(f"no IPv6 on this machine: {error}")
    client.sendto(b"/a\0\0", ("127.0.0.1", door.port))
    ((packet, sender),) = door.drain()
    door.sock.sendto(packet, sender)
    assert client.recv(100) == b"/a\0\0"
    door.close()


def test_a_localhost_that_has_both_kinds_means_ipv4():
    door = UdpDoor("localhost", 0)
    assert door.sock.family == socket.AF_INET
    door.close()


def test_a_listener_that_has_gone_does_not_break_the_door(door, client):
    gone = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    gone.bind(("127.0.0.1", 0))
    nobody = gone.getsockname()
    gone.close()
    for _ in range(3):
        door.sock.sendto(b"/out", nobody)
    client.sendto(b"/a\0\0", ("127.0.0.1", door.port))
    assert [packet for packet, _ in door.drain()] == [b"/a\0\0"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux reports who refused a packet")
def test_a_reported_refusal_does_not_break_the_door(door, client):
    door.sock.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
    gone = UdpDoor("127.0.0.1", 0)
    gone.close()
    client.sendto(b"/a\0\0", ("127.0.0.1", door.port))
    door.sock.sendto(b"/out", ("127.0.0.1", gone.port))
    client.sendto(b"/b\0\0", ("127.0.0.1", door.port))
    assert [packet for packet, _ in door.drain()] == [b"/a\0\0", b"/b\0\0"]


def test_an_icmp_refusal_does_not_break_the_door(door, client):
    class Refusing:
        """The socket as Windows shows it: one refused error for each packet that nobody took."""

        answers = iter(
            (ConnectionRefusedError(), ConnectionResetError(), (b"/a\0\0", ("127.0.0.1", 9)), BlockingIOError())
        )

        def recvfrom(self, size):
            answer = next(self.answers)
            if isinstance(answer, Exception):
                raise answer
            return answer

    door.close()
    door.sock = Refusing()
    assert list(door.drain()) == [(b"/a\0\0", ("127.0.0.1", 9))]
    door.sock = socket.socket()


def test_a_child_can_send_from_the_same_port(door, client):
    assert door.sock.get_inheritable()
    copy = socket.socket(fileno=socket.dup(door.fileno()))
    copy.sendto(b"/reply", client.getsockname())
    assert client.recvfrom(100) == (b"/reply", ("127.0.0.1", door.port))
    copy.close()


def test_a_refused_buffer_is_a_warning_with_its_cure():
    assert udp._buffer_warning(2 * RECEIVE_BUFFER) is None
    warning = udp._buffer_warning(425_984)
    assert "4096 KiB were asked for, 208 given" in warning
    assert "net.core.rmem_max=4194304" in warning


def test_a_burst_of_ten_thousand_is_not_lost(door, client):
    if door.warning:
        pytest.skip(door.warning)
    for n in range(10_000):
        client.sendto(encode("/music/note", (n, 100, 1)), ("127.0.0.1", door.port))
    received = []
    while batch := list(door.drain()):
        received += batch
    assert [parse(packet) for packet, _ in received] == [[Message("/music/note", (n, 100, 1))] for n in range(10_000)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells")
def test_what_the_system_threw_away_is_counted(door):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for _ in range(400):
            sender.sendto(bytes(60_000), ("127.0.0.1", door.port))
    taken = sum(1 for _ in door.drain(1000))
    assert door.lost == 400 - taken > 0
