"""Parameters that come faster than they matter: of those that follow one another only each address's newest is carried out.

A sensor or a fader bank that sends 50,000 values a second asks for a few hundred settings. So while nothing but plain
numbers for parameters comes in, they are only checked and kept; whatever else comes (a note, a text, a wrong value) is done
after what was sent before it. The contract says so: parameters, newest wins; all else is never dropped and keeps its order.
"""

import struct
from typing import NamedTuple

from bridge.errors import WireError
from bridge.osc.packet import parse

from .osc import Dispatcher
from .values import Request, Sender

REMEMBERED = 1024  # beginnings of packets
LONGEST = 256  # bytes of such a beginning; no parameter's address is as long
_NEW = object()
_TAG = b",f\0\0"
_FLOAT = struct.Struct(">f")


class Plain(NamedTuple):
    """One float for one parameter, within whose bounds nothing more has to be asked."""

    request: Request  # all but its arguments and its sender
    low: float
    high: float


class Newest:
    def __init__(self, dispatcher: Dispatcher):
        self._dispatcher = dispatcher
        self._heads: dict[bytes, Plain | None] = {}  # a packet up to its float → what it sets; None: nothing that is plain
        self._known = dispatcher.addresses()
        self._held: dict[bytes, tuple[Plain, float, Sender]] = {}

    def take(self, packet: bytes, sender: Sender) -> bool:
        """Keep it if it is a parameter's plain value; False: it has to be read as any other, after `settle`."""
        if packet[-8:-4] != _TAG or packet[:1] != b"/" or len(packet) > LONGEST:
            return False
        if self._known is not self._dispatcher.addresses():
            self._forget()
        head = packet[:-4]
        plain = self._heads.get(head, _NEW)
        if plain is _NEW:
            plain = self._learn(head)
        if plain is None:
            return False
        value = _FLOAT.unpack_from(packet, len(head))[0]
        if not plain.low <= value <= plain.high:  # NaN too
            return False
        self._held.pop(head, None)  # in the order in which the newest came
        self._held[head] = plain, value, sender
        self._dispatcher.received += 1
        return True

    @property
    def holds(self) -> bool:
        """Whether anything is to be carried out."""
        return bool(self._held)

    def settle(self) -> list[Request]:
        """What is to be carried out now."""
        if not self._held:
            return []
        held = list(self._held.values())
        self._held.clear()
        return [plain.request._replace(args=(value,), sender=sender) for plain, value, sender in held]

    def _forget(self) -> None:
        """Other players, other packages."""
        self._heads.clear()
        self._known = self._dispatcher.addresses()

    def _learn(self, head: bytes) -> Plain | None:
        if len(self._heads) >= REMEMBERED:
            self._heads.clear()
        plain = self._heads[head] = self._plain(head)
        return plain

    def _plain(self, head: bytes) -> Plain | None:
        try:
            (message,) = parse(head + bytes(4))
        except (WireError, ValueError):
            return None
        target = self._dispatcher.target(message.address) if message.args == (0.0,) else None
        if target is None or not target.row.newest_wins or len(target.row.args) != 1:
            return None
        arg = target.row.args[0]
        if arg.type != "f" or arg.low is None or arg.high is None:
            return None
        return Plain(Request(target.row, target.player, (), (), part=target.part), arg.low, arg.high)
