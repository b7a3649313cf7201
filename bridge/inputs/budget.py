"""How much may be said to whoever asks: what comes in is heard whatever its rate, but answers may be withheld: counted.

A short question has a long answer (`/status`: a hundred lines; `/route/list`: up to 256). Whoever asks it a thousand times a
second would keep core from the music; and who forges its address (UDP has no proof of it) would turn us on somebody else.
"""

from functools import lru_cache

from bridge.reach import is_loopback

from .values import Sender

PER_SECOND = 5_000  # replies to one socket of this machine, or one stream: as many as fifty times `/status`
BYTES_BEYOND = 64 << 10  # in a second to one address beyond loopback, whatever its ports
SOCKETS = 4096  # asked from within a second; all others share what one has


class Budget:
    """A new budget every second."""

    def __init__(self) -> None:
        self.withheld = 0  # answers
        self._second = float("-inf")
        self._spent: dict[str | Sender, float] = {}  # of 1

    def allows(self, to: Sender, now: float) -> bool:
        """Whether anything may be said to this socket now: ask it before a long answer is made."""
        if not to:
            return True  # nobody is answered nowhere
        if now - self._second >= 1.0:
            self._second = now
            self._spent.clear()
        if self._spent.get(self._key(to), 0.0) < 1.0 - 1e-9:
            return True
        self.withheld += 1
        return False

    def spend(self, to: Sender, size: int) -> None:
        """One reply of so many bytes is said."""
        if to:
            key, near = self._key(to), to[0] != "udp" or _is_near(to[1])
            self._spent[key] = self._spent.get(key, 0.0) + (1 / PER_SECOND if near else size / BYTES_BEYOND)

    def _key(self, to: Sender) -> str | Sender:
        """Of this machine each socket has its own, each stream too, of others each address."""
        key = to if to[0] != "udp" or _is_near(to[1]) else to[1]
        return key if key in self._spent or len(self._spent) < SOCKETS else ""


_is_near = lru_cache(SOCKETS)(is_loopback)
