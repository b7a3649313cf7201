"""The timer and what holds its MIDI ports may die, hang and come back at any moment: soon after, nothing sounds anywhere."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from bridge.clock import VirtualClock
from tests.schedule.mortal import MortalTimer

PLAYERS = st.sampled_from(["bach", "monk"])
PITCHES = st.sampled_from([60, 61])  # few, so that they meet
CHANNELS = st.sampled_from([1, 2])
SECONDS = st.floats(-0.3, 0.6).map(lambda s: round(s, 3)) | st.just(0.0)
SHIFTS = st.fixed_dictionaries(
    {
        "timetags": st.booleans(),
        "lookahead_ms": st.sampled_from([0, 20, 100, 300]),
        "offset_ms": st.sampled_from([-500, -40, 0, 7, 500]),
    }
)
PLAIN = st.just({"timetags": False, "lookahead_ms": 100, "offset_ms": 0})  # notes that are due now leave from core itself
CHANGES = (
    st.tuples(st.just("offset_ms"), st.sampled_from([-500, 0, 300]))
    | st.tuples(st.just("lookahead_ms"), st.sampled_from([0, 50, 400]))
    | st.tuples(st.just("timetags"), st.booleans())
)
LISTENER, STREAM, SYNTH = "listener", "stream", "synth"
SOON_S = 3.0


class NoDeathHangs(RuleBasedStateMachine):
    notes = Bundle("notes")

    @initialize(listener=PLAIN | SHIFTS, stream=SHIFTS, offset=st.sampled_from([-200, 0, 200]), together=st.booleans())
    def begin(self, listener, stream, offset, together=True):
        self.timer = MortalTimer(VirtualClock(100.0))
        if together:  # as in the app: what core says in one turn waits for its end
            self.timer.together()
        self.numbers = iter(range(10, 100_000))
        self.listener, self.connection = 1, None
        self.timer.send(("sink", self.listener, {"kind": "udp", "name": LISTENER} | listener))
        self.stream, self.last_note, self.without_off = stream, 0, set()
        self.synth, self.offset = None, offset
        self.connect()
        self.plug()

    def hear(self):
        """As the app does, until nothing more is told."""
        while reports := self.timer.receive():
            for report in reports:
                assert report[0] != "wrong", report
                if report[0] == "broken" and report[1] == self.synth:
                    self.synth = None

    # --- music

    @rule(target=notes, seconds=SECONDS, player=PLAYERS, pitch=PITCHES, channel=CHANNELS)
    def note(self, seconds, player, pitch, channel):
        self.last_note += 1
        self.timer.send(("note", self.last_note, self.timer.clock.now() + seconds, player, pitch, 100, channel))
        self.without_off.add(self.last_note)
        return self.last_note

    @rule(note=notes, seconds=SECONDS)
    def off(self, note, seconds):
        self.timer.send(("off", note, self.timer.clock.now() + seconds))
        self.without_off.discard(note)

    @rule(player=PLAYERS, seconds=SECONDS)
    def cancel(self, player, seconds):
        self.timer.send(("cancel", player, self.timer.clock.now() + seconds))

    @rule(player=PLAYERS | st.none())
    def silence(self, player):
        self.timer.send(("silence", player))

    @rule(listener=st.booleans(), change=CHANGES)
    def tune(self, listener, change):
        self.timer.send(("tune", self.listener if listener else self.connection, *change))

    @rule(seconds=st.sampled_from([0.001, 0.01, 0.1, 0.5]))
    def advance(self, seconds):
        self.timer.advance(seconds)
        self.hear()

    # --- what befalls it

    @rule(lost=st.integers(0, 4), noticed=st.booleans())
    def kill_the_timer(self, lost, noticed):
        self.timer.kill(lost)
        if noticed:
            self.hear()

    @rule(seconds=st.sampled_from([0.01, 0.2, 0.7]), killed=st.booleans())
    def stop_the_timer(self, seconds, killed):
        """It hangs for a while; then it goes on, or is killed with all that it had not read."""
        self.timer.stop()
        self.timer.advance(seconds)
        self.timer.kill() if killed else self.timer.go_on()
        self.hear()

    @rule(slow=st.booleans())
    def kill_the_mouth(self, slow):
        """The next one may be killed as well before it has its port open."""
        self.timer.wires[SYNTH].slow = slow
        self.timer.kill_mouth(SYNTH)
        self.hear()

    @rule()
    def hang_the_mouth(self):
        """Its driver takes nothing; it will go on, be killed, or be let go."""
        if self.timer.wires[SYNTH].pipe is None and self.synth is not None:
            self.timer.wires[SYNTH].pipe = []

    @rule()
    def the_mouth_goes_on(self):
        self.timer.wires[SYNTH].go_on()

    @rule(noticed_after=st.sampled_from([0.0, 0.1]))
    def unplug(self, noticed_after):
        self.timer.wires[SYNTH].there = False
        self.timer.advance(noticed_after)
        self.timer.unplug(SYNTH)
        self.hear()

    @rule()
    def plug(self):
        if self.synth is None:
            self.synth = next(self.numbers)
            spec = {"kind": "midi", "name": SYNTH, "port": SYNTH, "virtual": False, "offset_ms": self.offset}
            if SYNTH in self.timer.wires:
                self.timer.plug(SYNTH)
            self.timer.send(("sink", self.synth, spec))
            self.hear()

    @rule()
    def connect(self):
        """Another connection takes the place of the first, which is closed; if that takes nothing, it is given up."""
        if self.connection is not None:
            self.timer.send(("unsink", self.connection))
            if not self.timer.wires[STREAM].takes:
                self.timer.wires[STREAM].effects.clear()
        self.connection = next(self.numbers)
        self.timer.send(("sink", self.connection, {"kind": "tcp", "name": STREAM, "framing": "slip"} | self.stream))

    @rule()
    def hang_up(self):
        """Gone in the middle. Who was there has nothing that could sound."""
        self.timer.hang_up(STREAM)
        self.timer.wires[STREAM].effects.clear()

    @rule(takes=st.booleans())
    def let_take(self, takes):
        for wire in self.timer.wires.values():
            wire.takes = takes

    # --- what holds

    def teardown(self):
        if not hasattr(self, "timer"):
            return
        self.let_go()
        for note in self.without_off:
            self.timer.send(("off", note, self.timer.clock.now()))
        self.settle(SOON_S)
        for name, wire in self.timer.wires.items():
            assert wire.sounding() == {}, name

    def let_go(self):
        """Whatever was in the way is there no more."""
        for wire in self.timer.wires.values():
            wire.takes, wire.slow = True, False
        self.the_mouth_goes_on()
        self.hear()
        self.plug()
        self.hear()
        self.the_mouth_goes_on()

    def settle(self, seconds):
        for _ in range(round(seconds / 0.1)):
            self.timer.advance(0.1)
            self.hear()


class TheEnd(NoDeathHangs):
    """The same up to SIGTERM: nothing is asked for any more, and all that sounds ends."""

    def teardown(self):
        if not hasattr(self, "timer"):
            return
        self.let_go()
        self.timer.close()
        for name, wire in self.timer.wires.items():
            assert wire.sounding() == {}, name


TestNoDeathHangs, TestTheEnd = NoDeathHangs.TestCase, TheEnd.TestCase
TestNoDeathHangs.settings = TestTheEnd.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)


STILL = {"timetags": False, "lookahead_ms": 0, "offset_ms": 0}


def test_what_is_closed_while_the_timer_is_dead_is_ended_first():
    stage = NoDeathHangs()
    stage.begin(listener=STILL, stream=STILL, offset=0)
    stage.note(channel=1, pitch=60, player="bach", seconds=0.0)
    stage.kill_the_timer(lost=0, noticed=False)
    stage.connect()
    stage.settle(1.0)
    assert stage.timer.wires[STREAM].sounding() == {}


def test_an_off_that_was_asked_for_twice_and_not_written_is_not_taken_for_written():
    stage = NoDeathHangs()
    stage.begin(listener=STILL, stream=STILL, offset=0)
    stage.note(channel=1, pitch=60, player="bach", seconds=0.0)
    stage.let_take(takes=False)
    stage.kill_the_timer(lost=0, noticed=False)
    stage.kill_the_mouth(slow=False)
    stage.kill_the_timer(lost=0, noticed=False)
    stage.teardown()


def test_what_core_held_back_when_the_timer_died_is_told_once():
    stage = NoDeathHangs()
    stage.begin(listener=STILL, stream=STILL, offset=0, together=True)
    stage.note(channel=1, pitch=60, player="bach", seconds=0.1)
    stage.kill_the_timer(lost=0, noticed=True)
    stage.advance(0.01)
    stage.teardown()


def test_a_note_that_may_have_left_somewhere_by_an_old_shift_is_not_asked_for_again():
    stage = TheEnd()
    stage.begin(listener=STILL, stream={"timetags": True, "lookahead_ms": 300, "offset_ms": -40}, offset=-200)
    stage.tune(change=("lookahead_ms", 0), listener=False)
    stage.let_take(takes=False)
    stage.kill_the_timer(lost=0, noticed=False)
    stage.note(channel=1, pitch=60, player="bach", seconds=0.25)
    stage.advance(seconds=0.001)
    stage.teardown()


def test_what_sounded_at_a_port_whose_process_cannot_be_replaced_ends_once_there_is_one(monkeypatch):
    def refuse(*_):
        raise BlockingIOError("no more processes")

    stage = NoDeathHangs()
    stage.begin(listener=STILL, stream=STILL, offset=0)
    stage.note(channel=1, pitch=60, player="bach", seconds=0.0)
    stage.advance(0.01)
    assert stage.timer.wires[SYNTH].sounding()
    with monkeypatch.context() as broken:
        broken.setattr(stage.timer._mouths, "open", refuse)
        stage.kill_the_mouth(slow=False)
        stage.hear()
        assert stage.synth is None
    stage.plug()
    stage.hear()
    assert stage.timer.wires[SYNTH].sounding() == {}
