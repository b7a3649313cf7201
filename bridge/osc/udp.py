"""The UDP door: one socket for all that comes in and for answers; the timer sends from the same one: all have its port."""

import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress

from .door import Peer, bound_socket, peer_of

RECEIVE_BUFFER = 4 << 20  # bytes; holds a burst of 10,000 small packets, the usual default only 256
SENDS_AT_MOST = 3
LARGEST_DATAGRAM = 65_536  # bytes; UDP cannot carry more

_ON_LINUX = sys.platform.startswith("linux")
_SO_MEMINFO, _MEMINFO, _DROPS = 55, struct.Struct("9I"), 8  # Linux: socket(7); what it threw away stands last
_SO_RCVBUFFORCE = 33  # Linux: beyond net.core.rmem_max, for those who may; Python has no name for it


class UdpDoor:
    """A bound socket that never blocks. `PortError` when it cannot be opened.

    received_buffer   bytes that the system gave for packets waiting (Linux: its figure, twice the bytes asked for)
    warning           a sentence when that is less than a burst needs, else None
    """

    def __init__(self, host: str, port: int):
        self.sock = bound_socket(socket.SOCK_DGRAM, host, port)
        self.sock.set_inheritable(True)
        self.host = host
        self.port: int = self.sock.getsockname()[1]
        self.received_buffer = _ask_for_buffer(self.sock, RECEIVE_BUFFER)
        self.warning = _buffer_warning(self.received_buffer)

    def fileno(self) -> int:
        return self.sock.fileno()

    @property
    def lost(self) -> int:
        """Packets that the system threw away because the buffer was full (Linux tells; 0 elsewhere)."""
        if not _ON_LINUX:
            return 0
        with suppress(OSError):  # a system older than 4.12
            return _MEMINFO.unpack(self.sock.getsockopt(socket.SOL_SOCKET, _SO_MEMINFO, _MEMINFO.size))[_DROPS]
        return 0

    def drain(self, limit: int = 256) -> Iterator[tuple[bytes, Peer]]:
        """The packets that are here, at most `limit`, each with its sender; never waits. The first can be acted on before
        the next is looked for."""
        receive = self.sock.recvfrom
        for _ in range(limit):
            try:
                packet, sender = receive(LARGEST_DATAGRAM)
            except BlockingIOError:
                return
            except OSError:  # someone we sent to has gone (ICMP); the socket itself is well
                continue
            yield packet, peer_of(sender)

    def send(self, packet: bytes, peer: Peer) -> bool:
        """One packet to whoever asked, at once; False when the system does not take it now."""
        for _ in range(SENDS_AT_MOST):
            try:
                self.sock.sendto(packet, peer)
                return True
            except ConnectionRefusedError:  # of an earlier packet, to whomever: this one did not leave
                continue
            except OSError:  # the system's buffer is full, the network is down, the packet is too large
                return False
        return False

    def close(self) -> None:
        self.sock.close()


def _ask_for_buffer(sock: socket.socket, size: int) -> int:
    """Ask for `size` bytes, by privilege where asking is not enough; return what was given."""
    _try_option(sock, socket.SO_RCVBUF, size)
    if _ON_LINUX and _given(sock) < _full(size):
        _try_option(sock, _SO_RCVBUFFORCE, size)
    return _given(sock)


def _try_option(sock: socket.socket, option: int, size: int) -> None:
    with suppress(OSError):  # refused: what was really given is read back in any case
        sock.setsockopt(socket.SOL_SOCKET, option, size)


def _given(sock: socket.socket) -> int:
    return sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)


def _full(size: int) -> int:
    return 2 * size if _ON_LINUX else size  # Linux counts its own bookkeeping and answers twice the bytes asked for


def _buffer_warning(given: int) -> str | None:
    if given >= _full(RECEIVE_BUFFER):
        return None
    cure = f"; cure: sudo sysctl net.core.rmem_max={RECEIVE_BUFFER}" if _ON_LINUX else ""
    asked = f"{RECEIVE_BUFFER >> 10} KiB were asked for, {given * RECEIVE_BUFFER // _full(RECEIVE_BUFFER) >> 10} given"
    return f"a burst of OSC packets may lose some: the system limits the receive buffer ({asked}){cure}"
