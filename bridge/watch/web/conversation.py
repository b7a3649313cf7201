"""One client's side of HTTP/1.1: bytes in, whole answers out. No sockets, no time; h11 knows the grammar.

Nothing here reads a body: what is asked for is named by the path alone. So whoever sends one, or anything that is not
HTTP, is answered once and then no more (`over`). A stream or a WebSocket is answered by a `Takeover`; from there on the
connection is its guest's.
"""

import sys
import traceback
from collections.abc import Callable
from http import HTTPStatus
from time import gmtime, strftime

import h11

from .guests import Guest, Takeover
from .pages import Page, Request, refusal
from .tally import Tally

MAX_HEAD_BYTES = 16 << 10  # request line and headers; browsers send 1 kB
MAX_TARGET_BYTES = 2 << 10
NO_BODIES = refusal(413, "a request with a body is not taken here; allowed are GET and HEAD without one")


class Conversation:
    """`answer` gives the page of a request; `wall` Unix seconds; `local` is the address of ours that was called,
    `peer` who called.

    over     nothing more will be answered
    unread   the client may still be sending what nobody will read
    guest    who has the connection now that it is over, None when it ends
    """

    def __init__(
        self,
        answer: Callable[[Request], Page | Takeover],
        wall: Callable[[], float],
        local: str = "",
        peer: tuple[str, int] = ("", 0),
        tally: Tally | None = None,
    ):
        self._answer, self._wall, self._local, self._peer = answer, wall, local, peer
        self._tally = tally if tally is not None else Tally()
        self._wire = h11.Connection(h11.SERVER, max_incomplete_event_size=MAX_HEAD_BYTES)
        self.over = self.unread = False
        self.guest: Guest | None = None

    @property
    def rest(self) -> bytes:
        """What the client has sent to the guest already."""
        return self._wire.trailing_data[0]

    @property
    def midway(self) -> bool:
        """A request has begun and not ended."""
        return bool(self._wire.trailing_data[0])

    def feed(self, data: bytes) -> None:
        """What came in; nothing means that the client will send no more."""
        self._wire.receive_data(data)

    def take(self) -> bytes | None:
        """The next answer; None when that needs more from the client, or when it is over."""
        try:
            while not self.over:
                event = self._wire.next_event()
                if isinstance(event, h11.Request):
                    return self._respond(event)
                if isinstance(event, h11.ConnectionClosed):
                    self.over = True
                elif event in (h11.NEED_DATA, h11.PAUSED):
                    break
        except h11.RemoteProtocolError as error:
            self._tally["refused_wrong"] += 1
            return self._give_up(refusal(error.error_status_hint, f"this is no HTTP request that we take: {error}"))
        return None

    # ---- one request -----------------------------------------------------------------------------------------------

    def _respond(self, event: h11.Request) -> bytes:
        head = event.method == b"HEAD"
        if too_long := _too_long(event):
            self._tally["refused_wrong"] += 1
            return self._give_up(too_long, head)
        page = self._page(event)
        if _has_body(event):
            self._tally["refused_body"] += 1
            return self._give_up(page if isinstance(page, Page) and page.status >= 400 else NO_BODIES, head)
        self._wire.next_event()  # its end: it has no body
        if isinstance(page, Takeover):
            self.over, self.guest = True, page.guest
            return page.head
        answer = self._send(page, head)
        if self._wire.our_state is h11.MUST_CLOSE:
            self.over = True
        else:
            self._wire.start_next_cycle()
        return answer

    def _page(self, event: h11.Request) -> Page | Takeover:
        try:
            return self._answer(_request(event, self._local, self._peer))
        except Exception:  # our fault, not the client's; the others must not suffer for it
            traceback.print_exc(file=sys.stderr)
            return refusal(500, "this page could not be made; the server's own output says why")

    def _give_up(self, page: Page, head: bool = False) -> bytes:
        """The last answer: where the next request would begin is not known."""
        self.over = self.unread = True
        if self._wire.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return b""
        return self._send(page, head, last=True)

    def _send(self, page: Page, head: bool, last: bool = False) -> bytes:
        headers = [
            ("Date", strftime("%a, %d %b %Y %H:%M:%S GMT", gmtime(self._wall()))),
            ("Server", "duende"),
            *([] if page.status == HTTPStatus.NO_CONTENT else _content(page)),
            *([] if any(name == "Cache-Control" for name, _ in page.headers) else [("Cache-Control", "no-store")]),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),  # a token may stand in our URLs
            *page.headers,
            *([("Connection", "close")] if last else []),
        ]
        reason = HTTPStatus(page.status).phrase
        begin = self._wire.send(h11.Response(status_code=page.status, headers=headers, reason=reason))
        body = b"" if head else self._wire.send(h11.Data(data=page.body))
        return begin + body + self._wire.send(h11.EndOfMessage())


def _content(page: Page) -> list[tuple[str, str]]:
    return [("Content-Type", page.kind), ("Content-Length", str(len(page.body)))]


def _too_long(event: h11.Request) -> Page | None:
    if len(event.target) > MAX_TARGET_BYTES:
        return refusal(414, f"the path has {len(event.target)} bytes; allowed are {MAX_TARGET_BYTES}")
    size = sum(len(name) + len(value) for name, value in event.headers)
    if size > MAX_HEAD_BYTES:
        return refusal(431, f"the headers have {size} bytes; allowed are {MAX_HEAD_BYTES}")
    return None


def _has_body(event: h11.Request) -> bool:
    headers = dict(event.headers)
    return b"transfer-encoding" in headers or bool(headers.get(b"content-length", b"").strip(b"0"))


def _request(event: h11.Request, local: str, peer: tuple[str, int]) -> Request:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in event.headers}
    target = event.target.decode("latin-1")
    if target[:7].lower() == "http://":  # as to a proxy; then it is this host that was meant (RFC 9112, 3.2.2)
        headers["host"], slash, rest = target[7:].partition("/")
        target = slash + rest or "/"
    path, _, query = target.partition("?")
    return Request(event.method.decode("latin-1"), path, query, headers, local, peer)
