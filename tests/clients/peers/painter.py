"""An engine as those who watch see it: a thread that paints into a ring."""

import threading
import time
from collections.abc import Callable

import numpy as np

from bridge.frames import rings
from bridge.frames.writer import RingWriter


def grey(index: int, side: int) -> np.ndarray:
    """A plain picture that tells its index."""
    return np.full((side, side, 3), index % 256, np.uint8)


class Painter:
    """`picture(index, side)` is painted `fps` times a second until `close`, which also removes the ring."""

    def __init__(self, player: str, side: int = 64, fps: float = 50, picture: Callable[[int, int], np.ndarray] = grey):
        self.side, self.fps, self._picture = side, fps, picture
        self.ring = RingWriter(rings.ring_name(player), side, side)
        self.painted = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._paint)
        self._thread.start()

    @property
    def name(self) -> str:
        """The ring's."""
        return self.ring.name

    def _paint(self) -> None:
        due = time.monotonic()
        while not self._stop.wait(max(0.0, due - time.monotonic())):
            self.ring.write(self.painted, due, self._picture(self.painted, self.side))
            self.painted, due = self.painted + 1, due + 1 / self.fps

    def pause(self) -> None:
        """The last picture stays."""
        self._stop.set()
        self._thread.join()

    def close(self) -> None:
        self.pause()
        self.ring.close()
        rings.remove(self.name)
