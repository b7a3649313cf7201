"""The gesture player in virtual time, with an engine that says what the test wrote."""

import math
from dataclasses import dataclass, field

import pytest

from bridge.address import parameters
from bridge.errors import AddressError
from bridge.package.gesture import Gesture, Value
from bridge.players.gesture import GesturePlayer
from bridge.tempo import launch

XY = Gesture((Value("x", 0.0, 10.0), Value("y"), Value("pen", steps=2)), 5.0)


@dataclass
class Package:
    gesture: Gesture = XY


@dataclass
class Transport:
    tempo_known: bool = True
    bpm: float = 120.0
    beats_per_bar: float = 4.0

    def beat_at(self, moment):
        return moment * 2

    def moment_of(self, beat):
        return beat / 2

    def launch(self, beat, step):
        return launch(beat, step, self.beats_per_bar)


@dataclass
class Hall:
    """Implements Room. Its engine answers each question with steps of `gap` seconds, values counting up by 0.01."""

    transport: Transport = field(default_factory=Transport)
    lookahead: float = 0.0
    time: float = 100.0
    gap: float = 0.1
    silent: bool = False
    left: list = field(default_factory=list)  # (due, address, args) of all that was said and not taken back
    asked: list = field(default_factory=list)  # specs
    steps: list = field(default_factory=list)  # the engine's mirror
    pending: tuple = ()
    player: GesturePlayer = None

    def now(self):
        return self.time

    def say(self, address, *args, due=None):
        self.left.append((self.time if due is None else due, address, args))

    def cancel(self, player, after):
        self.left = [one for one in self.left if one[0] < after or one[1].endswith("state")]

    def record(self, player, **values):
        pass

    def engine(self, player, message):
        kind, *rest = message
        if kind in ("sync", "generate"):
            keep, steps = message[-2:]
            assert keep <= len(self.steps)
            self.steps[keep:] = steps
            self.pending = ()
        if kind == "generate":
            self.asked.append(rest[1])
            self.pending = (rest[0], rest[1])
        if kind == "halt" and self.pending and self.pending[0] == rest[0]:
            self.pending = ()

    def answer(self):
        while self.pending and not self.silent:
            job, spec = self.pending
            self.pending, passed = (), 0.0
            for i in range(spec["count"]):
                step = (self.gap, *[min(1.0, len(self.steps) * 0.01)] * 3)
                self.steps.append(step)
                self.player.heard(("event", job, i, *step))
                passed += self.gap
                if job != self.player.motion.job or passed >= spec["seconds"]:
                    break
            self.player.heard(("done", job, "until"))

    def wait(self, seconds):
        end = self.time + seconds
        self.answer()
        for _ in range(10_000):
            alarm = self.player.alarm()
            if alarm is None or alarm > end:
                break
            self.time = max(self.time + 1e-6, alarm)
            self.player.wake()
            self.answer()
        else:
            raise AssertionError("the player never comes to rest")
        self.time = end
        self.player.wake()

    def move(self, *values):
        self.player.act("in", values)
        self.answer()

    def values(self):
        """(due, args) of what it did by now."""
        return [(round(due, 4), args) for due, address, args in self.left if address.endswith("/value") and due <= self.time]

    def states(self):
        return [args[0] for _, address, args in self.left if address.endswith("/state")]


@pytest.fixture
def hall():
    room = Hall()
    defaults = {row.tail: row.args[0].default for row in parameters("gesture")}
    room.player = GesturePlayer("hand", room, Package(), defaults)
    return room


def test_a_movement_that_rests_is_answered_for_about_as_long(hall):
    for i in range(21):
        hall.move(i / 2, 0.5, 1)
        hall.wait(0.1)
    assert hall.values() == []
    hall.wait(10)
    dues = [due for due, _ in hall.values()]
    assert dues[0] == pytest.approx(102.0 + 0.6 + 0.1), "the pause, then the first step"
    assert dues[-1] - 102.6 == pytest.approx(2.0, abs=0.11)
    assert hall.states() == ["listening", "thinking", "playing", "idle"]


