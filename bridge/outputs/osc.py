"""OSC outputs: listeners by UDP, all from the door's one socket, and connections by TCP. Nothing here ever waits."""

import socket
from collections.abc import Sequence

from bridge.clock import Clock
from bridge.errors import PortError
from bridge.osc.packet import encode, encode_bundle

from .refusals import Address, Refusals, watch_refusals

_SENDS_AT_MOST = 3  # one refused send only reports what happened to an earlier packet, so it is repeated


class UdpSender:
    """The socket through which every datagram leaves, so that all come from the door's port."""

    def __init__(self, sock: socket.socket, clock: Clock):
        self.sock = sock
        self.refusals = Refusals(sock, clock) if watch_refusals(sock) else None
        self._mapped = sock.family == socket.AF_INET6

    def send(self, packet: bytes, address: Address) -> bool:
        """False when it would have to wait, or the network does not take it."""
        for _ in range(_SENDS_AT_MOST):
            try:
                self.sock.sendto(packet, socket.MSG_DONTWAIT, address)
            except ConnectionRefusedError:  # of an earlier packet, to whomever: this one did not leave
                self.collect_refusals()
            except OSError:  # the system's buffer is full, the network is down, the packet is too large
                return False
            else:
                if self.refusals:
                    self.refusals.sent(address)
                return True
        return False

    def post(self, host: str, port: int, packet: bytes) -> bool:
        """A packet to one asker, at the address from which it was asked."""
        return self.send(packet, (host, port))

    def collect_refusals(self) -> None:
        if self.refusals:
            self.refusals.collect()

    def resolve(self, host: str, port: int) -> Address:
        """The address of a listener. Names are looked up once, here: core passes digits where time matters."""
        flags = socket.AI_V4MAPPED | socket.AI_ALL if self._mapped else 0
        try:
            return socket.getaddrinfo(host, port, self.sock.family, socket.SOCK_DGRAM, 0, flags)[0][4]
        except (OSError, UnicodeError) as error:
            raise PortError(f"the listener {host}:{port} has no address that this server can reach: {error}") from error


class _OscSink:
    can_tag = True
    behind = False  # something waits to be written by `flush`

    def __init__(self, clock: Clock):
        self._clock = clock

    def note(self, player: str, pitch: int, velocity: int, channel: int) -> bytes:
        return encode(f"/{player}/out/note", (pitch, velocity, channel))

    def message(self, address: str, args: Sequence) -> bytes:
        return encode(address, args)

    def raw_midi(self, data: bytes) -> None:
        return None

    def booked(self) -> None:
        """A packet of ours has left from core."""

    def refused(self) -> bool:
        """Its port was refused for so long that nobody is there; said once, then counted anew."""
        return False

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def _tagged(self, packet: bytes, moment: float) -> bytes:
        """In a bundle for that moment. The wall clock may be set at any time, so it is asked anew for each."""
        return encode_bundle(moment + self._clock.wall() - self._clock.now(), (packet,))


class UdpSink(_OscSink):
    def __init__(self, sender: UdpSender, host: str, port: int, clock: Clock):
        super().__init__(clock)
        self.address = sender.resolve(host, port)
        self._sender, self._open = sender, True
        if sender.refusals:
            sender.refusals.watch(self.address)

    def write(self, packet: bytes, tag: float | None) -> bool:
        return self._sender.send(packet if tag is None else self._tagged(packet, tag), self.address)

    def booked(self) -> None:
        if self._sender.refusals:
            self._sender.refusals.sent(self.address)

    def refused(self) -> bool:
        refusals = self._sender.refusals
        return refusals is not None and refusals.is_gone(self.address)

    def close(self) -> None:
        """Once: the socket is everybody's."""
        if self._open and self._sender.refusals:
            self._sender.refusals.unwatch(self.address)
        self._open = False


class TcpSink(_OscSink):
    """`descriptor` is a connected socket, which this sink owns; `framing` is `length` or `slip`."""

    def __init__(self, descriptor: int, framing: str, clock: Clock):
        from bridge.osc.tcp import TcpSender  # most shows have no TCP listener

        super().__init__(clock)
        self._sender = TcpSender(socket.socket(fileno=descriptor), framing)

    @property
    def behind(self) -> bool:
        return self._sender.backlog_bytes > 0

    def write(self, packet: bytes, tag: float | None) -> bool:
        self._sender.send(packet if tag is None else self._tagged(packet, tag))
        return self._alive()

    def flush(self) -> None:
        self._sender.flush()
        self._alive()

    def _alive(self) -> bool:
        if self._sender.closed:
            raise ConnectionError(self._sender.why or "the connection is closed")
        return True

    def close(self) -> None:
        self._sender.close()
