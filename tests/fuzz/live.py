"""Hostile packets at a real server: `python -m tests.fuzz.live [--seconds N] [--seed N]`. Afterwards it is as it was.

Valid OSC with wrong types, bundles in bundles, timetags far away, addresses of 60 kB, patterns that would explode, floods of
/hello, frames whose lengths lie, SLIP without an end, fragments, heads without an end. Told: how much of each was thrown,
memory before and after, and whether music still answers. Exit 1 when it is not well.
"""

import argparse
import random
import socket
import struct
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

from bridge.bench import family
from bridge.bench.room import Client, Room
from bridge.osc.packet import encode, encode_bundle

from . import seeds

HOST = "127.0.0.1"
KINDS = 13  # of what is thrown
AS_IT_WAS = "before all"  # a scene
COUNTED = (
    "messages_received", "messages_refused", "messages_unreadable", "messages_echoes", "udp_lost", "replies_withheld",
    "tcp_turned_away",
)  # fmt: skip
SETTLED_S = 1.0  # after the last packet
SLACK_MIB = 96.0  # the text model's states fill up, texts that wait for their timetags do
GROWN = 0.1  # of all memory, beyond the slack, from the middle to the end
FAR = 1 << 40  # seconds
QUIET_S = 5.0  # after panic nothing sounds, as soon as this machine comes to it
FULL_S = 60.0  # on a machine that has other things to do as well
ODD = (0, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FC00000)


