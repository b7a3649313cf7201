"""The TCP door and its connections, and the one who writes to them. Nothing here ever waits for a peer."""

import os
import socket
import struct
from contextlib import suppress

from bridge.errors import WireError
from bridge.reach import AllowList

from .door import Peer, bound_socket, peer_of
from .framing import MAX_PACKET, StreamDecoder, frame

MAX_CONNECTIONS = 64  # as many as there may be listeners; each may hold one unfinished packet
READ_BYTES = 1 << 16  # at once; then the others have their turn
CLOGGED_PART = 8  # of the system's buffer: what small packets cost beside their bytes fills the rest
MAX_BACKLOG = MAX_PACKET  # bytes that wait for a peer who does not read; beyond them it is given up


class TcpConnection:
    """What one peer sends.

    closed    nothing more will come; `close()` gives the descriptor back
    damage    the sentence of what it sent that is not OSC, else None
    """

    def __init__(self, sock: socket.socket, peer: Peer):
        sock.setblocking(False)
        if sock.family != socket.AF_UNIX:  # which is how the web process passes a WebSocket on
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a note does not wait for the next one
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)  # a peer that lost its power is found out
        self.sock = sock
        self.peer = peer
        self.closed = False
        self.damage: str | None = None
        self._stream = StreamDecoder()

    @property
    def framing(self) -> str | None:
        """`length` or `slip`, None until the first byte has come."""
        return self._stream.framing

    def fileno(self) -> int:
        return self.sock.fileno()

    def drain(self) -> list[bytes]:
        """The packets that one read completes; when more is waiting, the descriptor stays readable."""
        data = self._read()
        return self._packets_of(data) if data else []

    def _read(self) -> bytes:
        if self.closed:
            return b""
        try:
            data = self.sock.recv(READ_BYTES)
        except BlockingIOError:
            return b""
        except OSError:  # reset
            data = b""
        self.closed = not data
        return data

    def _packets_of(self, data: bytes) -> list[bytes]:
        try:
            return self._stream.feed(data)
        except WireError as error:
            self.closed, self.damage = True, str(error)
            return self._stream.rescued

    def close(self) -> None:
        self.closed = True
        _end(self.sock)


class TcpDoor:
    """A listening socket. `PortError` when it cannot be opened. Counted are those beyond `MAX_CONNECTIONS` (`turned_away`)
    and those whom `allow` does not welcome (`not_allowed`); both are closed at once."""

    def __init__(self, host: str, port: int, allow: AllowList | None = None):
        self.sock = bound_socket(socket.SOCK_STREAM, host, port)
        self.host = host
        self.port: int = self.sock.getsockname()[1]
        self.connections: list[TcpConnection] = []
        self._allow = allow or AllowList()
        self.turned_away = self.not_allowed = 0

    def fileno(self) -> int:
        return self.sock.fileno()

    def accept(self) -> list[TcpConnection]:
        """Those who wait at the door, without waiting for any."""
        self.connections = [connection for connection in self.connections if not connection.closed]
        new = []
        for _ in range(MAX_CONNECTIONS):
            try:
                sock, address = self.sock.accept()
            except BlockingIOError:
                break
            except OSError:  # gone again before it was let in, or this process has no descriptor left
                continue
            if not self._allow.welcomes(address[0]):
                self.not_allowed += 1
                sock.close()
                continue
            if len(self.connections) >= MAX_CONNECTIONS:
                self.turned_away += 1
                sock.close()
                continue
            new.append(TcpConnection(sock, peer_of(address)))
            self.connections.append(new[-1])
        return new

    def close(self) -> None:
        self.sock.close()
        for connection in self.connections:
            connection.close()


class TcpSender:
    """Writes packets to one connection, whole frames in their order, without ever waiting.

    What the system does not take at once waits in a bounded backlog for `flush`. A peer who lets it overflow is closed.
    """

    def __init__(self, sock: socket.socket, framing: str):
        sock.setblocking(False)
        self.sock = sock
        self.framing = framing
        self.closed = False
        self.why: str | None = None  # it was closed, for the artist
        self._backlog = bytearray()

    @property
    def backlog_bytes(self) -> int:
        return len(self._backlog)

    def fileno(self) -> int:
        return self.sock.fileno()

    def send(self, packet: bytes) -> bool:
        """Send or keep for `flush`; False when the connection is closed, by this packet or before."""
        if self.closed:
            return False
        if self._backlog and len(self._backlog) + len(packet) > MAX_BACKLOG:
            self._give_up(f"it does not read: {len(self._backlog)} bytes are waiting for it")
            return False
        self._backlog += frame(packet, self.framing)
        return self.flush()

    def flush(self) -> bool:
        """Write what the peer takes now; False when the connection is closed."""
        while self._backlog and not self.closed:
            try:
                sent = self.sock.send(self._backlog)
            except BlockingIOError:
                break
            except OSError as error:
                self._give_up(f"the connection ended ({error.strerror})")
                break
            del self._backlog[:sent]
        return not self.closed

    def _give_up(self, why: str) -> None:
        self.why = why
        self.close()

    def close(self) -> None:
        if self.closed:
            return
        self.closed = True
        self._backlog.clear()
        _end(self.sock)


def is_clogged(descriptor: int) -> bool:
    """Has its peer left so much unread that a writer may have had to stop in the middle of a packet? False where the system
    does not tell (SIOCOUTQ of tcp(7) and unix(7))."""
    try:
        import fcntl
        import termios

        waiting = struct.unpack("i", fcntl.ioctl(descriptor, termios.TIOCOUTQ, bytes(4)))[0]
        with socket.socket(fileno=os.dup(descriptor)) as copy:
            return waiting >= copy.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) // CLOGGED_PART
    except (ImportError, OSError):
        return False


def _end(sock: socket.socket) -> None:
    """End the connection itself, though another process may hold a copy of its descriptor."""
    with suppress(OSError):  # the peer was first
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()
