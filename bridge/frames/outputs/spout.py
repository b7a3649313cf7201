"""Spout: pictures for other programs on the same Windows machine, by shared texture. The extra `spout` (SpoutGL)."""

import sys

from bridge.errors import MissingExtra, PortError

from ..reader import Frame
from .rgba import Rgba
from .sending import run

GL_RGBA = 0x1908  # as OpenGL's headers have it


class Spout:
    def __init__(self, name: str):
        try:
            import SpoutGL
        except ImportError as error:
            raise MissingExtra(
                "Spout needs Windows and SpoutGL, which is not installed; cure: pip install 'duende[spout]'"
            ) from error
        self._name, self._rgba = name, Rgba()
        self._sender = SpoutGL.SpoutSender()
        self._sender.setSenderName(name)

    def send(self, frame: Frame) -> None:
        picture, new_size = self._rgba.fill(frame)
        sent = self._sender.sendImage(picture, frame.width, frame.height, GL_RGBA, False, 0)
        if new_size and not sent:
            raise PortError(f"Spout does not take pictures of {frame.width}×{frame.height} pixels as {self._name!r}")
        self._sender.setFrameSync(self._name)

    def close(self) -> None:
        self._sender.releaseSender()


if __name__ == "__main__":
    sys.exit(run(Spout, sys.argv[1:]))
