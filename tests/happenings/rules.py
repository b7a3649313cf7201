"""What can happen on a stage, in any order, as rules of hypothesis; the room is virtual (`virtual`) or real (`real`).

Hands by OSC and MIDI, pedals, panic, modes, the clock; models that die or are exchanged; the timer and whoever holds a MIDI
port killed; listeners that come, leave and vanish; cables that are pulled; the end. What holds: soon after all is let go
nothing sounds for anybody.
"""

from typing import Protocol

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

PLAYERS = st.sampled_from(["music", "bach"])
PITCHES = st.sampled_from([60, 61, 72, 74])  # few: the human's and the machine's meet
PHRASES = st.lists(PITCHES, min_size=1, max_size=4)
PORTS = st.sampled_from(["keys", "pads"])
GUESTS = st.sampled_from(["anna", "emil"])
MODES = st.sampled_from(["answer", "continue", "trade", "accompany", "solo", "off"])
ACTS = st.sampled_from(["answer", "again", "end", "stop", "reset"])
CLOCKS = st.sampled_from(
    [("start",), ("stop",), ("continue",), ("tap",), ("tempo", 60.0), ("tempo", 200.0), ("locate", 3.0), ("meter", 3, 4)]
)
WISHES = st.sampled_from(
    [("quantize", 1.0), ("quantize", 0.0), ("polyphony", 1), ("polyphony", 8), ("length", 4.0), ("yield", 0), ("yield", 2),
     ("grid", 0.5), ("out_channel", 2), ("scale", "C major")]
)  # fmt: skip


class Room(Protocol):
    """A server with the players `music` and `bach`, two MIDI inputs, and a synthesizer at a MIDI output."""

    def say(self, address: str, *args: object) -> None: ...

    def midi(self, port: str, data: bytes) -> None: ...

    def pull_keys(self, port: str) -> None:
        """This MIDI input is unplugged; it is there again at the next `midi`."""

    def kill(self, part: str) -> None:
        """`timer`, `mouth` (whoever holds the synthesizer's port), or a player: the process of its model."""

    def load(self, player: str) -> None:
        """Another package takes over, or the same once more."""

    def hello(self, guest: str, tags: bool, ms: float) -> None: ...

    def bye(self, guest: str) -> None: ...

    def vanish(self, guest: str) -> None:
        """Gone without a word; nobody hears there any more."""

    def pull_synth(self) -> None:
        """It sounds on, and hears nothing."""

    def plug_synth(self) -> None: ...

    def wait(self, seconds: float) -> None: ...

    def let_go(self) -> None:
        """Whatever is unplugged or dead is there again; whatever is due to fall silent has had its time."""

    def end(self) -> None:
        """SIGTERM, and the end of it."""

    def sounding(self) -> dict[str, object]:
        """What sounds for whom; nothing for those that are silent."""

    def told(self) -> str:
        """What the server said, where it did."""

    def close(self) -> None: ...


