"""The engine process: `python -m bridge.engine.worker CONTROL_FD`. One thread, woken only by its links.

Each player has a link of its own; it comes over the control link, `("seat",)` with its descriptor. Messages are those of
"core → engine" in docs/design.md: `open` and `ping` are every kind's, the others those of the open model
(`bridge.engine.kinds`). Players of music on one package share a process: their steps become one run of the model. Between
two steps it looks at the links, so a halt or something new waits for one step at most. While it has nothing to do it sleeps
on them. When a player's link ends, its seat is empty; when the control link ends, the process does.
"""

import gc
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from ..channel import Link, LinkClosed
from ..child import end_with_parent, go_first
from ..errors import DuendeError, EngineError, PackageError
from ..package import Package
from . import limits
from .devices import SMALL_PARAMETERS, DeviceLost
from .kinds import Model, open_model

# Before ordinary programs, after core: what a model has said leaves before it thinks on. A picture that comes late hurts
# less than a note, and takes ten times as long: it goes last (beside pictures music's p99 grew by 1.34 at 0, by 1.24 at 10).
NICE = {"music": -5, "text": -3, "gesture": -5, "tensor": -5, "image": 10}

GARBAGE = 20_000  # objects since the last look; a step leaves no cycles, so this is a belt beside braces


class Seat:
    """One player's place: its link, and its model once it is open."""

    def __init__(self, link: Link):
        self.link = link
        self.model: Model | None = None

    def say(self, message: tuple) -> None:
        """To core. Whoever has gone meanwhile is found out by the worker: it takes no others along."""
        with suppress(LinkClosed):
            self.link.send(message)

    def handle(self, message: tuple) -> None:
        """One message. What it gets wrong is answered with a sentence; the process lives on."""
        name, *rest = message
        try:
            if name == "open":
                self._open(*rest)
            elif name == "ping":
                self.say(("pong", rest[0], self.model.stats() if self.model else {"steps": 0}))
            else:
                self._act(name, rest)
        except DuendeError as error:
            self.say(("failed", str(error)))

    def _act(self, name: str, rest: list) -> None:
        if self.model is None:
            raise EngineError("no package is open; send open first")
        action = self.model.actions.get(name)
        if action is None:
            raise EngineError(f"message {name!r} is not known to the engine")
        action(*rest)

    def _open(self, path: str, device: str = "auto", seed: int = 0) -> None:
        """On failure the model that was there stays."""
        package = Package.find(path)
        with as_it_was_on_failure():
            go_first(min(0, NICE[package.manifest.kind]))  # also who shall go last comes back soon
            model, fallback = self._model_of(package, device, seed)
        self.let_go()
        self.model = model
        gc.collect()
        gc.freeze()  # what is here now stays: no collection ever walks it again
        gc.disable()  # between notes, see Worker.rest
        limits.bound(model.info()["device"])
        self.say(("opened", described(package) | _with_hash(package, model.info()) | {"fallback": fallback}))
        go_first(NICE[package.manifest.kind])

    def let_go(self) -> None:
        """The model's memory is free from here on: it holds itself by its actions, and no collection walks what froze."""
        if self.model is not None:
            self.model.interrupt()  # others may share what it was open with (`painting`)
            self.model.actions.clear()
            self.model = None

    def _model_of(self, package: Package, device: str, seed: int) -> tuple[Model, str]:
        """The open model; where a GPU was asked for and cannot play, on the CPU, with a sentence that says why."""
        try:
            return open_model(package, device, seed, self.say), ""
        except (EngineError, PackageError, DeviceLost) as error:
            if device == "cpu" or (device == "auto" and package.manifest.parameters < SMALL_PARAMETERS):
                raise
            return open_model(package, "cpu", seed, self.say), f"{error}; {package.name} plays on the CPU"


