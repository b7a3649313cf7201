"""Films without waiting: the image player of the stage in virtual time, its pictures painted where they are asked for."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from ..casting import defaults
from ..engine import painting
from ..package import Package
from ..players.image import ImagePlayer
from ..transport import Transport

Asked = tuple[np.ndarray, np.ndarray]  # latent, truncated already, and class weights (none where there are none): float32


class Painter:
    """Latents (and class weights) → one picture each, uint8 (height, width, 3), good until the next call."""

    def __init__(self, package: Package, device: str = "auto", precision: str | None = None, many: bool | None = None):
        """`many`: with the package's graphs for many pictures at once; by default on a GPU."""
        self._painter = painting.Painter(package, device, precision, many)

    @property
    def most(self) -> int:
        """Pictures at once."""
        return self._painter.most

    def paint(self, latent: np.ndarray, classes: np.ndarray) -> np.ndarray:
        return self.paint_all([(latent, classes)])[0]

    def paint_all(self, asked: Sequence[Asked]) -> list[np.ndarray]:
        return self._painter.paint([painting.Wish(latent, classes if classes.size else None) for latent, classes in asked])


class Darkroom:
    """Implements the players' Room for one image player that nobody watches."""

    def __init__(self, package: Package, painter: Painter, seed: int, tempo: float, wishes: dict[str, Any]):
        """`wishes`: parameters by tail, as the table takes them."""
        self.lookahead, self._now, self._painter = 0.0, 0.0, painter
        self.transport = Transport(0.0, tempo, tempo_known=True)
        self._asked: tuple[int, float, Asked] | None = None
        self.player = ImagePlayer("image", self, package.manifest, defaults(package))
        self.player.alive = False
        self.player.reseed(seed)
        for tail, value in wishes.items():
            self.player.set(tail, value)

    def film(self, seconds: float) -> Iterator[tuple[float, np.ndarray]]:
        """(moment from the beginning, picture) until so many seconds have passed; nothing more once it stands still."""
        self.player.engine_back()
        asked = self._all(seconds)
        while some := list(islice(asked, self._painter.most)):  # no picture depends on another
            frames = self._painter.paint_all([wish for _, wish in some])
            yield from zip((moment for moment, _ in some), frames, strict=True)

    def _all(self, seconds: float) -> Iterator[tuple[float, Asked]]:
        begin: float | None = None
        while True:
            if self._asked is not None:
                index, due, wish = self._asked
                begin = due if begin is None else begin
                if due - begin >= seconds - 1e-9:
                    return
                yield due - begin, wish
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
        wish = tuple(np.array(array("f", part), np.float32) for part in (latent, classes))
        self._asked = index, due, wish
