"""What a target begins with: small, real, of every form that its reader knows."""

import io
import json
import lzma
import re
import struct
import zipfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.stage.nights import RecordedNight

ROOT = Path(__file__).parents[2]


def packets() -> list[bytes]:
    from bridge.address import TABLE
    from bridge.osc.packet import encode, encode_bundle
    from bridge.watch.reference import KINDS

    rows = [row for row in TABLE if row.incoming]
    said = [encode(row.at(row.kind if row.kind in KINDS else "music", "0"), row.example) for row in rows]
    inner = encode_bundle(None, said[:2])
    bundle = encode_bundle(1_700_000_000.5, (*said[:3], inner))
    every = b"/x\0\0,ifsbhtdScrmTFNI[i[f]]\0\0\0\0" + struct.pack(">if", 1, 0.5) + b"abc\0" + struct.pack(">i4s", 2, b"xy")
    every += (
        struct.pack(">qQd", 1, 1 << 63, 0.25) + b"S\0\0\0" + struct.pack(">i4B4Bif", 65, 1, 2, 3, 4, 0, 0x90, 60, 9, 7, 0.5)
    )
    return [
        *said,
        bundle,
        every,
        encode("/{music,text}/*", (1,)),
        encode("/x", (1, 0.5, "y")),
        encode("/x", (b"blob", 1 << 40)),
    ]


def streams() -> list[bytes]:
    from bridge.osc.framing import LENGTH, SLIP, frame

    some = [*packets()[:4], b"\xc0\xdb\xdc\xdd"]
    return [bytes([7]) + b"".join(frame(packet, form) for packet in some) for form in (LENGTH, SLIP)]


