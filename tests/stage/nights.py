"""Nights in virtual time that are recorded as `duende serve` records them: the stage with its entrance, a journal in memory,
models that say what dice tell them, a timer that decides as the real one. Time passes a little with everything that is done.
"""

import random
from functools import cache
from pathlib import Path

from bridge.casting import Role, default_package, defaults
from bridge.clock import SteppedClock, VirtualClock
from bridge.config import Show
from bridge.osc.writing import encode as packet
from bridge.osc.writing import encode_bundle
from bridge.package import Package
from bridge.schedule.rehearsal import RehearsalTimer
from bridge.stage.midi_doors import MidiDoors
from bridge.stage.night import room_of, seat_of
from bridge.stage.server import Server
from bridge.stage.stage import Stage
from bridge.watch.journal import as_journaled
from bridge.watch.records import FORMAT, Record, decode, encode, encode_raw

TICK_S = 7e-6  # what everything costs
SEATS = {"music": "music", "bach": "music", "text": "text", "image": "image", "gesture": "gesture"}


_package = cache(default_package)


class Moving(VirtualClock):
    """Time passes whenever it is read."""

    def now(self) -> float:
        self.time += TICK_S
        return self.time


class Kept:
    """A journal that writes and reads back at once."""

    on, run = True, None

    def __init__(self):
        self.records: list[Record] = []

    def note(self, kind, **values):
        self.records.append(decode(encode(kind, values)))

    def osc(self, at, source, data, used=True):
        self.records.append(decode(encode_raw("osc", "packet", at, source, data, used)))

    def midi(self, at, source, data, used=True, now=None):
        self.records.append(decode(encode_raw("midi", "data", at, source, data, used, now)))

    def out(self, id, sink, address, args, due, actual, at=None):
        heard = {} if at is None else {"at": at}
        self.note("out", id=id, sink=sink, address=address, args=args, due=due, actual=actual, **heard)

    def counters(self):
        return {}


class Dice:
    """A model of any kind that says anything that its kind can say; `slow` keeps what it has said back."""

    def __init__(self, package: Package, dice: random.Random):
        self.package, self.dice, self.answers, self.slow, self.tick = package, dice, [], False, 0

    def send(self, message):
        match message:
            case ("sync", _, events) if events and self.package.manifest.kind == "music":
                self.tick = max(self.tick, events[-1][0])
            case ("halt", job):
                self.answers = [a for a in self.answers if a[1] != job] + [("done", job, "halted")]
            case ("generate", job, spec, *rest):
                if self.package.manifest.kind == "music" and len(rest) == 2 and rest[1]:
                    self.tick = rest[1][-1][0]
                self.answers += getattr(self, f"_{self.package.manifest.kind}")(job, spec)
            case ("render", index, due, *_):
                self.answers.append(("frame", index, due))

    def _music(self, job, spec):
        self.tick = max(self.tick, spec.get("first_tick") or 0, spec.get("earliest_tick") or 0)
        for i in range(self.dice.randrange(1, 9)):
            self.tick += 0 if spec.get("chord") else self.dice.choice((0, 6, 12, 24, 48))
            pitch, length = self.dice.randrange(spec["low"], spec["high"] + 1), self.dice.choice((3, 12, 24, 96))
            yield "event", job, i, self.tick, pitch, length, self.dice.randrange(1, 128)
        yield "done", job, "chord" if spec.get("chord") else self.dice.choice(("count", "until", "end"))

    def _text(self, job, spec):
        pieces = self.package.manifest.tokenizer["pieces"]
        for i in range(min(40, spec["count"])):
            yield "event", job, i, self.dice.randrange(300, len(pieces))
        yield "done", job, "count"

    def _gesture(self, job, spec):
        values = len(self.package.manifest.gesture.values)
        for i in range(self.dice.randrange(1, 30)):
            yield "event", job, i, self.dice.random() / 20, *(self.dice.random() for _ in range(values))
        yield "done", job, self.dice.choice(("count", "until"))


