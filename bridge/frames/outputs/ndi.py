"""NDI: pictures for every program in the local network that speaks it. The extra `ndi` (cyndilib, with NDI's own library).

NDI opens ports on all interfaces and is found by mDNS (on Linux by avahi-daemon).
"""

import sys
from fractions import Fraction

from bridge.errors import MissingExtra

from ..reader import Frame
from .rgba import Rgba
from .sending import run

RATE = Fraction(60)  # what receivers are told to expect; each picture goes when it comes


class Ndi:
    def __init__(self, name: str):
        try:
            import cyndilib
        except ImportError as error:
            raise MissingExtra("NDI needs cyndilib, which is not installed; cure: pip install 'duende[ndi]'") from error
        self._cyndilib, self._name = cyndilib, name
        self._rgba = Rgba()
        self._sender = None

    def send(self, frame: Frame) -> None:
        picture, new_size = self._rgba.fill(frame)
        if new_size:
            self._open(frame)
        self._sender.write_video(picture.reshape(-1))

    def close(self) -> None:
        if self._sender is not None:
            self._sender.close()

    def _open(self, frame: Frame) -> None:
        """A sender's size is fixed while it is open."""
        self.close()
        video = self._cyndilib.VideoSendFrame()
        video.set_resolution(frame.width, frame.height)
        video.set_frame_rate(RATE)
        video.set_fourcc(self._cyndilib.FourCC.RGBX)
        self._sender = self._cyndilib.Sender(self._name, clock_video=False)
        self._sender.set_video_frame(video)
        self._sender.open()


if __name__ == "__main__":
    sys.exit(run(Ndi, sys.argv[1:]))
