"""The sockets of the HTTP door: who is connected, who is too slow, and who must go when there are too many."""

import asyncio
import fcntl
import math
import socket
import sys
import termios
from array import array
from collections.abc import Callable

from bridge.clock import Clock

from .conversation import Conversation
from .guests import Guest, Takeover
from .pages import Page, Request, refusal
from .tally import Tally

MAX_CONNECTIONS = 128  # between requests or in one; a browser opens six
MAX_GUESTS = 128  # WebSockets and streams; with their relays and the others far from 512 descriptors
MAX_OWED_BYTES = 1 << 20  # that wait here for a guest beside its last message: it was not to be written to while `full`
PROD_S = 20.0  # of silence, then a WebSocket is asked for a sign of life
DEAD_S = 60.0  # of silence, then it is closed
BACKLOG = 512  # connections that may wait until they are accepted
REQUEST_S = 5.0  # from its first byte, or from the connection, to the end of a request
IDLE_S = 60.0  # between requests of one connection
STALL_S = 30.0  # for a guest to take one message, and without taking anything of what was sent
GUEST_BUFFER_BYTES = 128 << 10  # that the system holds for a guest; the rest of a large picture waits here
UNDERWAY = 3  # messages of a guest that may be on their way at once: enough for 30 a second over 100 ms
KEEP_ALIVE = {"TCP_KEEPIDLE": 20, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 3}  # seconds, seconds, times
TAKE_S = 10.0  # for a client to take an answer that its system had no room for
LINGER_S, LINGER_BYTES = 1.0, 4 << 20  # reading on after a refusal, so that the client reads the answer instead of a reset
SWEEP_S = 0.25


