"""Whatever happens on stage, in whatever order: every on has its off, and soon after all is let go nothing sounds.

Notes by OSC and MIDI, pedals, panic, modes, the clock; a model that falls silent, dies, comes back or is exchanged;
listeners and outputs that come and go; cables that are pulled; the end. Virtual time.
"""

import tempfile
from collections import defaultdict
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bridge.address import parameters
from tests.stage.rehearsed import WRITTEN, Rehearsal

PLAYERS = st.sampled_from(["music", "bach"])
PITCHES = st.sampled_from([60, 61, 72, 74])  # few: the human's and the machine's meet
PORTS = st.sampled_from(["keys", "pads"])
MODES = st.sampled_from(["answer", "continue", "trade", "accompany", "solo", "off"])
ACTS = st.sampled_from(["answer", "again", "end", "stop", "reset"])
CLOCKS = st.sampled_from(
    [("start",), ("stop",), ("continue",), ("tap",), ("tempo", 60.0), ("tempo", 200.0), ("locate", 3.0), ("meter", 3, 4)]
)
WISHES = st.sampled_from(
    [("quantize", 1.0), ("quantize", 0.0), ("polyphony", 1), ("polyphony", 8), ("length", 4.0), ("yield", 0), ("yield", 2),
     ("grid", 0.5), ("out_channel", 2), ("scale", "C major"), ("style", "drums")]
)  # fmt: skip
SOON_S = 2.0  # after everything was let go


class Moody:
    """The written engine, which may say nothing, or die."""

    def __init__(self, engine):
        self.engine, self.silent = engine, False

    def send(self, message):
        self.engine.send(message)
        if self.silent:
            self.engine.answers.clear()


