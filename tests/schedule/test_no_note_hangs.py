"""Whatever happens, on every output each on is followed by exactly one off before its key sounds again."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from bridge.clock import VirtualClock
from bridge.outputs.memory import MemorySink
from bridge.schedule.rehearsal import RehearsalTimer

PLAYERS = st.sampled_from(["bach", "monk"])
PITCHES = st.sampled_from([60, 61])  # few, so that they meet
CHANNELS = st.sampled_from([1, 1, 2])
SINKS = st.sampled_from("ab")
SECONDS = st.floats(-0.3, 0.6).map(lambda s: round(s, 3)) | st.just(0.0)
SPECS = st.fixed_dictionaries(
    {
        "kind": st.just("memory"),
        "timetags": st.booleans(),
        "lookahead_ms": st.sampled_from([0, 20, 100, 300]),
        "offset_ms": st.sampled_from([-500, -40, 0, 7, 500]),
    }
)
CHANGES = (
    st.tuples(st.just("offset_ms"), st.sampled_from([-500, 0, 300]))
    | st.tuples(st.just("lookahead_ms"), st.sampled_from([0, 50, 400]))
    | st.tuples(st.just("timetags"), st.booleans())
)


class Room(MemorySink):
    """Remembers when each note takes effect: at its tag, or on arrival when that is later. May refuse to take it."""

    def __init__(self, clock):
        super().__init__(clock)
        self.takes = True
        self.effects = []

    def write(self, packet, tag):
        if not self.takes:
            return False
        now = self._clock.now()
        self.effects.append((now if tag is None else max(tag, now), packet))
        return super().write(packet, tag)


class RoomsTimer(RehearsalTimer):
    def __init__(self, clock):
        super().__init__(clock)
        self.rooms = []

    def _open(self, spec, descriptors):
        room = self.sinks[self._opening] = Room(self._line)
        self.rooms.append(room)
        return room


class NoNoteHangs(RuleBasedStateMachine):
    notes = Bundle("notes")

    @initialize(a=SPECS, b=SPECS)
    def begin(self, a, b):
        self.timer = RoomsTimer(VirtualClock(100.0))
        self.timer.send(("sink", "a", a))
        self.timer.send(("sink", "b", b))
        self.without_off = set()
        self.last_note = 0

    def due(self, seconds):
        return self.timer.clock.now() + seconds

    @rule(target=notes, seconds=SECONDS, player=PLAYERS, pitch=PITCHES, channel=CHANNELS)
    def note(self, seconds, player, pitch, channel):
        self.last_note += 1
        self.timer.send(("note", self.last_note, self.due(seconds), player, pitch, 100, channel))
        self.without_off.add(self.last_note)
        return self.last_note

    @rule(note=notes, seconds=SECONDS)
    def off(self, note, seconds):
        self.timer.send(("off", note, self.due(seconds)))
        self.without_off.discard(note)

    @rule(player=PLAYERS, seconds=SECONDS)
    def cancel(self, player, seconds):
        self.timer.send(("cancel", player, self.due(seconds)))

    @rule(player=PLAYERS | st.none())
    def silence(self, player):
        self.timer.send(("silence", player))

    @rule(name=SINKS, spec=SPECS | st.none())
    def sink_or_unsink(self, name, spec):
        self.timer.send(("sink", name, spec) if spec else ("unsink", name))

    @rule(name=SINKS, change=CHANGES)
    def tune(self, name, change):
        self.timer.send(("tune", name, *change))

    @rule(takes=st.booleans())
    def let_take(self, takes):
        for room in self.timer.rooms:
            room.takes = takes

    @rule(seconds=st.floats(0, 0.7).map(lambda s: round(s, 3)))
    def advance(self, seconds):
        self.timer.advance(seconds)

    @invariant()
    def offs_never_precede_ons_on_any_wire(self):
        for room in getattr(self, "timer", RoomsTimer(VirtualClock())).rooms:
            check_turns([packet for _, packet in room.effects], ended=False)

    def teardown(self):
        """When every note has had its off and time has passed, nothing sounds; `quit` finds nothing to do."""
        if not hasattr(self, "timer"):
            return
        self.let_take(True)
        for note in self.without_off:
            self.timer.send(("off", note, self.due(0)))
        self.timer.advance(5.0)
        written = [len(room.effects) for room in self.timer.rooms]
        self.timer.send(("quit",))
        assert written == [len(room.effects) for room in self.timer.rooms]
        for room in self.timer.rooms:
            in_effect = sorted(room.effects, key=lambda effect: effect[0])  # stable: equal moments as they were sent
            check_turns([packet for _, packet in in_effect], ended=True)
        assert not any(report[0] in ("wrong", "broken") for report in self.timer.receive())


def check_turns(packets, ended):
    """On every key on and off take turns, beginning with an on; an off is at the address of its on."""
    sounding = {}
    for address, pitch, velocity, channel in packets:
        key = channel, pitch
        if velocity:
            assert key not in sounding, f"{key} sounds again without having ended"
            sounding[key] = address
        else:
            assert sounding.pop(key, None) == address, f"{key}: an off without its on"
    assert not (ended and sounding), f"{sounding} hang"


TestNoNoteHangs = NoNoteHangs.TestCase
TestNoNoteHangs.settings = settings(max_examples=300, stateful_step_count=30, deadline=None)
