"""On two processors: core and timer on one, music's engines on the other, for as long as nobody has to wait there.

A note goes from core to the engine and back, and the system likes to wake each where the one that wakes it still runs: it
then waits for that one to sleep. With more processors there is an idle one to be found. Where others are at work too (audio
threads of a DAW, a second server) a process that may run on one processor alone waits for theirs; then all run anywhere
again for a while.

Pictures at 66 a second make core queue for 3 to 5 % of the time, a millisecond now and then, on two quiet processors too. To
let all run anywhere for that costs far more (docs/log.md): beside pictures more is borne.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress

from .child import PROCESSORS, run_anywhere
from .patience import Seen, seen

MOST_QUEUED = 0.02  # of the time since the last look: beyond it to be apart costs more than it wins
BESIDE_PICTURES = 0.1  # the same while pictures follow each other
REST_S = 60.0  # so long all run anywhere then


class Apart:
    """`allowed`: the processors that this process was given; `place` sets a process's (`os.sched_setaffinity`)."""

    def __init__(
        self, allowed: Iterable[int] | None = None, place: Callable | None = None, fares: Callable[[int], Seen] = seen
    ):
        found = getattr(os, "sched_getaffinity", lambda _: ())(0) if allowed is None else allowed
        self._processors = sorted(found)
        self._place, self._fares = place or getattr(os, "sched_setaffinity", None), fares
        self._queued: dict[int, float] = {}  # those that are kept apart → how long they have queued in all of their lives
        self._looked = self._until = float("-inf")
        self._beside = False  # there were pictures at the last look

    @property
    def side_by_side(self) -> bool:
        """Core and an engine run at the same time: neither has to wait for the other's processor."""
        return len(self._processors) > 2 or bool(self._queued)

    def look(self, now: float, first: Iterable[int], second: Iterable[int], pictures: bool = False) -> None:
        """Once a second: the processes of either place, this one among the first. `pictures` are being painted now."""
        if len(self._processors) != 2 or now < self._until:
            return
        wanted = dict.fromkeys(first, 0) | dict.fromkeys(second, 1)
        fare = {pid: self._fares(pid).queued for pid in wanted}
        most = (BESIDE_PICTURES if pictures or self._beside else MOST_QUEUED) * (now - self._looked)
        self._beside = pictures
        if any(fare[pid] - queued > most for pid, queued in self._queued.items() if pid in fare):
            self._let_go()
            self._until = now + REST_S
            return
        for pid in wanted.keys() - self._queued.keys():
            self._keep(pid, wanted[pid])
        self._queued, self._looked = fare, now

    def _keep(self, pid: int, place: int) -> None:
        os.environ[PROCESSORS] = ",".join(map(str, self._processors))  # what is started from now on runs on both
        with suppress(OSError):  # it has just ended, or the system does not grant it
            self._place(pid, {self._processors[place]})

    def _let_go(self) -> None:
        for pid in self._queued:
            with suppress(OSError):
                self._place(pid, self._processors)
        self._queued = {}

    def close(self) -> None:
        """All run anywhere."""
        self._let_go()
        run_anywhere()