class RecordedNight:
    def __init__(self, seed: int):
        show = Show()
        self.dice, self.time = random.Random(seed), Moving(1000.0)
        self.clock, self.journal = SteppedClock(self.time), Kept()
        self.timer = RehearsalTimer(self.time)
        packages = {name: _package(kind) for name, kind in SEATS.items()}
        self.roles = [Role(name, package, defaults(package), frozenset()) for name, package in packages.items()]
        self.stage = Stage(self.clock, self.timer.send, show, {}, self.journal, True)
        self.server = self.stage.server = Server(self.stage, "duende", "0", 0, Path(), lambda job, then: None)
        self.server.load = lambda request: None
        self.engines, players = {}, {}
        for role in self.roles:
            self.engines[role.name] = Dice(role.package, self.dice)
            seat = self.stage.take_seat(role.name, self.engines[role.name], role.package.manifest, dict(role.values), ())
            seat.player.reseed(7)
            seat.player.alive = False
            players[role.name] = as_journaled(role.package) | seat_of(role, 7)
        start = {"segment": 1, "format": FORMAT, "players": players, "room": room_of(self.stage) | {"link": True}}
        self.midi = MidiDoors(show.midi, object(), lambda: next(self.stage.sink_numbers))
        self._do(self.stage.listeners.fix(show.listeners))
        self._do(self.midi.outputs.open())
        self.stage.midi_outputs, self.stage.outlet.by_midi = self.midi.outputs, self.midi.outputs.by
        self.stage.hands.reaches = self.midi.reaches
        self.journal.records.insert(0, decode(encode("start", start)))
        self.entrance, self.streams = self.stage.entrance, {}
        self._moment = 0.0
        for name in self.engines:
            self.entrance.opened(name)
        self.turn()

    def _do(self, actions):
        self.server.send(actions)

    # --- the loop, as `bridge.app` turns it

    def turn(self):
        for name, engine in self.engines.items():
            while engine.answers and not (engine.slow and self.dice.random() < 0.7):
                self.entrance.engine(name, engine.answers.pop(0))
        for report in self.timer.receive():
            self._do(self.entrance.timer(report))
        self._moment = self.entrance.wake()

    def wait(self, seconds):
        end = self.time.time + seconds
        while self.time.time < end:
            here = min(max(min(self._moment, self.timer.next_moment()), self.time.time + 1e-4), end)
            self.timer.advance(max(0.0, here - self.time.time))
            self.turn()

    # --- what befalls it

    def osc(self, port, *messages, ahead=None):
        """`ahead`: seconds of a timetag; several messages are packets of one drain."""
        source, sender = f"udp 127.0.0.1:{port}", ("udp", "127.0.0.1", port)
        for address, *args in messages:
            data = packet(address, tuple(args))
            data = data if ahead is None else encode_bundle(self.clock.wall() + ahead, [data])
            self.entrance.packet(data, sender, source)
        self.entrance.settle()
        self.turn()

    def damaged(self, data):
        self.entrance.packet(data, ("udp", "127.0.0.1", 5000), "udp 127.0.0.1:5000")
        self.entrance.settle()
        self.turn()

    def stream(self, name, *messages):
        source = f"tcp 127.0.0.1:{name}"
        if name not in self.streams:
            self.streams[name] = self.entrance.stream(source)
        for address, *args in messages:
            self.entrance.packet(packet(address, tuple(args)), ("sink", self.streams[name]), source)
        self.entrance.settle()
        self.turn()

    def hang_up(self, name):
        if name in self.streams:
            self.entrance.gone(self.streams.pop(name))
            self.turn()

    def play_midi(self, port, data, late=0.001):
        self.entrance.midi(self.time.time - late, port, data)
        self.turn()

    def unplug(self, port):
        self.entrance.unplugged(port)
        self.turn()

    def die(self, name):
        self.engines[name].answers.clear()
        self.entrance.lost(name)
        self.turn()

    def come_back(self, name):
        self.engines[name].answers.clear()
        self.entrance.opened(name)
        self.turn()

    def exchange(self, name, relief):
        package = self.engines[name].package
        self.engines[name].answers.clear()
        self.entrance.exchanged(name, as_journaled(package), package.manifest, defaults(package), relief)
        self.turn()

    def link(self, bpm, beat, playing, peers):
        self.entrance.session((1 << 20, bpm, beat, self.time.time, playing, peers))
        self.turn()

    def outputs(self, what):
        number = next(iter(self.stage.midi_outputs._outputs)).sink
        report = (what, number, "it was pulled")
        self._do(self.entrance.timer(report))
        (self.midi.outputs.opened(number) if what == "opened" else self.midi.outputs.broken(number, self.clock.now()))
        self.turn()

    def retry(self):
        self._do(self.entrance.retry(self.midi.outputs, self.midi.outputs.due))
        self.turn()

    def set_the_wall(self, seconds):
        self.time._wall_minus_now += seconds
        self.entrance.look()
        self.turn()
