"""The paths at which players are seen: `/NAME.png`, `/NAME.mjpg`, `/ws/NAME`, `/view/NAME`."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from .board import Board
from .gallery import MAX_VIEWERS, Gallery
from .guests import Takeover
from .pages import Page, Request, refusal
from .script import MAX_READERS, Reader, Script
from .viewers import FORMATS, Multipart, PictureSocket
from .websocket import handshake

_STILL = re.compile(r"/([a-z][a-z0-9_]*)\.png")
_STREAM = re.compile(r"/([a-z][a-z0-9_]*)\.mjpg")
_SOCKET = re.compile(r"/ws/([a-z][a-z0-9_]*)")
_VIEW = re.compile(r"/view/([a-z][a-z0-9_]*)")
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src blob: data:; "
    "connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'none'"
)


class Views:
    """Called with a request, gives its answer, or None when it is about no view."""

    def __init__(self, board: Board, gallery: Gallery, script: Script):
        self._board, self._gallery, self._script = board, gallery, script

    def __call__(self, request: Request) -> Page | Takeover | None:
        for path, answer in ((_STILL, self._still), (_STREAM, self._stream), (_SOCKET, self._socket), (_VIEW, self._view)):
            if found := path.fullmatch(request.path):
                return answer(request, found[1])
        return None

    def _still(self, _: Request, player: str) -> Page:
        if player not in self._gallery:
            return self._no_pictures(player)
        shot = self._gallery.now(player)
        if shot is None:
            return refusal(503, f"{player} has shown no picture yet", ("Retry-After", "1"))
        return Page(200, "image/png", shot.png, (("X-Index", str(shot.frame.index)),))

    def _stream(self, request: Request, player: str) -> Page | Takeover:
        if player not in self._gallery:
            return self._no_pictures(player)
        if self._gallery.crowded:
            return _crowded(MAX_VIEWERS)
        if request.method == "HEAD":
            return Page(200, "multipart/x-mixed-replace; boundary=duende-frame", b"")
        return Multipart(self._gallery, player).takeover()

    def _socket(self, request: Request, player: str) -> Page | Takeover:
        if player in self._gallery:
            form = parse_qs(request.query).get("format", ["jpeg"])[-1]
            if form not in FORMATS:
                return refusal(400, f"format is {form[:20]!r}; allowed are {', '.join(FORMATS)}")
            if self._gallery.crowded:
                return _crowded(MAX_VIEWERS)
            return handshake(request, PictureSocket(self._gallery, player, form))
        if self._board.kind_of(player) == "text":
            return _crowded(MAX_READERS) if self._script.crowded else handshake(request, Reader(self._script, player))
        return self._no_pictures(player)

    def _view(self, request: Request, player: str) -> Page:
        known = player in self._gallery or self._board.kind_of(player) in ("text", "image")
        if self._board.has_heard and not known:
            return self._no_pictures(player)
        # `host` has passed the gate: it is a name of ours and, it may be, a port.
        policy = _POLICY.format(host=request.headers.get("host", "localhost").strip())
        return Page(200, "text/html; charset=utf-8", _view_page(), (("Content-Security-Policy", policy),))

    def _no_pictures(self, player: str) -> Page:
        kind = self._board.kind_of(player)
        seen = [name for name in self._board.players() if self._board.kind_of(name) in ("text", "image")]
        what = f"{player} is a {kind} player and is not seen" if kind else f"there is no player {player}"
        return refusal(404, f"{what}; to be seen are {', '.join(seen) or 'none'}")


def _crowded(most: int) -> Page:
    return refusal(503, f"{most} watch already, and no more are let in", ("Retry-After", "5"))


@cache
def _view_page() -> bytes:
    return (Path(__file__).parent / "view.html").read_bytes()
