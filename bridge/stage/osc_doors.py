"""OSC as the app sees it: datagrams and streams become messages for the stage; streams are outputs of the timer too."""

import socket
from collections.abc import Callable
from typing import Any

from ..errors import PortError
from ..loop import Loop
from ..osc.door import Peer
from ..osc.tcp import TcpConnection, TcpDoor
from ..osc.udp import UdpDoor
from ..reach import AllowList
from .stage import Stage

DATAGRAMS_A_TURN = 256  # then the others have their turn
REMEMBERED = 128  # senders of datagrams; visitors bring new ones all the time
FREE_PORTS = 8  # that are tried where any will do


class OscDoors:
    """Open from the start (PortError when they cannot be); `attach` begins to listen. Whom `allow` does not welcome is
    counted and gets no answer: neither read nor recorded, its connections closed."""

    def __init__(self, host: str, port: int, allow: AllowList | None = None):
        self.allow = allow or AllowList()
        self.udp, self.tcp = self._open(host, port)
        self.connections: dict[int, TcpConnection] = {}  # sink → connection, from its first packet on
        self._senders: dict[Peer, tuple[tuple, str]] = {}
        self._packets_refused = 0
        self._loop: Loop | None = None

    def _open(self, host: str, port: int) -> tuple[UdpDoor, TcpDoor]:
        """Both on one port. Any free one (0) is free for datagrams; for streams it may be taken: then another is tried."""
        for left in reversed(range(1 if port else FREE_PORTS)):
            udp = UdpDoor(host, port)
            try:
                return udp, TcpDoor(host, udp.port, self.allow)
            except PortError:
                udp.sock.close()
                if not left:
                    raise
        raise AssertionError("the last try returns or raises")

    def counters(self) -> dict[str, int]:
        """What the system threw away before we could take it, how many are connected, and who was not let in."""
        return {
            "udp_lost": self.udp.lost,
            "tcp_connections": len(self.connections),
            "tcp_turned_away": self.tcp.turned_away,
            "not_allowed": self._packets_refused + self.tcp.not_allowed,
        }

    def attach(self, loop: Loop, stage: Stage, send: Callable) -> None:
        """`send` is the timer's."""
        self._loop, self._stage, self._send = loop, stage, send
        stage.outlet.answer = self._answer
        loop.watch(self.udp, self._datagrams, last=True)  # what players and timer say comes before new input
        loop.watch(self.tcp, self._accept)

    def _datagrams(self) -> None:
        for packet, peer in self.udp.drain(DATAGRAMS_A_TURN):
            if sender := self._senders.get(peer) or self._meet(peer):
                self._stage.rouse(packet)
                self._stage.entrance.packet(packet, *sender)
            else:
                self._packets_refused += 1
        self._stage.entrance.settle()

    def _answer(self, target: tuple, packet: bytes) -> bool:
        """A datagram is whole by itself, so it needs no common writer, and no moment: it leaves from here."""
        return target[0] == "udp" and self.udp.send(packet, target[1:])

    def _meet(self, peer: Peer) -> tuple[tuple, str] | None:
        """A sender as the stage and the journal name it; None for one that is not let in."""
        host, port = peer
        if not self.allow.welcomes(host):
            return None
        if len(self._senders) >= REMEMBERED:
            self._senders.clear()
        sender = self._senders[peer] = ("udp", host, port), f"udp {host}:{port}"
        return sender

    def _accept(self) -> None:
        for connection in self.tcp.accept():
            number = self._stage.entrance.stream(_source("tcp", connection))
            self._loop.watch(connection, _bound(self._stream, number, connection))

    def adopt(self, descriptor: int, peer: tuple) -> None:
        """A client that speaks OSC by another way, here a WebSocket: from now on as one that came by TCP."""
        connection = TcpConnection(socket.socket(fileno=descriptor), peer)
        number = self._stage.entrance.stream(_source("ws", connection))
        self._loop.watch(connection, _bound(self._stream, number, connection, "ws"))

    def _stream(self, number: int, connection: TcpConnection, way: str = "tcp") -> None:
        for packet in connection.drain():
            if number not in self.connections:
                self._open_sink(number, connection)
            self._stage.entrance.packet(packet, ("sink", number), _source(way, connection))
        self._stage.entrance.settle()
        if connection.damage:
            self._stage.dispatcher.unreadable()
        if connection.closed:
            self.hang_up(number, connection)

    def _open_sink(self, number: int, connection: TcpConnection) -> None:
        """From its first packet on the framing is known: the timer writes to it."""
        self.connections[number] = connection
        spec = {"kind": "tcp", "framing": connection.framing, "name": f"tcp {number}", "patterns": []}
        self._send(("sink", number, spec), (connection.fileno(),))

    def hang_up(self, number: int, connection: TcpConnection | None = None) -> bool:
        """End a connection; False when this number is none."""
        connection = connection or self.connections.get(number)
        if connection is None:
            return False
        self._loop.unwatch(connection)
        connection.close()
        if self.connections.pop(number, None) is not None:
            self._stage.entrance.gone(number)
            self._send(("unsink", number))
        return True

    def close(self) -> None:
        self.tcp.close()
        self.udp.sock.close()


def _source(way: str, connection: TcpConnection) -> str:
    """How the journal calls it."""
    host, port, *_ = connection.peer
    return f"{way} {host}:{port}"


def _bound(act: Callable, *args: Any) -> Callable[[], None]:
    return lambda: act(*args)
