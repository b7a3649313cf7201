"""A second stage on which nobody plays: a key and its answer are walked through it, so that their way is in the caches.

After 10 ms of sleep others have had the processor's caches, and the same Python takes two to four times as long. So the code
of a key, of its answer and of its end runs now and then on a stage of its own, with its own clock, player and books; what it
lets out reaches nobody.
"""

import math
import os
import socket
from collections.abc import Mapping, Sequence
from typing import Any

from ..clock import SteppedClock, VirtualClock
from ..config import Show
from ..engine.rehearsal import Says
from ..osc.packet import encode
from ..package import Manifest
from ..schedule.express import Express
from ..schedule.mirror import Mirror
from ..schedule.slate import fresh
from .outlet import WATCH
from .stage import Stage

NAME, KEY, ANSWER = "music", 60, 64
SENDER, SOURCE = ("udp", "127.0.0.1", 9), "udp 127.0.0.1:9"
LISTENER = WATCH + 1
APART_S = 0.3  # from one key to the next, on this stage's clock: they are no chord


class Understudy:
    """`values`: a music player's parameters by tail."""

    def __init__(self, manifest: Manifest, values: Mapping[str, Any]):
        self._time = VirtualClock(1.0)
        clock = SteppedClock(self._time)
        self._books, self._journal = _Books(clock), _Forgetful()
        self._engine = Says([(0, ANSWER, 24, 80)], styles=manifest.styles)
        self.stage = Stage(clock, self._books.send, Show(), {}, self._journal, False)
        self._player = self.stage.take_seat(NAME, self._engine, manifest, dict(values), ()).player
        self._player.set_mode("accompany")
        self.stage.rouses = True
        self._books.send(("sink", LISTENER, {"kind": "udp", "host": "127.0.0.1", "port": 9, "name": "nobody"}))
        self._down, self._up = (encode(f"/{NAME}/note", (KEY, velocity)) for velocity in (90, 0))

    def turn(self) -> None:
        """A key, its answer, its end; then all is as before."""
        entrance = self.stage.entrance
        self._time.advance(APART_S)
        self.stage.rouse(self._down)
        entrance.packet(self._down, SENDER, SOURCE)
        entrance.settle()
        for message in self._engine.waiting():
            if message[0] == "event":
                entrance.engine(NAME, message)
        self._hear()
        entrance.packet(self._up, SENDER, SOURCE)
        self._hear()
        self._forget()

    def _hear(self) -> None:
        for report in self._books.reports():
            self.stage.entrance.timer(report)

    def _forget(self) -> None:
        self._player.ear.take()
        self._player.mind.forget()
        self._player.turn.memory.forget()
        self.stage.outlet.tidy()
        self._books.tidy()
        self._engine.heard.clear()
        self._journal.records.clear()


class _Books:
    """In the timer's place, as `schedule.remote.Timer` without a process: all leaves at once, and is reported at once."""

    def __init__(self, clock: SteppedClock):
        self._now, self._mirror, self._told = clock.now, Mirror(), 0
        self._express = Express(_Nowhere(), self._mirror, clock.now, lambda: None)
        self._slate, page = fresh()
        os.close(page)
        self._reports: list[tuple] = []

    def send(self, message: tuple, descriptors: Sequence[int] = ()) -> None:
        now, told, what = self._now(), message, message[0]
        if what == "note":
            self._slate.stand(self._told, math.inf)
            told = self._express.carry(message, self._slate, self._told)
        self._told += 1
        self._mirror.sent(message, now)
        if told is not message:
            self._slate.wipe()
            for name, moment in told[-1]:
                self._mirror.heard(("left", message[1], name, message[2], moment), now)
        elif what in ("sink", "unsink", "tune"):
            self._express.told(message)
        if what in ("note", "off"):
            kind = "left" if what == "note" else "ended"
            self._reports += [(kind, message[1], sink, message[2], now) for sink in (WATCH, LISTENER)]

    def reports(self) -> list[tuple]:
        """The reports since the last call."""
        reports, self._reports = self._reports, []
        for report in reports:
            self._mirror.heard(report, self._now())
        return reports

    def tidy(self) -> None:
        self._mirror.heard(("stats", {}), self._now())


class _Nowhere:
    """A socket whose packets reach nobody."""

    family = socket.AF_INET

    def sendto(self, packet: bytes, flags: int, address: tuple) -> None:
        """Gone."""


class _Forgetful:
    """In the journal's place: what it is told waits for no disk."""

    on, run = True, None

    def __init__(self) -> None:
        self.records: list[tuple] = []

    def note(self, kind: str, **values: Any) -> None:
        self.records.append((kind, values))

    def osc(self, *values: Any) -> None:
        self.records.append(("osc", values))

    def out(self, *values: Any) -> None:
        self.records.append(("out", values))
