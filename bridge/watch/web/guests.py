"""Who has a connection after HTTP has let go of it: streams and WebSockets.

A page answers a request with a `Takeover`; the server writes its head and from then on passes what comes to the guest.
A guest writes only while `line.full` is false, and is told by `room` when it may again: so what waits for a client that
does not read is one message and what the two systems hold, whatever the client does. Who shows the newest also asks whether
the line is `behind`, since the systems hold many small pictures.
"""

from dataclasses import dataclass
from typing import Protocol


class Line(Protocol):
    """The server's side of such a connection."""

    @property
    def full(self) -> bool:
        """What was written last has not left this process yet; `room` will tell."""

    @property
    def behind(self) -> bool:
        """What was written before is still on its way, some messages of it: more would be old when they arrive."""

    def write(self, data: bytes) -> None:
        """Send it, or keep it until the client takes it."""

    def end(self) -> None:
        """Close when all of it was taken."""


class Guest(Protocol):
    kind: str  # "websocket" or "stream"

    @property
    def idle(self) -> bool:
        """It has asked for nothing: it may be sent away when others come."""

    def dismiss(self) -> None:
        """Be sent away."""

    def prod(self) -> bool:
        """Ask the client for a sign of life; False where that cannot be asked."""

    def begin(self, line: Line) -> None:
        """The connection is yours."""

    def hear(self, data: bytes) -> None:
        """The client has sent this; nothing means that it will send no more."""

    def room(self) -> None:
        """The client has taken everything: write on."""

    def gone(self) -> None:
        """The connection is closed; said once after `begin`."""


@dataclass(frozen=True)
class Takeover:
    """The answer after which a connection is a guest's: the bytes that tell the client so."""

    head: bytes
    guest: Guest
