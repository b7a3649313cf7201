"""A WebSocket client over a plain socket: blocking, whole messages, as small programs have it."""

import socket

from wsproto import ConnectionType, WSConnection, events


class Refused(Exception):
    """The handshake was answered by this status."""


class WebSocket:
    """`origin`, `host`: what a browser would name; `address`: ours and the server's. Raises `Refused` when it is."""

    def __init__(
        self, port: int, target: str, *, host: str = "localhost", origin: str | None = None, seconds: float = 15.0,
        address: str = "127.0.0.1",
    ):  # fmt: skip
        self.sock = socket.create_connection((address, port), seconds, (address, 0))
        self._wire, self._parts = WSConnection(ConnectionType.CLIENT), []
        self._heard = iter(())
        headers = [(b"origin", origin.encode())] if origin else []
        self.sock.sendall(self._wire.send(events.Request(host=host, target=target, extra_headers=headers)))
        answer = self._event()
        if isinstance(answer, events.RejectConnection):
            self.sock.close()
            raise Refused(answer.status_code)
        assert isinstance(answer, events.AcceptConnection), answer

    def __enter__(self) -> "WebSocket":
        return self

    def __exit__(self, *_: object) -> None:
        self.sock.close()

    def receive(self) -> str | bytes | None:
        """The next message; None when the other side has said goodbye (then `code` is why)."""
        while True:
            event = self._event()
            if isinstance(event, events.CloseConnection):
                self.code = event.code
                return None
            if isinstance(event, events.Message):
                self._parts.append(event.data if isinstance(event, events.TextMessage) else bytes(event.data))
                if event.message_finished:
                    parts, self._parts = self._parts, []
                    return ("" if isinstance(event, events.TextMessage) else b"").join(parts)

    def send(self, message: str | bytes) -> None:
        event = events.BytesMessage(data=message) if isinstance(message, bytes) else events.TextMessage(data=message)
        self.sock.sendall(self._wire.send(event))

    def ping(self, payload: bytes) -> bytes:
        """What the pong brings back."""
        self.sock.sendall(self._wire.send(events.Ping(payload)))
        while not isinstance(event := self._event(), events.Pong):
            pass
        return bytes(event.payload)

    def close(self) -> None:
        """A goodbye."""
        self.sock.sendall(self._wire.send(events.CloseConnection(1000)))

    def _event(self) -> object:
        while True:
            for event in self._heard:
                return event
            data = self.sock.recv(1 << 20)
            self._wire.receive_data(data or None)
            self._heard = self._wire.events()
