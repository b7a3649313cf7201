"""WebSocket (RFC 6455): the handshake on a request that h11 has read, then messages. wsproto, by h11's authors, knows the
grammar. What the messages mean is the endpoint's: this file serves every WebSocket of the house.
"""

import json
from typing import Protocol

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Message, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import RemoteProtocolError

from .guests import Line, Takeover
from .pages import Page, Request, refusal

MAX_MESSAGE_BYTES = 64 << 10  # from a client; whole programs' wishes are shorter
TRY_AGAIN_LATER = 1013  # the close code registered for it (RFC 6455, 11.7; wsproto has no name for it)


class Endpoint(Protocol):
    """What speaks on a WebSocket."""

    def opened(self, socket: "Socket") -> None:
        """Speak as soon as you like."""

    def heard(self, message: str | bytes) -> None:
        """A whole message of the client."""

    def room(self) -> None:
        """The client has taken what was sent: `socket.full` is false again."""

    def left(self) -> None:
        """It is over; said once after `opened`."""


def handshake(request: Request, endpoint: Endpoint) -> Takeover | Page:
    """The answer to a request to speak WebSocket, or a refusal with a sentence."""
    wire = WSConnection(ConnectionType.SERVER)
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.items()]
    try:
        wire.initiate_upgrade_connection(headers, request.path.encode("latin-1"))
        next(wire.events())
    except (RemoteProtocolError, UnicodeError) as error:
        hint = getattr(error, "event_hint", None)
        needs = ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")
        return refusal(max(426, getattr(hint, "status_code", 0)), f"{request.path} speaks WebSocket: {error}", *needs)
    return Takeover(wire.send(AcceptConnection()), Socket(wire, endpoint))


class Socket:
    """One WebSocket after its handshake: the guest of a connection, the endpoint's way to its client.

    `ping` is answered by itself. A client that breaks the protocol, or sends more than a message may have, is told so by
    the code of the closing and heard no more.
    """

    kind = "websocket"

    def __init__(self, wire: WSConnection, endpoint: Endpoint):
        self._wire, self._endpoint = wire, endpoint
        self._line: Line | None = None
        self._heard = bytearray()  # of a message that has not ended
        self._over = False

    @property
    def idle(self) -> bool:
        """An endpoint that can be idle says so by a property of this name."""
        return getattr(self._endpoint, "idle", False)

    @property
    def full(self) -> bool:
        """Nothing should be sent now: the client has not taken what was, or it is over."""
        return self._over or self._line.full

    @property
    def behind(self) -> bool:
        """Full, or what was sent before is still on its way."""
        return self.full or self._line.behind

    def send(self, message: str | bytes | dict) -> None:
        """One message: text, bytes, or a dict as JSON text."""
        if self._over:
            return
        if isinstance(message, bytes):
            event: Message = BytesMessage(data=message)
        else:
            event = TextMessage(data=message if isinstance(message, str) else json.dumps(message, ensure_ascii=False))
        self._line.write(self._wire.send(event))

    def close(self, code: int = CloseReason.NORMAL_CLOSURE, reason: str = "") -> None:
        """Say goodbye; at most 120 bytes of reason."""
        if not self._over:
            self._over = True
            self._line.write(self._wire.send(CloseConnection(code, reason)))
            self._line.end()

    def dismiss(self) -> None:
        self.close(TRY_AGAIN_LATER, "many are here, and this one had asked for nothing")

    def prod(self) -> bool:
        if not self._over and not self._line.full:
            self._line.write(self._wire.send(Ping()))
        return True

    # ---- as a guest ------------------------------------------------------------------------------------------------

    def begin(self, line: Line) -> None:
        self._line = line
        self._endpoint.opened(self)

    def hear(self, data: bytes) -> None:
        if self._over:
            return
        try:
            self._wire.receive_data(data or None)
            for event in self._wire.events():
                self._take(event)
        except RemoteProtocolError as error:
            hint = error.event_hint
            self.close(hint.code if isinstance(hint, CloseConnection) else CloseReason.PROTOCOL_ERROR, str(error)[:100])

    def room(self) -> None:
        if not self._over:
            self._endpoint.room()

    def gone(self) -> None:
        self._over = True
        self._endpoint.left()

    def _take(self, event: object) -> None:
        if self._over:
            return
        if isinstance(event, Message):
            self._collect(event)
        elif isinstance(event, Ping):
            if not self._line.full:  # one that asks and does not listen is owed nothing
                self._line.write(self._wire.send(event.response()))
        elif isinstance(event, CloseConnection):
            self._over = True
            if event.code != CloseReason.ABNORMAL_CLOSURE:  # that one is the end of the stream, made up by wsproto
                self._line.write(self._wire.send(event.response()))
            self._line.end()

    def _collect(self, event: Message) -> None:
        """Messages may come in pieces."""
        is_text = isinstance(event, TextMessage)
        self._heard += event.data.encode() if is_text else event.data
        if len(self._heard) > MAX_MESSAGE_BYTES:
            self._heard.clear()
            self.close(CloseReason.MESSAGE_TOO_BIG, f"a message has at most {MAX_MESSAGE_BYTES} bytes")
        elif event.message_finished:
            whole = bytes(self._heard)
            self._heard.clear()
            self._endpoint.heard(whole.decode() if is_text else whole)
