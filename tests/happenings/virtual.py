"""A whole stage in virtual time whose models, timer and MIDI ports may die: what hears it outlives them all."""

import itertools
import math
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
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
    """The written engine, which may be slow, say nothing, or be dead.

    `thinks` are seconds, one an answer, over and over; what is still thought about when another question comes, or `halt`,
    is given up. What was said travels for `travels` seconds, whatever is wanted meanwhile.
    """

    def __init__(self, engine, clock):
        self.engine, self.silent = engine, False
        self.thinks, self.travels = itertools.repeat(0.0), 0.0
        self._clock = clock
        self._thought: list[tuple[float, tuple]] = []  # (when it will be said, answer)
        self._said: list[tuple[float, tuple]] = []  # (when it arrives, answer)

    def send(self, message):
        self._say()
        if message[0] in ("generate", "halt", "sync") and self._thought:
            job = self._thought[0][1][1]
            self._thought.clear()
            self._said.append((self._clock.now() + self.travels, ("done", job, "halted")))
        self.engine.send(message)
        if self.engine.answers and not self.silent:
            moment = self._clock.now() + next(self.thinks)
            self._thought = [(moment, answer) for answer in self.engine.answers]
        self.engine.answers.clear()
        self._say()

    def arrived(self) -> list[tuple]:
        """What has come by now."""
        self._say()
        now = self._clock.now()
        here, self._said = [a for m, a in self._said if m <= now], [each for each in self._said if each[0] > now]
        return here

    def next_moment(self) -> float:
        return min((moment for moment, _ in self._thought + self._said), default=math.inf)

    def forget(self):
        """Its process is gone, with all that it had not said; the link with what had not come."""
        self._thought.clear()
        self._said.clear()
        self.engine.context.clear()

    def _say(self) -> None:
        now = self._clock.now()
        while self._thought and self._thought[0][0] <= now:
            moment, answer = self._thought.pop(0)
            self._said.append((moment + self.travels, answer))


class VirtualRoom(Rehearsal):
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        super().__init__(players=("music", "bach"), tmp=Path(self.folder.name), timer=MortalTimer(VirtualClock()))
        self.moods = {}
        for name, seat in self.stage.seats.items():
            seat.engine = self.moods[name] = Moody(seat.engine, self.clock)
        self.later: list[tuple[float, Callable]] = []  # what happens by itself, and when
        self.owed: dict[int, str] = {}  # notes of which core has asked no end → whose
        self.stage.outlet.send = self._booking(self.stage.outlet.send)
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
        while self._listen():
            super().settle()

    def _listen(self) -> bool:
        """What has happened by itself by now, and what models have said; whether there was any."""
        now = self.clock.now()
        due = [act for moment, act in self.later if moment <= now]
        self.later = [each for each in self.later if each[0] > now]
        for act in due:
            act()
        said = [(name, answer) for name, mood in self.moods.items() for answer in mood.arrived()]
        for name, answer in said:
            self.stage.from_engine(name, answer)
        return bool(due or said)

    def next_of_room(self) -> float:
        return min([moment for moment, _ in self.later] + [mood.next_moment() for mood in self.moods.values()])

    def heard_from_timer(self, report: tuple) -> None:
        if report[0] == "broken":
            self.outputs.broken(report[1], self.clock.now())
        elif report[0] == "opened":
            self.outputs.opened(report[1])

    def _retry(self) -> None:
        self.server.send(self.outputs.reopen(self.outputs.due(self.clock.now())))

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

    def load(self, player, after=0.0):
        """`after`: so many seconds it takes to open."""
        self.later.append((self.clock.now() + after, partial(self._exchange, player)))
        self.settle()

    def _exchange(self, player):
        self.moods[player].forget()
        values = {row.tail: row.args[0].default for row in parameters("music")} | {"style": "folk"}
        self.stage.change_package(player, WRITTEN, values, False)

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

    def check_ends(self):
        """Every note that core has asked for has its end asked for, too, but for voices of a chord that a human holds, or of
        the one before it for as long as keys count as one chord."""
        for name, seat in self.stage.seats.items():
            mine = seat.player.accompaniment
            held = mine.chord.voices if mine.chord and mine.chord.held() else []
            due = mine.next_replacement()
            before = mine._before if due is not None and due > self.clock.now() - 1e-6 else []
            owed = {note for note, player in self.owed.items() if player == name}
            assert owed <= {voice.note for voice in [*held, *before] if voice.until is None}, (name, owed)

    def _booking(self, send):
        def sent(message, *descriptors):
            match message:
                case ("note", note, _, player, *_):
                    self.owed[note] = player
                case ("off", note, _):
                    self.owed.pop(note, None)
                case ("silence", player):
                    self.owed = {n: its for n, its in self.owed.items() if player not in (None, its)}
            return send(message, *descriptors)

        return sent

    def told(self):
        return ""

    def close(self):
        self.folder.cleanup()
