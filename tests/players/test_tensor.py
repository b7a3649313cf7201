"""The tensor player: one run an input, in order; what does not fit changes nothing."""

from array import array
from dataclasses import dataclass, field

import pytest

from bridge.address import parameters
from bridge.errors import AddressError
from bridge.package.tensor import Slot, Tensor
from bridge.players.tensor import WAITING, TensorPlayer


@dataclass
class Package:
    tensor: Tensor = field(default_factory=lambda: Tensor((Slot("x", "x:0", 2), Slot("z", "z", 1)), (Slot("y", "y", 3),)))


@dataclass
class Desk:
    """Implements Room; its engine answers when the test says so."""

    time: float = 0.0
    asked: list = field(default_factory=list)
    said: list = field(default_factory=list)
    player: TensorPlayer = None

    def now(self):
        return self.time

    def say(self, address, *args, due=None):
        self.said.append((address, args))

    def record(self, player, **values):
        """Nothing is kept."""

    def engine(self, player, message):
        self.asked.append(message)

    def answer(self, *numbers):
        self.player.heard(("result", self.asked[-1][1], numbers))

    def values(self):
        return [args for address, args in self.said if address.endswith("/value")]

    def fed(self):
        """What the engine was given, in order."""
        return [[(i, list(array(kind, data))) for i, kind, data in m[2]] for m in self.asked if m[0] == "feed"]


@pytest.fixture
def desk():
    room = Desk()
    room.player = TensorPlayer("net", room, Package(), {row.tail: row.args[0].default for row in parameters("tensor")})
    return room


def test_each_input_is_one_run_in_the_order_of_arrival(desk):
    for i in range(3):
        desk.player.act("in", (i, i, i))
    assert len(desk.asked) == 1, "one at a time"
    for i in range(3):
        desk.answer(i, 0, 0)
    assert desk.values() == [(0, 0, 0), (1, 0, 0), (2, 0, 0)]
    assert desk.fed() == [[(0, [i, i]), (1, [i])] for i in range(3)]


def test_one_input_by_its_name(desk):
    desk.player.act("in/INPUT", (0.5,), "z")
    assert desk.fed() == [[(1, [0.5])]]


@pytest.mark.parametrize(
    "tail, args, part, said",
    [
        ("in", (1.0, 2.0), "", r"takes 3 numbers \(x 2, z 1\); found 2"),
        ("in/INPUT", (1.0,), "x", "x takes 2 numbers; found 1"),
        ("in/INPUT", (1.0,), "w", "has the inputs x, z; found w"),
    ],
)
def test_what_does_not_fit_is_refused(desk, tail, args, part, said):
    with pytest.raises(AddressError, match=said):
        desk.player.act(tail, args, part)
    assert desk.asked == []


def test_inputs_that_come_faster_than_the_model_runs_are_refused_in_the_end(desk):
    for _ in range(WAITING + 1):
        desk.player.act("in", (0, 0, 0))
    with pytest.raises(AddressError, match="they come faster than it runs"):
        desk.player.act("in", (0, 0, 0))
    desk.answer(0, 0, 0)
    desk.player.act("in", (9, 9, 9))


def test_stop_drops_what_waits_and_what_is_under_way(desk):
    desk.player.act("in", (0, 0, 0))
    desk.player.act("in", (1, 1, 1))
    desk.player.act("stop", ())
    desk.answer(0, 0, 0)
    assert desk.values() == [] and len(desk.asked) == 1
    assert desk.player.state == "idle"


def test_what_the_model_cannot_take_is_told_once_a_second(desk):
    for i in range(5):
        desk.player.act("in", (i, i, i))
        desk.player.heard(("unfit", desk.asked[-1][1], "no"))
        desk.time += 0.3
    assert [args for address, args in desk.said if address == "/error"] == [("/net/in", "no")] * 2
    assert desk.player.unfit == 5


def test_an_engine_that_dies_loses_one_run_and_goes_on(desk):
    desk.player.act("in", (0, 0, 0))
    desk.player.act("in", (1, 1, 1))
    desk.player.engine_lost()
    desk.player.engine_back()
    desk.answer(5, 5, 5)
    assert desk.values() == [(5, 5, 5)]
    assert desk.fed()[-1] == [(0, [1, 1]), (1, [1])]


def test_the_state_is_told_when_inputs_begin_and_when_they_have_ended(desk):
    for _ in range(5):
        desk.player.act("in", (0, 0, 0))
        desk.answer(0, 0, 0)
        desk.time += 0.1
    assert desk.player.alarm() == pytest.approx(1.4)
    desk.time = 1.5
    desk.player.wake()
    assert [args[0] for address, args in desk.said if address.endswith("/state")] == ["playing", "idle"]
    assert desk.player.alarm() is None


def test_reset_reaches_the_model(desk):
    desk.player.act("reset", ())
    assert desk.asked == [("reset",)]
