"""An image package in the engine process: latents come, pictures go into the player's ring, and core is told.

One forward pass a picture, the last layer is uint8 RGB: what ONNX Runtime writes is what the ring copies.
"""

from collections import deque
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np

from ..errors import DuendeError, EngineError
from ..frames.writer import RingWriter
from ..package import Package
from .jobs import STEPS_KEPT, let_others, percentiles
from .proving import open_stepper, prove
from .stepper import Stepper

__all__ = ["ImageModel", "open_model", "prove"]

WARM_STEPS = 3


def open_model(package: Package, device: str, seed: int, send: Callable[[tuple], None]) -> "ImageModel":
    """A picture has no chance in it: `seed` is the player's alone."""
    return ImageModel(package, device, send)


class ImageModel:
    def __init__(self, package: Package, device: str, send: Callable[[tuple], None]):
        began = perf_counter()
        self._about, self._send = package.manifest.image, send
        self._stepper = open_stepper(package, device)
        self._latent, self._class = self._stepper.inputs["latent"], self._stepper.inputs.get("class")
        self._frame = self._stepper.outputs["frame"]
        self._ring: RingWriter | None = None
        self._times: deque[float] = deque(maxlen=STEPS_KEPT)  # seconds
        self._step_ms = warm(self._stepper) * 1e3
        self._opening_ms = (perf_counter() - began) * 1e3
        self.actions = {"show": self._show, "render": self._render}

    def info(self) -> dict[str, Any]:
        graph, about = self._stepper.graph, self._about
        return {
            "classes": list(about.classes),
            "latent": about.latent,
            "size": [about.width, about.height],
            "precision": graph.precision,
            "file": graph.file,
            "device": self._stepper.device,
            "step_ms": self._step_ms,
            "opening_ms": self._opening_ms,
        }

    def work(self) -> bool:
        return False

    def stats(self) -> dict[str, Any]:
        return percentiles(self._times)

    def interrupt(self) -> None:
        if self._ring is not None:
            self._ring.close()
            self._ring = None

    def _show(self, ring: str) -> None:
        """From here on pictures go into the ring of this name."""
        self.interrupt()
        self._ring = RingWriter(ring, self._about.width, self._about.height)

    def _render(self, index: int, due: float, latent: bytes, classes: bytes = b"") -> None:
        """Paint the picture number `index`, to be seen at `due`. `latent` and `classes` are float32."""
        began = perf_counter()
        try:
            self._fill(latent, classes)
            self._stepper.run()
            if self._ring is not None:
                self._ring.write(index, due, self._frame[0])
        except (ValueError, DuendeError) as error:
            self._send(("unpainted", index, str(error)))
            return
        self._send(("frame", index, due))
        let_others()
        self._times.append(perf_counter() - began)

    def _fill(self, latent: bytes, classes: bytes) -> None:
        values = np.frombuffer(latent, np.float32)
        if values.size != self._latent.size:
            raise EngineError(f"this package has {self._latent.size} coordinates; found {values.size}")
        self._latent.reshape(-1)[:] = values
        if self._class is not None and classes:
            self._class.reshape(-1)[:] = np.frombuffer(classes, np.float32)


def warm(stepper: Stepper) -> float:
    """Seconds of one picture, the best of a few."""
    times = []
    for _ in range(WARM_STEPS):
        began = perf_counter()
        stepper.run()
        times.append(perf_counter() - began)
    return min(times)
