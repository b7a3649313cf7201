"""Controllers drive what they were given: a whole stage in virtual time."""

import pytest

from bridge.address import parameters
from bridge.config import Controller, Midi, Show
from bridge.intents import Control
from bridge.package import Manifest
from bridge.package.gesture import Gesture, Value
from bridge.package.image import Image
from bridge.stage import knobs
from bridge.stage.status import gather


def turn(room, controller, value, channel=1):
    room.stage.knobs.control(Control(controller, value, channel))
    room.settle()


def value(room, address):
    return room.stage.value_at(address)


def mapped(room, *controllers, **midi):
    """The same room with another show."""
    room.stage.knobs = knobs.Knobs(room.stage, Show(controllers=controllers, midi=Midi(**midi)))


def test_a_learnt_controller_drives_the_whole_range(room):
    room.send("/music/temperature/learn")
    turn(room, 21, 127)
    assert value(room, "/music/temperature") == 2.0
    turn(room, 21, 0)
    assert value(room, "/music/temperature") == 0.0


def test_what_is_learnt_is_in_the_status(room):
    room.send("/music/temperature/learn")
    assert gather(room.stage, {}, {})["midi_learning"] == "/music/temperature"
    turn(room, 21, 64, channel=3)
    status = gather(room.stage, {}, {})
    assert (status["midi_learning"], status["midi_controller_3_21"]) == ("", "/music/temperature")


def test_learn_again_cancels(room):
    room.send("/music/temperature/learn")
    room.send("/music/temperature/learn")
    turn(room, 21, 127)
    assert value(room, "/music/temperature") == 1.0


def test_a_button_that_is_let_go_cancels_nothing(room):
    room.send("/music/temperature/learn", 1)
    room.send("/music/temperature/learn", 0)
    turn(room, 21, 127)
    assert value(room, "/music/temperature") == 2.0


def test_without_midi_learning_is_an_error(room):
    room.stage.knobs.midi = False
    room.send("/music/temperature/learn")
    ((address, where, what),) = room.replies()
    assert (address, where) == ("/error", "/music/temperature/learn") and "no MIDI" in what


def test_a_switch_a_word_and_a_whole_number(room):
    for tail, controller in (("plan", 1), ("style", 2), ("mode", 3), ("low", 4)):
        room.send(f"/music/{tail}/learn")
        turn(room, controller, 127)
    for tail in ("plan", "style", "mode", "low"):
        room.send(f"/music/{tail}")
    assert room.replies() == [("/music/plan", 1), ("/music/style", "drums"), ("/music/mode", "off"), ("/music/low", 127)]
    turn(room, 2, 0)
    room.send("/music/style")
    assert room.replies()[-1] == ("/music/style", "any")


def test_a_pedal_fires_a_trigger_once_each_time_it_goes_down(room):
    room.listen()
    room.send("/music/answer/learn")
    turn(room, 66, 127)
    room.wait(3)
    count = len(room.heard())
    assert count
    turn(room, 66, 100)
    turn(room, 66, 0)
    room.wait(3)
    assert len(room.heard()) == count
    turn(room, 66, 127)
    room.wait(3)
    assert len(room.heard()) > count


def test_the_show_maps_a_range_and_triggers_of_the_server(room):
    mapped(room, Controller(1, "/clock/tempo", 0, (60.0, 180.0)), Controller(2, "/clock/tap"))
    turn(room, 1, 127)
    assert value(room, "/clock/tempo") == 180
    for _ in range(2):
        turn(room, 2, 127)
        turn(room, 2, 0)
        room.wait(1.0)
    assert value(room, "/clock/tempo") == pytest.approx(60, abs=1)


def test_a_controller_of_something_that_is_not_there_does_nothing(room):
    mapped(room, Controller(1, "/nobody/temperature"), Controller(2, "/music/status"))
    turn(room, 1, 127)
    turn(room, 2, 127)


def test_an_endless_knob_goes_on_from_where_the_value_stands(room):
    mapped(room, Controller(1, "/music/temperature", 0, None, "twos"), Controller(2, "/music/polyphony", 0, None, "offset"))
    turn(room, 1, 127)
    assert value(room, "/music/temperature") == pytest.approx(1 - 2 / 127)
    for _ in range(3):
        turn(room, 2, 65)
    assert value(room, "/music/polyphony") == 11
    turn(room, 1, 63)
    assert value(room, "/music/temperature") == pytest.approx(1 + 62 * 2 / 127)
    turn(room, 1, 63)
    turn(room, 1, 63)
    assert value(room, "/music/temperature") == 2


