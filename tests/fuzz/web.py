"""What comes over HTTP and WebSocket."""

from collections.abc import Callable

from bridge.clock import VirtualClock

SHAPE = {"music": {"kind": "music", "package": "x", "words": {"style": ("folk",)}, "places": (), "defaults": {}}}


def http() -> Callable[[bytes], None]:
    """Requests to all pages that there are without a core."""
    from bridge.watch.web.address_space import AddressSpace
    from bridge.watch.web.board import Board
    from bridge.watch.web.conversation import Conversation
    from bridge.watch.web.gallery import Gallery
    from bridge.watch.web.gate import Gate
    from bridge.watch.web.pages import Pages
    from bridge.watch.web.script import Script
    from bridge.watch.web.shelf import Shelf
    from bridge.watch.web.views import Views

    clock, board = VirtualClock(), Board()
    space, shelf = AddressSpace(7770, 7771, clock.wall, lambda peer: lambda descriptor: None), Shelf(7770, 7771)
    views = Views(board, Gallery(clock), Script())
    for hears in (space, shelf):
        hears.hear(("players", SHAPE, {}))
    board.hear(("status", {"healthy": 1, "seed": 7}), clock.now())
    pages = Pages(board, Gate("127.0.0.1"), clock.now, lambda request: shelf(request) or views(request) or space(request))

    def take(data: bytes) -> None:
        talk = Conversation(pages, lambda: 1_700_000_000.0, "127.0.0.1", ("127.0.0.1", 5))
        for at in range(0, len(data), 97):
            if talk.over:
                return
            talk.feed(data[at : at + 97])
            while talk.take() is not None:
                pass

    return take


def websocket() -> Callable[[bytes], None]:
    """Bytes after the handshake, to an endpoint that understands OSCQuery's commands."""
    from bridge.watch.web.address_space import AddressSpace
    from bridge.watch.web.pages import Request
    from bridge.watch.web.visitor import Visitor
    from bridge.watch.web.websocket import handshake

    headers = {
        "host": "localhost", "connection": "Upgrade", "upgrade": "websocket", "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip

    class Line:
        full = behind = False

        def write(self, data: bytes) -> None: ...
        def end(self) -> None: ...

    class Deaf(Visitor):
        """Core is not there: what would go to it is dropped."""

        def heard(self, message: str | bytes) -> None:
            if isinstance(message, str):
                super().heard(message)

    space = AddressSpace(7770, 7771, lambda: 0.0, lambda peer: lambda descriptor: None)
    space.hear(("players", SHAPE, {}))

    def take(data: bytes) -> None:
        guest = handshake(Request("GET", "/", "", headers), Deaf(space, lambda descriptor: None)).guest
        guest.begin(Line())
        guest.hear(data)
        space.hear(("values", {"/music/temperature": (len(data) / 7,)}))
        guest.hear(b"")
        guest.gone()

    return take
