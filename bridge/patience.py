"""How long somebody has owed a word, as whoever waits may count it.

A laptop that slept, a machine that was stopped, a core that was not let run: none of it is the other's fault. So time counts
by our own looks, each at most MOST_S long, and without what the other spent in the queue for a processor.
"""

import array
import sys
from typing import NamedTuple

MOST_S = 0.5  # what one look adds at most: whoever waits and looks later than that was itself kept from running
_TIOCOUTQ = 0x5411  # asm-generic/ioctls.h; of a local socket: bytes that the other side has not read (unix(7), SIOCOUTQ)


class Seen(NamedTuple):
    """A process at one moment, by its first thread; in all of its life, seconds."""

    ran: float = -1.0  # −1: not known here
    queued: float = 0.0  # for a processor; what it waits for now counts once it has been given one
    runnable: bool = False  # runs, or waits for a processor now


class Patience:
    """One debt at a time, in seconds. `seen` tells how the debtor fares; without it all time counts."""

    def __init__(self) -> None:
        self.waited = 0.0
        self._looked: float | None = None  # None: nothing is owed
        self._seen = Seen()

    @property
    def owed(self) -> bool:
        return self._looked is not None

    def begin(self, now: float, seen: Seen | None = None) -> None:
        """From now on something is owed, whatever was before."""
        self.waited, self._looked, self._seen = 0.0, now, seen or Seen()

    def look(self, now: float, seen: Seen | None = None) -> float:
        """Look again; how long it has been owed, 0 when nothing is."""
        if self._looked is not None:
            seen = seen or Seen()
            passed = min(now - self._looked, MOST_S)
            if seen.runnable:
                self.waited += min(passed, max(0.0, seen.ran - self._seen.ran))  # what it was given
            else:
                self.waited += max(0.0, passed - max(0.0, seen.queued - self._seen.queued))
            self._looked, self._seen = now, seen
        return self.waited

    def over(self) -> None:
        """It has come."""
        self.waited, self._looked = 0.0, None


class Reader:
    """Does a process read what we tell it? One that is told something at least now and then, and reads all it is told."""

    def __init__(self, bound_s: float):
        """`bound_s`: unread for longer than this, as `Patience` counts, is for ever."""
        self._bound, self._patience, self._unread = bound_s, Patience(), 0

    def hung(self, descriptor: int, pid: int, now: float) -> bool:
        """Look again at our end of its link."""
        waits, fares = unread(descriptor), seen(pid)
        if not waits:
            self._patience.over()
        elif not self._patience.owed or waits < self._unread:
            self._patience.begin(now, fares)
        self._unread = waits
        return self._patience.look(now, fares) > self._bound

    def forget(self) -> None:
        """Another process reads from now on."""
        self._patience.over()


def seen(pid: int) -> Seen:
    """How a process fares now (Linux: proc(5), Documentation/scheduler/sched-stats.rst)."""
    try:
        with open(f"/proc/{pid}/schedstat", "rb") as times, open(f"/proc/{pid}/stat", "rb") as stat:
            ran, queued = times.read().split()[:2]
            return Seen(int(ran) / 1e9, int(queued) / 1e9, stat.read().rsplit(b")", 1)[1].split()[0] == b"R")
    except (OSError, ValueError):
        return Seen()


def frozen(pid: int) -> bool:
    """Whether somebody has stopped a process (SIGSTOP); False where nobody tells."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rsplit(b")", 1)[1].split()[0] in b"Tt"
    except OSError:
        return False


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
