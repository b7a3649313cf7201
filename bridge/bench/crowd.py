"""Visitors of an exhibition: they come, play or shout nonsense, and go, some without a word. A process of its own.

`python -m bridge.bench.crowd OSC_PORT HTTP_PORT SECONDS SEED EXCHANGING` prints one line of JSON at its end: who came,
what was sent, what was heard, and which notes were still sounding for somebody who left in order.
"""

import asyncio
import json
import math
import random
import struct
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Message, Ping, Request
from wsproto.utilities import LocalProtocolError

from bridge.errors import WireError
from bridge.osc.framing import LENGTH, SLIP, StreamDecoder, frame
from bridge.osc.packet import encode, parse

HOST = "127.0.0.1"
AT_ONCE = 6  # visitors
SHORTEST_S, LONGEST_S = 1.0, 20.0  # a visit
LAST_WORDS_S = 1.0  # after /bye: the offs of what sounds
MODES = ("answer", "continue", "trade", "accompany", "solo", "off")
# fmt: off
WISHES = (
    ("/music/style", ("any", "chorale", "folk", "piano", "drums", "song")), ("/music/temperature", (0.3, 1.0, 1.7)),
    ("/music/scale", ("any", "C major", "D dorian")), ("/music/polyphony", (1, 4, 8)), ("/music/quantize", (0.0, 1.0)),
    ("/clock/tempo", (60.0, 96.0, 132.0, 180.0)), ("/clock/meter", ((3, 4), (4, 4), (7, 8))),
    ("/text/pace", (0.0, 2.0, 8.0)), ("/image/walk", (0.0, 0.5, 2.0)), ("/image/fps", (10.0, 30.0)),
    ("/gesture/mode", ("answer", "solo", "off")),
)
ACTS = (
    ("/music/answer",), ("/music/again",), ("/music/end",), ("/music/stop",), ("/music/reset",), ("/panic",), ("/*/stop",),
    ("/clock/tap",), ("/clock/start",), ("/clock/stop",), ("/clock/continue",), ("/clock/locate", 5.0),
    ("/text/next", 2, "line"), ("/text/prompt", "The sea"), ("/text/line", "a visitor was here"), ("/text/play", 1),
    ("/text/stop",), ("/text/reset",), ("/image/morph", 7, 4.0), ("/image/seed", 3), ("/gesture/in", 0.2, 0.7),
    ("/gesture/stop",), ("/status",), ("/players",), ("/scene/save", "visit"), ("/scene/recall", "visit", 2.0),
    ("/capture", 5.0), ("/route/list",), ("/gesture/answer",), ("/gesture/play", 1), ("/text/accept",), ("/image/class", 0),
    ("/route/add", "/music/note.velocity", "/music/temperature", 0.0, 127.0, 0.5, 1.5),
    ("/route/remove", "/music/note.velocity", "/music/temperature"),
)
EXCHANGES = (
    ("/text/load", "tang"), ("/text/load", "verse"), ("/image/load", "nebulae"), ("/image/load", "aviary"),
    ("/gesture/load", "faders"), ("/gesture/load", "pen"), ("/music/load", "chorales"), ("/music/load", "ensemble"),
    ("/text/undo",), ("/image/undo",), ("/gesture/undo",), ("/music/undo",),
)
NONSENSE = (
    ("/music/note", "loud"), ("/music/note", 400, 100), ("/musik/note", 60, 100), ("/music/temperature", float("nan")),
    ("/music/note",), ("/{music,text/stop",), ("/text/next", -4), ("/image/latent", 1e30), ("/clock/meter", 0, 3),
    ("/music/load", "../../etc/passwd"), ("/scene/recall", "nobody saved this"), ("/music/out/note", 60, 100, 1),
    ("/error", "x", "y"),
)
BY_STREAM = (("/hello",), ("/music/temperature",), ("/music/note", 60, 90), ("/music/note", 60, 0))
PATHS = (
    "/", "/api/status", "/metrics", "/health", "/?HOST_INFO", "/music", "/music/temperature?VALUE", "/reference",
    "/image.png", "/nothing/here", "/../../etc/passwd", "/patches/", "/patches/duende.pd", "/patches/Duende.sc",
    "/view/text", "/view/image", "/gesture?HTML", "/text/temperature?RANGE&VALUE", "/image/latent/3?VALUE", "/scene",
)
# fmt: on


