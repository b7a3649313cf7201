"""What a gesture player remembers, and the mirror of it in the engine.

The list of steps is the truth: seconds since the step before, then the values on 0 … 1. `flush` and `generate` send only
what the engine does not know; taking back what it knows costs it nothing. Lengths count from the beginning of the gesture,
so they stay good when the oldest steps are forgotten here.
"""

from collections.abc import Callable
from typing import Any

Step = tuple[float, ...]
LIMIT, KEEP = 2048, 1024  # beyond LIMIT steps the oldest are forgotten, so that KEEP stay to tell an engine that comes back


class Motion:
    def __init__(self, send: Callable[[tuple], None]):
        self.job = 0
        self._send = send
        self._steps: list[Step] = []
        self._forgotten = 0  # steps dropped from the front
        self._agreed = 0  # so many leading steps of the list are the same in the engine

    def __len__(self) -> int:
        return self._forgotten + len(self._steps)

    def append(self, step: Step) -> None:
        """Remember what a human did."""
        self._steps.append(step)
        self._compact()

    def told(self, step: Step) -> None:
        """Remember a step that the engine itself has just produced."""
        self._steps.append(step)
        self._agreed = len(self._steps)
        self._compact()

    def truncate(self, length: int) -> None:
        """Forget the steps from `length` on."""
        del self._steps[max(0, length - self._forgotten) :]
        self._agreed = min(self._agreed, len(self._steps))

    def forget(self) -> None:
        """A new gesture begins."""
        self._steps.clear()
        self._forgotten = self._agreed = 0

    def forget_all_but(self, count: int) -> None:
        """Only the newest `count` steps stay."""
        del self._steps[: max(0, len(self._steps) - count)]
        self.stale()

    def stale(self) -> None:
        """The engine knows nothing (it was started again)."""
        del self._steps[:-KEEP]
        self._forgotten = self._agreed = 0

    def flush(self) -> None:
        """Make the engine's steps equal to ours, while there is time."""
        self._send(("sync", *self._news()))

    def generate(self, spec: dict[str, Any]) -> int:
        """Ask for steps after the last one; the job's number."""
        self.job += 1
        self._send(("generate", self.job, spec, *self._news()))
        return self.job

    def halt(self) -> None:
        """Whatever the running job still says is not for us."""
        self._send(("halt", self.job))
        self.job += 1

    def _news(self) -> tuple[int, list[Step]]:
        keep, self._agreed = self._agreed, len(self._steps)
        return self._forgotten + keep, self._steps[keep:]

    def _compact(self) -> None:
        if len(self._steps) > LIMIT:
            gone = min(len(self._steps) - KEEP, self._agreed)
            del self._steps[:gone]
            self._forgotten, self._agreed = self._forgotten + gone, self._agreed - gone
