"""Films without waiting: the image player of the stage in virtual time, its pictures painted where they are asked for."""

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..casting import defaults
from ..engine.proving import open_stepper
from ..package import Package
from ..players.image import ImagePlayer
from ..transport import Transport


class Painter:
    """Latents (and class weights) → one picture each, uint8 (height, width, 3). Every call returns the same array."""

    def __init__(self, package: Package, device: str = "auto", precision: str | None = None):
        self._stepper = open_stepper(package, device, precision)

    def paint(self, latent: np.ndarray, classes: np.ndarray) -> np.ndarray:
        """`latent` float32 (coordinates), truncated already; `classes` float32 (classes), empty where there are none."""
        self._stepper.inputs["latent"].reshape(-1)[:] = latent
        if "class" in self._stepper.inputs:
            self._stepper.inputs["class"].reshape(-1)[:] = classes
        self._stepper.run()
        return self._stepper.outputs["frame"][0]


class Darkroom:
    """Implements the players' Room for one image player that nobody watches."""

    def __init__(self, package: Package, painter: Painter, seed: int, tempo: float, wishes: dict[str, Any]):
        """`wishes`: parameters by tail, as the table takes them."""
        self.lookahead, self._now, self._painter = 0.0, 0.0, painter
        self.transport = Transport(0.0, tempo, tempo_known=True)
        self._asked: tuple[int, float] | None = None
        self._picture: np.ndarray | None = None
        self.player = ImagePlayer("image", self, package.manifest, defaults(package))
        self.player.alive = False
        self.player.reseed(seed)
        for tail, value in wishes.items():
            self.player.set(tail, value)

    def film(self, seconds: float) -> Iterator[tuple[float, np.ndarray]]:
        """(moment from the beginning, picture) until so many seconds have passed; nothing more once it stands still."""
        self.player.engine_back()
        begin: float | None = None
        while True:
            if self._asked is not None:
                index, due = self._asked
                begin = due if begin is None else begin
                if due - begin >= seconds - 1e-9:
                    return
                yield due - begin, self._picture
                self._asked = None
                self.player.heard(("frame", index, due))
            elif (alarm := self.player.alarm()) is None:
                return
            else:
                self._now = max(self._now, alarm)
                self.player.wake()

    # Room, as the player sees it

    def now(self) -> float:
        return self._now

    def say(self, address: str, *args: Any, due: float | None = None) -> None:
        """Nobody listens."""

    def record(self, player: str, **values: Any) -> None:
        """Nothing is kept."""

    def engine(self, player: str, message: tuple) -> None:
        _, index, due, latent, classes = message
        self._picture = self._painter.paint(*(np.array(array("f", part), np.float32) for part in (latent, classes)))
        self._asked = index, due