class Happenings(RuleBasedStateMachine):
    def enter(self) -> Room:
        raise NotImplementedError

    @initialize()
    def begin(self):
        self.room = self.enter()
        self.held, self.accompanying = set(), set()

    # --- hands

    @rule(player=PLAYERS, pitch=PITCHES)
    def strike(self, player, pitch):
        self.room.say(f"/{player}/note", pitch, 90)
        self.held.add((player, pitch))

    @rule(player=PLAYERS, pitch=PITCHES)
    def release(self, player, pitch):
        self.room.say(f"/{player}/note", pitch, 0)
        self.held.discard((player, pitch))

    @rule(player=PLAYERS, value=st.sampled_from([0, 127]))
    def pedal(self, player, value):
        self.room.say(f"/{player}/sustain", value)

    @rule(port=PORTS, pitch=PITCHES, velocity=st.sampled_from([0, 80]))
    def play_midi(self, port, pitch, velocity):
        self.room.midi(port, bytes((0x90, pitch, velocity)))

    @rule(port=PORTS, down=st.booleans())
    def midi_pedal(self, port, down):
        self.room.midi(port, bytes((0xB0, 64, 127 * down)))

    @rule(port=PORTS)
    def unplug(self, port):
        self.room.pull_keys(port)

    # --- music: most of what happens on a stage is that somebody plays

    @rule(player=PLAYERS, pitches=PHRASES, held=st.booleans())
    def accompany(self, player, pitches, held):
        self.set_mode(player, "accompany")
        for pitch in pitches:
            self.strike(player, pitch)
            self.room.wait(0.08)
            if not held:
                self.release(player, pitch)

    @rule(player=PLAYERS, seconds=st.sampled_from([0.3, 0.8]))
    def solo(self, player, seconds):
        self.set_mode(player, "solo")
        self.room.wait(seconds)

    @rule(port=PORTS, pitches=PHRASES)
    def phrase_by_midi(self, port, pitches):
        for pitch in pitches:
            for velocity in (80, 0):
                self.room.midi(port, bytes((0x90, pitch, velocity)))
                self.room.wait(0.04)

    # --- commands

    @rule(player=PLAYERS, mode=MODES)
    def mode(self, player, mode):
        self.set_mode(player, mode)

    def set_mode(self, player, mode):
        self.room.say(f"/{player}/mode", mode)
        (self.accompanying.add if mode == "accompany" else self.accompanying.discard)(player)

    @rule(player=PLAYERS, act=ACTS)
    def act(self, player, act):
        self.room.say(f"/{player}/{act}")
        if act in ("answer", "again"):  # a reply that was asked for lasts as long as the phrase did, whatever the mode
            self.accompanying.discard(player)

    @rule(player=PLAYERS, on=st.sampled_from([0, 1]))
    def play(self, player, on):
        self.room.say(f"/{player}/play", on)
        self.accompanying.discard(player)

    @rule(player=PLAYERS, wish=WISHES)
    def wish(self, player, wish):
        self.room.say(f"/{player}/{wish[0]}", wish[1])

    @rule(clock=CLOCKS)
    def clock(self, clock):
        self.room.say(f"/clock/{clock[0]}", *clock[1:])

    @rule()
    def panic(self):
        self.room.say("/panic")

    # --- what befalls processes

    @rule(part=st.sampled_from(["timer", "mouth", "music", "bach"]))
    def kill(self, part):
        self.room.kill(part)

    @rule(player=PLAYERS)
    def exchange(self, player):
        self.room.load(player)

    # --- those who listen

    @rule(guest=GUESTS, tags=st.booleans(), ms=st.sampled_from([0.0, 100.0, 400.0]))
    def hello(self, guest, tags, ms):
        self.room.hello(guest, tags, ms)

    @rule(guest=GUESTS)
    def bye(self, guest):
        self.room.bye(guest)

    @rule(guest=GUESTS)
    def vanish(self, guest):
        self.room.vanish(guest)

    @rule()
    def pull_the_synthesizer(self):
        self.room.pull_synth()

    @rule()
    def plug_the_synthesizer(self):
        self.room.plug_synth()

    @rule(ms=st.sampled_from([-200.0, 0.0, 300.0]))
    def shift_the_synthesizer(self, ms):
        self.room.say("/output/offset", "synth", ms)

    @rule(seconds=st.sampled_from([0.02, 0.1, 0.3, 0.7]))
    def wait(self, seconds):
        self.room.wait(seconds)

    # --- what holds

    def teardown(self):
        if not hasattr(self, "room"):
            return
        try:
            self.finish()
            assert (hanging := self.room.sounding()) == {}, f"{hanging} {self.room.told()}"
        finally:
            self.room.close()

    def finish(self):
        """Everybody lets go."""
        for player, pitch in self.held:
            self.room.say(f"/{player}/note", pitch, 0)
        for player in ("music", "bach"):
            self.room.say(f"/{player}/sustain", 0)
        for port in ("keys", "pads"):
            self.room.pull_keys(port)
        for player in {"music", "bach"} - self.accompanying:  # who accompanies keys that are up falls silent unasked
            self.room.say(f"/{player}/mode", "off")  # not /stop, which would silence whatever had been forgotten
        self.room.let_go()


class TheEnd:
    """Mixed into the above: keys are down, players play, whatever died is dead, and all of it ends."""

    def finish(self):
        self.room.end()
