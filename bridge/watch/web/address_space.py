"""The OSCQuery side of the HTTP door: every address as JSON, and the programs that are told when something changes."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from bridge.osc.packet import encode
from bridge.watch.oscquery import ATTRIBUTES, Namespace, Node, changes, host_info

from .guests import Takeover
from .pages import Page, Request, refusal
from .relay import Introduce
from .visitor import Visitor
from .websocket import handshake

NAME = "duende"
HOST_INFO, HTML = "HOST_INFO", "HTML"
_JSON = "application/json"


class AddressSpace:
    """What core says of its players and parameters (`hear`), told to whoever asks (`__call__`) or listens (`visitors`).

    `osc_port` and `http_port` are what HOST_INFO names. `introduce(peer)` gives the way by which a visitor's OSC is handed
    to core.
    """

    def __init__(self, osc_port: int, http_port: int, wall: Callable[[], float], introduce: Callable[[tuple], Introduce]):
        self._ports, self.wall, self._introduce = (osc_port, http_port), wall, introduce
        self.namespace = Namespace()
        self.values: dict[str, tuple] = {}
        self._visitors: set[Visitor] = set()

    # ---- core ------------------------------------------------------------------------------------------------------

    def hear(self, message: tuple) -> bool:
        """Whether the message was about this: `("players", …)`, `("values", …)`."""
        match message:
            case ("players", players, server):
                self._grow(Namespace(players, server))
            case ("values", values):
                self.values |= values
                for visitor in tuple(self._visitors):
                    visitor.changed(values)
            case _:
                return False
        return True

    def _grow(self, namespace: Namespace) -> None:
        before, self.namespace = self.namespace, namespace
        self.values = {path: args for path, args in self.values.items() if namespace.node(path)}
        told = changes(before, namespace)
        for visitor in tuple(self._visitors):
            visitor.reshaped(told)

    # ---- visitors --------------------------------------------------------------------------------------------------

    def enter(self, visitor: Visitor) -> None:
        self._visitors.add(visitor)

    def leave(self, visitor: Visitor) -> None:
        self._visitors.discard(visitor)

    def packet(self, path: str) -> bytes | None:
        """A parameter's value as an OSC message; None when it is not known."""
        args = self.values.get(path)
        return None if args is None else encode(path, args)

    # ---- HTTP ------------------------------------------------------------------------------------------------------

    def __call__(self, request: Request) -> Page | Takeover | None:
        """The node at the path, or those attributes of it that the query names; a WebSocket where one is asked for. None
        when the path is like no address at all."""
        if request.headers.get("upgrade", "").lower() == "websocket":
            return self._open(request)
        asked = [part.partition("=")[0] for part in request.query.split("&") if part]
        if HOST_INFO in asked:
            return _json(request, host_info(NAME, request.local, *self._ports))
        if unknown := next((name for name in asked if name not in (*ATTRIBUTES, HTML)), None):
            allowed = ", ".join((*ATTRIBUTES, HOST_INFO, HTML))
            return refusal(400, f"there is no attribute {unknown[:40]!r}; allowed are {allowed}")
        path = unquote(request.path)
        node = self.namespace.node(path)
        if node is None:
            near = self.namespace.near(path)
            return refusal(404, f"there is no address {path[:100]}; did you mean {near}?") if near else None
        if HTML in asked:
            return refusal(404, f"{path} has no page of its own; the page is at /, the address book at /reference")
        told = node.told(self.values)
        return _attributes(request, told, node, asked) if asked else _json(request, told)

    def _open(self, request: Request) -> Page | Takeover:
        """Whether there is room for it the server knows: idle ones may go."""
        return handshake(request, Visitor(self, self._introduce(request.peer)))


def _attributes(request: Request, told: dict[str, Any], node: Node, asked: list[str]) -> Page:
    """Some attributes of a node. What it has not is left out, so that the object may be empty; but to ask for the value of
    what cannot be read is 204, as the proposal has it."""
    if "VALUE" in asked and not node.readable:
        return Page(204, _JSON, b"")
    return _json(request, {name: told[name] for name in asked if name in told})


def _json(request: Request, value: dict) -> Page:
    """For a human, who has asked for HTML, with one thing a line."""
    text = json.dumps(value, ensure_ascii=False, indent=2 if request.wants_html else None)
    return Page(200, _JSON, text.encode(), (("Vary", "Accept"),))
