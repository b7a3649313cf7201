"""A page of memory that core and the timer share: how far the timer is, and the note that core is letting out itself.

Both sides read it without a system call. The numbers are eight bytes each at their own place, so neither reads half of one;
the timer writes the moment before the count, core reads the count before the moment.
"""

import marshal
import math
import mmap
import os
import sys
import tempfile

SIZE = mmap.PAGESIZE
_LENGTH, _PACKET = 24, 32  # where an intended message's length is, and its bytes


def shared_memory() -> int:
    """A descriptor of SIZE bytes of zeros, which a child process may inherit."""
    if sys.platform.startswith("linux"):
        descriptor = os.memfd_create("duende-slate", 0)
    else:
        with tempfile.TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    os.ftruncate(descriptor, SIZE)
    os.set_inheritable(descriptor, True)
    return descriptor


class Slate:
    """One side of the page behind `descriptor`, which may be closed afterwards."""

    def __init__(self, descriptor: int):
        self._page = memoryview(mmap.mmap(descriptor, SIZE))
        self._count, self._moment = self._page[:8].cast("q"), self._page[8:16].cast("d")
        self._length = self._page[_LENGTH:_PACKET].cast("q")

    # --- the timer's hand ---

    def stand(self, count: int, moment: float) -> None:
        """It has acted on the first `count` messages of its link; the next thing leaves at `moment` (infinity: nothing)."""
        self._moment[0] = moment
        self._count[0] = count

    def intended(self) -> tuple | None:
        """What core was about to tell when it went; None when it had told everything."""
        length = self._length[0]
        return marshal.loads(self._page[_PACKET : _PACKET + length]) if length else None

    # --- core's hand ---

    def is_idle(self, count: int, now: float) -> bool:
        """The timer has acted on all of the `count` messages that it was sent, and nothing waits to leave by `now`."""
        return self._count[0] == count and self._moment[0] > now

    def intend(self, message: tuple) -> None:
        """What the timer will be told, should core not live to tell it."""
        packet = marshal.dumps(message)
        self._page[_PACKET : _PACKET + len(packet)] = packet
        self._length[0] = len(packet)

    def wipe(self) -> None:
        """It was told."""
        self._length[0] = 0


def fresh() -> tuple[Slate, int]:
    """Core's side of a new page on which nothing counts as acted on, and the descriptor for the timer; close it after."""
    descriptor = shared_memory()
    slate = Slate(descriptor)
    slate.stand(-1, -math.inf)
    return slate, descriptor
