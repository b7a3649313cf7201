"""Whoever looks at a ring: take the newest picture, never disturb who writes it."""

import contextlib
import math
import mmap
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bridge.errors import PortError

from .layout import DUE, GONE, HEAD_BYTES, INDEX, SEQUENCE, SLOT_HEAD_BYTES, WALL, WRITTEN, geometry_of
from .rings import path_of

if TYPE_CHECKING:
    import numpy as np

TRIES = 8  # to find a picture that is not written over meanwhile; one that needs a second try is rare, a third unheard of


@dataclass(frozen=True)
class Frame:
    """One picture, a copy of its own.

    index   its number, as /NAME/out/frame tells it
    due     when it shall be seen, `time.monotonic()` seconds
    wall    when it was written, Unix seconds
    pixels  height · width · channels bytes
    """

    index: int
    due: float
    wall: float
    width: int
    height: int
    channels: int
    pixels: bytes

    @property
    def array(self) -> "np.ndarray":
        """uint8 (height, width, channels), read only; numpy is loaded by who asks for this."""
        import numpy as np

        return np.frombuffer(self.pixels, np.uint8).reshape(self.height, self.width, self.channels)


class RingReader:
    """The ring of this name; PortError when there is none. Any number may read it.

    When the ring is replaced by one of another size, the next `newest` comes from that; when it was removed and none has
    come in its place, `newest` is None and `gone` is true.
    """

    def __init__(self, name: str):
        self.name, self._map = name, None
        self._open()

    @property
    def written(self) -> int:
        """How many pictures have been written: a number to watch, which costs next to nothing."""
        return self._head[WRITTEN] if self._map is not None else 0

    @property
    def gone(self) -> bool:
        return self._map is None or self._head[GONE] != 0

    def newest(self, moment: float = math.inf) -> Frame | None:
        """The newest picture whose due moment has come by `moment`; None when there is none."""
        if self.gone and not self._reopen():
            return None
        for _ in range(TRIES):
            written = self._head[WRITTEN]
            # The oldest slot is where the writer is busy, or will be next.
            for number in range(written - 1, max(-1, written - self.geometry.slots), -1):
                frame, due = self._read(number, moment)
                if frame is not None:
                    return frame
                if due is None:  # written over meanwhile: there is a newer one
                    break
            else:
                return None
        return None

    def next_due(self, moment: float) -> float | None:
        """When the next picture after `moment` shall be seen, as far as one is in the ring already."""
        if self.gone:
            return None
        written = self._head[WRITTEN]
        dues = [self._views(number)[1][DUE] for number in range(max(0, written - self.geometry.slots + 1), written)]
        return min((due for due in dues if due > moment), default=None)

    def close(self) -> None:
        """Harmless when said twice."""
        if self._map is not None:
            for whole, floats, _ in self._slots:
                whole.release()
                floats.release()
            self._head.release()
            self._bytes.release()
            self._map.close()
            self._map = None

    # ---- the memory ------------------------------------------------------------------------------------------------

    def _read(self, number: int, moment: float) -> tuple[Frame | None, float | None]:
        """The number-th picture and its due moment; no picture when it is not due, no moment when it was torn."""
        whole, floats, start = self._views(number)
        sequence, index, due, wall = whole[SEQUENCE], whole[INDEX], floats[DUE], floats[WALL]
        if sequence & 1:
            return None, None
        pixels = bytes(self._bytes[start : start + self.geometry.pixel_bytes]) if due <= moment else None
        if whole[SEQUENCE] != sequence:
            return None, None
        if pixels is None:
            return None, due
        shape = self.geometry
        return Frame(index, due, wall, shape.width, shape.height, shape.channels, pixels), due

    def _views(self, number: int) -> tuple[memoryview, memoryview, int]:
        return self._slots[number % self.geometry.slots]

    def _open(self) -> None:
        path = path_of(self.name)
        try:
            with path.open("rb", buffering=0) as file:
                size = os.fstat(file.fileno()).st_size
                self.geometry = geometry_of(file.read(HEAD_BYTES), size, self.name)
                self._map = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
        except OSError as error:
            raise PortError(f"there is no ring {self.name}: {error.strerror or error}") from error
        self._bytes = memoryview(self._map)
        self._head = self._bytes[:HEAD_BYTES].cast("Q")
        self._slots = []
        for number in range(self.geometry.slots):
            start = self.geometry.slot(number)
            head = self._bytes[start : start + SLOT_HEAD_BYTES]
            self._slots.append((head.cast("Q"), head.cast("d"), start + SLOT_HEAD_BYTES))

    def _reopen(self) -> bool:
        self.close()
        with contextlib.suppress(PortError):
            self._open()
        return not self.gone