class Server:
    """Answers on a listening socket, inside a running asyncio loop. `lets_in` is asked for each address that connects.

    Where there are too many, those that have been quiet longest make room: of the connections any, of the guests one that
    is idle. Guests who have asked for something stay, and whoever comes then is refused.
    """

    def __init__(
        self,
        answer: Callable[[Request], Page | Takeover],
        clock: Clock,
        lets_in: Callable[[str], bool] = lambda address: True,
        tally: Tally | None = None,
    ):
        self.answer, self.clock, self.lets_in = answer, clock, lets_in
        self.tally = tally if tally is not None else Tally()
        self._connections: dict[Connection, None] = {}  # the one that has been quiet longest first
        self._guests: dict[Connection, None] = {}  # likewise

    async def open(self, sock: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        self._door = await loop.create_server(lambda: Connection(self), sock=sock, backlog=BACKLOG)
        self._sweep()

    def close(self) -> None:
        """No one is let in any more, and whoever is here goes."""
        self._door.close()
        self._next_sweep.cancel()
        for connection in [*self._connections, *self._guests]:
            connection.abort()

    def __len__(self) -> int:
        return len(self._connections)

    def joined(self, connection: "Connection") -> None:
        self._connections[connection] = None
        if len(self._connections) > MAX_CONNECTIONS:
            oldest = next(iter(self._connections))
            self.left(oldest)
            oldest.abort()
            self.tally["shed_quiet"] += 1

    def respond(self, request: Request) -> Page | Takeover:
        """The answer to a request; one who would stay must find room."""
        answer = self.answer(request)
        if isinstance(answer, Takeover) and len(self._guests) >= MAX_GUESTS and not self._make_room():
            self.tally["refused_full"] += 1
            return refusal(503, f"{MAX_GUESTS} WebSockets and streams are open, and no more can be", ("Retry-After", "5"))
        return answer

    def _make_room(self) -> bool:
        idle = next((connection for connection in self._guests if connection.guest.idle), None)
        if idle is None:
            return False
        self.left(idle)
        idle.send_away()
        self.tally["shed_idle"] += 1
        return True

    def stays(self, connection: "Connection") -> None:
        """It has a guest from now on."""
        self.left(connection)
        self._guests[connection] = None

    def left(self, connection: "Connection") -> None:
        self._connections.pop(connection, None)
        self._guests.pop(connection, None)

    def stirred(self, connection: "Connection") -> None:
        """It has just been answered, or said something: it is the youngest now."""
        for group in (self._connections, self._guests):
            if connection in group:
                del group[connection]
                group[connection] = None

    def figures(self) -> dict[str, int]:
        """How many are here, and what became of the others."""
        kinds = [connection.guest.kind for connection in self._guests]
        here = {"web_connections": len(self._connections), "web_websockets": kinds.count("websocket")}
        return here | {"web_streams": kinds.count("stream")} | self.tally.told()

    def _sweep(self) -> None:
        now = self.clock.now()
        for connection in [c for c in (*self._connections, *self._guests) if c.deadline < now]:
            if not connection.rests:
                self.tally["closed_slow"] += 1
            connection.abort()
        for connection in list(self._guests):
            if connection.stands_still(now):
                self.tally["closed_slow"] += 1
                connection.abort()
            elif connection.is_dead(now):
                self.tally["closed_dead"] += 1
                connection.abort()
        self._next_sweep = asyncio.get_running_loop().call_later(SWEEP_S, self._sweep)


class Connection(asyncio.Protocol):
    """One client. Reads no more than it can answer, answers no more than the client takes."""

    def __init__(self, server: Server):
        self._server = server
        self.full = False  # the client does not take what we answered
        self._last = 0  # bytes of a guest's last message
        self._written = self._taken = 0  # bytes to a guest: all, and those that its system had taken when it last moved
        self._moved = -math.inf  # when that was
        self._unread = 0  # bytes that came after a refusal
        self.guest: Guest | None = None
        self.rests = False  # between two requests, or refused: it may go without being called slow
        self._heard = self._prodded = self._server.clock.now()
        self._allow(REQUEST_S)

    def abort(self) -> None:
        self._transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        local, peer = transport.get_extra_info("sockname"), transport.get_extra_info("peername")
        local, peer = local[0] if local else "", peer[:2] if peer else ("", 0)
        self._talk = Conversation(self._server.respond, self._server.clock.wall, local, peer, self._server.tally)
        if self._server.lets_in(peer[0]):
            self._server.joined(self)
        else:
            transport.abort()

    def connection_lost(self, error: Exception | None) -> None:
        self._server.left(self)
        if self.guest is not None:
            self.guest.gone()

    def is_dead(self, now: float) -> bool:
        """No sign of life came from a guest who can give one; it is asked for from time to time."""
        silent = now - max(self._heard, self._prodded)
        if silent > PROD_S and self.guest.prod():
            self._prodded = now
            return now - self._heard > DEAD_S
        return False

    def data_received(self, data: bytes) -> None:
        if self.guest is not None:
            self._heard = self._server.clock.now()
            self._server.stirred(self)
            self.guest.hear(data)
            return
        if self._talk.over:
            self._unread += len(data)
            if self._unread > LINGER_BYTES:
                self.abort()
            return
        begins = not self._talk.midway
        self._talk.feed(data)
        if begins:
            self._allow(REQUEST_S)
        self._answer()

    def eof_received(self) -> bool:
        """The client sends no more; it may still be waiting for answers."""
        if self.guest is not None:
            self.guest.hear(b"")
            return True
        if not self._talk.over:
            self._talk.feed(b"")
            self._answer()
        return not (self._talk.over and self._talk.unread)

    def pause_writing(self) -> None:
        self.full = True
        if self.guest is not None:
            self._allow(STALL_S)
            return
        self._transport.pause_reading()
        self._allow(TAKE_S)

    def resume_writing(self) -> None:
        self.full = False
        if self.guest is not None:
            self._allow(math.inf)
            self.guest.room()
            return
        self._transport.resume_reading()
        self._allow(REQUEST_S if self._talk.midway else IDLE_S)
        self._answer()

    # ---- answering -------------------------------------------------------------------------------------------------

    def _answer(self) -> None:
        """Answer what has been asked, as long as the client takes it."""
        while not self.full and (answer := self._talk.take()) is not None:
            self._transport.write(answer)
            self._server.stirred(self)
            if not self.full and not self._talk.midway:
                self._allow(IDLE_S)
        if self._talk.guest is not None:
            self._hand_over(self._talk.guest)
        elif self._talk.over:
            self._end()

    def _end(self) -> None:
        if self._talk.unread:
            self._allow(LINGER_S)
            if self._transport.can_write_eof():
                self._transport.write_eof()
        elif not self._transport.is_closing():
            self._allow(TAKE_S)
            self._transport.close()

    # ---- a guest's line --------------------------------------------------------------------------------------------

    def _hand_over(self, guest: Guest) -> None:
        """A few kilobytes wait in the system and one message here, so that what a slow viewer gets is new."""
        sock = self._transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, GUEST_BUFFER_BYTES)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)  # one whose cable was pulled is noticed
        for option, value in KEEP_ALIVE.items():
            if hasattr(socket, option):
                sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
        self._transport.set_write_buffer_limits(high=0)
        self._allow(math.inf)
        self._moved = self._server.clock.now()
        self.guest = guest
        self._server.stays(self)
        guest.begin(self)
        if self._talk.rest:
            guest.hear(self._talk.rest)

    @property
    def behind(self) -> bool:
        return self._underway() > UNDERWAY * self._last

    def _underway(self) -> int:
        """Bytes that the system has and the client's has not; 0 where the system does not tell."""
        count = array("i", [0])
        if sys.platform.startswith("linux") and not self._transport.is_closing():
            fcntl.ioctl(self._transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, count)  # SIOCOUTQ, tcp(7)
        return count[0]

    def stands_still(self, now: float) -> bool:
        """The client takes nothing of what was sent, for too long: its window is shut, or its cable was pulled."""
        owed = self._underway() + self._transport.get_write_buffer_size()
        if not owed or self._written - owed != self._taken:
            self._taken, self._moved = self._written - owed, now
        return now - self._moved > STALL_S

    def write(self, data: bytes) -> None:
        self._last = len(data)
        self._written += len(data)
        if self._transport.is_closing():
            return
        if self._transport.get_write_buffer_size() > MAX_OWED_BYTES:
            self._server.tally["closed_slow"] += 1
            self.abort()
        else:
            self._transport.write(data)

    def send_away(self) -> None:
        """Say goodbye, but do not wait until it was heard."""
        self.guest.dismiss()
        if self._transport.get_write_buffer_size():
            self.abort()

    def end(self) -> None:
        if not self._transport.is_closing():
            self._allow(TAKE_S)
            self._transport.close()

    def _allow(self, seconds: float) -> None:
        self.rests = seconds in (IDLE_S, LINGER_S)
        self.deadline = self._server.clock.now() + seconds
