"""Packets, streams and MIDI bytes."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory


def osc() -> Callable[[bytes], None]:
    from bridge.errors import WireError
    from bridge.osc.packet import encode, parse

    def take(data: bytes) -> None:
        try:
            messages = parse(data, [])
        except WireError:
            return
        for address, args, _ in messages:
            plain = tuple(a for a in args if type(a) in (int, float, str) and (type(a) is not int or abs(a) < 2**31))
            if address.isascii():
                encode(address, plain)

    return take


def framing() -> Callable[[bytes], None]:
    from bridge.errors import WireError
    from bridge.osc.framing import StreamDecoder

    def take(data: bytes) -> None:
        """The first byte says how the rest is cut: however that is, the same packets come out."""
        if not data:
            return
        cut, data = data[0] % 61 + 1, data[1:]
        whole, pieces = StreamDecoder(), StreamDecoder()
        try:
            expected = whole.feed(data)
        except WireError:
            expected = None
        found: list[bytes] = []
        try:
            for at in range(0, len(data), cut):
                found += pieces.feed(data[at : at + cut])
        except WireError:
            return
        assert expected is None or found == expected

    return take


def stage() -> Callable[[bytes], None]:
    """Packets to a whole stage in virtual time: a byte tells the length of the next in fours, or seconds to wait. After
    `/panic` no note hangs."""
    from bridge.errors import WireError
    from bridge.osc.packet import parse
    from tests.stage.everybody import everybody

    folder = TemporaryDirectory()

    def take(data: bytes) -> None:
        shutil.rmtree(Path(folder.name) / "captures", ignore_errors=True)  # the same second for every input
        room = everybody(Path(folder.name), ("music", "bach"))
        room.listen()
        at = 0
        for _ in range(24):
            if at >= len(data):
                break
            size = data[at] * 4
            packet, at = data[at + 1 : at + 1 + size], at + 1 + size
            with contextlib.suppress(WireError):
                room.stage.osc(parse(packet, []), ("udp", "127.0.0.1", 5000))
                room.settle()
            room.wait(0.05)
        room.send("/clock/stop")
        room.send("/panic")
        room.wait(0.5)
        assert not room.stage.outlet.sounding

    return take


def patterns() -> Callable[[bytes], None]:
    from bridge.errors import AddressError
    from bridge.osc.match import matching

    addresses = ("/music/note", "/music/temperature", "/text/next", "/clock/tempo", "/image/latent/12")

    def take(data: bytes) -> None:
        with contextlib.suppress(AddressError):
            matching(data.decode("latin-1"), addresses)

    return take


def midi() -> Callable[[bytes], None]:
    """Bytes of two ports, three at a time, as a bad cable cuts them; then one is unplugged and nothing of it is held."""
    from bridge.inputs.midi import MidiInput

    def take(data: bytes) -> None:
        hands = MidiInput()
        for i, at in enumerate(range(0, len(data), 3)):
            hands.guard.sent("out", i / 100, data[at] & 127, data[-1] & 127, 1)
            for intent in hands.hear(i / 100, "ab"[data[at] & 1], data[at : at + 3]):
                for name in ("pitch", "channel", "velocity", "value", "controller", "number"):
                    assert 0 <= getattr(intent, name, 0) <= 127
        for port in ("a", "b", "c"):
            hands.vanished(port)
            assert not hands.vanished(port)

    return take