class Crowd:
    def __init__(self, osc_port: int, http_port: int, seed: int):
        self.osc_port, self.http_port, self.dice = osc_port, http_port, random.Random(seed)
        self.visits: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.heard: Counter[str] = Counter()
        self.hanging: list[tuple] = []
        self._exchanging_until = 0.0

    async def fill(self, seconds: float, exchanging: float) -> None:
        """`AT_ONCE` visitors, one after the other, for so long; packages are exchanged in the first `exchanging` seconds."""
        began = asyncio.get_running_loop().time()
        end, self._exchanging_until = began + seconds, began + exchanging
        await asyncio.gather(*(self._seat(end) for _ in range(AT_ONCE)))

    async def _seat(self, end: float) -> None:
        kinds: list[Callable[[float], Awaitable[None]]] = [
            self._musician, self._musician, self._tinkerer, self._shouter, self._stream, self._browser, self._page,
            self._dancer, self._watcher,
        ]  # fmt: skip
        while (left := end - asyncio.get_running_loop().time()) > LAST_WORDS_S + SHORTEST_S:
            visit = self.dice.choice(kinds)
            self.visits[visit.__name__.strip("_")] += 1
            with suppress(ConnectionError, TimeoutError, asyncio.IncompleteReadError, LocalProtocolError):  # hung up on
                await visit(min(left - LAST_WORDS_S, self.dice.uniform(SHORTEST_S, LONGEST_S)))

    # --- by UDP -----------------------------------------------------------------------------------------------------

    async def _musician(self, seconds: float) -> None:
        """Says hello, plays, and leaves in order: then nothing may sound for it."""
        guest = await self._guest()
        guest.say("/hello")
        guest.say("/music/mode", self.dice.choice(MODES))
        for wait in self._pauses(seconds, 0.05, 0.6):
            if self.dice.random() < 0.15:
                guest.say(*self.dice.choice(ACTS))
            await guest.strike(self.dice.randint(40, 84), wait)
        await self._leave(guest)

    async def _tinkerer(self, seconds: float) -> None:
        """Turns everything that there is; half of them leave without a word."""
        guest = await self._guest()
        guest.say("/hello")
        guest.say("/feedback", 1)
        for wait in self._pauses(seconds, 0.05, 1.0):
            address, values = self.dice.choice(WISHES)
            value = self.dice.choice(values)
            acts = EXCHANGES if self._may_exchange() and self.dice.random() < 0.3 else ACTS
            guest.say(*(self.dice.choice(acts) if self.dice.random() < 0.4 else (address, *_several(value))))
            await asyncio.sleep(wait)
        if self.dice.random() < 0.5:
            guest.transport.abort()
        else:
            await self._leave(guest)

    def _may_exchange(self) -> bool:
        return asyncio.get_running_loop().time() < self._exchanging_until

    async def _dancer(self, seconds: float) -> None:
        """Moves two values and now and then holds still, so that the machine goes on."""
        guest = await self._guest()
        guest.say("/hello", 0, 1, 50.0)
        guest.say("/gesture/mode", self.dice.choice(("answer", "continue", "solo")))
        for step, wait in enumerate(self._pauses(seconds, 0.02, 0.08)):
            guest.say("/gesture/in", 0.5 + 0.5 * math.sin(step / 9), 0.5 + 0.5 * math.cos(step / 7), counted="moves")
            await asyncio.sleep(wait if self.dice.random() < 0.97 else 1.5)
        guest.say("/gesture/mode", "answer")
        await self._leave(guest)

    async def _shouter(self, seconds: float) -> None:
        """Nonsense: bytes, wrong types, addresses that are none."""
        guest = await self._guest()
        for wait in self._pauses(seconds, 0.0, 0.05):
            if self.dice.random() < 0.5:
                guest.transport.sendto(self.dice.randbytes(self.dice.randint(0, 300)))
                self.sent["nonsense"] += 1
            else:
                guest.say(*self.dice.choice(NONSENSE), counted="nonsense")
            await asyncio.sleep(wait)
        guest.transport.abort()

    async def _guest(self) -> "Guest":
        loop = asyncio.get_running_loop()
        _, guest = await loop.create_datagram_endpoint(lambda: Guest(self), remote_addr=(HOST, self.osc_port))
        return guest

    async def _leave(self, guest: "Guest") -> None:
        guest.say("/bye")
        await asyncio.sleep(LAST_WORDS_S)
        self.hanging += [(*key, count) for key, count in guest.sounding.items() if count]
        guest.transport.close()

    # --- by streams -------------------------------------------------------------------------------------------------

    async def _stream(self, seconds: float) -> None:
        """OSC over TCP in either framing; one in three breaks off in the middle of a packet, one in six sends garbage."""
        reader, writer = await asyncio.open_connection(HOST, self.osc_port)
        framing, decoder = self.dice.choice((LENGTH, SLIP)), StreamDecoder()
        if self.dice.random() < 0.17:
            writer.write(b"GET / HTTP/1.0\r\n\r\n")
            self.sent["nonsense"] += 1
        for wait in self._pauses(seconds, 0.05, 0.5):
            address, *args = self.dice.choice(BY_STREAM)
            writer.write(frame(encode(address, args), framing))
            self.sent["stream"] += 1
            with suppress(TimeoutError, WireError):
                data = await asyncio.wait_for(reader.read(65536), max(0.01, wait))
                self.heard["stream"] += len(decoder.feed(data))
                if not data:
                    break
        if self.dice.random() < 0.33:
            writer.write(struct.pack(">I", 4000) + b"/music/note")
        writer.close()

    async def _browser(self, seconds: float) -> None:
        """Asks for pages; some requests never end."""
        for wait in self._pauses(seconds, 0.1, 1.0):
            reader, writer = await asyncio.open_connection(HOST, self.http_port)
            path = self.dice.choice(PATHS)
            accept = self.dice.choice(("text/html", "application/json"))
            head = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{self.http_port}\r\nAccept: {accept}\r\nConnection: close\r\n"
            writer.write((head + ("" if self.dice.random() < 0.1 else "\r\n")).encode())
            self.sent["http"] += 1
            with suppress(TimeoutError):
                self.heard["http"] += bool(await asyncio.wait_for(reader.read(), 2.0))
            writer.close()
            await asyncio.sleep(wait)

    async def _watcher(self, seconds: float) -> None:
        """A projector: the stream of pictures; one in three does not read on."""
        reader, writer = await asyncio.open_connection(HOST, self.http_port)
        writer.write(f"GET /image.mjpg HTTP/1.1\r\nHost: {HOST}:{self.http_port}\r\n\r\n".encode())
        self.sent["http"] += 1
        reads = self.dice.random() < 0.67
        for wait in self._pauses(seconds, 0.05, 0.2):
            if reads:
                with suppress(TimeoutError):
                    self.heard["picture bytes"] += len(await asyncio.wait_for(reader.read(1 << 20), max(0.01, wait)))
            else:
                await asyncio.sleep(wait)
        writer.close()

    async def _page(self, seconds: float) -> None:
        """A WebSocket that says hello, plays and is closed without a word, as a browser that is shut."""
        reader, writer = await asyncio.open_connection(HOST, self.http_port)
        wire = WSConnection(ConnectionType.CLIENT)
        writer.write(wire.send(Request(host=f"{HOST}:{self.http_port}", target="/")))
        wire.receive_data(await reader.read(65536))
        for event in wire.events():
            self._page_heard(event, wire, writer)
        for wait in self._pauses(seconds, 0.05, 0.5):
            with suppress(TimeoutError):
                data = await asyncio.wait_for(reader.read(65536), max(0.01, wait))
                if not data:
                    break
                wire.receive_data(data)
                for event in wire.events():
                    self._page_heard(event, wire, writer)
            pitch = self.dice.randint(40, 84)
            for velocity in (90, 0):
                writer.write(wire.send(Message(encode("/music/note", (pitch, velocity)))))
            self.sent["websocket"] += 2
        writer.transport.abort()

    def _page_heard(self, event: object, wire: WSConnection, writer: asyncio.StreamWriter) -> None:
        if isinstance(event, AcceptConnection):
            for packet in (encode("/hello", (0, 1, 40.0)), encode("/listen", ("/*/out/*",))):
                writer.write(wire.send(Message(packet)))
            writer.write(wire.send(Message('{"COMMAND": "LISTEN", "DATA": "/music/temperature"}')))
        elif isinstance(event, Ping):
            writer.write(wire.send(event.response()))
        elif isinstance(event, Message):
            self.heard["websocket"] += event.message_finished

    def _pauses(self, seconds: float, shortest: float, longest: float):
        """Random pauses that together last about `seconds`."""
        end = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < end:
            yield self.dice.uniform(shortest, longest)

    def report(self) -> dict:
        return {"visits": self.visits, "sent": self.sent, "heard": self.heard, "hanging": self.hanging}


