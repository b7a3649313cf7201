"""A client that speaks OSC over a WebSocket, as core sees it: one more stream of packets, each after its length.

On the client's first packet a socket pair is made and core is handed one end; from there on replies, listening and all
else are what they are for a client over TCP. Nothing is made for a client that never speaks OSC.
"""

import asyncio
import socket
from collections.abc import Callable

from bridge.errors import WireError
from bridge.osc.framing import LENGTH, LengthDecoder, frame

READ_BYTES = 1 << 16
BACKLOG_BYTES = 1 << 20  # that core has not taken; then the client is given up: core is never so far behind
Introduce = Callable[[int], None]  # hands core this descriptor; our copy is closed afterwards


class Relay:
    """`deliver` is called with each packet of core; `ended` once, when core hangs up. Inside a running asyncio loop."""

    def __init__(self, introduce: Introduce, deliver: Callable[[bytes], None], ended: Callable[[], None]):
        self._introduce, self._deliver, self._ended = introduce, deliver, ended
        self._sock: socket.socket | None = None
        self._decoder = LengthDecoder()
        self._backlog = bytearray()
        self._paused = self._over = False

    def take(self, packet: bytes) -> None:
        """One packet of the client, to core."""
        if self._over or not packet:
            return
        if self._sock is None:
            self._open()
        if len(self._backlog) + len(packet) > BACKLOG_BYTES:
            self._hang_up()
            return
        self._backlog += frame(packet, LENGTH)
        self._write()

    def pause(self) -> None:
        """The client has no room: what core says waits in the system, and then in the timer, which drops what is old."""
        if not self._paused and self._sock is not None and not self._over:
            asyncio.get_running_loop().remove_reader(self._sock)
        self._paused = True

    def resume(self) -> None:
        if self._paused and self._sock is not None and not self._over:
            asyncio.get_running_loop().add_reader(self._sock, self._read)
        self._paused = False

    def close(self) -> None:
        """The client has gone. Harmless when nothing was open."""
        self._over = True
        if self._sock is not None:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self._sock)
            loop.remove_writer(self._sock)
            self._sock.close()
            self._sock = None

    def _open(self) -> None:
        self._sock, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._sock.setblocking(False)
        with theirs:
            self._introduce(theirs.fileno())
        if not self._paused:
            asyncio.get_running_loop().add_reader(self._sock, self._read)

    def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            sent = self._sock.send(self._backlog)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._hang_up()
            return
        del self._backlog[:sent]
        if self._backlog:
            loop.add_writer(self._sock, self._write)
        else:
            loop.remove_writer(self._sock)

    def _read(self) -> None:
        try:
            data = self._sock.recv(READ_BYTES)
            packets = self._decoder.feed(data)
        except BlockingIOError:
            return
        except (OSError, WireError):
            data, packets = b"", []
        for packet in packets:
            if self._over:
                return
            self._deliver(packet)
        if not data:
            self._hang_up()

    def _hang_up(self) -> None:
        if not self._over:
            self.close()
            self._ended()
