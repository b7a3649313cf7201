"""Connections: who is too slow, and who must go. Real sockets on loopback, a clock that the test sets."""

import asyncio
import socket

import pytest

from bridge.clock import VirtualClock
from bridge.watch.web import server
from bridge.watch.web.pages import Page, text
from bridge.watch.web.server import IDLE_S, LINGER_S, MAX_CONNECTIONS, REQUEST_S, TAKE_S, Server

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


class House:
    """A server and those who call it, inside the loop of a test."""

    def __init__(self, page: Page):
        self.clock = VirtualClock(100.0)
        self._writers = []
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
        reader, writer = await asyncio.open_connection(*self.address)
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
