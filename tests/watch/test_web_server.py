"""Connections: who is too slow, and who must go. Real sockets on loopback, a clock that the test sets."""

import asyncio
import socket

import pytest
from wsproto import ConnectionType, WSConnection, events

from bridge.clock import VirtualClock
from bridge.watch.web import server
from bridge.watch.web.pages import Page, text
from bridge.watch.web.server import (
    DEAD_S,
    IDLE_S,
    LINGER_S,
    MAX_CONNECTIONS,
    MAX_GUESTS,
    PROD_S,
    REQUEST_S,
    STALL_S,
    TAKE_S,
    Server,
)
from bridge.watch.web.websocket import TRY_AGAIN_LATER, handshake

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


class House:
    """A server and those who call it, inside the loop of a test."""

    def __init__(self, page: Page):
        self.clock = VirtualClock(100.0)
        self._writers = []
        self.receive_bytes = 0  # that the system of a caller holds; 0 = as many as it likes
        self.server = Server(lambda request: page, self.clock)

    async def open(self):
        door = socket.create_server(("127.0.0.1", 0))
        self.address = door.getsockname()
        await self.server.open(door)

    async def close(self):
        self.server.close()
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0.01)  # the loop closes them in its next turns

    async def call(self):
        sock = socket.socket()
        if self.receive_bytes:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.receive_bytes)
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, self.address)
        reader, writer = await asyncio.open_connection(sock=sock)
        self._writers.append(writer)
        return reader, writer

    async def ask(self):
        """A caller whose request was answered, and who stays."""
        reader, writer = await self.call()
        writer.write(GET)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        await reader.readexactly(5)
        return reader, writer

    async def pass_by(self, seconds):
        self.clock.advance(seconds)
        await asyncio.sleep(2.5 * server.SWEEP_S)

    async def settled(self, count):
        """Until so many are connected."""
        async with asyncio.timeout(5):
            while len(self.server) != count:
                await asyncio.sleep(0.005)


@pytest.fixture
def play(monkeypatch):
    """Runs `scene(house)`."""
    monkeypatch.setattr(server, "SWEEP_S", 0.01)

    def play(scene, page=None):
        async def act():
            house = House(page or text("hello"))
            await house.open()
            try:
                async with asyncio.timeout(20):
                    await scene(house)
            finally:
                await house.close()

        asyncio.run(act())

    return play


async def is_gone(caller):
    try:
        return not await caller[0].read(1)
    except ConnectionError:
        return True


async def is_here(caller):
    caller[1].write(GET)
    return (await caller[0].read(15)).startswith(b"HTTP/1.1 200")


def test_a_connection_serves_many_requests(play):
    async def scene(house):
        caller = await house.ask()
        assert await is_here(caller)

    play(scene)


def test_one_that_never_asks_is_closed(play):
    async def scene(house):
        caller = await house.call()
        await house.pass_by(REQUEST_S + 0.1)
        assert await is_gone(caller)

    play(scene)


def test_one_that_asks_too_slowly_is_closed(play):
    async def scene(house):
        caller = await house.call()
        for byte in GET[:4]:
            caller[1].write(bytes([byte]))
            await house.pass_by(REQUEST_S / 3)
        assert await is_gone(caller)

    play(scene)


def test_one_that_was_answered_may_rest_for_a_while(play):
    async def scene(house):
        caller = await house.ask()
        await house.pass_by(IDLE_S - 1)
        assert await is_here(caller)

    play(scene)


def test_one_that_rests_too_long_is_closed(play):
    async def scene(house):
        caller = await house.ask()
        await house.pass_by(IDLE_S + 0.1)
        assert await is_gone(caller)

    play(scene)


def test_one_that_does_not_read_its_answers_is_closed(play):
    async def scene(house):
        caller = await house.call()
        for _ in range(100):
            caller[1].write(GET)
        await house.pass_by(TAKE_S / 2)  # meanwhile both systems' buffers fill
        assert len(house.server) == 1
        await house.pass_by(TAKE_S + 0.1)
        await house.settled(0)

    play(scene, page=Page(200, "text/plain", b"x" * 1_000_000))


