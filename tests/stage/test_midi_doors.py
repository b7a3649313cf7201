from itertools import count

from bridge.config.show import Midi, MidiOut
from bridge.midi.ports import Ready
from bridge.stage.midi_doors import MidiDoors


class Silent:
    """A MIDI system in which nothing happens."""

    open = ()

    def wait_until_ready(self):
        return Ready(("JACK",), (), "")


def doors(midi=Midi(), inputs=Silent()):  # noqa: B008  (they hold nothing)
    numbers = count(1)
    made = MidiDoors(midi, inputs, lambda: next(numbers))
    made.wait()
    return made


def test_without_a_show_our_virtual_output_opens():
    (message,) = doors().open_outputs()
    assert message[2]["virtual"] and message[2]["name"] == "duende out"


def test_a_named_output_opens_with_its_offset():
    (message,) = doors(Midi(outputs=(MidiOut("Moog", -20.0),))).open_outputs()
    assert (message[2]["port"], message[2]["offset_ms"], message[2]["virtual"]) == ("Moog", -20.0, False)


def test_no_midi_opens_nothing():
    assert doors(inputs=None).open_outputs() == [] and doors(inputs=None).sentence == "off (--no-midi)"


def test_an_output_that_vanishes_is_tried_again_under_a_new_number():
    midi = doors(Midi(outputs=(MidiOut("Moog"),)))
    midi.open_outputs()
    midi.broken(1, "unplugged", 10.0)
    assert midi.retry(11.9) == [] and midi.retry(12.0)[0][:2] == ("sink", 2)


def test_a_missing_output_is_told_once():
    midi = doors(Midi(outputs=(MidiOut("Moog"),)))
    midi.open_outputs()
    midi.broken(1, "unplugged", 10.0)
    midi.retry(12.0)
    midi.broken(2, "unplugged", 12.0)
    assert len(midi.troubles) == 1


def test_the_clock_leaves_where_the_show_says():
    outputs = (MidiOut("Moog", clock=True), MidiOut("Digitone", clock=False), MidiOut("TR"))
    assert [m[2]["clock"] for m in doors(Midi(outputs=outputs)).open_outputs()] == [True, False, False]
    assert [m[2]["clock"] for m in doors(Midi(outputs=outputs, clock_out=True)).open_outputs()] == [True, False, True]
    assert Midi(outputs=outputs).sends_clock
    assert not Midi(outputs=outputs[1:]).sends_clock


def test_an_output_that_comes_back_has_its_clock():
    midi = doors(Midi(outputs=(MidiOut("Moog", clock=True),)))
    midi.open_outputs()
    midi.broken(1, "unplugged", 10.0)
    assert midi.retry(12.0)[0][2]["clock"]
