"""The engine process: `python -m bridge.engine.worker LINK_FD`. One player's model, one thread, woken only by its link.

Messages are those of "core → engine" in docs/design.md. Between two steps it looks at the link, so a halt or a new note
waits for one step at most. While it has nothing to do it sleeps on the link. When the link ends, it does.
"""

import gc
import os
import signal
import socket
import sys
from collections import deque
from collections.abc import Generator, Sequence
from time import perf_counter
from typing import ClassVar

from ..channel import Link, LinkClosed
from ..child import end_with_parent, go_first
from ..errors import DuendeError, EngineError
from ..package import Package
from .music import MusicEngine
from .opening import Opened, open_package
from .request import Request

NICE = -5  # before ordinary programs, after core: what a model has said leaves before it thinks on
STEPS_KEPT = 256  # whose times make the percentiles of a pong


class Worker:
    def __init__(self, link: Link):
        self._link = link
        self._opened: Opened | None = None
        self._engine: MusicEngine | None = None
        self._seed = 0
        self._job: int | None = None
        self._events: Generator | None = None  # of the running job
        self._emitted = 0
        self._steps: deque[float] = deque(maxlen=STEPS_KEPT)  # seconds

    def run(self) -> None:
        """Until the link ends (`LinkClosed`)."""
        while True:
            busy = self._work()
            for message in self._link.waiting() if busy else (self._link.receive(),):
                self.handle(message)

    def handle(self, message: tuple) -> None:
        """One message. What it gets wrong is answered with a sentence; the process lives on."""
        action = self._ACTIONS.get(message[0])
        try:
            if action is None:
                raise EngineError(f"message {message[0]!r} is not known to the engine")
            action(self, *message[1:])
        except DuendeError as error:
            self._link.send(("failed", str(error)))

    def _work(self) -> bool:
        """One step of whatever waits; False when nothing does."""
        if self._events is not None:
            self._step()
            return True
        return self._engine is not None and self._engine.prefill()

    def _step(self) -> None:
        began = perf_counter()
        try:
            event = next(self._events)
        except StopIteration as over:
            self._done(over.value)
            return
        if event is not None:
            self._link.send(("event", self._job, self._emitted, *event))
            _let_others()
            self._emitted += 1
            self._steps.append(perf_counter() - began)

    def _done(self, reason: str) -> None:
        job, self._job, self._events = self._job, None, None
        self._link.send(("done", job, reason))

    # ---- messages --------------------------------------------------------------------------------------------------

    def _open(self, path: str, device: str = "auto", seed: int = 0) -> None:
        """On failure the model that was there stays."""
        opened = open_package(Package.find(path), device)
        self._interrupt()
        self._opened, self._seed = opened, seed
        self._engine = MusicEngine(opened.context, opened.package.manifest.styles, opened.spare)
        gc.collect()
        gc.freeze()  # what is here now stays: no collection ever walks it again
        self._link.send(("opened", info(opened)))

    def _sync(self, keep: int, events: list) -> None:
        self._interrupt()
        self._ready().sync(keep, events)

    def _look_ahead(self, count: int) -> None:
        self._ready().look_ahead(count)

    def _style(self, style: int) -> None:
        self._interrupt()
        self._ready().set_style(style)

    def _generate(self, job: int, spec: dict, keep: int | None = None, events: Sequence[Sequence] = ()) -> None:
        """With `keep` and `events` a sync comes first: one step hears what is new and answers it."""
        self._interrupt()
        if keep is not None:
            self._ready().sync(keep, events)
        try:
            request = Request.from_plain({"seed": self._seed, **spec})
            self._events = self._ready().generate(request)
        except DuendeError as error:
            self._link.send(("done", job, f"error: {error}"))
            return
        self._job, self._emitted = job, 0

    def _halt(self, job: int) -> None:
        """A job that is over was answered already."""
        if job == self._job:
            self._interrupt()

    def _ping(self, n: int) -> None:
        self._link.send(("pong", n, self._stats()))

    _ACTIONS: ClassVar = {
        "open": _open, "sync": _sync, "look_ahead": _look_ahead, "style": _style, "generate": _generate, "halt": _halt,
        "ping": _ping,
    }  # fmt: skip

    # ---- parts -----------------------------------------------------------------------------------------------------

    def _ready(self) -> MusicEngine:
        if self._engine is None:
            raise EngineError("no package is open; send open first")
        return self._engine

    def _interrupt(self) -> None:
        """The running job, if any, is over; what it emitted stays in the context."""
        if self._job is not None:
            self._events.close()
            self._done("halted")

    def _stats(self) -> dict:
        """Milliseconds a step, rows in the cache, and which wishes could not hold how often."""
        times = sorted(self._steps)
        stats = {"steps": len(times), "p50_ms": 0.0, "p99_ms": 0.0}
        if times:
            stats |= {"p50_ms": times[len(times) // 2] * 1e3, "p99_ms": times[len(times) * 99 // 100] * 1e3}
        if self._engine is not None:
            stats |= {"rows": len(self._engine.context.rows), "given_up": dict(self._engine.given_up)}
        return stats


def info(opened: Opened) -> dict:
    """What core tells the artist about the model, as plain values."""
    manifest = opened.package.manifest
    return {
        "name": manifest.name,
        "version": manifest.version,
        "kind": manifest.kind,
        "styles": list(manifest.styles),
        "defaults": dict(manifest.defaults or {}),
        "parameters": manifest.parameters,
        "precision": opened.graph.precision,
        "file": opened.graph.file,
        "sha256": manifest.files[opened.graph.file],
        "device": opened.device,
        "context": opened.context.capacity,  # events
        "step_ms": opened.step_ms,
        "opening_ms": opened.opening_ms,
    }


def _let_others() -> None:
    """An event was sent: core, woken by it, may have been given this very processor and wait for our next step to end."""
    if hasattr(os, "sched_yield"):
        os.sched_yield()


def main(descriptor: int) -> None:
    end_with_parent()
    go_first(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; core decides when this one ends
    try:
        Worker(Link(socket.socket(fileno=descriptor))).run()
    except LinkClosed:
        pass
    finally:
        sys.stdout.flush()
        os._exit(0)  # nothing to save; taking ONNX Runtime down in order only costs time


if __name__ == "__main__":
    main(int(sys.argv[1]))
