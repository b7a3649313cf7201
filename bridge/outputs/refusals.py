"""Which UDP listeners are gone. Linux tells by IP_RECVERR: the socket's error queue names who refused a packet (ICMP).

Such an error also fails the next send or receive on the socket, in whichever process, with ECONNREFUSED. It says
nothing about that call, so senders repeat and receivers go on. Where the system is not Linux nothing is known, and
listeners stay until they say bye.
"""

import errno
import socket
import struct
import sys
from collections import Counter

from bridge.clock import Clock

Address = tuple  # as the socket module has it: (host, port), with two numbers more on IPv6

GONE_S = 10.0  # refused for as long, a listener is dropped (INTERFACE.md 3.3)
ANSWERED_S = 2.0  # a packet not refused within this arrived; systems refuse at least once a second

_RECVERR = {socket.AF_INET: (socket.IPPROTO_IP, 11), socket.AF_INET6: (socket.IPPROTO_IPV6, 25)}  # linux/in.h, in6.h
_ERRNO = struct.Struct("=I")  # first field of sock_extended_err
_QUEUED_AT_MOST = 256  # errors read at once


def watch_refusals(sock: socket.socket) -> bool:
    """Ask the system to tell them; False where it cannot."""
    if not sys.platform.startswith("linux") or sock.family not in _RECVERR:
        return False
    try:
        sock.setsockopt(*_RECVERR[sock.family], 1)
    except OSError:
        return False
    return True


class Refusals:
    """Of the addresses that are watched: who asked once and is gone would be remembered for ever, a visitor at a time."""

    def __init__(self, sock: socket.socket, clock: Clock):
        self._sock, self._clock = sock, clock
        self._watched: Counter[Address] = Counter()  # how many outputs go there
        self._since: dict[Address, float] = {}  # who refuses, and since when
        self._unanswered: dict[Address, float] = {}  # of those: the first packet since the last refusal

    def watch(self, address: Address) -> None:
        """An output goes there."""
        self._watched[address] += 1

    def unwatch(self, address: Address) -> None:
        """One output less."""
        self._watched[address] -= 1
        if self._watched[address] <= 0:
            del self._watched[address]
            self._forget(address)

    def sent(self, address: Address) -> None:
        """A packet left; only of interest where the last one was refused."""
        if address not in self._since:
            return
        now = self._clock.now()
        if now - self._unanswered.setdefault(address, now) > ANSWERED_S:
            self._forget(address)

    def refused(self, address: Address) -> None:
        """A packet came back."""
        if address not in self._watched:
            return
        self._since.setdefault(address, self._clock.now())
        self._unanswered.pop(address, None)

    def is_gone(self, address: Address) -> bool:
        """Has it refused everything for `GONE_S`? Once told, it is counted anew."""
        since = self._since.get(address)
        if since is None or address in self._unanswered or self._clock.now() - since < GONE_S:
            return False
        self._forget(address)
        return True

    def _forget(self, address: Address) -> None:
        self._since.pop(address, None)
        self._unanswered.pop(address, None)

    def collect(self) -> None:
        """Read the socket's error queue."""
        for _ in range(_QUEUED_AT_MOST):
            try:
                _, control, _, address = self._sock.recvmsg(0, 512, socket.MSG_ERRQUEUE | socket.MSG_DONTWAIT)
            except OSError:  # nothing more in it; an error for which it had no room would wake whoever waits, for ever
                self._sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                return
            if any(_ERRNO.unpack_from(data)[0] == errno.ECONNREFUSED for _, _, data in control if len(data) >= 4):
                self.refused(address)
