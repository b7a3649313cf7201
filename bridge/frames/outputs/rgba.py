"""Pictures with a fourth byte, as graphics hardware wants them."""

import numpy as np

from ..reader import Frame


class Rgba:
    """One buffer, made anew when the size changes: uint8 (height, width, 4), opaque unless the picture says otherwise."""

    def __init__(self) -> None:
        self._buffer = np.empty((0, 0, 4), np.uint8)

    def fill(self, frame: Frame) -> tuple[np.ndarray, bool]:
        """The picture, valid until the next one, and whether its size is new."""
        new = self._buffer.shape[:2] != (frame.height, frame.width)
        if new:
            self._buffer = np.full((frame.height, frame.width, 4), 255, np.uint8)
        self._buffer[..., : max(3, frame.channels)] = frame.array  # one channel spreads over three
        return self._buffer, new
