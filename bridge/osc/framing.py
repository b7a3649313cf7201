"""OSC over a byte stream, without sockets: bytes in, packets out, however the stream was cut.

OSC 1.0  each packet after its length in four bytes; the first byte of a stream is 0, a packet being shorter than 16 MiB
OSC 1.1  SLIP (RFC 1055): a packet between two END bytes; the first byte is END, or that of a packet

The first byte tells which. A decoder copies each byte once or twice and keeps at most one packet that is not complete.
"""

import struct
from typing import Protocol

from bridge.errors import WireError

MAX_PACKET = 1 << 20  # bytes (INTERFACE.md 3.1)

LENGTH, SLIP = "length", "slip"

_SIZE = struct.Struct(">I")
_END, _ESC = b"\xc0", b"\xdb"
_ESCAPED_END, _ESCAPED_ESC = b"\xdb\xdc", b"\xdb\xdd"


class Decoder(Protocol):
    def feed(self, data: bytes) -> list[bytes]:
        """The packets that `data` completes. `WireError`: the stream is lost, close it; the packets read before the
        damage are in `rescued`."""

    rescued: list[bytes]


def frame(packet: bytes, framing: str) -> bytes:
    """The packet as it travels on a stream of that framing (`LENGTH` or `SLIP`)."""
    if framing == LENGTH:
        return _SIZE.pack(len(packet)) + packet
    return _END + packet.replace(_ESC, _ESCAPED_ESC).replace(_END, _ESCAPED_END) + _END


class LengthDecoder:
    """OSC 1.0: four bytes of length, then the packet."""

    def __init__(self) -> None:
        self.rescued: list[bytes] = []
        self._part = bytearray()  # of a length or of a packet
        self._wanted = _SIZE.size
        self._in_packet = False

    def feed(self, data: bytes) -> list[bytes]:
        self.rescued = packets = []
        at = 0
        while at < len(data):
            piece = data[at : at + self._wanted - len(self._part)]
            self._part += piece
            at += len(piece)
            if len(self._part) == self._wanted:
                self._complete(packets)
        return packets

    def _complete(self, packets: list[bytes]) -> None:
        part, self._part = self._part, bytearray()
        if self._in_packet:
            packets.append(bytes(part))
        size = 0 if self._in_packet else _checked(_SIZE.unpack(part)[0])
        self._in_packet = size > 0  # a length of 0 announces nothing
        self._wanted = size or _SIZE.size


class SlipDecoder:
    """OSC 1.1: packets between END bytes; empty ones are RFC 1055's way to flush noise and are left out."""

    def __init__(self) -> None:
        self.rescued: list[bytes] = []
        self._part = bytearray()  # of a packet, its escapes undone
        self._escape = b""  # an ESC whose second byte has not come

    def feed(self, data: bytes) -> list[bytes]:
        self.rescued = packets = []
        *ended, rest = data.split(_END)
        for piece in ended:
            self._add(piece)
            if self._part:
                packets.append(bytes(self._part))
                self._part = bytearray()
            self._escape = b""  # an END inside an escape is damage; it must not reach into the next packet
        self._add(rest)
        return packets

    def _add(self, piece: bytes) -> None:
        if not piece:
            return
        if self._escape:
            piece, self._escape = self._escape + piece, b""
        if piece.endswith(_ESC):
            piece, self._escape = piece[:-1], _ESC
        # An ESC always opens an escape, so undoing the two kinds one after the other cannot mistake one for the other.
        self._part += piece.replace(_ESCAPED_END, _END).replace(_ESCAPED_ESC, _ESC)
        _checked(len(self._part))


def _checked(size: int) -> int:
    if size > MAX_PACKET:
        raise WireError(f"a packet of {size} bytes or more; at most {MAX_PACKET} are allowed")
    return size


class StreamDecoder:
    """Finds out the framing by the first byte; `framing` is None until it has come."""

    def __init__(self) -> None:
        self.framing: str | None = None
        self._decoder: Decoder | None = None

    @property
    def rescued(self) -> list[bytes]:
        return self._decoder.rescued if self._decoder else []

    def feed(self, data: bytes) -> list[bytes]:
        if self._decoder is None:
            if not data:
                return []
            self.framing = framing_of(data[:1])
            self._decoder = LengthDecoder() if self.framing == LENGTH else SlipDecoder()
        return self._decoder.feed(data)


def framing_of(first: bytes) -> str:
    """The framing that the first byte of a stream tells."""
    if first == b"\0":
        return LENGTH
    if first in (_END, b"/", b"#"):
        return SLIP
    raise WireError(
        f"a stream that begins with {first!r} is not OSC: a length begins with 0x00, SLIP with 0xC0, '/' or '#'"
    )