class Thrower:
    def __init__(self, room: Room, seed: int):
        self.room, self.dice, self.thrown = room, random.Random(seed), Counter()
        self._udp = self._socket()
        self._known = seeds.packets()
        self._acts: list[tuple[int, Callable[[], None]]] = [
            (60, self._mutated), (30, self._wrong_types), (10, self._nested), (10, self._far_away), (2, self._long),
            (8, self._exploding), (4, self._hello), (3, self._stored), (2, self._frames_that_lie), (2, self._no_end),
            (2, self._fragments), (2, self._heads), (1, self._slow),
        ]  # fmt: skip
        self._held: list[socket.socket] = []

    def throw(self, seconds: float) -> None:
        """For so long, all kinds in turn."""
        weights, acts = zip(*self._acts, strict=True)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for act in self.dice.choices(acts, weights, k=50):
                with suppress(OSError):  # it has hung up, as it may
                    act()
            time.sleep(0.002)

    def close(self) -> None:
        for sock in [*self._held, self._udp]:
            sock.close()

    # --- datagrams --------------------------------------------------------------------------------------------------

    def _mutated(self) -> None:
        """A packet that was right, some bytes changed, cut or doubled."""
        packet = bytearray(self.dice.choice(self._known))
        for _ in range(self.dice.randint(1, 6)):
            at = self.dice.randrange(len(packet) + 1)
            match self.dice.randrange(4):
                case 0:
                    packet[at : at + 1] = self.dice.randbytes(1)
                case 1:
                    del packet[at : at + self.dice.randint(1, 8)]
                case 2:
                    packet[at:at] = packet[at : at + self.dice.randint(1, 16)]
                case 3:
                    packet[at : at + 4] = struct.pack(">I", self.dice.choice(ODD))
        self._datagram("mutated", bytes(packet))

    def _wrong_types(self) -> None:
        """A real address with arguments of any kind and number."""
        address = self.dice.choice(self._known).partition(b"\0")[0].decode("latin-1")
        values = (0, -1, 2**31 - 1, 2**62, 0.0, 1e38, float("nan"), float("inf"), "", "x" * 300, "sea", b"\0" * 40)
        if address.startswith("/"):
            self._datagram("wrong types", encode(address, self.dice.choices(values, k=self.dice.randint(0, 6))))

    def _nested(self) -> None:
        packet = self.dice.choice(self._known)
        for _ in range(self.dice.choice((3, 31, 33, 400))):
            packet = encode_bundle(None, (packet,))
        self._datagram("nested", packet)

    def _far_away(self) -> None:
        moment = self.dice.choice((0.0, -FAR, FAR, time.time() + 59, time.time() - 59, 2_085_978_497.0))
        self._datagram("far away", encode_bundle(moment, self.dice.choices(self._known, k=self.dice.randint(1, 20))))

    def _long(self) -> None:
        address = "/" + self.dice.choice(("x", "/", "music/", "é")) * self.dice.choice((255, 9000, 29_000))
        self._datagram("long", encode(address, (1.0,))[:60_000])
        self._datagram("long", encode("/text/prompt", ("the sea " * 7000,)))

    def _exploding(self) -> None:
        part = self.dice.choice(("{a,b}*", "*", "?*", "[a-z]*", "{music,music}", "{,,,,}", "[!-]", "{m,mu,mus,musi,music}*"))
        pattern = "/" + part * self.dice.choice((1, 20, 120)) + self.dice.choice(("", "/temperature", "/*"))
        self._datagram("patterns", encode(pattern, (1.0,)))
        self._datagram("patterns", encode("/listen", (pattern,) * 12))

    def _hello(self) -> None:
        """From ports at which nobody is afterwards."""
        for _ in range(20):
            with self._socket() as sock:
                sock.send(encode("/hello", self.dice.choice(((), (9,), (0, 1, 100.0), (0, 1, 1e9)))))
                self.thrown["hello"] += 1

    def _stored(self) -> None:
        """What fills something: scenes, routes, captures, requests, what waits for its moment."""
        number = self.dice.randint(0, 2000)
        for message in (
            ("/scene/save", f"fuzz {number}"),
            ("/route/add", "/music/note.velocity", "/image/walk", 0.0, 127.0, 0.0, 0.01 * number),
            ("/capture", 3600.0), ("/text/next", 3, "word"), ("/music/temperature/learn",), ("/image/latent", *([0.1] * 64)),
            ("/clock/tap",), ("/route/remove", "/music/note.velocity", "/image/walk"),
        ):  # fmt: skip
            self._datagram("stored", encode(message[0], message[1:]))
        later = encode_bundle(time.time() + 50, (encode("/text/prompt", ("x" * 30_000,)),))
        self._datagram("stored", later)

    def _datagram(self, kind: str, packet: bytes) -> None:
        self.thrown[kind] += 1
        with suppress(OSError):  # too long for a datagram, or refused a moment ago
            self._udp.send(packet)

    def _socket(self) -> socket.socket:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.connect((HOST, self.room.port))
        return sock

    # --- streams ----------------------------------------------------------------------------------------------------

    def _frames_that_lie(self) -> None:
        packet = self.dice.choice(self._known)
        said = self.dice.choice((0, 1, len(packet) - 1, len(packet) + 5, 1 << 20, (1 << 20) + 1, 0xFFFFFF, 0xFFFFFFFF))
        self._stream("lengths", self.room.port, struct.pack(">I", said) + packet + struct.pack(">I", len(packet)) + packet)

    def _no_end(self) -> None:
        self._stream("slip", self.room.port, b"\xc0/music/note\0" + b"\xdb\xdc" * self.dice.choice((10, 5000, 60_000)))

    def _fragments(self) -> None:
        """A WebSocket, and in it frames as nobody sends them."""
        upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        head = f"GET / HTTP/1.1\r\nHost: localhost\r\n{upgrade}Sec-WebSocket-Key: {'A' * 22}==\r\n\r\n".encode()
        codes = b"\x00\x01\x02\x80\x82\x89\x8a\x88\xf2\x83"
        frames = b"".join(
            bytes([self.dice.choice(codes), 0x80 | size]) + bytes(4) + self.dice.randbytes(size)
            for size in self.dice.choices((0, 1, 20, 125), k=12)
        )
        asked = b"\x82\xfe" + struct.pack(">H", 300) + bytes(4) + encode("/x", ("y" * 280,))[:300]
        self._stream("websocket", self.room.http_port, head + self.dice.choice((frames, asked * 3)))

    def _heads(self) -> None:
        words = self.dice.choice((
            b"X: " + b"y" * 30_000, b"Content-Length: 99999999999\r\n\r\n", b"Host: evil.example\r\n\r\n",
            b"Host: localhost\r\n" * 40 + b"\r\n", self.dice.randbytes(400) + b"\r\n\r\n",
        ))  # fmt: skip
        path = self.dice.choice((b"/", b"/../../etc/passwd", b"/%00", b"/patches/%2e%2e/x", b"/" + b"a" * 9000, b"*"))
        self._stream("http", self.room.http_port, b"GET " + path + b" HTTP/1.1\r\n" + words)

    def _slow(self) -> None:
        """A head that never ends, held open; at most so many that others find a place."""
        sock = socket.create_connection((HOST, self.dice.choice((self.room.http_port, self.room.port))), timeout=1.0)
        sock.sendall(b"GET / HTTP/1.1\r\n" if sock.getpeername()[1] == self.room.http_port else b"\0\0")
        self._held.append(sock)
        self.thrown["slow"] += 1
        for old in self._held[:-40]:
            old.close()
        self._held = self._held[-40:]

    def _stream(self, kind: str, port: int, data: bytes) -> None:
        self.thrown[kind] += 1
        with socket.create_connection((HOST, port), timeout=0.5) as sock:
            for piece in _pieces(data, self.dice.choice((7, 1000, 1 << 20)) if len(data) < 2000 else 1 << 20):
                sock.sendall(piece)
            sock.settimeout(0.005)
            with suppress(OSError):
                sock.recv(4096)


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def measure(seconds: float, seed: int) -> dict:
    """Throw for so long at a server with all bundled players, and look at it before and after."""
    with Room(("--no-midi",)) as room:
        client = _welcome(room)
        client.say("/scene/save", AS_IT_WAS)
        client.close()
        thrower = Thrower(room, seed)
        processes = family.family(room.process.pid)
        thrower.throw(seconds / 2)  # what is learnt at the first time is no growth
        before = memory(room.process.pid)
        thrower.throw(seconds / 2)
        thrower.close()
        time.sleep(SETTLED_S)
        began = time.monotonic()
        client = _welcome(room)
        caught_up = time.monotonic() - began
        for message in (("/panic",), ("/music/reset",), ("/scene/recall", AS_IT_WAS), ("/music/mode", "answer")):
            client.say(*message)
        answered = _answers(client)
        client.say("/panic")
        status, end = client.status(), time.monotonic() + QUIET_S
        while status.get("notes_sounding") != "0" and time.monotonic() < end:
            time.sleep(0.2)
            status = client.status() or status
        client.close()
        found = {
            "thrown": dict(thrower.thrown), "packets": sum(thrower.thrown.values()), "seconds": seconds,
            "answered": answered, "caught_up_s": round(caught_up, 1),
            "memory": (before, memory(room.process.pid)), "healthy": _healthy(room.http_port),
            "mistakes": int(status.get("mistakes", -1)), "sounding": int(float(status.get("notes_sounding", -1))),
            "died": len(set(processes) - set(family.family(room.process.pid))),
            "counted": {what: status.get(what) for what in COUNTED},
        }  # fmt: skip
    return found