class Worker:
    """`control`: core passes links for new players over it; its end is the end of the process."""

    def __init__(self, control: Link):
        self._control = control
        self._seats: dict[int, Seat] = {}  # by file number
        self._poll = select.poll()
        self._poll.register(control.fileno(), select.POLLIN)

    def run(self) -> None:
        """Until the control link ends (`LinkClosed`)."""
        while True:
            busy = self.turn()
            if not busy:
                self.rest()
            for descriptor, _ in self._poll.poll(0 if busy else None):
                self._listen(descriptor)
            self._stay_awake()

    def _stay_awake(self) -> None:
        """A key was struck, its question is on its way: who will answer gets ready meanwhile, and does not sleep again."""
        roused = [seat for seat in self._seats.values() if getattr(seat.model, "roused", False)]
        for seat in roused:
            seat.model.stay_awake(lambda: bool(self._poll.poll(0)))
        if roused:  # the shortest way to the question
            for descriptor, _ in self._poll.poll(0):
                self._listen(descriptor)

    def turn(self) -> bool:
        """One step of whoever has something to do; False when nobody has."""
        models = [seat.model for seat in self._seats.values() if seat.model is not None]
        together = [model for model in models if hasattr(model, "begin")]
        busy = play_together(together) if together else False
        for model in models:
            if not hasattr(model, "begin"):
                busy |= model.work()
        return busy

    def rest(self) -> None:
        """Nothing to do: now what garbage there is may be looked for; what was there when a package opened is not walked."""
        if gc.get_count()[0] > GARBAGE:
            gc.collect()

    def _listen(self, descriptor: int) -> None:
        if descriptor == self._control.fileno():
            self._seat(self._control.receive_with_descriptors())
            return
        seat = self._seats.get(descriptor)
        if seat is None:
            return
        try:
            for message in seat.link.waiting():
                seat.handle(message)
        except LinkClosed:  # this player has gone
            self._poll.unregister(descriptor)
            del self._seats[descriptor]
            seat.let_go()
            seat.link.close()

    def _seat(self, received: tuple[tuple, list[int]]) -> None:
        for descriptor in received[1]:
            link = Link(socket.socket(fileno=descriptor))
            self._seats[link.fileno()] = Seat(link)
            self._poll.register(link.fileno(), select.POLLIN)


@contextmanager
def as_it_was_on_failure() -> Iterator[None]:
    """No bound of memory inside. When a DuendeError leaves, whoever plays here is bounded and takes its turn as before."""
    nice = os.getpriority(os.PRIO_PROCESS, 0) if hasattr(os, "getpriority") else 0
    bounded = limits.lift()
    try:
        yield
    except DuendeError:
        if bounded:
            limits.bound("cpu")
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, 0, nice)
        raise


def play_together(models: list[Model]) -> bool:
    from .music_model import play  # loaded with the first package of music

    return play(models)


def described(package: Package) -> dict[str, Any]:
    """What core tells the artist about any package, as plain values."""
    manifest = package.manifest
    return {
        "name": manifest.name,
        "version": manifest.version,
        "kind": manifest.kind,
        "defaults": dict(manifest.defaults or {}),
        "parameters": manifest.parameters,
    }


def _with_hash(package: Package, info: dict[str, Any]) -> dict[str, Any]:
    return info | {"sha256": package.manifest.files[info["file"]]}


def main(descriptor: int) -> None:
    end_with_parent()
    limits.go_first_when_memory_ends()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; core decides when this one ends
    control, code = Link(socket.socket(fileno=descriptor)), 1
    try:
        Worker(control).run()
    except LinkClosed:
        code = 0
    except BaseException as error:
        limits.lift()  # it may be memory that was short, and there is something to say
        with suppress(LinkClosed, MemoryError):
            control.send(("died", limits.last_words(error), isinstance(error, DeviceLost)))
        if not (isinstance(error, DeviceLost) or limits.is_memory(error)):
            traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # nothing to save; taking ONNX Runtime down in order only costs time


if __name__ == "__main__":
    main(int(sys.argv[1]))
