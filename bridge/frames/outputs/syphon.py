"""Syphon: pictures for other programs on the same Mac, by shared texture. The extra `syphon` (syphon-python, Metal)."""

import sys

from bridge.errors import MissingExtra

from ..reader import Frame
from .rgba import Rgba
from .sending import run


class Syphon:
    def __init__(self, name: str):
        try:
            import syphon
            from syphon.utils.numpy import copy_image_to_mtl_texture
            from syphon.utils.raw import create_mtl_texture
        except ImportError as error:
            raise MissingExtra(
                "Syphon needs macOS and syphon-python, which is not installed; cure: pip install 'duende[syphon]'"
            ) from error
        self._copy, self._make, self._rgba = copy_image_to_mtl_texture, create_mtl_texture, Rgba()
        self._server = syphon.SyphonMetalServer(name)
        self._directory = syphon.SyphonServerDirectory()
        self._directory.run_loop_interval = 0.001

    def send(self, frame: Frame) -> None:
        picture, new_size = self._rgba.fill(frame)
        if new_size:
            self._texture = self._make(self._server.device, frame.width, frame.height)
        self._copy(picture, self._texture)
        self._server.publish_frame_texture(self._texture, is_flipped=True)  # our first row is the top, Metal's the bottom
        self._directory.update_run_loop()  # programs that start later ask who is there: somebody must listen

    def close(self) -> None:
        self._server.stop()


if __name__ == "__main__":
    sys.exit(run(Syphon, sys.argv[1:]))