def stages() -> list[bytes]:
    """Each packet after its length in fours."""
    said = [bytes([len(packet) // 4]) + packet for packet in packets() if len(packet) < 1024]
    return [b"".join(said[i : i + 6]) for i in range(0, len(said), 6)]


def frames() -> list[bytes]:
    from wsproto.frame_protocol import FrameProtocol, Opcode

    texts = (
        '{"COMMAND": "LISTEN", "DATA": "/music/temperature"}', '{"COMMAND": "IGNORE", "DATA": "/music/temperature"}',
        '{"COMMAND": "TIME", "DATA": 1}', "[[[[", "{}",
    )  # fmt: skip
    client = FrameProtocol(client=True, extensions=[])
    whole = [client.send_data(text, fin=True) for text in texts]
    parts = [client.send_data(text, fin=False) for text in ("ab", "cd")] + [client.send_data("", fin=True)]
    control = [bytes(client._serialize_frame(code, b"\x03\xe8x")) for code in (Opcode.PING, Opcode.PONG, Opcode.CLOSE)]
    return [b"".join(map(bytes, whole)), *map(bytes, whole), b"".join(map(bytes, parts)), *control]


def requests() -> list[bytes]:
    paths = (
        "/", "/api/status", "/health", "/metrics", "/?HOST_INFO", "/music/temperature?VALUE&RANGE", "/music?HTML",
        "/reference", "/patches/", "/patches/pd/music.pd", "/view/text", "/image.png", "/image.mjpg", "/%2e%2e/x",
    )  # fmt: skip
    heads = ("", "Accept: text/html\r\n", "Accept-Encoding: gzip\r\n", "Origin: http://evil.example\r\n",
             "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Authorization: Bearer x\r\n")  # fmt: skip
    asked = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{heads[i % len(heads)]}\r\n" for i, path in enumerate(paths)]
    upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    asked.append(f"GET / HTTP/1.1\r\nHost: localhost\r\n{upgrade}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
    return [one.encode() for one in (*asked, "HEAD / HTTP/1.0\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\n\r\n", asked[0] * 2)]


def patterns() -> list[bytes]:
    return [b"/*/stop", b"/{music,text}/[a-t]*", b"//temperature", b"/mus?c/n[!x]te", b"/{a,b}*{a,b}*{a,b}*", b"/[a-]"]


def midi() -> list[bytes]:
    return [
        b"\x90\x3c\x64\x3c\x00", b"\xf8\xfa\xf2\x01\x02", b"\xb0\x40\x7f\xc0\x05", b"\xf0\x7e\xf8\x01\xf7\x80\x3c\x40",
        b"\xb0\x7b\x00\xe0\x00\x40\xd0\x01\xa0\x01\x02", b"\xf1\x01\xf3\x02\xf6\xfb\xfc\xfe\xff",
    ]  # fmt: skip


def songs() -> list[bytes]:
    from bridge.watch.take import HUMAN, MACHINE, Note, midi_file

    notes = [Note(0.1 * i, 0.1 * i + 0.3, 60 + i, 80, 1 + i % 2 * 9) for i in range(6)]
    events = b"\0\xff\x51\3\7\xa1\x20\0\xff\x58\4\3\2\x18\x08\0\x99\x24\x40\x30\x24\0\0\xff\x2f\0"
    drums = b"MThd\0\0\0\6\0\0\0\1\0\x60MTrk" + struct.pack(">I", len(events)) + events
    return [midi_file({HUMAN: notes, MACHINE: notes[:3]}, 0.0), drums]


def shows() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.toml"))]


def manifests() -> list[bytes]:
    found = []
    for manifest in sorted((ROOT / "bridge" / "packages").glob("*/manifest.json")):
        told = json.loads(manifest.read_text())
        shorter = {"held_out": {}, "baseline": {}, "text": None}
        if isinstance(told.get("tokenizer"), dict) and "pieces" in told["tokenizer"]:
            shorter["tokenizer"] = told["tokenizer"] | {"pieces": ["a", "b", "\n"]}
        found.append(json.dumps(told | shorter).encode())
    tensor = {
        "format": 1, "name": "t", "version": "1", "kind": "tensor", "licence": "MIT", "parameters": 1, "opset": 17,
        "graphs": [{"file": "t.onnx", "precision": "fp32", "state": [], **{
            side: [{"name": name, "type": "float32", "shape": [1, 4]}] for side, name in (("inputs", "x"), ("outputs", "y"))
        }}],
        "files": {"t.onnx": "0" * 64}, "tensor": {
            side: [{"name": name, "port": name, "size": 4, "low": 0.0, "high": 1.0}]
            for side, name in (("inputs", "x"), ("outputs", "y"))
        },
    }  # fmt: skip
    parity = {"graph": "t.onnx", "check": "pytorch", "name": "y", "shape": [1, 4], "delta": 0.0, "allowed": 1e-6}
    recorded = {"inputs": {"x": [[0.0, 1]]}, "outputs": {"t.onnx": {"y": [[0.5]]}}, "allowed": {"t.onnx": 1e-4}}
    proof = {"parity": [parity], "self_test": recorded}
    return [*found, json.dumps(tensor).encode(), json.dumps(proof).encode(), b'{"parity": [], "self_test": {}}']


def packages() -> list[bytes]:
    tensor, proof = manifests()[-3:-1]
    told = json.loads(tensor)
    told["files"] = {"t.onnx": sha256(b"x").hexdigest(), "proof.json": sha256(proof).hexdigest()}
    whole = {"p/manifest.json": json.dumps(told).encode(), "p/proof.json": proof, "p/t.onnx": b"x"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in whole.items():
            made.writestr(name, content)
    hostile = b"../manifest.json\0{}\0/etc/passwd\0x\0C:\\x\0y\0a\0\0a\0"
    return [buffer.getvalue(), b"\0".join(part for name, data in whole.items() for part in (name.encode(), data)), hostile]


def scenes() -> list[bytes]:
    said = {"version": 1, "scenes": [{"name": "a", "values": {
        "/music/low": [21], "/music/style": ["folk"], "/clock/meter": [3, 4], "/music/temperature": [0.5],
        "/image/latent": [0.0, 1.0], "/image/seed": [7],
    }}]}  # fmt: skip
    return [json.dumps(said).encode(), b'{"version": 2, "scenes": []}']


def controllers() -> list[bytes]:
    return [b'{"version": 1, "controllers": [{"channel": 1, "controller": 7, "to": "/music/temperature"}]}']


def nights() -> list[bytes]:
    from bridge.watch.records import encode, encode_raw

    return [
        encode("set", {"at": 1.5, "address": "/music/temperature", "args": (1.0,), "source": "udp"}),
        encode("out", {"id": 1, "sink": "a", "address": "/music/out/note", "args": (60, 1, 1), "due": 2.0, "actual": 2.1}),
        encode_raw("osc", "packet", 1.0, "udp 127.0.0.1:9", b"/x\0\0", True),
        b"00000000 {}\n",
    ]


def runs() -> list[bytes]:
    """Records without their checksums."""
    from bridge.osc.packet import encode as packet
    from bridge.watch.records import encode, encode_raw

    out = {"id": 1, "sink": "a", "address": "/music/out/note", "args": (60, 90, 1), "due": 2.0, "actual": 2.1}
    start = {
        "at": 1.0,
        "wall": 1.7e9,
        "segment": 1,
        "version": "1",
        "players": {"music": {"kind": "music"}},
        "seed": 1,
        "tempo": 90.0,
    }
    lines = [
        encode("start", start), encode("clock", {"at": 1.1, "wall": 1.7e9 + 0.1}), encode("out", out),
        encode("out", out | {"args": (60, 0, 1), "due": 2.5}),
        encode("out", out | {"id": None, "address": "/text/out/line", "args": ("sea",)}),
        encode("out", out | {"id": None, "address": "/text/out/stanza", "args": ()}),
        encode_raw("osc", "packet", 1.2, "udp 127.0.0.1:9", packet("/music/note", (60, 90)), True),
        encode_raw("osc", "packet", 1.4, "udp 127.0.0.1:9", packet("/*/note", (60, 0)), True),
        encode_raw("midi", "data", 1.3, "keys", b"\x90\x3c\x40", True),
        encode("end", {"at": 3.0, "wall": 1.7e9 + 2, "counters": {}}),
    ]  # fmt: skip
    return [b"\n".join(line[9:-1] for line in lines), *(lines[0][9:] + line[9:-1] for line in lines[1:])]


@cache
def beginning() -> list[bytes]:
    """The first records of a night of five players, until all models are open."""
    return _lines(_night().journal.records)


def doings() -> list[bytes]:
    """What followed such a beginning, of every kind that a stage plays again."""
    keys = [("play_midi", "keys", bytes([0x90, key, 90])) for key in (60, 64)]
    scenes = [("osc", 5000, ("/scene/save", "a")), ("osc", 5000, ("/scene/recall", "a", 1.0)), ("wait", 0.3)]
    told = [
        [("osc", 5000, ("/music/note", 60, 90)), ("wait", 0.2), ("osc", 5000, ("/music/note", 60, 0)), ("wait", 0.5)],
        [*keys, ("unplug", "keys"), ("wait", 0.2), ("outputs", "broken"), ("retry",)],
        [("stream", 1, ("/hello",)), ("hang_up", 1), ("set_the_wall", 2.0), ("link", 90.0, 1.0, True, 1)],
        [("osc", 5000, ("/text/next", 1)), ("die", "text"), ("come_back", "text"), ("wait", 0.1)],
        [("osc", 5000, ("/image/morph", 1, 1.0)), ("osc", 5000, ("/gesture/mode", "solo")), ("wait", 0.1)],
        [("exchange", "bach", False), ("damaged", b"#bundle\0\xff"), ("osc", 5000, ("/clock/tempo", 90.0))],
        [("osc", 5000, ("/route/add", "/gesture/out/x", "/image/latent/1")), *scenes],
    ]
    known = len(beginning())
    start = _night().journal.records[0]
    alone = start._replace(values=start.values | {"players": {"gesture": start.values["players"]["gesture"]}})
    return [b"\n".join(_lines(_night(*one).journal.records[known:])) for one in told] + _lines([alone])


def _night(*doings: tuple) -> "RecordedNight":
    from tests.stage.nights import RecordedNight

    night = RecordedNight(7)
    for what, *rest in doings:
        getattr(night, what)(*rest)
    return night


def _lines(records: list) -> list[bytes]:
    from bridge.watch.records import encode

    return [encode(record.kind, record.values)[9:-1] for record in records]


def models() -> list[bytes]:
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    def model(nodes, inputs, outputs, weights=(), opset=17):
        ins = [helper.make_tensor_value_info(name, kind, shape) for name, kind, shape in inputs]
        outs = [helper.make_tensor_value_info(name, kind, shape) for name, kind, shape in outputs]
        graph = helper.make_graph(nodes, "g", ins, outs, weights)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])

    x, y = ("x", TensorProto.FLOAT, ["batch", 4]), ("y", TensorProto.FLOAT, None)
    plain = model([helper.make_node("Relu", ["x"], ["y"])], [x], [y])
    weights = numpy_helper.from_array(np.zeros((4, 4), np.float32), "w")
    heavy = model([helper.make_node("MatMul", ["x", "w"], ["y"])], [x], [y], [weights])
    outside = onnx.ModelProto.FromString(heavy.SerializeToString())
    tensor = outside.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "weights.bin"), ("offset", "0"), ("length", "64")):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    linked = onnx.ModelProto.FromString(outside.SerializeToString())
    linked.graph.initializer[0].external_data[0].value = "link.bin"
    branch = helper.make_graph(
        [helper.make_node("Relu", ["x"], ["z"])], "b", [], [helper.make_tensor_value_info("z", 1, [1])]
    )
    choice = helper.make_node("If", ["c"], ["y"], then_branch=branch, else_branch=branch)
    nested = model(
        [choice, helper.make_node("Odd", ["x"], ["q"], domain="mine")],
        [x, ("c", TensorProto.BOOL, [])], [y, ("q", TensorProto.STRING, [1])],
    )  # fmt: skip
    return [one.SerializeToString() for one in (plain, heavy, outside, linked, nested, model([], [x], [y], opset=6))]


def pictures() -> list[bytes]:
    from PIL import Image

    found = []
    for form, mode in (("PNG", "RGB"), ("JPEG", "L"), ("GIF", "P"), ("BMP", "RGB"), ("WEBP", "RGBA"), ("TIFF", "RGB")):
        buffer = io.BytesIO()
        Image.new(mode, (5, 3), 7 if mode in ("L", "P") else (1, 2, 3, 4)[: len(mode)]).save(buffer, form)
        found.append(buffer.getvalue())
    return found


def leadsheets() -> list[bytes]:
    return [b'{"title": "a", "split": "valid", "melody": [[0, 1, 60], [1.5, 0.5, 67]]}\n{"melody": []}', b"[]", b"{}"]


def texts() -> list[bytes]:
    poem = "the sea\r\nthe sea\f\n===\n潮".encode()
    lines = b'{"text": "the sea", "split": "train"}\n{"text": ""}\n'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("a.txt", poem)
    return [b"\0" + poem, b"\1" + lines, b"\2" + lzma.compress(lines), b"\3" + buffer.getvalue()]


def gestures() -> list[bytes]:
    rows = "".join(f"{i / 50:.3f},{i % 7 / 7},{i % 5 / 5}\n" for i in range(40))
    log = "".join(f"2024-05-03T18:11:{i:02d}.125,interface,{i % 7 / 7},0.5\n" for i in range(40))
    return [b"\0seconds,x,y\n" + rows.encode(), b"\0" + rows.encode(), b"\1" + log.encode()]


def words(*found: bytes) -> list[bytes]:
    """What a dictionary holds: keys, numbers and words of these seeds."""
    tokens = {token for seed in found for token in re.findall(rb"[A-Za-z_/.:-]{2,24}", seed[:20_000])}
    odd = (b"1e999", b"-1", b"NaN", b"null", b"true", b"[]", b"{}", b"9999999999999999999", b"\\u0000")
    return [*sorted(tokens)[:400], *odd]