def test_with_pickup_a_value_does_not_jump(room):
    mapped(room, pickup=True)
    room.send("/music/temperature/learn")
    turn(room, 21, 5)
    turn(room, 21, 20)
    assert value(room, "/music/temperature") == 1.0
    turn(room, 21, 70)
    assert value(room, "/music/temperature") == pytest.approx(2 * 70 / 127)
    turn(room, 21, 110)
    assert value(room, "/music/temperature") == pytest.approx(2 * 110 / 127)
    room.send("/music/temperature", 0.2)
    turn(room, 21, 111)
    assert value(room, "/music/temperature") == pytest.approx(0.2)


def told(room):
    """What a controller with motors was told since the last call: (controller, value)."""
    sent, room.sent = room.sent, []
    return [(data[1], data[2]) for _, _, data, _, sink in sent if sink == 99]


@pytest.fixture
def motors(room):
    """The room before a controller with motors."""
    room.sent, send = [], room.stage.outlet.send
    room.stage.outlet.send = lambda message: room.sent.append(message) if message[0] == "midi" else send(message)
    room.stage.feeding = lambda: [99]
    for tail, controller in (("temperature", 21), ("style", 22), ("plan", 23)):
        room.send(f"/music/{tail}/learn")
        turn(room, controller, 0)
    told(room)
    return room


def test_a_motor_goes_where_the_value_is(motors):
    motors.send("/music/temperature", 2.0)
    motors.send("/music/style", "drums")
    motors.send("/music/plan", 1)
    assert told(motors) == [(21, 127), (22, 127), (23, 127)]
    motors.send("/music/temperature", 2.0)
    motors.send("/music/density", 3.0)
    assert told(motors) == []


def test_a_knob_that_is_turned_is_not_told_where_it_stands(motors):
    turn(motors, 21, 33)
    assert told(motors) == []


def test_a_scene_moves_the_motors(motors):
    motors.send("/scene/save", "a")
    motors.send("/music/temperature", 1.0)
    told(motors)
    motors.send("/scene/recall", "a")
    assert told(motors) == [(21, 0)]


def test_a_controller_that_comes_back_is_told_everything(motors):
    motors.send("/music/temperature", 1.0)
    told(motors)
    motors.stage.knobs.show_all(99)
    assert told(motors) == [(21, 64), (22, 0), (23, 0)]


@pytest.fixture
def studio(room):
    """The same room with a gesture and an image player, whose packages are as small as can be."""
    for kind, facts in (
        ("gesture", {"gesture": Gesture((Value("x", 0.0, 10.0), Value("y")), 5.0)}),
        ("image", {"image": Image(8, 8, 4)}),
    ):
        manifest = Manifest("small", "1", kind, "MIT", 0, 23, (), {}, **facts)
        values = {row.tail: row.args[0].default for row in parameters(kind) if row.args}
        room.stage.take_seat(kind, Silent(), manifest, values, ())
    return room


class Silent:
    """An engine that never answers."""

    def send(self, message):
        pass


def test_one_coordinate_of_a_picture_is_learnt(studio):
    studio.send("/image/latent/2/learn")
    turn(studio, 30, 127)
    assert value(studio, "/image/latent/2") == pytest.approx(8)
    turn(studio, 30, 0)
    assert value(studio, "/image/latent/2") == pytest.approx(-8)


def test_a_coordinate_that_there_is_not_is_an_error(studio):
    studio.send("/image/latent/4/learn")
    assert studio.replies()[-1][:2] == ("/error", "/image/latent/4/learn")
    assert studio.stage.knobs.map.waiting is None


def test_an_input_of_a_gesture_is_learnt_over_its_own_range(studio):
    studio.send("/gesture/in/0/learn")
    turn(studio, 31, 127)
    assert studio.stage.seats["gesture"].player.values[0] == pytest.approx(1.0), "10, the highest"
    assert studio.stage.span_at("/gesture/in/0") == (0.0, 10.0)
