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


class Reader:
    """Does a process read what we tell it? One that is told something at least now and then, and reads all it is told."""

    def __init__(self, bound_s: float):
        """`bound_s`: unread for longer than this, as `Patience` counts, is for ever."""
        self._bound, self._patience, self._unread = bound_s, Patience(), 0

    def hung(self, descriptor: int, pid: int, now: float) -> bool:
        """Look again at our end of its link."""
        waits, kept = unread(descriptor), starved(pid)
        if not waits:
            self._patience.over()
        elif not self._patience.owed or waits < self._unread:
            self._patience.begin(now, kept)
        self._unread = waits
        return self._patience.look(now, kept) > self._bound

    def forget(self) -> None:
        """Another process reads from now on."""
        self._patience.over()


def processor(pid: int) -> tuple[float, float]:
    """Seconds in all for which the first thread of a process has run, and has waited for a processor (Linux,
    Documentation/scheduler/sched-stats.rst); -1.0 and 0.0 where nobody tells."""
    try:
        with open(f"/proc/{pid}/schedstat", "rb") as file:
            ran, waited = file.read().split()[:2]
            return int(ran) / 1e9, int(waited) / 1e9
    except (OSError, ValueError):
        return -1.0, 0.0


def starved(pid: int) -> float:
    """Seconds in all that a process has waited for a processor; 0.0 where nobody tells."""
    return processor(pid)[1]


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