class NothingHangs(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.room = Rehearsal(players=("music", "bach"), tmp=Path(self.folder.name))
        self.engines = {}
        for name, seat in self.room.stage.seats.items():
            seat.engine = self.engines[name] = Moody(seat.engine)
        self.held, self.keys, self.pedals, self.outputs = set(), set(), set(), []
        self.room.listen()

    # --- hands

    @rule(player=PLAYERS, pitch=PITCHES)
    def strike(self, player, pitch):
        self.room.send(f"/{player}/note", pitch, 90)
        self.held.add((player, pitch))

    @rule(player=PLAYERS, pitch=PITCHES)
    def release(self, player, pitch):
        self.room.send(f"/{player}/note", pitch, 0)
        self.held.discard((player, pitch))

    @rule(player=PLAYERS, value=st.sampled_from([0, 127]))
    def pedal(self, player, value):
        self.room.send(f"/{player}/sustain", value)
        (self.pedals.add if value else self.pedals.discard)(player)

    @rule(port=PORTS, pitch=PITCHES, velocity=st.sampled_from([0, 80]))
    def play_midi(self, port, pitch, velocity):
        self.midi(port, bytes((0x90, pitch, velocity)))
        (self.keys.add if velocity else self.keys.discard)((port, pitch))

    @rule(port=PORTS, down=st.booleans())
    def midi_pedal(self, port, down):
        self.midi(port, bytes((0xB0, 64, 127 * down)))

    @rule(port=PORTS)
    def unplug(self, port):
        for intent in self.room.stage.hands.midi_input.vanished(port):
            self.room.stage.hands.play_intent(intent, self.room.clock.now())
        self.room.settle()
        self.keys = {key for key in self.keys if key[0] != port}

    def midi(self, port, data):
        self.room.stage.hands.midi(self.room.clock.now(), port, data)
        self.room.settle()

    # --- commands

    @rule(player=PLAYERS, mode=MODES)
    def mode(self, player, mode):
        self.room.send(f"/{player}/mode", mode)

    @rule(player=PLAYERS, act=ACTS)
    def act(self, player, act):
        self.room.send(f"/{player}/{act}")

    @rule(player=PLAYERS, on=st.sampled_from([0, 1]))
    def play(self, player, on):
        self.room.send(f"/{player}/play", on)

    @rule(player=PLAYERS, wish=WISHES)
    def wish(self, player, wish):
        self.room.send(f"/{player}/{wish[0]}", wish[1])

    @rule(clock=CLOCKS)
    def clock(self, clock):
        self.room.send(f"/clock/{clock[0]}", *clock[1:])

    @rule()
    def panic(self):
        self.room.send("/panic")

    # --- what befalls models

    @rule(player=PLAYERS, silent=st.booleans())
    def fall_silent_or_speak(self, player, silent):
        self.engines[player].silent = silent

    @rule(player=PLAYERS)
    def die(self, player):
        self.engines[player].engine.answers.clear()
        self.engines[player].engine.context.clear()
        self.room.stage.seats[player].player.engine_lost()
        self.room.settle()

    @rule(player=PLAYERS)
    def come_back(self, player):
        self.room.stage.seats[player].player.engine_back()
        self.room.settle()

    @rule(player=PLAYERS, relief=st.booleans())
    def exchange(self, player, relief):
        self.engines[player].engine.answers.clear()
        self.engines[player].engine.context.clear()
        values = {row.tail: row.args[0].default for row in parameters("music")} | {"style": "folk"}
        self.room.stage.change_package(player, WRITTEN, values, relief)
        self.room.settle()

    # --- those who listen

    @rule(port=st.sampled_from([6000, 6001]), tags=st.booleans(), ms=st.sampled_from([0.0, 100.0, 400.0]))
    def hello(self, port, tags, ms):
        self.room.send("/hello", 0, int(tags), ms, sender=("udp", "127.0.0.1", port))

    @rule(port=st.sampled_from([6000, 6001]))
    def bye(self, port):
        self.room.send("/bye", sender=("udp", "127.0.0.1", port))

    @rule(offset=st.sampled_from([0, -200, 300]))
    def plug_an_output(self, offset):
        number = next(self.room.stage.sink_numbers)
        self.room.timer.send(("sink", number, {"kind": "memory", "patterns": ["/*/out/note"], "offset_ms": offset}))
        self.outputs.append(number)

    @rule()
    def pull_an_output(self):
        if self.outputs:
            self.room.timer.send(("unsink", self.outputs.pop()))
            self.room.settle()

    @rule(seconds=st.sampled_from([0.02, 0.1, 0.3, 0.7, 2.5]))
    def wait(self, seconds):
        self.room.wait(seconds)

    # --- what holds

    @invariant()
    def every_on_has_its_off_before_it_sounds_again(self):
        if hasattr(self, "room"):
            for sink in self.room.timer.sinks:
                self.check(sink)

    def check(self, sink) -> dict:
        """What still sounds there; nothing was struck twice or ended twice."""
        sounding = defaultdict(int)
        for _, address, *args in self.room.timer.heard(sink):
            if str(address).endswith("/out/note"):
                pitch, velocity, channel = args
                sounding[channel, pitch] += 1 if velocity else -1
                assert sounding[channel, pitch] in (0, 1), (sink, address, args)
        return {key: count for key, count in sounding.items() if count}

    def teardown(self):
        if not hasattr(self, "room"):
            return
        for player, pitch in self.held:
            self.room.send(f"/{player}/note", pitch, 0)
        for player in ("music", "bach"):
            self.room.send(f"/{player}/sustain", 0)
        for port in ("keys", "pads"):
            self.unplug(port)
        for player in ("music", "bach"):
            self.room.send(f"/{player}/mode", "off")  # not /stop, which would silence whatever had been forgotten
        self.room.wait(SOON_S)
        for sink in self.room.timer.sinks:
            assert self.check(sink) == {}
        self.folder.cleanup()


class TheEnd(NothingHangs):
    """The same up to SIGTERM: keys are down, players play, and all of it ends."""

    def teardown(self):
        if not hasattr(self, "room"):
            return
        for name in self.room.stage.seats:
            self.room.stage.outlet.cancel(name, 0.0)
        self.room.stage.outlet.silence(None)
        self.room.timer.send(("quit",))
        for sink in self.room.timer.sinks:
            assert self.check(sink) == {}
        self.folder.cleanup()


BUDGET = settings(max_examples=60, stateful_step_count=60, deadline=None)
TestNothingHangs, TestTheEnd = NothingHangs.TestCase, TheEnd.TestCase
TestNothingHangs.settings = TestTheEnd.settings = BUDGET
