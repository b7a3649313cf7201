"""A program that speaks OSC by python-osc, so that both sides of the wire are not written by the same hand."""

import socket
import struct
import time
from collections.abc import Callable
from typing import NamedTuple

from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import OscMessageBuilder

HOST = "127.0.0.1"
PAUSE_S = 0.2  # phrases in tests end soon


class Got(NamedTuple):
    moment: float  # of arrival, monotonic seconds
    address: str
    args: tuple
    tag: float | None  # the bundle's timetag as wall-clock seconds; None: a plain message


def packet(address: str, *args) -> bytes:
    builder = OscMessageBuilder(address)
    for arg in args:
        builder.add_arg(arg)
    return builder.build().dgram


def bundle(moment: float | None, *messages: tuple) -> bytes:
    """`moment`: wall-clock seconds, None = at once."""
    builder = OscBundleBuilder(IMMEDIATELY if moment is None else moment)
    for address, *args in messages:
        builder.add_content(OscMessage(packet(address, *args)))
    return builder.build().dgram


def read(data: bytes, moment: float) -> list[Got]:
    if not OscBundle.dgram_is_bundle(data):
        message = OscMessage(data)
        return [Got(moment, message.address, tuple(message.params), None)]
    whole = OscBundle(data)
    tag = struct.unpack(">Q", data[8:16])[0] / (1 << 32) - 2_208_988_800
    return [Got(moment, message.address, tuple(message.params), tag) for message in whole]


class Client:
    """One UDP socket: what it sent and what came to it. `port=0`: any free one."""

    def __init__(self, server: int, port: int = 0):
        self.server, self.got, self._seen = server, [], 0
        self.packets: list[bytes] = []  # as they came
        self.sock = socket.socket(type=socket.SOCK_DGRAM)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self.sock.bind((HOST, port))
        self.port = self.sock.getsockname()[1]

    def close(self) -> None:
        self.sock.close()

    def leave(self) -> None:
        """Say bye and close."""
        if self.sock.fileno() >= 0:
            self.send("/bye")
            self.close()

    # --- out

    def raw(self, data: bytes) -> None:
        self.sock.sendto(data, (HOST, self.server))

    def send(self, address: str, *args) -> None:
        self.raw(packet(address, *args))

    def bundle(self, moment: float | None, *messages: tuple) -> None:
        self.raw(bundle(moment, *messages))

    # --- in

    def listen(self, seconds: float) -> list[Got]:
        """What comes in this time."""
        start, end = len(self.got), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._take(left)
        return self.got[start:]

    def _take(self, seconds: float) -> bool:
        """One packet; False when none comes in this time."""
        self.sock.settimeout(max(seconds, 0.0))
        try:
            data = self.sock.recv(65536)
        except (TimeoutError, BlockingIOError):
            return False
        self.packets.append(data)
        self.got += read(data, time.monotonic())
        return True

    def wait(self, wanted: str | Callable[[Got], bool], seconds: float = 8.0) -> Got:
        """The next message that was not waited past yet: at this address, or of which `wanted` says yes."""
        end = time.monotonic() + seconds
        while True:
            while self._seen < len(self.got):
                one, self._seen = self.got[self._seen], self._seen + 1
                if one.address == wanted if isinstance(wanted, str) else wanted(one):
                    return one
            assert time.monotonic() < end, f"waited for {wanted}; there was {[g[1:3] for g in self.got[-12:]]}"
            self._take(end - time.monotonic())

    def forget(self) -> None:
        """What has come so far is not waited for any more."""
        while self._take(0.0):
            pass
        self._seen = len(self.got)

    def ask(self, address: str, *args) -> tuple:
        """The answer at the same address."""
        self.forget()
        self.send(address, *args)
        return self.wait(address).args

    def values(self, addresses: list[str]) -> dict[str, tuple]:
        """What is answered at each."""
        self.forget()
        for address in addresses:
            self.send(address)
        return {address: self.wait(address).args for address in addresses}

    def error(self, address: str, *args) -> str:
        """The sentence that refuses it."""
        self.forget()
        self.send(address, *args)
        return self.wait("/error").args[1]

    def status(self) -> dict[str, str]:
        self.forget()
        start = len(self.got)
        self.send("/status")
        self.wait("/status/end")
        return dict(g.args for g in self.got[start:] if g.address == "/status")

    # --- music

    def hello(self, *args) -> Got:
        self.forget()
        self.send("/hello", *args)
        return self.wait("/welcome")

    def play(self, *pitches: int, gap: float = 0.03, name: str = "music") -> None:
        """A phrase; what came before it is not waited for any more."""
        self.forget()
        for pitch in pitches:
            self.send(f"/{name}/note", pitch, 90)
            time.sleep(gap)
            self.send(f"/{name}/note", pitch, 0)

    def answer(self, seconds: float = 8.0, name: str = "music") -> list[Got]:
        """The whole reply, from its first note until the player rests."""
        first = self.wait(lambda g: g.address == f"/{name}/out/note" and g.args[1] > 0, seconds)
        start = self.got.index(first)
        self.wait(lambda g: g[1:3] == (f"/{name}/out/state", ("idle",)), 20.0)
        self.listen(0.2)
        return [g for g in self.got[start:] if g.address == f"/{name}/out/note"]


def hanging(notes: list[Got]) -> list[tuple[int, int]]:
    """(pitch, channel) of every on without its off. An off too many, after a process was killed, does no harm."""
    sounding = []
    for note in notes:
        pitch, velocity, channel = note.args
        if velocity:
            sounding.append((pitch, channel))
        elif (pitch, channel) in sounding:
            sounding.remove((pitch, channel))
    return sounding


class Stream:
    """A TCP connection, `framing` length or slip."""

    def __init__(self, server: int, framing: str):
        self.framing, self._buffer = framing, b""
        self.sock = socket.create_connection((HOST, server), timeout=5)

    def close(self) -> None:
        self.sock.close()

    def send(self, address: str, *args) -> None:
        data = packet(address, *args)
        self.sock.sendall(self.frame(data))

    def frame(self, data: bytes) -> bytes:
        if self.framing == "length":
            return struct.pack(">I", len(data)) + data
        return b"\xc0" + data.replace(b"\xdb", b"\xdb\xdd").replace(b"\xc0", b"\xdb\xdc") + b"\xc0"

    def wait(self, address: str, seconds: float = 8.0) -> Got:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while (data := self._one()) is not None:
                for got in read(data, time.monotonic()):
                    if got.address == address:
                        return got
            self.sock.settimeout(max(0.001, end - time.monotonic()))
            more = self.sock.recv(65536)
            assert more, "the connection was closed"
            self._buffer += more
        raise AssertionError(f"{address} did not come")

    def _one(self) -> bytes | None:
        """One whole frame's packet."""
        if self.framing == "slip":
            head, end, rest = self._buffer.lstrip(b"\xc0").partition(b"\xc0")
            if not end:
                return None
            self._buffer = rest
            return head.replace(b"\xdb\xdc", b"\xc0").replace(b"\xdb\xdd", b"\xdb")
        if len(self._buffer) < 4 or len(self._buffer) < 4 + (size := struct.unpack(">I", self._buffer[:4])[0]):
            return None
        data, self._buffer = self._buffer[4 : 4 + size], self._buffer[4 + size :]
        return data

    def closed(self, seconds: float = 5.0) -> bool:
        """Does the other side end the connection within this time?"""
        self.sock.settimeout(seconds)
        try:
            return self.sock.recv(1) == b""
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
