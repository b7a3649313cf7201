"""The running job of a model that samples: one step at a time, told as it goes, broken off whenever core wishes.

A job is a generator. Each value it yields is one step's result and leaves as `("event", job, i, *result)`; None is a
step without one; PREPARED says that a run of the model stands ready, which whoever drives the job makes before it goes on
(so that several players' runs become one); what it returns is the reason of `("done", job, reason)`.
"""

import os
from collections import deque
from collections.abc import Callable, Generator
from time import perf_counter, sleep

from ..errors import DuendeError

BREATH_S = 0.0003  # after the first event of an answer: core and whoever listens need about as long
STEPS_KEPT = 256  # whose times make the percentiles of a pong

PREPARED = ("prepared",)

Steps = Generator[tuple | None, None, str]


class Jobs:
    """At most one job runs; a new one ends the one before. `send` is the link's."""

    def __init__(self, send: Callable[[tuple], None], polite: int = 1):
        """`polite`: the first result, and every so many-th after it, lets other programs go first; 0: who drives does."""
        self._send, self._polite = send, polite
        self._job: int | None = None
        self._steps: Steps | None = None
        self._emitted = 0
        self._began = 0.0  # when the present step did
        self._times: deque[float] = deque(maxlen=STEPS_KEPT)  # seconds

    def begin(self, job: int, make: Callable[[], Steps]) -> None:
        """Start `make()`; a mistake in the question is the job's end, told with its sentence."""
        self.interrupt()
        try:
            self._steps = make()
        except DuendeError as error:
            self._send(("done", job, f"error: {error}"))
            return
        self._job, self._emitted = job, 0

    def halt(self, job: int) -> None:
        """A job that is over was answered already."""
        if job == self._job:
            self.interrupt()

    def interrupt(self) -> None:
        """The running job, if any, is over; what it emitted stays in the context."""
        if self._job is not None:
            self._steps.close()
            self._done("halted")

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def fresh(self) -> bool:
        """Somebody waits for the first result."""
        return self._emitted == 0

    def step(self) -> bool:
        """One step of the running job; False when none runs."""
        if self._job is None:
            return False
        self.prepare()
        return True

    def prepare(self) -> bool:
        """Go on with the running job. True: it stands PREPARED, so run and call `finish`; False: the step was made."""
        self._began = perf_counter()
        return self.finish()

    def finish(self) -> bool:
        """Go on after the run; as `prepare`, for now and then a step is taken once more."""
        try:
            result = next(self._steps)
        except StopIteration as over:
            self._done(over.value)
            return False
        if result is PREPARED:
            return True
        if result is not None:
            self._send(("event", self._job, self._emitted, *result))
            if self._polite and self._emitted % self._polite == 0:
                let_others()
            self._emitted += 1
            self._times.append(perf_counter() - self._began)
        return False

    def stats(self) -> dict[str, float]:
        """Milliseconds a step."""
        return percentiles(self._times)

    def _done(self, reason: str) -> None:
        job, self._job, self._steps = self._job, None, None
        self._send(("done", job, reason))


def percentiles(seconds: deque[float]) -> dict[str, float]:
    """`steps`, `p50_ms`, `p99_ms` of what was timed."""
    times = sorted(seconds)
    if not times:
        return {"steps": 0, "p50_ms": 0.0, "p99_ms": 0.0}
    return {"steps": len(times), "p50_ms": times[len(times) // 2] * 1e3, "p99_ms": times[len(times) * 99 // 100] * 1e3}


def let_others() -> None:
    """Something was sent: core, woken by it, may have been given this very processor and wait for our next step to end."""
    if hasattr(os, "sched_yield"):
        os.sched_yield()


def breathe() -> None:
    """The event that somebody waited for was sent: until it is heard this processor is free for core and for the listener.

    A yield alone lets core in, but a listener at ordinary niceness waits for our next step to end (0.35 ms)."""
    sleep(BREATH_S)
