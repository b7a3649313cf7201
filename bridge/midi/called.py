"""A JACK client that nobody wakes any more, woken.

jackd, or the client before it in the graph, calls a client by a futex in shared memory: it sets it to 1, then wakes whoever
waits there. One that dies between the two leaves a 1 that nobody follows up (jack2, `JackLinuxFutex::Signal`: "already
unlocked, do not wake futex"): the client sleeps for ever, deaf and mute, its ports still there, and the graph waits for it
in every cycle. Seen on a busy machine as a MIDI input that never hears anything.

A signal ends the wait; the system's call begins again, finds the 1, and the client is called as before. Where there was no 1
(jackd itself stands still) it waits on: to nudge harms nobody.
"""

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Iterator

STILL_S = 0.3  # a thread that JACK has not called for so long is nudged; the longest usual period is 0.1
NUDGE = signal.SIGURG if hasattr(signal, "SIGURG") else None  # by itself it does nothing
TASKS = "/proc/self/task"


class Called:
    """The threads in which JACK calls the clients of this process. Does nothing where there is no JACK of this kind."""

    def __init__(self) -> None:
        self._tgkill = getattr(ctypes.CDLL(None), "tgkill", None) if sys.platform.startswith("linux") else None
        self._seen: dict[int, tuple[int, float]] = {}  # thread → how often it had been called, since when
        if self._tgkill:
            signal.signal(NUDGE, lambda *_: None)
            signal.siginterrupt(NUDGE, False)

    @contextlib.contextmanager
    def opening(self) -> Iterator[None]:
        """A client is made inside: of its threads the last is the one that JACK calls."""
        before = _threads() if self._tgkill else set()
        yield
        if self._tgkill and (new := _threads() - before):
            self._seen[max(new)] = (-1, 0.0)

    def look(self, now: float) -> None:
        """Nudge those that stand still; `now` in seconds. Call it ten times a second."""
        for thread, (calls, since) in list(self._seen.items()):
            counted = _switches(thread)
            if counted is None:  # its client was closed
                del self._seen[thread]
            elif counted != calls:
                self._seen[thread] = (counted, now)
            elif now - since > STILL_S:
                self._tgkill(os.getpid(), thread, NUDGE)
                self._seen[thread] = (counted, now)


def _threads() -> set[int]:
    return set(map(int, os.listdir(TASKS)))


def _switches(thread: int) -> int | None:
    """How often it has slept and was interrupted; None when it is gone."""
    try:
        with open(f"{TASKS}/{thread}/status", encoding="ascii", errors="replace") as file:
            return sum(int(line.split()[1]) for line in file if "ctxt_switches" in line)
    except OSError:
        return None