def test_what_nobody_reads_is_not_made(play):
    made = []

    async def scene(house):
        house.server.answer = lambda request: made.append(1) or Page(200, "text/plain", b"x" * 1_000_000)
        _, writer = await house.call()
        writer.write(GET * 2000)
        await asyncio.sleep(0.2)
        assert 0 < len(made) < 20

    play(scene)


def test_a_slow_reader_gets_all_of_it(play):
    async def scene(house):
        reader, writer = await house.call()
        writer.write(GET * 30)
        for _ in range(30):
            await reader.readuntil(b"\r\n\r\n")
            assert len(await reader.readexactly(1_000_000)) == 1_000_000

    play(scene, page=Page(200, "text/plain", b"x" * 1_000_000))


def test_one_that_ends_its_side_is_answered_first(play):
    async def scene(house):
        reader, writer = await house.call()
        writer.write(GET)
        writer.write_eof()
        assert (await reader.read()).endswith(b"hello")
        await house.settled(0)

    play(scene)


def test_one_that_is_refused_can_read_why_while_it_still_sends(play):
    async def scene(house):
        reader, writer = await house.call()
        writer.write(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n")
        for _ in range(20):
            writer.write(b"x" * 100_000)
            await writer.drain()
        answer = await reader.read()
        assert answer.startswith(b"HTTP/1.1 413")
        await house.pass_by(LINGER_S + 0.1)
        await house.settled(0)

    play(scene)


def test_the_quietest_one_makes_room(play):
    async def scene(house):
        callers = [await house.ask() for _ in range(MAX_CONNECTIONS)]
        assert await is_here(callers[0])
        callers.append(await house.ask())
        assert await is_gone(callers[1])
        assert len(house.server) == MAX_CONNECTIONS
        assert await is_here(callers[-1])

    play(scene)


def test_a_thousand_that_say_nothing_do_not_hurt(play):
    async def scene(house):
        for _ in range(1000):
            await house.call()
        assert await is_here(await house.ask())
        await house.settled(MAX_CONNECTIONS)
        assert house.server.tally["shed_quiet"] == 1001 - MAX_CONNECTIONS

    play(scene)


def test_who_is_not_let_in_is_closed_before_a_word(play):
    async def scene(house):
        house.server.lets_in = lambda address: address != "127.0.0.1"
        assert await is_gone(await house.call())
        await house.settled(0)

    play(scene)


# --- WebSockets


class Endpoint:
    """`busy`: it has asked for something."""

    def __init__(self, busy=False):
        self.idle, self.is_left = not busy, False

    def opened(self, socket):
        self.socket = socket

    def heard(self, message):
        self.idle = False

    def room(self):
        pass

    def left(self):
        self.is_left = True


class Caller:
    """A client that has shaken hands."""

    def __init__(self, reader, writer, wire):
        self.reader, self.writer, self.wire = reader, writer, wire

    async def say(self, event):
        self.writer.write(self.wire.send(event))

    async def hears(self):
        """The next event."""
        while True:
            for event in self.wire.events():
                return event
            try:
                data = await self.reader.read(1 << 16)
            except ConnectionError:
                data = b""
            self.wire.receive_data(data or None)


@pytest.fixture
def house_of_sockets(play):
    """Runs `scene(house, join)`; `await join(busy)` is a Caller, or the status of a refusal."""

    def run(scene):
        async def act(house):
            house.endpoints = []

            async def join(busy=False):
                def answer(request):
                    house.endpoints.append(Endpoint(busy))
                    return handshake(request, house.endpoints[-1])

                house.server.answer = answer
                reader, writer = await house.call()
                wire = WSConnection(ConnectionType.CLIENT)
                writer.write(wire.send(events.Request(host="localhost", target="/")))
                head = await reader.readuntil(b"\r\n\r\n")
                if not head.startswith(b"HTTP/1.1 101"):
                    return int(head.split()[1])
                wire.receive_data(head)
                assert isinstance(next(wire.events()), events.AcceptConnection)
                return Caller(reader, writer, wire)

            await scene(house, join)

        play(act)

    return run


def test_of_a_thousand_idle_websockets_the_oldest_make_room(house_of_sockets):
    async def scene(house, join):
        first = await join()
        busy = await join()
        await busy.say(events.TextMessage(data="something"))
        for _ in range(998):
            await join()
        bye = await first.hears()
        assert (type(bye), bye.code) == (events.CloseConnection, TRY_AGAIN_LATER)
        figures = house.server.figures()
        assert figures["web_websockets"] == MAX_GUESTS and figures["web_shed_idle"] == 1000 - MAX_GUESTS
        assert house.endpoints[0].is_left and not house.endpoints[1].is_left
        await busy.say(events.Ping(b"here"))
        assert isinstance(await busy.hears(), events.Pong)

    house_of_sockets(scene)


def test_those_who_have_asked_for_something_stay_and_the_next_is_refused(house_of_sockets):
    async def scene(house, join):
        for _ in range(MAX_GUESTS):
            await join(busy=True)
        assert await join() == 503
        assert house.server.figures()["web_refused_full"] == 1
        assert not any(endpoint.is_left for endpoint in house.endpoints)

    house_of_sockets(scene)


def test_one_that_is_silent_is_asked_for_a_sign_of_life_and_stays_if_it_gives_one(house_of_sockets):
    async def scene(house, join):
        caller = await join(busy=True)
        for _ in range(5):
            await house.pass_by(PROD_S + 1)
            ping = await caller.hears()
            assert isinstance(ping, events.Ping)
            await caller.say(ping.response())
            await asyncio.sleep(0.05)
        assert house.server.figures()["web_websockets"] == 1

    house_of_sockets(scene)


def test_one_that_gives_none_is_closed(house_of_sockets):
    async def scene(house, join):
        caller = await join(busy=True)
        for _ in range(int(DEAD_S / PROD_S) + 1):
            await house.pass_by(PROD_S + 1)
        while isinstance(event := await caller.hears(), events.Ping):
            pass
        assert isinstance(event, events.CloseConnection)
        assert house.server.tally["closed_dead"] == 1 and house.endpoints[0].is_left

    house_of_sockets(scene)


def test_one_whose_first_message_is_still_on_its_way_stays(house_of_sockets, monkeypatch):
    monkeypatch.setattr(server.Connection, "_underway", lambda connection: connection._written)

    async def scene(house, join):
        await join(busy=True)
        house.endpoints[0].socket.send("hello")
        await house.pass_by(server.STALL_S - 1)
        assert not house.endpoints[0].is_left
        await house.pass_by(2)
        assert house.endpoints[0].is_left

    house_of_sockets(scene)


def test_an_endpoint_that_writes_on_to_one_that_does_not_read_is_stopped(house_of_sockets):
    async def scene(house, join):
        await join(busy=True)
        for _ in range(1000):
            house.endpoints[0].socket.send(b"x" * 64_000)
        await asyncio.sleep(0.05)
        assert house.endpoints[0].is_left and house.server.tally["closed_slow"] == 1

    house_of_sockets(scene)


def test_one_that_takes_nothing_of_what_was_sent_is_closed_at_last(house_of_sockets):
    """Little enough to wait in the systems: the line is never full, and yet nobody reads it."""

    async def scene(house, join):
        house.receive_bytes = 2048
        caller = await join(busy=True)
        caller.reader._transport.pause_reading()
        for _ in range(10):
            house.endpoints[0].socket.send(b"x" * 5_000)
        await house.pass_by(STALL_S - 1)
        assert not house.endpoints[0].socket.full and not house.endpoints[0].is_left
        await house.pass_by(2)
        assert house.endpoints[0].is_left and house.server.tally["closed_slow"] == 1

    house_of_sockets(scene)
