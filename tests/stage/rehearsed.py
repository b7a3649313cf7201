"""A whole stage in virtual time: real dispatcher, players, timer decisions; a written engine; ears that remember."""

import math

from bridge.address import parameters
from bridge.clock import VirtualClock
from bridge.config import Show
from bridge.osc.packet import parse
from bridge.osc.values import Message
from bridge.package import Manifest
from bridge.schedule.rehearsal import RehearsalTimer
from bridge.stage.server import Server
from bridge.stage.stage import Stage
from bridge.tokens import TICKS_PER_BEAT

WRITTEN = Manifest("written", "1", "music", "MIT", 0, 23, (), {}, styles=("any", "folk", "drums"))
HUMAN = ("udp", "127.0.0.1", 5000)
NO_END = 1 << 40


class WrittenEngine:
    """Answers every question with the same melody, `delay` seconds later."""

    def __init__(self, melody=((0, 72, 1), (1, 74, 1)), chord=(57, 52)):
        self.melody, self.chord = melody, chord
        self.context: list[tuple] = []
        self.answers: list[tuple] = []
        self.halted = 0

    def send(self, message: tuple) -> None:
        if message[0] in ("sync", "generate"):
            keep, events = message[-2:]
            self.context[keep:] = events
        if message[0] == "halt":
            self.answers = [a for a in self.answers if a[1] != message[1]]
        elif message[0] == "generate":
            self.answers += list(self._answer(message[1], message[2]))

    def _answer(self, job: int, spec: dict):
        here = self.context[-1][0] if self.context else 0
        if spec.get("chord"):
            for i, pitch in enumerate(self.chord[: spec["count"]]):
                yield self._event(job, i, here, pitch, 48)
            yield ("done", job, "chord")
            return
        start = max(spec.get("first_tick", here + 12), spec.get("earliest_tick", 0))
        for i, (beats, pitch, length) in enumerate(self.melody):
            tick = start + round(beats * TICKS_PER_BEAT)
            if tick < spec.get("until_tick", NO_END):
                yield self._event(job, i, tick, pitch, round(length * TICKS_PER_BEAT))
        yield ("done", job, "until")

    def _event(self, job, i, tick, pitch, duration):
        self.context.append((tick, pitch, duration, 80))
        return ("event", job, i, tick, pitch, duration, 80)


class Rehearsal:
    def __init__(self, players=("music",), tmp=None, timer=None, journal=None):
        """`timer`: another double than `RehearsalTimer`, with a virtual clock."""
        show = Show()
        self.clock = timer.clock if timer else VirtualClock()
        self.timer = timer or RehearsalTimer(self.clock)
        self.stage = Stage(self.clock, self.timer.send, show, journal=journal)
        self.server = self.stage.server = Server(self.stage, "duende", "0.1.0", 7771, tmp)
        self.engines = {}
        for name in players:
            self.engines[name] = WrittenEngine()
            values = {row.tail: row.args[0].default for row in parameters("music")}
            self.stage.take_seat(name, self.engines[name], WRITTEN, values | {"style": "folk"}, ())

    def settle(self) -> None:
        for _ in range(100):
            busy = False
            for name, engine in self.engines.items():
                while engine.answers:
                    busy = True
                    self.stage.from_engine(name, engine.answers.pop(0))
            for report in self.timer.receive():
                busy = True
                self.heard_from_timer(report)
                self.server.send(self.stage.from_timer(report))
            if not busy:
                return
        raise AssertionError("the stage never comes to rest")

    def next_of_room(self) -> float:
        """When else something happens, for rehearsals in which it does."""
        return math.inf

    def heard_from_timer(self, report: tuple) -> None:
        """For rehearsals with doors that the app looks after."""

    def send(self, address: str, *args, sender=HUMAN, timetag=None) -> None:
        self.stage.osc([Message(address, args, timetag)], sender)
        self.settle()

    def wait(self, seconds: float) -> None:
        end = self.clock.now() + seconds
        while True:
            moment = min(self.stage.next_moment(), self.timer.next_moment(), self.next_of_room(), end)
            self.timer.advance(max(0.0, moment - self.clock.now()))
            self.stage.wake()
            self.settle()
            if self.clock.now() >= end - 1e-9:
                return
            if moment <= self.clock.now():
                self.timer.advance(0.0005)

    def replies(self, sender=HUMAN) -> list[tuple]:
        """What one socket was answered: (address, *arguments)."""
        mine = [parse(packet)[0] for _, target, packet in self.timer.replies if target == sender]
        return [(m.address, *m.args) for m in mine]

    def listen(self, sender=HUMAN, *args) -> None:
        self.send("/hello", *args, sender=sender)

    def heard(self, address: str = "/music/out/note") -> list[tuple]:
        """(moment, *arguments) of one address at the first listener."""
        sink = next(h.sink for h in self.stage.listeners)
        return [(round(m, 3), *rest[1:]) for m, *rest in self.timer.heard(sink) if rest[0] == address]
