"""What reads bytes from outside. Each target takes any bytes and returns, or raises the errors that it is allowed to raise.

`TARGETS`: name → (the function, seeds). Modules are imported inside, so that whoever instruments them does so first.
"""

import contextlib
import json
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Target(NamedTuple):
    make: Callable[[], Callable[[bytes], None]]  # once: the function that takes bytes
    seeds: Callable[[], Iterable[bytes]]


# --- OSC --------------------------------------------------------------------------------------------------------------


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
    """Packets to a whole stage in virtual time; a twentieth of a second after each. No note hangs after `/panic`."""
    from bridge.errors import WireError
    from bridge.osc.packet import parse
    from tests.stage.rehearsed import Rehearsal

    folder = TemporaryDirectory()

    def take(data: bytes) -> None:
        room = Rehearsal(players=("music", "bach"), tmp=Path(folder.name))
        room.listen()
        for packet in data.split(b"\0\0\0\0")[:20]:
            for whole in (packet, packet + b"\0" * (-len(packet) % 4)):
                try:
                    messages = parse(whole, [])
                except WireError:
                    continue
                room.stage.osc(messages, ("udp", "127.0.0.1", 5000))
                room.settle()
            room.wait(0.05)
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


# --- MIDI -------------------------------------------------------------------------------------------------------------


def midi() -> Callable[[bytes], None]:
    from bridge.inputs.midi import MidiParser

    def take(data: bytes) -> None:
        parser = MidiParser()
        for at in range(0, len(data), 3):
            for intent in parser.feed(data[at : at + 3]):
                for name in ("pitch", "channel", "velocity", "value", "controller", "number"):
                    assert 0 <= getattr(intent, name, 0) <= 127

    return take


def midifile() -> Callable[[bytes], None]:
    from bridge.errors import DataError
    from bridge.midifile import read

    def take(data: bytes) -> None:
        with contextlib.suppress(DataError):
            read(data)

    return take


# --- files ------------------------------------------------------------------------------------------------------------


def show() -> Callable[[bytes], None]:
    from bridge.config.reading import read_show
    from bridge.errors import ConfigError

    def take(data: bytes) -> None:
        try:
            read_show(data.decode("utf-8", "replace"), Path("show.toml"), {"ensemble": Path(".")})
        except ConfigError as error:
            assert str(error).startswith("show.toml:")

    return take


def manifest() -> Callable[[bytes], None]:
    from bridge.errors import PackageError
    from bridge.package.manifest import read_manifest
    from bridge.package.proof import read_proof

    def take(data: bytes) -> None:
        for read in (read_manifest, read_proof):
            with contextlib.suppress(PackageError):
                read("package", data)

    return take


def scenes() -> Callable[[bytes], None]:
    from bridge.errors import DataError
    from bridge.patchbay.scene_file import load

    folder = TemporaryDirectory()
    numbers = count()

    def take(data: bytes) -> None:
        path = Path(folder.name) / f"{next(numbers) % 8}.json"
        path.write_bytes(data)
        with contextlib.suppress(DataError):
            load(path)

    return take


def journal() -> Callable[[bytes], None]:
    from bridge.watch.records import records

    def take(data: bytes) -> None:
        for _ in records(data.splitlines(keepends=True)):
            pass

    return take


def adopt() -> Callable[[bytes], None]:
    from bridge.errors import PackageError
    from export.adopt.reading import read

    folder = TemporaryDirectory()

    def take(data: bytes) -> None:
        path = Path(folder.name) / "model.onnx"
        path.write_bytes(data)
        with contextlib.suppress(PackageError):
            read(path)

    return take


# --- the web ----------------------------------------------------------------------------------------------------------


def http() -> Callable[[bytes], None]:
    from bridge.watch.web.board import Board
    from bridge.watch.web.conversation import Conversation
    from bridge.watch.web.gate import Gate
    from bridge.watch.web.pages import Pages

    pages = Pages(Board(), Gate("127.0.0.1"), lambda: 1.0)

    def take(data: bytes) -> None:
        talk = Conversation(pages, lambda: 1_700_000_000.0, "127.0.0.1", ("127.0.0.1", 5))
        for at in range(0, len(data), 97):
            if talk.over:
                return
            talk.feed(data[at : at + 97])
            while talk.take() is not None:
                pass

    return take


