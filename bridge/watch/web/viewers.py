"""Two ways to watch an image player without end: MJPEG over HTTP, and pictures over a WebSocket."""

import struct

from .gallery import Gallery, Shot
from .guests import Line, Takeover
from .websocket import Socket

BOUNDARY = b"duende-frame"
FORMATS = ("jpeg", "rgb")
PICTURE_HEAD = struct.Struct("<Qd")  # index, Unix seconds at which it was made; then the picture


class Multipart:
    """MJPEG: `multipart/x-mixed-replace`, one part a picture. The boundary of the next part follows a picture at once,
    since browsers show a part when they know that it has ended."""

    kind, idle = "stream", False
    repeats = True

    def __init__(self, gallery: Gallery, player: str):
        self._gallery, self.player = gallery, player

    @staticmethod
    def head() -> bytes:
        """By hand, so that it has neither a length nor chunks: cameras speak so, and small clients know nothing else."""
        lines = (
            b"HTTP/1.1 200 OK",
            b"Server: duende",
            b"Content-Type: multipart/x-mixed-replace; boundary=" + BOUNDARY,
            b"Cache-Control: no-store",
            b"X-Content-Type-Options: nosniff",
            b"Connection: close",
        )
        return b"\r\n".join(lines) + b"\r\n\r\n--" + BOUNDARY + b"\r\n"

    def takeover(self) -> Takeover:
        return Takeover(self.head(), self)

    @property
    def full(self) -> bool:
        return self._line.full or self._line.behind

    def show(self, shot: Shot) -> None:
        frame, body = shot.frame, shot.jpeg
        head = f"Content-Type: image/jpeg\r\nContent-Length: {len(body)}\r\n"
        head += f"X-Index: {frame.index}\r\nX-Wall: {frame.wall:.6f}\r\n\r\n"
        self._line.write(b"%s%s\r\n--%s\r\n" % (head.encode(), body, BOUNDARY))

    def dismiss(self) -> None:
        self._line.end()

    def prod(self) -> bool:
        return False

    def begin(self, line: Line) -> None:
        self._line = line
        self._gallery.enter(self)

    def hear(self, data: bytes) -> None:
        """Nothing that it says matters. At the end of its sentences it may be listening still, or be gone: another picture
        finds out."""
        if not data:
            self._gallery.repeat(self)

    def room(self) -> None:
        self._gallery.serve(self)

    def gone(self) -> None:
        self._gallery.leave(self)


class PictureSocket:
    """`/ws/NAME` of an image player: a text message with what is to come, again when that changes, and binary messages:
    the picture's index (8 bytes, unsigned), the Unix time at which it was made (8 bytes, floating point; both little
    endian), then a JPEG, or height · width · channels bytes."""

    repeats = False

    def __init__(self, gallery: Gallery, player: str, form: str):
        self._gallery, self.player, self._form = gallery, player, form
        self._told: dict = {}

    @property
    def full(self) -> bool:
        return self._socket.behind

    def show(self, shot: Shot) -> None:
        frame = shot.frame
        told = {"kind": "image", "player": self.player, "format": self._form}
        told |= {"width": frame.width, "height": frame.height, "channels": frame.channels}
        if told != self._told:
            self._told = told
            self._socket.send(told)
        picture = shot.jpeg if self._form == "jpeg" else frame.pixels
        self._socket.send(PICTURE_HEAD.pack(frame.index, frame.wall) + picture)

    def opened(self, socket: Socket) -> None:
        self._socket = socket
        self._gallery.enter(self)

    def heard(self, message: str | bytes) -> None:
        """There is nothing to say to a picture."""

    def room(self) -> None:
        self._gallery.serve(self)

    def left(self) -> None:
        self._gallery.leave(self)