class Guest(asyncio.DatagramProtocol):
    """One UDP socket and what sounds for it."""

    def __init__(self, crowd: Crowd):
        self._crowd = crowd
        self.sounding: Counter[tuple] = Counter()

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, address: tuple) -> None:
        for message in parse(data):
            self._crowd.heard[message.address.rpartition("/out/")[2] if "/out/" in message.address else message.address] += 1
            if message.address == "/music/out/note":
                pitch, velocity, channel = message.args
                self.sounding[pitch, channel] = 1 if velocity else 0

    def error_received(self, error: OSError) -> None:
        """A server that is being replaced refuses for a moment."""

    def say(self, address: str, *args: object, counted: str = "osc") -> None:
        self.transport.sendto(encode(address, args))
        self._crowd.sent[counted] += 1

    async def strike(self, pitch: int, wait: float) -> None:
        self.say("/music/note", pitch, 90, counted="notes")
        await asyncio.sleep(wait)
        self.say("/music/note", pitch, 0, counted="notes")
        await asyncio.sleep(wait / 4)


def _several(value: object) -> tuple:
    return value if isinstance(value, tuple) else (value,)


async def main(osc_port: int, http_port: int, seconds: float, seed: int, exchanging: float) -> None:
    crowd = Crowd(osc_port, http_port, seed)
    await crowd.fill(seconds, exchanging)
    print(json.dumps(crowd.report()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])))
