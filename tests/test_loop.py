import os
import signal
import socket
import threading
from types import SimpleNamespace

import pytest

from bridge.loop import Loop


@pytest.fixture
def loop():
    made = Loop()
    yield made
    made.close()


@pytest.fixture
def pair():
    ends = socket.socketpair()
    yield ends
    for end in ends:
        end.close()


def test_what_is_readable_is_acted_on(loop, pair):
    heard = []
    loop.watch(pair[0], lambda: heard.append(pair[0].recv(9)))
    pair[1].send(b"hello")
    loop.turn(5.0)
    assert heard == [b"hello"]


def test_what_comes_last_is_acted_on_last(loop):
    pairs, order = [socket.socketpair() for _ in range(6)], []
    for i, (here, there) in enumerate(pairs):
        loop.watch(here, lambda i=i: order.append(i), last=i == 0)
        there.send(b"x")
    loop.turn(5.0)
    assert order[-1] == 0 and len(order) == 6
    for end in (end for both in pairs for end in both):
        end.close()


def test_nothing_is_heard_from_what_is_no_longer_watched(loop, pair):
    loop.watch(pair[0], lambda: pytest.fail("heard"))
    loop.unwatch(pair[0])
    pair[1].send(b"x")
    loop.turn(0.0)


def test_background_work_runs_elsewhere_and_ends_here(loop):
    ended = []
    loop.in_background(threading.get_ident, lambda where: ended.append((where, threading.get_ident())))
    while not ended:
        loop.turn(5.0)
    ((where, here),) = ended
    assert where != here == threading.get_ident()


def test_an_exception_in_the_background_is_a_result(loop):
    ended = []
    loop.in_background(lambda: 1 / 0, ended.append)
    while not ended:
        loop.turn(5.0)
    assert isinstance(ended[0], ZeroDivisionError)


def test_a_signal_wakes_and_ends_it(loop):
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        loop.stop_at_signals()
        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGTERM)).start()
        loop.turn(20.0)
        assert loop.over
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])


class Looks:
    """In the selector's place: nothing until the `last` look. `pauses`: how long each would have slept."""

    def __init__(self, last: int):
        self.last, self.pauses = last, []

    def select(self, pause: float) -> list:
        self.pauses.append(pause)
        return [] if len(self.pauses) < self.last else [(SimpleNamespace(data=lambda: self.pauses.append("act")), 1)]


def test_who_is_awake_looks_out_and_does_not_sleep(loop, monkeypatch):
    monkeypatch.setattr(loop, "_selector", looks := Looks(3))
    loop.turn(5.0, awake_until=float("inf"))
    monkeypatch.undo()
    assert looks.pauses == [0.0, 0.0, 0.0, "act"]


def test_who_was_awake_in_vain_sleeps(loop, monkeypatch):
    monkeypatch.setattr(loop, "_selector", looks := Looks(1))
    loop.turn(5.0, awake_until=1e-9)
    monkeypatch.undo()
    assert looks.pauses == [5.0, "act"]
