"""The engine process: `python -m bridge.engine.worker LINK_FD`. One player's model, one thread, woken only by its link.

Messages are those of "core → engine" in docs/design.md: `open` and `ping` are every kind's, the others those of the open
model (`bridge.engine.kinds`). Between two steps it looks at the link, so a halt or something new waits for one step at
most. While it has nothing to do it sleeps on the link. When the link ends, it does.
"""

import gc
import os
import signal
import socket
import sys
from typing import Any

from ..channel import Link, LinkClosed
from ..child import end_with_parent, go_first
from ..errors import DuendeError, EngineError
from ..package import Package
from .kinds import Model, open_model

# Before ordinary programs, after core: what a model has said leaves before it thinks on. A picture that comes late hurts
# less than a note, and takes ten times as long: it goes last (beside pictures music's p99 grew by 1.34 at 0, by 1.24 at 10).
NICE = {"music": -5, "text": -3, "gesture": -5, "tensor": -5, "image": 10}


class Worker:
    def __init__(self, link: Link):
        self._link = link
        self._model: Model | None = None

    def run(self) -> None:
        """Until the link ends (`LinkClosed`)."""
        while True:
            busy = self._model is not None and self._model.work()
            for message in self._link.waiting() if busy else (self._link.receive(),):
                self.handle(message)

    def handle(self, message: tuple) -> None:
        """One message. What it gets wrong is answered with a sentence; the process lives on."""
        name, *rest = message
        try:
            if name == "open":
                self._open(*rest)
            elif name == "ping":
                self._link.send(("pong", rest[0], self._model.stats() if self._model else {"steps": 0}))
            else:
                self._act(name, rest)
        except DuendeError as error:
            self._link.send(("failed", str(error)))

    def _act(self, name: str, rest: list) -> None:
        if self._model is None:
            raise EngineError("no package is open; send open first")
        action = self._model.actions.get(name)
        if action is None:
            raise EngineError(f"message {name!r} is not known to the engine")
        action(*rest)

    def _open(self, path: str, device: str = "auto", seed: int = 0) -> None:
        """On failure the model that was there stays."""
        package = Package.find(path)
        go_first(NICE[package.manifest.kind])
        model = open_model(package, device, seed, self._link.send)
        if self._model is not None:
            self._model.interrupt()
        self._model = model
        gc.collect()
        gc.freeze()  # what is here now stays: no collection ever walks it again
        self._link.send(("opened", described(package) | _with_hash(package, model.info())))


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