def memory(pid: int) -> float:
    """MiB that the family has taken for itself."""
    found = 0.0
    for one in family.family(pid):
        with suppress(OSError, KeyError):
            found += family.memory(one)["Anonymous"] / 1024
    return round(found, 1)


def _welcome(room: Room) -> Client:
    """What still waits in the system's buffer comes first; and the house may be full of those who have gone: within ten
    seconds they are forgotten."""
    end = time.monotonic() + FULL_S
    while True:
        client = room.client()
        client.say("/hello")
        if client.wait_for(lambda m: m.address == "/welcome") or time.monotonic() > end:
            return client
        client.close()
        time.sleep(0.5)


def _answers(client) -> bool:
    """Three keys, and the machine's reply."""
    for pitch in (60, 64, 67):
        client.say("/music/note", pitch, 90)
        time.sleep(0.1)
        client.say("/music/note", pitch, 0)
    return client.wait_for(lambda m: m.address == "/music/out/note" and m.args[1] > 0, 15.0) is not None


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def wrong(found: dict) -> list[str]:
    """What is not as it was; empty when all is well."""
    before, after = found["memory"]
    return [
        what
        for what, is_wrong in {
            "it does not answer": not found["answered"], "it is not healthy": not found["healthy"],
            f"{found['mistakes']} mistakes": found["mistakes"] != 0,
            f"{found['sounding']} notes sound": found["sounding"] != 0,
            f"{found['died']} processes died": found["died"] != 0,
            f"memory grew from {before} to {after} MiB": after > before * (1 + GROWN) + SLACK_MIB,
        }.items() if is_wrong
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.live", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    found = measure(args.seconds, args.seed)
    print(f"{found['packets']:,} packets and streams in {found['seconds']:g} s: {found['thrown']}")
    print(f"  counted {found['counted']}; caught up after {found['caught_up_s']} s; "
          f"memory {found['memory'][0]} → {found['memory'][1]} MiB")
    print("well" if not (trouble := wrong(found)) else f"NOT WELL: {'; '.join(trouble)}")
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
