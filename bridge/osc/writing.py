"""Messages to OSC packets: `i f s`, which everyone reads, and `b`, `h` and bundles for those who asked."""

import math
import struct
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from .headers import remember
from .values import BUNDLE, ntp_of_unix

TEXT_LIMIT = 899  # bytes of text in a message sent unasked; clients choke on more (INTERFACE.md 3.11)

_INT32 = struct.Struct(">i")
_FLOAT32 = struct.Struct(">f")
_NTP = struct.Struct(">Q")


def encode(address: str, args: Sequence[int | float | str | bytes] = ()) -> bytes:
    """One message of `i`, `f`, `s`, `b`; a bool is written as 1 or 0, which every client reads.

    An int beyond 32 bits is written as `h` (and held within 64), a float beyond them as infinity: no number raises.
    What stands after a NUL in a text cannot be sent and is left out. Other kinds of value raise `TypeError`.
    """
    key = (address, *map(type, args))
    header, pack, writers = _encoders.get(key) or _learn_encoder(key)
    try:
        if pack:
            return header + pack(*args)
        return header + b"".join([write(value) for write, value in zip(writers, args, strict=True)])
    except (struct.error, OverflowError):
        return _encode_wide(address, args)


def encode_bundle(unix_s: float | None, packets: Iterable[bytes]) -> bytes:
    """A bundle of encoded messages or bundles, to take effect at `unix_s` (None = immediately)."""
    parts = [BUNDLE, _NTP.pack(ntp_of_unix(unix_s))]
    for packet in packets:
        parts += (_INT32.pack(len(packet)), packet)
    return b"".join(parts)


def cut_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """The text as far as it fits into `limit` bytes of UTF-8, no character split."""
    data = _utf8(text)
    return text if len(data) <= limit else data[:limit].decode("utf-8", "ignore")


def cut_texts(args: Iterable[Any], limit: int = TEXT_LIMIT) -> tuple:
    """The arguments of a message sent unasked: its texts together within `limit` bytes, the later ones give way."""
    kept = []
    for value in args:
        if isinstance(value, str):
            value = cut_text(value, limit)
            limit -= len(_utf8(value))
        kept.append(value)
    return tuple(kept)


# Address and types of the arguments → header, one packer of all or None, a writer for each.
_Encoder = tuple[bytes, Callable[..., bytes] | None, list[Callable[[Any], bytes]]]
_encoders: dict[tuple, _Encoder] = {}


def _learn_encoder(key: tuple) -> _Encoder:
    address, *kinds = key
    tags = "".join(map(_tag_of, kinds))
    pack = struct.Struct(">" + tags).pack if set(tags) <= set("if") else None
    encoder = (_padded(address) + _padded("," + tags), pack, [_WRITERS[tag] for tag in tags])
    remember(_encoders, key, encoder, len(encoder[0]))
    return encoder


def _tag_of(kind: type) -> str:
    for base, tag in ((int, "i"), (float, "f"), (str, "s"), (bytes, "b")):
        if issubclass(kind, base):
            return tag
    raise TypeError(f"OSC messages of ours hold int, float, str and bytes, not {kind.__name__}")


def _encode_wide(address: str, args: Sequence[Any]) -> bytes:
    """Arguments among which a number does not fit 32 bits."""
    tags = "".join(["h" if _is_wide(value) else _tag_of(type(value)) for value in args])
    return _padded(address) + _padded("," + tags) + b"".join([_WRITERS[t](v) for t, v in zip(tags, args, strict=True)])


def _is_wide(value: Any) -> bool:
    return isinstance(value, int) and not -(1 << 31) <= value < 1 << 31


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # a lone surrogate has no UTF-8 form


def _padded(text: str) -> bytes:
    data = _utf8(text).partition(b"\0")[0]
    return data + b"\0" * (4 - len(data) % 4)


def _blob_bytes(data: bytes) -> bytes:
    return _INT32.pack(len(data)) + data + b"\0" * (-len(data) % 4)


def _float_bytes(value: float) -> bytes:
    try:
        return _FLOAT32.pack(value)
    except OverflowError:  # too large for 32 bits: infinity, as IEEE 754 rounds
        return _FLOAT32.pack(math.copysign(math.inf, value))


def _wide_bytes(value: int) -> bytes:
    return struct.pack(">q", min(max(value, -(1 << 63)), (1 << 63) - 1))


_WRITERS: dict[str, Callable[[Any], bytes]] = {
    "i": _INT32.pack,
    "f": _float_bytes,
    "s": _padded,
    "b": _blob_bytes,
    "h": _wide_bytes,
}
