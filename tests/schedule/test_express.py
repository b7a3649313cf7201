"""Notes that core lets out itself: when it may, and that nothing hangs whenever core dies on the way.

Core and timer share a link of messages that the timer reads when a test says so; the door is a list of what left.
"""

import math
import os

import pytest

from bridge.clock import VirtualClock
from bridge.osc.packet import parse
from bridge.outputs.osc import UdpSender, UdpSink
from bridge.schedule.dispatcher import Dispatcher
from bridge.schedule.express import MOST, Express
from bridge.schedule.mirror import Mirror
from bridge.schedule.slate import fresh

LISTENER = {"kind": "udp", "host": "127.0.0.1", "port": 9000, "name": "a"}
CORE, TIMER = "core", "timer"


class Died(Exception):
    """Core, in the middle of it."""


class Door:
    """The socket: everything that left, by whom."""

    family = 2  # AF_INET

    def __init__(self):
        self.left = []
        self.by, self.takes, self.deadly = CORE, True, False

    def sendto(self, packet, flags, address):
        if not self.takes:
            raise BlockingIOError
        self.left.append((self.by, address[1], *parse(packet)[0].args))
        if self.deadly:
            raise Died

    def setsockopt(self, *_):
        raise OSError


class Rig:
    def __init__(self):
        self.clock, self.door = VirtualClock(100.0), Door()
        self.slate, page = fresh()
        os.close(page)
        self.mirror = Mirror()
        self.express = Express(self.door, self.mirror, self.clock.now)
        sender = UdpSender(self.door, self.clock)
        opened = lambda spec, _: UdpSink(sender, spec["host"], spec["port"], self.clock)  # noqa: E731
        self.timer = Dispatcher(self.clock, opened, sender.post)
        self.link, self.sent, self.taken, self.reports = [], 0, 0, []
        self.send(("sink", 1, LISTENER))
        self.read()

    # core

    def send(self, message):
        """As `remote.Timer.send`."""
        told = message
        if message[0] == "note":
            told = self.express.carry(message, self.slate, self.sent)
        self.link.append(told)
        self.sent += 1
        self.mirror.sent(message, self.clock.now())
        if told is not message:
            self.slate.wipe()
            for name, moment in told[-1]:
                self.mirror.heard(("left", message[1], name, message[2], moment), self.clock.now())
        elif message[0] in ("sink", "unsink", "tune"):
            self.express.told(message)

    def note(self, number, pitch=60, due=None, channel=1, velocity=100):
        self.send(("note", number, self.clock.now() if due is None else due, "bach", pitch, velocity, channel))

    def off(self, number, due=None):
        self.send(("off", number, self.clock.now() if due is None else due))

    def hear(self):
        for report in self.timer.reports:
            self.mirror.heard(report, self.clock.now())
        self.reports += self.timer.reports
        self.timer.reports.clear()

    # the timer

    def read(self):
        """It reads all that is in the link, lets leave what is due, and core hears its reports."""
        self.door.by = TIMER
        while self.link:
            self.timer.handle(self.link.pop(0))
            self.taken += 1
            self.timer.release(self.clock.now())
        self.slate.stand(self.taken, self.timer.next_moment())
        self.door.by = CORE
        self.hear()

    def advance(self, seconds):
        self.clock.advance(seconds)
        self.door.by = TIMER
        self.timer.release(self.clock.now())
        self.door.by = CORE
        self.slate.stand(self.taken, self.timer.next_moment())
        self.hear()

    def core_is_gone(self):
        """As `TimerProcess._end`: what is in the link is read, then what stands on the slate, then all ends."""
        self.read()
        self.door.by = TIMER
        if untold := self.slate.intended():
            self.timer.book(untold)
        assert self.timer.stop_sounding()

    def sounding(self):
        sounding = set()
        for _, port, pitch, velocity, channel in self.door.left:
            (sounding.add if velocity else sounding.discard)((port, channel, pitch))
        return sounding


@pytest.fixture
def rig():
    return Rig()


def test_a_note_due_now_leaves_from_core_and_ends_by_the_timer(rig):
    rig.note(1)
    assert rig.door.left == [(CORE, 9000, 60, 100, 1)]
    rig.off(1, rig.clock.now() + 0.5)
    rig.read()
    rig.advance(1.0)
    assert rig.door.left == [(CORE, 9000, 60, 100, 1), (TIMER, 9000, 60, 0, 1)]
    assert [report[:3] for report in rig.reports] == [("left", 1, 1), ("ended", 1, 1)]


def test_a_note_that_is_due_later_waits_with_the_timer(rig):
    rig.note(1, due=rig.clock.now() + 0.1)
    assert rig.door.left == []
    rig.read()
    rig.advance(0.1)
    assert rig.door.left == [(TIMER, 9000, 60, 100, 1)]


def test_nothing_that_the_timer_was_told_before_is_overtaken(rig):
    rig.send(("say", rig.clock.now(), "/bach/out/state", (1, 2, 3)))
    rig.note(1)
    assert rig.door.left == []
    rig.read()
    assert rig.door.left == [(TIMER, 9000, 1, 2, 3), (TIMER, 9000, 60, 100, 1)]


def test_nothing_that_should_have_left_is_overtaken(rig):
    rig.note(1, 60, due=rig.clock.now() + 0.1)
    rig.read()
    rig.clock.advance(0.1)
    rig.note(2, 62)
    rig.read()
    assert [left[:3] for left in rig.door.left] == [(TIMER, 9000, 60), (TIMER, 9000, 62)]