def test_what_leaves_is_in_the_units_of_the_package(hall):
    hall.move(5.0, 0.5, 1)
    hall.wait(1)
    _, (x, y, pen) = hall.values()[0]
    assert (x, y, pen) == pytest.approx((0.1, 0.01, 0.01)), "x reaches from 0 to 10"
    assert hall.steps[0][1:] == pytest.approx((0.5, 0.5, 1))


def test_values_that_are_not_told_stay_where_they_are(hall):
    hall.move(2.0, 0.25)
    assert hall.steps[-1] == pytest.approx((0, 0.2, 0.25, 1)), "a pen that nobody lifts is down"
    hall.wait(0.05)
    hall.player.act("in/INDEX", (1.0,), "1")
    assert hall.steps[-1] == pytest.approx((0.05, 0.2, 1.0, 1))
    hall.move(99.0)
    assert hall.steps[-1][1] == 1.0, "clamped to the range"


def test_too_many_values_and_unknown_ones_are_refused_and_change_nothing(hall):
    hall.move(1.0)
    before = list(hall.steps)
    with pytest.raises(AddressError, match=r"3 values \(x, y, pen\); found 4"):
        hall.player.act("in", (1.0, 1.0, 1.0, 1.0))
    with pytest.raises(AddressError, match="values 0 to 2; found 3"):
        hall.player.act("in/INDEX", (1.0,), "3")
    assert hall.steps == before


def test_when_the_human_moves_what_has_not_left_is_taken_back(hall):
    hall.move(5.0)
    hall.wait(1.05)  # the reply has begun at 0.6: steps at 0.7, 0.8, 0.9, 1.0
    assert len(hall.values()) == 4
    hall.move(6.0)
    hall.time += 3
    assert len(hall.values()) == 4
    assert len(hall.steps) == 1 + 4 + 1, "the model has seen what was done and nothing else"
    assert hall.steps[-1][0] == pytest.approx(0.05), "since the last step that was done"


def test_a_long_rest_begins_a_new_gesture(hall):
    hall.player.set("mode", "off")
    hall.move(5.0)
    hall.wait(5.5)
    hall.move(6.0)
    assert hall.steps == [pytest.approx((0.0, 0.6, 0.5, 1.0))]


def test_continue_goes_on_until_the_human_moves(hall):
    hall.player.set("mode", "continue")
    hall.move(5.0)
    hall.wait(60)
    assert len(hall.values()) == pytest.approx(594, abs=2)
    assert hall.player.state == "playing"
    hall.move(5.0)
    assert hall.player.state == "listening"


def test_solo_begins_by_itself_and_stops_until_it_is_asked_again(hall):
    hall.player.set("mode", "solo")
    hall.wait(2)
    assert len(hall.values()) == 20
    hall.player.act("stop", ())
    hall.wait(2)
    assert len(hall.values()) == 20
    hall.move(1.0)
    hall.wait(2)
    assert len(hall.values()) == 20, "solo waits for /play or /mode"
    hall.player.act("play", (1,))
    hall.wait(1)
    assert len(hall.values()) == 30


def test_off_and_a_reply_on_demand(hall):
    hall.player.set("mode", "off")
    hall.move(1.0)
    hall.wait(3)
    assert hall.values() == []
    hall.player.act("answer", ())
    hall.wait(20)
    assert len(hall.values()) == 10, "the shortest reply"


def test_the_transport_ends_what_goes_on_by_itself_and_brings_it_back_on_the_bar(hall):
    hall.player.set("mode", "solo")
    hall.wait(1.05)
    hall.player.rest()
    done = len(hall.values())
    hall.wait(2.2)
    assert len(hall.values()) == done
    hall.player.resume()
    hall.wait(2)
    assert hall.values()[done][0] == pytest.approx(math.ceil(hall.transport.beat_at(103.25) / 4) * 2 + 0.1)


def test_steps_are_told_half_a_second_ahead_at_most(hall):
    hall.player.set("mode", "solo")
    for _ in range(50):
        hall.wait(0.11)
        ahead = max(due for due, address, _ in hall.left if address.endswith("/value")) - hall.time
        assert ahead <= 0.5 + hall.gap


