import errno
import socket
import struct

import pytest

from bridge.clock import VirtualClock
from bridge.errors import PortError
from bridge.osc.packet import parse
from bridge.outputs.opening import opener
from bridge.outputs.osc import TcpSink, UdpSender, UdpSink

NTP_MINUS_UNIX = 2_208_988_800


@pytest.fixture
def clock():
    return VirtualClock(start=50.0, wall=1_700_000_000.0)


@pytest.fixture
def ear():
    with udp_socket() as ear:
        yield ear


@pytest.fixture
def sender(clock):
    with udp_socket() as sock:
        yield UdpSender(sock, clock)


def udp_socket():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    sock.settimeout(2)
    return sock


class Refusing:
    """A socket whose `sendto` fails as told, as often as told."""

    family = socket.AF_INET

    def __init__(self, *errors):
        self.errors, self.sent = list(errors), []

    def setsockopt(self, *_):
        raise OSError

    def sendto(self, packet, flags, address):
        if self.errors:
            raise OSError(self.errors.pop(0), "as told")
        self.sent.append(packet)


def test_a_note_is_one_plain_message_of_three_ints(sender, ear, clock):
    sink = UdpSink(sender, *ear.getsockname(), clock)
    assert sink.write(sink.note("bach", 60, 100, 1), None)
    assert ear.recv(100) == b"/bach/out/note\0\0,iii\0\0\0\0" + struct.pack(">iii", 60, 100, 1)


def test_a_tag_makes_it_a_bundle_for_that_moment_on_the_wall_clock(sender, ear, clock):
    sink = UdpSink(sender, *ear.getsockname(), clock)
    sink.write(sink.message("/a", (1,)), 50.5)
    packet = ear.recv(100)
    assert packet[:8] == b"#bundle\0"
    assert struct.unpack(">II", packet[8:16]) == (1_700_000_000 + NTP_MINUS_UNIX, 1 << 31)
    assert [message.address for message in parse(packet)] == ["/a"]


def test_the_wall_clock_is_asked_for_each_packet(sender, ear, clock):
    sink = UdpSink(sender, *ear.getsockname(), clock)
    clock._wall_minus_now += 3600  # somebody set it
    sink.write(sink.message("/a", ()), 50.0)
    assert struct.unpack(">I", ear.recv(100)[8:12]) == (1_700_003_600 + NTP_MINUS_UNIX,)


def test_osc_outputs_hear_no_raw_midi(sender, ear, clock):
    assert UdpSink(sender, *ear.getsockname(), clock).raw_midi(b"\xf8") is None


def test_a_send_that_would_wait_is_told_not_waited_for(clock):
    assert UdpSender(Refusing(errno.EAGAIN), clock).send(b"x", ("127.0.0.1", 1)) is False


def test_a_network_that_is_down_is_no_error(clock):
    assert UdpSender(Refusing(errno.ENETUNREACH), clock).send(b"x", ("127.0.0.1", 1)) is False


def test_the_refusal_of_an_earlier_packet_does_not_cost_this_one(clock):
    sock = Refusing(errno.ECONNREFUSED, errno.ECONNREFUSED)
    assert UdpSender(sock, clock).send(b"x", ("127.0.0.1", 1)) is True
    assert sock.sent == [b"x"]


def test_a_listener_without_an_address_is_told(sender, clock):
    with pytest.raises(PortError, match=r"not an address"):
        UdpSink(sender, "not an address", 9000, clock)


def test_tcp_frames_packets(clock):
    ours, theirs = socket.socketpair()
    sink = TcpSink(theirs.detach(), "slip", clock)
    assert sink.write(sink.message("/a", ()), None)
    assert ours.recv(100) == b"\xc0/a\0\0,\0\0\0\xc0"
    sink.close()
    assert ours.recv(100) == b""
    ours.close()


def test_a_peer_that_does_not_read_is_waited_for_by_flush(clock):
    ours, theirs = socket.socketpair()
    sink = TcpSink(theirs.detach(), "length", clock)
    packet = sink.message("/a", ("x" * 800,))
    sent = 0
    while not sink.behind:
        sink.write(packet, None)
        sent += 1
    heard = 0
    while heard < sent * (len(packet) + 4):
        heard += len(ours.recv(1 << 20))
        sink.flush()
    assert not sink.behind
    ours.close()
    sink.close()


def test_a_peer_that_is_gone_is_an_error(clock):
    ours, theirs = socket.socketpair()
    sink = TcpSink(theirs.detach(), "length", clock)
    ours.close()
    with pytest.raises(ConnectionError, match="ended"):
        sink.write(b"x", None)
    with pytest.raises(ConnectionError):
        sink.write(b"x", None)


def test_the_spec_chooses_the_output(sender, ear, clock):
    opened = opener(sender, clock)
    host, port = ear.getsockname()
    assert isinstance(opened({"kind": "udp", "host": host, "port": port}, []), UdpSink)
    assert opened({"kind": "memory"}, []).heard == []


def test_an_unknown_kind_is_told(sender, clock):
    with pytest.raises(PortError, match="'smoke'"):
        opener(sender, clock)({"kind": "smoke"}, [])