def test_a_key_that_may_still_sound_is_struck_again_by_the_timer_after_its_off(rig):
    rig.note(1)
    rig.read()
    rig.note(2)
    rig.read()
    assert rig.door.left[1:] == [(TIMER, 9000, 60, 0, 1), (TIMER, 9000, 60, 100, 1)]


def test_a_key_whose_end_was_told_is_free_again(rig):
    rig.note(1)
    rig.off(1)
    rig.read()
    rig.note(2)
    assert rig.door.left[-1] == (CORE, 9000, 60, 100, 1)


def test_an_end_that_could_not_be_written_keeps_its_key(rig):
    rig.note(1)
    rig.read()
    rig.door.takes = False
    rig.off(1)
    rig.read()
    rig.door.takes = True
    rig.note(2)
    assert len(rig.door.left) == 1
    rig.read()
    assert rig.door.left[1:] == [(TIMER, 9000, 60, 0, 1), (TIMER, 9000, 60, 100, 1)]


@pytest.mark.parametrize(
    "shift", [{"timetags": True}, {"offset_ms": 5}, {"offset_ms": -5}, {"patterns": ["/monk/*"]}, {"host": "localhost"}]
)
def test_outputs_with_a_time_of_their_own_and_names_are_the_timers(rig, shift):
    rig.send(("sink", 1, LISTENER | shift))
    rig.read()
    rig.note(1)
    assert rig.door.left == []


@pytest.mark.parametrize("change", [("timetags", True), ("offset_ms", 3), ("lookahead_ms", 10)])
def test_an_output_whose_time_was_tuned_is_the_timers_until_it_is_opened_anew(rig, change):
    rig.send(("tune", 1, *change))
    rig.send(("tune", 1, change[0], {"timetags": False, "offset_ms": 0, "lookahead_ms": 100}[change[0]]))
    rig.read()
    rig.note(1)
    assert rig.door.left == []
    rig.send(("sink", 1, LISTENER))
    rig.read()
    rig.note(2, 62)
    assert rig.door.left[-1] == (CORE, 9000, 62, 100, 1)


def test_other_outputs_get_the_note_from_the_timer(rig):
    rig.send(("sink", 2, LISTENER | {"port": 9001, "offset_ms": 20}))
    rig.read()
    rig.note(1)
    rig.read()
    rig.advance(0.02)
    assert rig.door.left == [(CORE, 9000, 60, 100, 1), (TIMER, 9001, 60, 100, 1)]


def test_of_many_listeners_core_writes_to_a_few(rig):
    for number in range(2, MOST + 4):
        rig.send(("sink", number, LISTENER | {"port": 9000 + number}))
    rig.read()
    rig.note(1)
    rig.read()
    assert [by for by, *_ in rig.door.left] == [CORE] * MOST + [TIMER] * 3
    assert len({port for _, port, *_ in rig.door.left}) == MOST + 3


def test_what_core_cannot_write_now_the_timer_tries(rig):
    rig.door.takes = False
    rig.note(1)
    rig.door.takes = True
    rig.read()
    assert rig.door.left == [(TIMER, 9000, 60, 100, 1)]


@pytest.mark.parametrize("wrong", [{"pitch": 128}, {"velocity": 0}, {"channel": 17}])
def test_a_note_that_does_not_fit_never_leaves(rig, wrong):
    rig.note(1, **wrong)
    rig.read()
    assert rig.door.left == []
    assert rig.reports[-1][0] == "wrong"


def test_a_carried_note_counts_as_sent_and_not_as_an_error_of_the_timer(rig):
    rig.note(1)
    rig.clock.advance(0.5)  # the timer reads it late: it was in time all the same
    rig.read()
    counted = rig.timer.tally.report()
    assert (counted["sent"], counted["late"]) == (1, 0)
    assert "max_us" not in counted


# --- core dies


def test_core_dies_after_the_slate_before_the_datagram(rig):
    rig.express._send = lambda packet, address: (_ for _ in ()).throw(Died)
    with pytest.raises(Died):
        rig.note(1)
    rig.core_is_gone()
    assert rig.sounding() == set()


def test_core_dies_after_the_datagram_before_the_link(rig):
    rig.door.deadly = True
    with pytest.raises(Died):
        rig.note(1)
    assert rig.sounding() == {(9000, 1, 60)}
    rig.door.deadly = False
    rig.core_is_gone()
    assert rig.sounding() == set()


def test_core_dies_between_two_listeners(rig):
    rig.send(("sink", 2, LISTENER | {"port": 9001}))
    rig.read()
    rig.door.deadly = True
    with pytest.raises(Died):
        rig.note(1)
    rig.door.deadly = False
    rig.core_is_gone()
    assert rig.sounding() == set()


def test_core_dies_after_the_link_before_the_slate_is_wiped(rig):
    rig.slate.wipe = lambda: (_ for _ in ()).throw(Died)
    with pytest.raises(Died):
        rig.note(1)
    rig.core_is_gone()
    assert [left[3] for left in rig.door.left] == [100, 0]


# --- the slate


def test_a_fresh_slate_says_that_nothing_was_acted_on():
    slate, page = fresh()
    os.close(page)
    assert not slate.is_idle(0, 0.0)
    slate.stand(0, math.inf)
    assert slate.is_idle(0, 0.0) and not slate.is_idle(1, 0.0)
    assert slate.intended() is None
