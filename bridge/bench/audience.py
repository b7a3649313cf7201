"""Those who watch while music is measured: pages over WebSockets, and OSC listeners. A process of its own, as they are.

`python -m bridge.bench.audience OSC_PORT HTTP_PORT PAGES LISTENERS`; a line `on` or `off` on standard input lets them come
or go, and is answered by `on N` or `off N`: how many messages they have had so far.
"""

import asyncio
import subprocess
import sys
from collections.abc import Callable

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Message, Ping, Request

from bridge.osc.packet import encode

HOST = "127.0.0.1"
# As the page: timetags 40 ms ahead, everything that players let out (the quiet outputs too), every parameter that changes.
PAGE_SAYS = tuple(
    encode(address, args)
    for address, args in (("/hello", (0, 1, 40.0)), ("/listen", ("/*/out/*", "/*/out/*/*")), ("/feedback", (1,)))
)


class Audience:
    """`pages` and `listeners` of a server; `heard` counts messages."""

    def __init__(self, osc_port: int, http_port: int, pages: int, listeners: int):
        self.osc_port, self.http_port = osc_port, http_port
        self.pages, self.listeners = pages, listeners
        self.heard = 0
        self._here: list[Callable[[], None]] = []  # how each of them goes

    async def come(self) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(self.listeners):
            transport, _ = await loop.create_datagram_endpoint(lambda: _Listener(self), remote_addr=(HOST, self.osc_port))
            self._here.append(lambda transport=transport: _leave(transport))
        for _ in range(self.pages):
            await self._open("/", PAGE_SAYS)
            await self._open("/ws/image", ())

    async def _open(self, target: str, packets: tuple[bytes, ...]) -> None:
        """A WebSocket that says `packets` and reads on; a refused one (no image player) is left out."""
        reader, writer = await asyncio.open_connection(HOST, self.http_port)
        wire = WSConnection(ConnectionType.CLIENT)
        writer.write(wire.send(Request(host=f"{HOST}:{self.http_port}", target=target)))
        task = asyncio.ensure_future(self._read(reader, writer, wire, packets))
        self._here.append(lambda: (task.cancel(), writer.close()))

    async def _read(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wire: WSConnection, packets: tuple
    ) -> None:
        while data := await reader.read(1 << 16):
            wire.receive_data(data)
            for event in wire.events():
                match event:
                    case AcceptConnection():
                        for packet in packets:
                            writer.write(wire.send(Message(packet)))
                    case Message():
                        self.heard += event.message_finished
                    case Ping():
                        writer.write(wire.send(event.response()))
                    case CloseConnection():
                        return

    def go(self) -> None:
        for leave in self._here:
            leave()
        self._here.clear()


class _Listener(asyncio.DatagramProtocol):
    def __init__(self, audience: Audience):
        self._audience = audience

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        transport.sendto(encode("/hello", ()))

    def datagram_received(self, data: bytes, address: tuple) -> None:
        self._audience.heard += 1


def _leave(transport: asyncio.DatagramTransport) -> None:
    transport.sendto(encode("/bye", ()))
    transport.close()


async def attend(audience: Audience) -> None:
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := (await lines.readline()).decode().strip():
        if line == "on":
            await audience.come()
        else:
            audience.go()
        print(line, audience.heard, flush=True)


class Seats:
    """The bench's side: the process, to be told `switch(on)`. `heard`: messages that the audience had in all."""

    def __init__(self, osc_port: int, http_port: int, pages: int, listeners: int):
        command = [sys.executable, "-m", "bridge.bench.audience", *map(str, (osc_port, http_port, pages, listeners))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.heard = 0

    def switch(self, on: bool) -> None:
        print("on" if on else "off", file=self._process.stdin, flush=True)
        self.heard = int(self._process.stdout.readline().split()[1])

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


if __name__ == "__main__":
    asyncio.run(attend(Audience(*map(int, sys.argv[1:5]))))