def test_each_step_takes_the_next_dice(hall):
    hall.player.reseed(7)
    hall.player.set("mode", "solo")
    hall.wait(3)
    drawn = [spec["draw"] for spec in hall.asked]
    assert drawn[0] == 0 and drawn == sorted(set(drawn))
    assert {spec["seed"] for spec in hall.asked} == {7}


def test_the_knobs_reach_the_next_question(hall):
    hall.player.set("temperature", 0.3)
    hall.player.set("spread", 0.1)
    hall.move(1.0)
    hall.wait(0.7)
    assert (hall.asked[-1]["temperature"], hall.asked[-1]["spread"]) == (0.3, 0.1)


def test_an_engine_that_comes_back_is_told_everything(hall):
    hall.player.set("mode", "solo")
    hall.wait(2)
    hall.player.engine_lost()
    hall.silent, hall.steps = False, []
    hall.wait(1)
    before = len(hall.values())
    hall.player.engine_back()
    hall.wait(1)
    assert len(hall.values()) == before + 10
    assert len(hall.steps) >= 30


def test_whoever_does_not_answer_listens_only_until_the_movement_rests(hall):
    hall.player.set("mode", "off")
    hall.move(1.0)
    hall.wait(2)
    assert hall.states() == ["listening", "idle"]
    hall.player.act("answer", ())  # asked for, the reply still goes on from it
    assert hall.player.state == "thinking"


def test_reset_forgets(hall):
    hall.move(1.0)
    hall.wait(2)
    hall.player.act("reset", ())
    assert hall.steps == []


def test_what_moves_by_itself_goes_on_after_a_reset(hall):
    hall.player.set("mode", "solo")
    hall.wait(2)
    hall.player.act("reset", ())
    before = len(hall.values())
    hall.wait(1)
    assert len(hall.values()) == before + 10


def test_another_package_has_its_own_values(hall):
    hall.move(1.0)
    hall.player.change_package(Package(Gesture((Value("a"),), 5.0)), {})
    hall.move(0.25)
    assert hall.steps == [(0.0, 0.25)]


def test_a_very_long_gesture_is_forgotten_from_its_beginning(hall):
    hall.gap = 0.001
    hall.player.set("mode", "solo")
    hall.wait(5)
    assert len(hall.player.motion._steps) <= 2048 + 64
    assert len(hall.player.motion) == len(hall.steps)


def test_quantised_a_reply_begins_on_the_beat(hall):
    hall.player.set("quantize", 4.0)
    hall.time = 100.3  # beat 200.6
    hall.move(5.0, 0.5, 1)
    hall.wait(10)  # the pause ends at 100.9; the next downbeat, 204, is at 102 s
    assert hall.values()[0][0] == pytest.approx(102.0 + 0.1)


def test_quantised_solo_begins_on_the_bar_of_any_meter(hall):
    hall.transport.beats_per_bar = 3.0
    hall.player.set("quantize", 4.0)
    hall.time = 100.3
    hall.player.set("mode", "solo")
    hall.wait(3)
    assert hall.values()[0][0] == pytest.approx(100.5 + 0.1), "beat 201, a downbeat of bars of three"


def test_what_waits_for_its_beat_goes_with_the_tempo(hall):
    hall.player.set("quantize", 4.0)
    hall.time = 100.3
    hall.player.set("mode", "solo")
    hall.answer()
    hall.transport.moment_of = lambda beat: 100.3 + (beat - 200.6)  # half as fast from here on
    hall.player.tempo_changed()
    hall.wait(6)
    assert hall.values()[0][0] == pytest.approx(100.3 + 3.4 + 0.1)


def test_moving_takes_back_what_waited_for_its_beat(hall):
    hall.player.set("quantize", 16.0)
    hall.time = 100.3
    hall.player.act("answer", ())
    hall.wait(0.5)
    hall.player.set("mode", "off")
    hall.wait(20)
    assert hall.values() == []
