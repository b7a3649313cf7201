"""Which page stands at which path. A page is made from the board alone: asking for one never disturbs the music."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from . import metrics, page_files
from .board import Board
from .gate import Gate, without_token
from .guests import Takeover

PAGE_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FIRST_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws://{host} "
    "wss://{host}; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SHELF = ("/reference", "/patches/")  # what `views` answers beside players and their addresses


@dataclass(frozen=True)
class Request:
    method: str
    path: str  # "/api/status"; as sent, without the query
    query: str = ""  # what follows the question mark
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case; of repeated ones the last
    local: str = ""  # the address of ours that was called
    peer: tuple[str, int] = ("", 0)  # who called: address and port

    @property
    def wants_html(self) -> bool:
        """A browser names HTML when it opens a page; programs take anything or ask for something else. Those written in
        Java (Processing too) name HTML without knowing it."""
        if self.headers.get("user-agent", "").startswith("Java/"):
            return False
        kinds = (kind.replace(" ", "").lower() for kind in self.headers.get("accept", "").split(","))
        return any(kind.partition(";")[0] == "text/html" and not kind.endswith(";q=0") for kind in kinds)


@dataclass(frozen=True)
class Page:
    status: int
    kind: str  # content type
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


def text(words: str, status: int = 200, kind: str = "text/plain; charset=utf-8") -> Page:
    return Page(status, kind, words.encode())


def html(words: str) -> Page:
    return Page(200, "text/html; charset=utf-8", words.encode(), (("Content-Security-Policy", PAGE_POLICY),))


def as_json(value: object, status: int = 200, *headers: tuple[str, str]) -> Page:
    return Page(status, "application/json", json.dumps(value, ensure_ascii=False).encode(), headers)


def refusal(status: int, sentence: str, *headers: tuple[str, str]) -> Page:
    return as_json({"error": sentence}, status, *headers)


def nothing_else(_: Request) -> None:
    return None


def no_figures() -> dict[str, int]:
    return {}


class Pages:
    """Called with a request, gives the page. `now` is the monotonic clock; `views` is asked for what stands at no path of
    ours, and answers None when it knows nothing either; `figures` are the counts of this process. Whoever the gate refuses
    reaches none of them.
    """

    def __init__(
        self,
        board: Board,
        gate: Gate,
        now: Callable[[], float],
        views: Callable[[Request], Page | Takeover | None] = nothing_else,
        figures: Callable[[], Mapping[str, int]] = no_figures,
    ):
        self._board, self._gate, self._now, self._views, self._figures = board, gate, now, views, figures
        self._paths: dict[str, Callable[[Request], Page]] = {
            "/": self._root,
            "/api/status": self._status,
            "/health": self._health,
            "/metrics": self._metrics,
        }

    def __call__(self, request: Request) -> Page | Takeover:
        free = request.path != "/" and request.path in page_files.files()  # the page's parts cannot bring its token
        if refused := self._gate.refuses(request, free):
            return refusal(refused.status, refused.sentence, *refused.headers)
        request = without_token(request)
        if request.method not in ("GET", "HEAD"):
            return refusal(405, f"{request.method} is not served here; allowed are GET and HEAD", ("Allow", "GET, HEAD"))
        if page := self._paths.get(request.path):
            return page(request)
        if file := page_files.files().get(request.path):
            return _file(request, file)
        return self._views(request) or self._missing(request)

    def _root(self, request: Request) -> Page | Takeover:
        """The page for whoever asks for HTML, the tree of addresses for all others, and for who asks for an attribute."""
        if not _wants_page(request):
            return self._views(request) or self._status(request)
        page = _file(request, page_files.files()["/"])
        return Page(page.status, page.kind, page.body, (*page.headers, ("Vary", "Accept, Accept-Encoding")))

    def _status(self, _: Request) -> Page:
        return as_json(self._told())

    def _told(self) -> dict:
        """What core says, and what this process counts."""
        return self._board.status(self._now()) | self._figures()

    def _health(self, _: Request) -> Page:
        trouble = self._board.trouble(self._now())
        return text(trouble, 503) if trouble else text("ok")

    def _metrics(self, _: Request) -> Page:
        return text(metrics.exposition(self._told()), kind=metrics.CONTENT_TYPE)

    def _missing(self, request: Request) -> Page:
        asked = request.path + (f"?{request.query}" if request.query else "")
        return refusal(404, f"there is nothing at {asked[:200]}; there are {', '.join((*self._paths, *SHELF))}")


def _wants_page(request: Request) -> bool:
    """By the Accept of a browser, or by OSCQuery's attribute HTML; but a human may look at `/?HOST_INFO` too."""
    if not request.query.isupper():
        return request.wants_html
    return request.query == "HTML"


def _file(request: Request, file: page_files.File) -> Page:
    """A file of the page: browsers keep it for ever; the first, which names the others, is asked for each time."""
    first = file.kind.startswith("text/html")
    headers = [("Cache-Control", "no-cache" if first else page_files.FOR_EVER), ("ETag", f'"{file.mark}"')]
    headers += [] if first else [("Vary", "Accept-Encoding")]
    if first:  # `host` has passed the gate: it is a name of ours and, it may be, a port
        host = request.headers.get("host", "localhost").strip()
        headers.append(("Content-Security-Policy", FIRST_PAGE_POLICY.format(host=host)))
    if f'"{file.mark}"' in request.headers.get("if-none-match", ""):
        return Page(304, file.kind, b"", tuple(headers))
    if page_files.takes_gzip(request.headers.get("accept-encoding", "")):
        return Page(200, file.kind, file.packed, (*headers, ("Content-Encoding", "gzip")))
    return Page(200, file.kind, file.body, tuple(headers))
