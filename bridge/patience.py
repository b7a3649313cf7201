"""How long somebody has owed a word, as whoever waits may count it.

A laptop that slept, a machine that was stopped, a core that was not let run: none of it is the other's fault. So time counts
by our own looks, each at most MOST_S long, and without what the other spent in the queue for a processor.
"""

import array
import sys

MOST_S = 0.5  # what one look adds at most: whoever waits and looks later than that was itself kept from running
_TIOCOUTQ = 0x5411  # asm-generic/ioctls.h; of a local socket: bytes that the other side has not read (unix(7), SIOCOUTQ)


class Patience:
    """One debt at a time. Seconds; `starved` are those that the debtor has waited for a processor since it was born."""

    def __init__(self) -> None:
        self.waited = 0.0
        self._looked: float | None = None  # None: nothing is owed
        self._starved = 0.0

    @property
    def owed(self) -> bool:
        return self._looked is not None

    def begin(self, now: float, starved: float = 0.0) -> None:
        """From now on something is owed, whatever was before."""
        self.waited, self._looked, self._starved = 0.0, now, starved

    def look(self, now: float, starved: float = 0.0) -> float:
        """Look again; how long it has been owed, 0 when nothing is."""
        if self._looked is not None:
            self.waited += max(0.0, min(now - self._looked, MOST_S) - max(0.0, starved - self._starved))
            self._looked, self._starved = now, starved
        return self.waited

    def over(self) -> None:
        """It has come."""
        self.waited, self._looked = 0.0, None


def starved(pid: int) -> float:
    """Seconds in all that the first thread of a process has waited for a processor (Linux, Documentation/scheduler/
    sched-stats.rst); 0.0 where nobody tells."""
    try:
        with open(f"/proc/{pid}/schedstat", "rb") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def unread(descriptor: int) -> int:
    """About how many bytes of what we sent over a socket pair the other side has not read; 0 where nobody tells."""
    if not sys.platform.startswith("linux"):
        return 0
    import fcntl  # not on Windows

    count = array.array("i", [0])
    try:
        fcntl.ioctl(descriptor, _TIOCOUTQ, count)
    except OSError:
        return 0
    return count[0]
