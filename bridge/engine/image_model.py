"""An image package in the engine process: latents come, pictures go into the player's ring, and core is told.

One forward pass a picture, the last layer is uint8 RGB: what ONNX Runtime writes is what the ring copies. Who paints alone
paints at once; players who share a package in one process (on a GPU) are painted for together, see `painting`.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from ..channel import LinkClosed
from ..errors import DuendeError
from ..frames.writer import RingWriter
from ..package import Package
from .jobs import STEPS_KEPT, let_others, percentiles
from .painting import Wish, painter_of
from .proving import prove
from .stepper import Stepper

__all__ = ["ImageModel", "open_model", "prove"]

WARM_STEPS = 3


def open_model(package: Package, device: str, seed: int, send: Callable[[tuple], None]) -> "ImageModel":
    """A picture has no chance in it: `seed` is the player's alone."""
    return ImageModel(package, device, send)


@dataclass(frozen=True)
class Due:
    """A picture that core waits for."""

    index: int
    due: float
    wish: Wish
    began: float


class ImageModel:
    def __init__(self, package: Package, device: str, send: Callable[[tuple], None]):
        began = perf_counter()
        self._about, self._send = package.manifest.image, send
        self._painter = painter_of(package, device)
        self._ring: RingWriter | None = None
        self._waiting: Due | None = None
        self._times: deque[float] = deque(maxlen=STEPS_KEPT)  # seconds
        self._step_ms = warm(self._painter.stepper) * 1e3
        self._opening_ms = (perf_counter() - began) * 1e3
        self.actions = {"show": self._show, "render": self._render}

    def info(self) -> dict[str, Any]:
        stepper, about = self._painter.stepper, self._about
        return {
            "classes": list(about.classes),
            "latent": about.latent,
            "size": [about.width, about.height],
            "precision": stepper.graph.precision,
            "file": stepper.graph.file,
            "device": stepper.device,
            "recorded": stepper.recorded,
            "at_once": self._painter.most,
            "step_ms": self._step_ms,
            "opening_ms": self._opening_ms,
        }

    def work(self) -> bool:
        """Paint what waits, of everybody who paints with this package here."""
        models = [model for model in self._painter.members if model._waiting is not None]
        if models:
            _paint(models)
        return bool(models)

    def stats(self) -> dict[str, Any]:
        return percentiles(self._times)

    def interrupt(self) -> None:
        self._painter.members.discard(self)
        self._waiting = None
        self._close_ring()

    def _close_ring(self) -> None:
        if self._ring is not None:
            self._ring.close()
            self._ring = None

    def _show(self, ring: str) -> None:
        """From here on pictures go into the ring of this name."""
        self._close_ring()
        self._ring = RingWriter(ring, self._about.width, self._about.height)

    def _render(self, index: int, due: float, latent: bytes, classes: bytes = b"") -> None:
        """Paint the picture number `index`, to be seen at `due`. `latent` and `classes` are float32."""
        try:
            self._waiting = Due(index, due, self._painter.wish(latent, classes), perf_counter())
        except (ValueError, DuendeError) as error:
            self._send(("unpainted", index, str(error)))
            return
        self._painter.members.add(self)
        if len(self._painter.members) == 1:
            _paint([self])

    def _give(self, due: Due, frame: np.ndarray) -> None:
        if self._ring is not None:
            self._ring.write(due.index, due.due, frame)
        self._times.append(perf_counter() - due.began)
        self._answer(("frame", due.index, due.due))

    def _answer(self, message: tuple) -> None:
        try:
            self._send(message)
        except LinkClosed:  # this player has gone; others who paint here go on
            self.interrupt()


def _paint(models: list[ImageModel]) -> None:
    """What each of them waits for (of one painter), in one run where there is a graph for it."""
    waited = [model._waiting for model in models]
    for model in models:
        model._waiting = None
    try:
        frames = models[0]._painter.paint([due.wish for due in waited])
        for model, due, frame in zip(models, waited, frames, strict=True):
            model._give(due, frame)
    except (ValueError, DuendeError) as error:
        for model, due in zip(models, waited, strict=True):
            model._answer(("unpainted", due.index, str(error)))
    let_others()


def warm(stepper: Stepper) -> float:
    """Seconds of one picture, the best of a few."""
    times = []
    for _ in range(WARM_STEPS):
        began = perf_counter()
        stepper.run()
        times.append(perf_counter() - began)
    return min(times)
