import select
import socket
import sys

import pytest

from bridge.clock import VirtualClock
from bridge.outputs.osc import UdpSender, UdpSink
from bridge.outputs.refusals import GONE_S

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who refused")


@pytest.fixture
def clock():
    return VirtualClock()


@pytest.fixture
def sender(clock):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        yield UdpSender(sock, clock)


def bound(port=0):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", port))
    return sock


@pytest.fixture
def absent(sender):
    """An address where nobody listens; an output goes there."""
    with bound() as sock:
        address = sock.getsockname()
    sender.refusals.watch(address)
    return address


def knock(sender, address, clock, seconds):
    """A packet each second; was the listener found to be gone meanwhile?"""
    gone = False
    for _ in range(round(seconds)):
        sender.send(b"x", address)
        sender.collect_refusals()
        clock.advance(1.0)
        gone = sender.refusals.is_gone(address) or gone
    return gone


def test_who_refuses_for_ten_seconds_is_gone(sender, absent, clock):
    assert not knock(sender, absent, clock, GONE_S - 1)
    assert knock(sender, absent, clock, 2)


def test_it_is_told_once_in_ten_seconds(sender, absent, clock):
    assert knock(sender, absent, clock, GONE_S)
    assert not knock(sender, absent, clock, GONE_S - 1)


def test_who_listens_is_never_gone(sender, clock):
    with bound() as ear:
        assert not knock(sender, ear.getsockname(), clock, 3 * GONE_S)


def test_who_comes_back_in_time_stays(sender, absent, clock):
    knock(sender, absent, clock, GONE_S - 3)
    with bound(absent[1]):
        assert not knock(sender, absent, clock, 2 * GONE_S)


def test_who_is_sent_nothing_is_not_gone(sender, absent, clock):
    sender.send(b"x", absent)
    assert sender.refusals.is_gone(absent) is False


def test_others_hear_every_packet_while_one_refuses(sender, absent):
    with bound() as ear:
        ear.settimeout(2)
        for number in range(10):
            assert sender.send(b"x", absent)
            assert sender.send(bytes([number]), ear.getsockname())
        assert [ear.recv(10)[0] for _ in range(10)] == list(range(10))


def test_an_idle_socket_keeps_no_error_behind(sender, absent):
    sender.send(b"x", absent)
    sender.collect_refusals()
    sender.sock.setblocking(False)
    with pytest.raises(BlockingIOError):
        sender.sock.recv(10)


def test_a_refusal_for_which_a_full_door_had_no_room_wakes_nobody_for_ever(sender, absent):
    """The system keeps it as the socket's error alone: whoever waits for errors is woken until somebody takes that."""
    sender.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    with bound() as flood:
        for _ in range(100):
            flood.sendto(bytes(100), sender.sock.getsockname())
    sender.sock.sendto(b"x", absent)
    errors = select.poll()
    errors.register(sender.sock, 0)
    assert errors.poll(1000)
    sender.collect_refusals()
    assert not errors.poll(0)


def remembered(sender):
    return sum(map(len, (sender.refusals._since, sender.refusals._unanswered, sender.refusals._watched)))


def test_of_those_who_asked_once_and_are_gone_nothing_is_remembered(sender):
    for _ in range(20):
        with bound() as asker:
            address = asker.getsockname()
        sender.post(*address, b"x")
        sender.collect_refusals()
    assert remembered(sender) == 0


def test_of_an_output_that_is_closed_nothing_is_remembered_and_another_to_the_same_place_is_still_watched(sender, clock):
    with bound() as ear:
        address = ear.getsockname()
    first, second = (UdpSink(sender, *address, clock) for _ in range(2))
    first.close()
    first.close()
    assert knock(sender, address, clock, GONE_S + 1)
    knock(sender, address, clock, 1)
    second.close()
    assert remembered(sender) == 0
