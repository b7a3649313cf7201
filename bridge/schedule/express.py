"""A note that is due now leaves from core itself: one process less between the model and the listener.

The timer keeps moments, order and ledger; a note that is due at once needs none of its moments. So core writes its datagrams
and the timer books them as its own. In this order: the note is written on the slate (`bridge.schedule.slate`); the datagrams
leave; the timer is told the note by the link, with where and when it left; the slate is wiped. Core may die after any of
these: the timer ends what stands on the slate or in the link (an off whose on had not left yet harms nobody). The timer may
die at any time: core's mirror holds the note as left, and the next timer is told to end it.

It is done only where it changes nothing but time:
* the timer has acted on all that it was told, and nothing waits there that should have left: nothing is overtaken;
* the output is a listener by UDP, without timetags or offset since it was opened, whose patterns want the note;
* no note of that key (channel and pitch) may still sound or wait there: of each, the end on that output was reported.
Everything else goes by the timer, MIDI and TCP always.
"""

import os
import socket
from collections.abc import Callable

from bridge.osc.packet import encode

from . import patterns
from .mirror import Mirror, Name
from .slate import Slate

MOST = 4  # datagrams that core writes for one note; further listeners are the timer's, which writes them meanwhile


def let_listeners_in() -> None:
    """Whoever was woken by the datagram may have been given our processor, and would wait for all that core still has to do:
    it first, if nobody else. The slate knows of the note meanwhile."""
    if hasattr(os, "sched_yield"):
        os.sched_yield()


Way = tuple[Name, tuple]  # an output, and the address of its socket


class Express:
    """`sock`: the door's, `now`: the machine's clock, `then`: what is done once a note has left."""

    def __init__(
        self, sock: socket.socket, mirror: Mirror, now: Callable[[], float], then: Callable[[], None] = let_listeners_in
    ):
        self._sock, self._mirror, self._now, self._then = sock, mirror, now, then
        self._ways: dict[str, list[Way]] = {}  # player → the outputs that its notes may leave by
        self._shifted: set[Name] = set()  # outputs whose time was tuned: what left ahead may bind them still

    def told(self, message: tuple) -> None:
        """Core tells the timer of an output, or hears that it broke: `sink`, `unsink`, `tune`."""
        what, name = message[:2]
        self._ways.clear()
        if what == "tune" and message[2] != "patterns":
            self._shifted.add(name)
        elif what != "tune":
            self._shifted.discard(name)

    def carry(self, message: tuple, slate: Slate, count: int) -> tuple:
        """Let the note of this message out where that may be. What is to be told to the timer, which was sent `count`
        messages before: the same, with `[(output, moment), …]` after it where it has left."""
        _, _, due, player, pitch, velocity, channel = message
        now = self._now()
        if due > now or not slate.is_idle(count, now):
            return message
        ways = self._ways.get(player)
        if ways is None:
            ways = self._ways[player] = self._find(player)
        free = [way for way in ways if self._mirror.is_free(way[0], channel, pitch)]
        if not free or not (0 <= pitch <= 127 and 1 <= velocity <= 127 and 1 <= channel <= 16):
            return message
        packet = encode(f"/{player}/out/note", (pitch, velocity, channel))
        slate.intend((*message, [(name, now) for name, _ in free]))
        left = [(name, self._now()) for name, address in free if self._send(packet, address)]
        if left:
            self._then()
        return (*message, left)

    def _send(self, packet: bytes, address: tuple) -> bool:
        """False when the system does not take it now: the timer tries."""
        for _ in range(2):
            try:
                self._sock.sendto(packet, socket.MSG_DONTWAIT, address)
                return True
            except ConnectionRefusedError:  # of an earlier packet, to whomever: this one did not leave
                continue
            except OSError:
                return False
        return False

    def _find(self, player: str) -> list[Way]:
        address, ways = f"/{player}/out/note", []
        for name, spec in self._mirror.sinks.items():
            shifted = spec.get("timetags") or spec.get("offset_ms") or name in self._shifted
            wanted = spec.get("kind") == "udp" and not shifted and patterns.wants(spec.get("patterns"), address)
            found = self._resolve(spec) if wanted else None
            if found:
                ways.append((name, found))
        return ways[:MOST]

    def _resolve(self, spec: dict) -> tuple | None:
        """As the timer does, but digits only: a name that has to be looked up would keep core waiting."""
        flags = socket.AI_NUMERICHOST
        if self._sock.family == socket.AF_INET6:
            flags |= socket.AI_V4MAPPED | socket.AI_ALL
        try:
            return socket.getaddrinfo(spec["host"], spec["port"], self._sock.family, socket.SOCK_DGRAM, 0, flags)[0][4]
        except (OSError, UnicodeError):
            return None