def websocket() -> Callable[[bytes], None]:
    """Bytes after the handshake, to an endpoint that understands OSCQuery's commands."""
    from bridge.watch.web.address_space import AddressSpace
    from bridge.watch.web.pages import Request
    from bridge.watch.web.visitor import Visitor
    from bridge.watch.web.websocket import handshake

    headers = {
        "host": "localhost", "connection": "Upgrade", "upgrade": "websocket", "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip

    class Line:
        full = behind = False

        def write(self, data: bytes) -> None: ...
        def end(self) -> None: ...

    class Deaf(Visitor):
        """Core is not there: what would go to it is dropped."""

        def heard(self, message: str | bytes) -> None:
            if isinstance(message, str):
                super().heard(message)

    shape = {"music": {"kind": "music", "package": "x", "words": {"style": ("folk",)}, "places": ()}}

    def take(data: bytes) -> None:
        space = AddressSpace(7770, 7771, lambda: 0.0, lambda peer: lambda descriptor: None)
        space.hear(("players", shape, {}))
        space.hear(("values", {"/music/temperature": (1.0,)}))
        guest = handshake(Request("GET", "/", "", headers), Deaf(space, lambda descriptor: None)).guest
        guest.begin(Line())
        guest.hear(data)
        guest.hear(b"")
        guest.gone()

    return take


# --- seeds ------------------------------------------------------------------------------------------------------------


def _packets() -> list[bytes]:
    from bridge.address import TABLE
    from bridge.osc.packet import encode, encode_bundle
    from bridge.watch.reference import KINDS

    rows = [row for row in TABLE if row.incoming]
    said = [encode(row.at(row.kind if row.kind in KINDS else "music", "0"), row.example) for row in rows]
    bundle = encode_bundle(1_700_000_000.5, tuple(said[:3]))
    return [*said, bundle, encode("/{music,text}/*", (1,)), encode("/x", (1, 0.5, "y"))]


def _streams() -> list[bytes]:
    from bridge.osc.framing import LENGTH, SLIP, frame

    return [bytes([7]) + b"".join(frame(p, form) for p in _packets()[:4]) for form in (LENGTH, SLIP)]


def _frames() -> list[bytes]:
    from wsproto.frame_protocol import FrameProtocol, Opcode

    texts = ('{"COMMAND": "LISTEN", "DATA": "/music/temperature"}', '{"COMMAND": "TIME", "DATA": 1}', "[[[[", "{}")
    client = FrameProtocol(client=True, extensions=[])
    frames = [client.send_data(text, fin=True) for text in texts]
    return [bytes(b"".join(frames)), *map(bytes, frames), bytes(client._serialize_frame(Opcode.PING, b"x"))]


def _songs() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "docs" / "answers").glob("*.mid"))[:3]]


def _manifests() -> list[bytes]:
    found = []
    for manifest in sorted((ROOT / "bridge" / "packages").glob("*/manifest.json")):
        told = json.loads(manifest.read_text())
        found.append(json.dumps(told | {"held_out": {}, "baseline": {}, "text": None}).encode()[:20_000])
    return [*found, b'{"parity": [], "self_test": {}}']


def _nights() -> list[bytes]:
    from bridge.watch.records import encode, encode_raw

    return [
        encode("set", {"at": 1.5, "address": "/music/temperature", "args": (1.0,), "source": "udp"}),
        encode("out", {"id": 1, "sink": "a", "address": "/music/out/note", "args": (60, 1, 1), "due": 2.0, "actual": 2.1}),
        encode_raw("osc", "packet", 1.0, "udp 127.0.0.1:9", b"/x\0\0", True),
    ]


def _models() -> list[bytes]:
    import onnx

    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Relu", ["x"], ["y"])], "g",
        [onnx.helper.make_tensor_value_info("x", 1, [1, 4])], [onnx.helper.make_tensor_value_info("y", 1, [1, 4])],
    )  # fmt: skip
    return [onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)]).SerializeToString()]


TARGETS: dict[str, Target] = {
    "osc": Target(osc, _packets),
    "framing": Target(framing, _streams),
    "stage": Target(stage, lambda: [b"\0\0\0\0".join(_packets()[i : i + 6]) for i in range(0, 60, 6)]),
    "patterns": Target(patterns, lambda: [b"/*/stop", b"/{music,text}/[a-t]*", b"//temperature", b"/mus?c/n[!x]te"]),
    "midi": Target(midi, lambda: [b"\x90\x3c\x64\x3c\x00", b"\xf8\xfa\xf2\x01\x02", b"\xb0\x40\x7f\xc0\x05"]),
    "midifile": Target(midifile, _songs),
    "show": Target(show, lambda: [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.toml"))]),
    "manifest": Target(manifest, _manifests),
    "scenes": Target(scenes, lambda: [b'{"version": 1, "scenes": [{"name": "a", "values": {"/music/low": [21]}}]}']),
    "journal": Target(journal, _nights),
    "adopt": Target(adopt, _models),
    "http": Target(http, lambda: [b"GET /api/status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n"]),
    "websocket": Target(websocket, _frames),
}
