"""A whole stage in virtual time whose models, timer and MIDI ports may die: what hears it outlives them all."""

import tempfile
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

from bridge.address import parameters
from bridge.clock import VirtualClock
from bridge.config import Midi, MidiOut
from bridge.stage.midi_outputs import MidiOutputs
from tests.schedule.mortal import MortalTimer
from tests.stage.rehearsed import WRITTEN, Rehearsal

SYNTH = "synth"
RETRY_S = 1.0  # how often the app looks for outputs that are away
SOON_S = 5.0  # after everything was let go: an output is looked for every 2 s


class Moody:
    """The written engine, which may say nothing, or be dead."""

    def __init__(self, engine):
        self.engine, self.silent = engine, False

    def send(self, message):
        self.engine.send(message)
        if self.silent:
            self.engine.answers.clear()

    def forget(self):
        self.engine.answers.clear()
        self.engine.context.clear()


class VirtualRoom(Rehearsal):
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        super().__init__(players=("music", "bach"), tmp=Path(self.folder.name), timer=MortalTimer(VirtualClock()))
        self.moods = {}
        for name, seat in self.stage.seats.items():
            seat.engine = self.moods[name] = Moody(seat.engine)
        self.deaf: set[str] = set()
        self.ended = False
        self.outputs = MidiOutputs(Midi(outputs=(MidiOut(SYNTH),)), lambda: next(self.stage.sink_numbers))
        self.stage.midi_outputs, self.stage.outlet.by_midi = self.outputs, self.outputs.by
        self.server.send(self.outputs.open())
        self.hello("anna", False, 100.0)

    # --- as the app does

    def settle(self) -> None:
        self._retry()
        super().settle()

    def heard_from_timer(self, report: tuple) -> None:
        if report[0] == "broken":
            self.outputs.broken(report[1], self.clock.now())
        elif report[0] == "opened":
            self.outputs.opened(report[1])

    def _retry(self) -> None:
        self.server.send(self.outputs.retry(self.clock.now()))

    # --- a room

    def say(self, address, *args):
        with self._cuts({name for name in self.moods if address in ("/panic", f"/{name}/stop")}):
            self.send(address, *args)

    @contextmanager
    def _cuts(self, players):
        """What sounds of these players is ended at once, wherever that can be written."""
        whose = {f"/{player}/out/note" for player in players}
        before = {}
        for name, wire in self.timer.wires.items():
            away = name == SYNTH and self.outputs.away
            if wire.takes and wire.there and wire.pipe is None and not away and not self.timer.stopped:
                before[name] = len(wire.effects), {key for key, address in wire.sounding().items() if address in whose}
        yield
        for name, (mark, keys) in before.items():
            ended = {(a[2], a[0]) for _, (_, *a) in self.timer.wires[name].effects[mark:] if len(a) == 3 and not a[1]}
            assert keys <= ended, (name, players, keys - ended)

    def midi(self, port, data):
        self.stage.hands.midi(self.clock.now(), port, data)
        self.settle()

    def pull_keys(self, port):
        self.stage.hands.vanished(port)
        self.settle()

    def kill(self, part):
        if part == "timer":
            self.timer.kill(lost=2)
        elif part == "mouth":
            self.timer.kill_mouth(SYNTH)
        else:
            self.lose(part)
            self.stage.seats[part].player.engine_back()
        self.settle()

    def lose(self, player):
        """Its model dies."""
        self.moods[player].forget()
        with self._cuts({player}):
            self.stage.seats[player].player.engine_lost()
            self.settle()

    def load(self, player):
        self.moods[player].forget()
        values = {row.tail: row.args[0].default for row in parameters("music")} | {"style": "folk"}
        self.stage.change_package(player, WRITTEN, values, False)
        self.settle()

    def _at(self, guest):
        return ("udp", "127.0.0.1", 6000 + len(guest + guest[0]) + ord(guest[0]))

    def hello(self, guest, tags, ms):
        self.send("/hello", 0, int(tags), ms, sender=self._at(guest))

    def bye(self, guest):
        self.send("/bye", sender=self._at(guest))

    def vanish(self, guest):
        """Nothing tells: what is sent there is lost, and the listener stays until its port is refused for long."""
        self.bye(guest)

    def pull_synth(self):
        self.timer.unplug(SYNTH)
        self.settle()

    def plug_synth(self):
        self.timer.plug(SYNTH)

    def let_go(self):
        for wire in self.timer.wires.values():
            wire.takes = True
            wire.go_on()
        self.plug_synth()
        self.settle()
        for _ in range(round(SOON_S / RETRY_S)):
            self.wait(RETRY_S)

    def end(self):
        """As the app does."""
        self.ended = True
        self.let_go_of_cables()
        for name in self.stage.seats:
            self.stage.outlet.cancel(name, 0.0)
        self.stage.outlet.silence(None)
        self.timer.close()

    def let_go_of_cables(self):
        """What is unplugged at the end stays as it was; only those are asked that can hear."""
        for name, wire in self.timer.wires.items():
            wire.takes = True
            wire.go_on()
            if not wire.there or (name == SYNTH and self.outputs.away):
                self.deaf.add(name)

    def sounding(self):
        """Also what only core takes for sounding, as its status tells; at the end nobody reads that any more."""
        found = {n: sounds for n, wire in self.timer.wires.items() if n not in self.deaf and (sounds := wire.sounding())}
        believed = {} if self.ended else {"core": sorted(self.stage.outlet.sounding)}
        return found | {who: notes for who, notes in believed.items() if notes}

    def check_turns(self):
        """On every key that anybody hears on and off take turns, as long as nothing was killed."""
        for name, wire in self.timer.wires.items():
            sounding = defaultdict(int)
            for address, *args in (packet for _, packet in wire.effects):
                if str(address).endswith("/out/note"):
                    pitch, velocity, channel = args
                    sounding[channel, pitch] += 1 if velocity else -1
                    assert sounding[channel, pitch] in (0, 1), (name, address, args)

    def told(self):
        return ""

    def close(self):
        self.folder.cleanup()
