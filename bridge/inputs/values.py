"""What comes out of the inputs: requests for the core to carry out, and replies for the timer to send."""

from typing import Any, NamedTuple

from bridge.address import Row

# Whoever sent a message, as the timer names a target: ("udp", host, port), or ("sink", id) for a TCP connection.
Sender = tuple
NOBODY: Sender = ()  # a route, a scene, a controller: no reply has anywhere to go


class Request(NamedTuple):
    """One message that holds: known address, arguments coerced, defaults filled in."""

    row: Row
    player: str | None  # None = an address of the server
    args: tuple
    sender: Sender
    due: float | None = None  # monotonic seconds at which it takes effect; None = now
    part: str = ""  # what stood for INDEX or INPUT
    asks: bool = False  # a parameter without arguments: answer with its value, change nothing

    @property
    def address(self) -> str:
        return self.row.at(self.player or "", self.part)


class Reply(NamedTuple):
    """One message to whoever asked; `Listeners.targets(to)` says where that is."""

    to: Sender
    address: str
    args: tuple[Any, ...] = ()
