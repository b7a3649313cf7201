"""OSC packets to messages: all of OSC 1.0 and 1.1 is understood.

Nothing declared is believed: lengths are checked, nesting is walked with a list, never by recursion, and the work is
linear in the bytes that are really there. Whatever does not hold raises `WireError`.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Any

from bridge.errors import WireError

from .headers import remember
from .values import BUNDLE, Impulse, Message, Midi, Rgba, TimeTag, unix_of_ntp

MAX_DEPTH = 32  # bundles in bundles, arrays in arrays; real clients send one or two

_INT32 = struct.Struct(">i")
_NTP = struct.Struct(">Q")


def parse(packet: bytes, damaged: list[str] | None = None) -> list[Message]:
    """The messages of a packet in their order, those of nested bundles included.

    One unreadable message in a bundle costs only itself: its sentence is added to `damaged`. A packet whose structure
    does not hold, or of which no message can be read, raises `WireError`.
    """
    if packet.startswith(b"/"):
        return [_message(packet, None)]
    if packet.startswith(BUNDLE):
        return _bundle(packet, damaged)
    raise WireError(f"an OSC packet starts with '/' or '#bundle', not {packet[:12]!r}")


def _bundle(packet: bytes, damaged: list[str] | None) -> list[Message]:
    messages, damage = [], []
    for element, timetag in _elements(packet):
        try:
            messages.append(_message(element, timetag))
        except WireError as error:
            damage.append(str(error))
    if damage and not messages:
        raise WireError(damage[0])
    if damaged is not None:
        damaged += damage
    return messages


def _elements(packet: bytes) -> list[tuple[bytes, float | None]]:
    """Every message of a bundle with its moment; an inner bundle without one has that of the outer."""
    elements = []
    open_bundles = [(16, len(packet), _bundle_time(packet, 0, len(packet)))]  # where to go on, end, moment
    while open_bundles:
        at, end, timetag = open_bundles.pop()
        if at == end:
            continue
        start, stop = _element_bounds(packet, at, end)
        open_bundles.append((stop, end, timetag))
        if packet.startswith(BUNDLE, start, stop):
            _check_depth(open_bundles, "bundles")
            inner = _bundle_time(packet, start, stop)
            open_bundles.append((start + 16, stop, timetag if inner is None else inner))
        else:
            elements.append((packet[start:stop], timetag))
    return elements


def _bundle_time(packet: bytes, start: int, stop: int) -> float | None:
    if stop - start < 16:
        raise WireError(f"a bundle ends inside its timetag: {stop - start} of 16 bytes are there")
    return unix_of_ntp(_NTP.unpack_from(packet, start + 8)[0])


def _element_bounds(packet: bytes, at: int, end: int) -> tuple[int, int]:
    if end - at < 4:
        raise WireError(f"a bundle ends inside the length of an element: {end - at} of 4 bytes are there")
    size = _INT32.unpack_from(packet, at)[0]
    if not 0 < size <= end - at - 4:
        raise WireError(f"a bundle announces an element of {size} bytes where {end - at - 4} are left")
    return at + 4, at + 4 + size


def _check_depth(nested: Sequence, what: str) -> None:
    if len(nested) >= MAX_DEPTH:
        raise WireError(f"{what} are nested more than {MAX_DEPTH} deep")


# Address and tags as bytes → address, one reader of all arguments or None, type tags or None, where arguments start.
_Layout = tuple[str, Callable[..., tuple] | None, str | None, int]
_layouts: dict[bytes, _Layout] = {}


def _message(packet: bytes, timetag: float | None) -> Message:
    tags_end = packet.find(b"\0", packet.find(b"\0,") + 1)
    layout = _layouts.get(packet[: (tags_end | 3) + 1]) or _learn(packet)
    address, read_all, tags, start = layout
    try:
        args = read_all(packet, start) if read_all else _arguments(tags, packet, start)
    except struct.error:
        raise WireError(f"{address[:80]}: the packet ends before its arguments ({tags[:40]}) do") from None
    return Message(address, args, timetag)


def _learn(packet: bytes) -> _Layout:
    """Read address and type tags, and remember how their arguments lie."""
    address, start = _string(packet, 0)
    if not address.startswith("/"):
        raise WireError(f"an OSC address starts with '/', not {address[:12]!r}")
    tags = None
    if packet.startswith(b",", start):
        tags, start = _string(packet, start)
        tags = tags[1:]
        _check_tags(address, tags)
    layout = (address, _reader_of_all(tags), tags, start)
    remember(_layouts, packet[:start], layout, start)
    return layout


def _check_tags(address: str, tags: str) -> None:
    depth = 0
    for tag in tags:
        if tag not in _READERS and tag not in "[]":
            raise WireError(f"{address[:80]}: type tag {tag!r} is not one of OSC's: {' '.join(_READERS)} [ ]")
        depth += (tag == "[") - (tag == "]")
        if not 0 <= depth <= MAX_DEPTH:
            raise WireError(
                f"{address[:80]}: arrays must be closed in turn and at most {MAX_DEPTH} deep, not {tags[:40]!r}"
            )
    if depth:
        raise WireError(f"{address[:80]}: an array is not closed: {tags[:40]!r}")


def _reader_of_all(tags: str | None) -> Callable[..., tuple] | None:
    """One call for all arguments where they are plain numbers; None where each must be read by itself."""
    if not tags or not set(tags) <= set("ifhd"):
        return None
    return struct.Struct(">" + tags.replace("h", "q")).unpack_from


def _arguments(tags: str | None, packet: bytes, at: int) -> tuple:
    if tags is None:
        _check_nothing_follows(packet, at)
        return ()
    args, outer = [], []
    for tag in tags:
        if tag == "[":
            outer.append(args)
            args = []
        elif tag == "]":
            outer[-1].append(tuple(args))
            args = outer.pop()
        else:
            value, at = _READERS[tag](packet, at)
            args.append(value)
    return tuple(args)


def _check_nothing_follows(packet: bytes, at: int) -> None:
    if packet[at:].strip(b"\0"):
        raise WireError(f"{len(packet) - at} bytes of arguments without type tags cannot be read")


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _string(packet: bytes, at: int) -> tuple[str, int]:
    end = packet.find(b"\0", at)
    if end < 0:
        raise WireError(f"a string has no end: {packet[at : at + 40]!r}")
    return _text(packet[at:end]), (end | 3) + 1


def _blob(packet: bytes, at: int) -> tuple[bytes, int]:
    size = _INT32.unpack_from(packet, at)[0]
    start = at + 4
    if not 0 <= size <= len(packet) - start:
        raise WireError(f"a blob announces {size} bytes where {len(packet) - start} are left")
    return packet[start : start + size], start + (size + 3 & ~3)


def _character(code: int) -> str:
    if not 0 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        raise WireError(f"{code} is no character")
    return chr(code)


def _sized(layout: str, make: Callable[..., Any] | None = None) -> Callable[[bytes, int], tuple[Any, int]]:
    form = struct.Struct(">" + layout)

    def read(packet: bytes, at: int) -> tuple[Any, int]:
        values = form.unpack_from(packet, at)
        return make(*values) if make else values[0], at + form.size

    return read


def _constant(value: Any) -> Callable[[bytes, int], tuple[Any, int]]:
    return lambda packet, at: (value, at)


_READERS: dict[str, Callable[[bytes, int], tuple[Any, int]]] = {
    "i": _sized("i"),
    "f": _sized("f"),
    "s": _string,
    "b": _blob,
    "h": _sized("q"),
    "t": _sized("Q", lambda ntp: TimeTag(unix_of_ntp(ntp))),
    "d": _sized("d"),
    "S": _string,
    "c": _sized("i", _character),
    "r": _sized("4B", Rgba),
    "m": _sized("4B", Midi),
    "T": _constant(True),
    "F": _constant(False),
    "N": _constant(None),
    "I": _constant(Impulse),
}
