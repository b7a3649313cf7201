from itertools import count

import pytest

from bridge.config.show import Midi, MidiIn, MidiOut
from bridge.errors import ConfigError
from bridge.midi.ports import Outputs, Ready
from bridge.stage.midi_doors import MidiDoors, check_players, listened


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


def test_no_midi_opens_nothing():
    assert doors(inputs=None).outputs.open() == [] and doors(inputs=None).sentence == "off (--no-midi)"


def test_a_missing_output_is_told_once():
    midi = doors(Midi(outputs=(MidiOut("Moog"),)))
    midi.outputs.open()
    midi.broken(1, "unplugged", 10.0)
    midi.outputs.reopen(midi.due(12.0))
    midi.broken(2, "unplugged", 12.0)
    assert len(midi.troubles) == 1


def test_an_output_that_was_back_and_goes_again_is_told_again():
    midi = doors(Midi(outputs=(MidiOut("Moog"),)))
    midi.outputs.open()
    midi.broken(1, "unplugged", 10.0)
    midi.outputs.reopen(midi.due(12.0))
    midi.opened(2)
    midi.broken(2, "unplugged", 20.0)
    assert len(midi.troubles) == 2


@pytest.mark.parametrize("said, due", [((), []), (("Moog",), ["Moog"]), (None, ["Moog"])])
def test_an_output_that_is_away_waits_until_the_listener_has_seen_it(said, due):
    inputs = Silent()
    inputs.drain = lambda: [Outputs(said)]
    midi = doors(Midi(outputs=(MidiOut("Moog"),)), inputs)
    midi.outputs.open()
    midi.broken(1, "unplugged", 10.0)
    midi.drain()
    assert midi.due(12.0) == due


def test_an_output_that_comes_waits_no_longer():
    inputs = Silent()
    inputs.drain = lambda: [Outputs(()), Outputs(("Moog",))]
    midi = doors(Midi(outputs=(MidiOut("Moog"),)), inputs)
    midi.outputs.open()
    midi.broken(1, "unplugged", 10.0)
    midi.drain()
    assert midi.due(10.1) == ["Moog"] and midi.due(10.2) == []


def test_ports_that_are_not_there_are_waited_for():
    midi = doors(Midi(inputs=(MidiIn("keys"), MidiIn("pad")), outputs=(MidiOut("Moog"), MidiOut("Juno"))))
    midi.outputs.open()
    midi.broken(2, "unplugged", 10.0)
    Silent.open = ("Stage Keys",)
    assert midi.sentence == "in: Stage Keys; out: Moog (JACK); waiting for pad, Juno"
    Silent.open = ()


def test_an_input_plays_everybody_unless_the_show_says_whom():
    midi = doors(Midi(inputs=(MidiIn("pad", players=("drums",)), MidiIn("keys"))))
    assert midi.reaches("Akai PAD 1", "drums") and not midi.reaches("Akai PAD 1", "music")
    assert midi.reaches("Stage Keys", "drums") and midi.reaches("duende in", "music")


def test_an_input_that_two_entries_name_plays_the_players_of_both():
    midi = doors(Midi(inputs=(MidiIn("akai", players=("drums",)), MidiIn("pad", players=("bass",)))))
    assert midi.reaches("Akai Pad", "drums") and midi.reaches("Akai Pad", "bass") and not midi.reaches("Akai Pad", "music")


def test_a_virtual_input_is_known_by_its_whole_name_on_every_system():
    midi = doors(Midi(inputs=(MidiIn("duende pad", virtual=True, players=("drums",)),)))
    assert not midi.reaches("duende pad", "music") and not midi.reaches("duende pad (JACK)", "music")
    assert midi.reaches("duende pads", "music")


def test_without_a_show_every_device_and_our_own_port_are_listened_to():
    assert listened(Midi()) == (None, ("duende in",), ())


def test_our_own_port_stays_beside_real_ones_and_gives_way_to_own_ones_with_names():
    pad = MidiIn("duende pad", virtual=True)
    assert listened(Midi(inputs=(MidiIn("Keys"),))) == (("Keys",), ("duende in",), ())
    assert listened(Midi(inputs=(MidiIn("Keys"), pad))) == (("Keys",), ("duende pad",), ())


def test_outputs_that_are_devices_are_looked_for():
    moog, drums = MidiOut("Moog"), MidiOut("duende drums", virtual=True)
    assert listened(Midi(outputs=(moog, drums))) == (None, ("duende in",), ("Moog",))


@pytest.mark.parametrize("key, port", [("inputs", MidiIn), ("outputs", MidiOut)])
def test_a_player_that_nobody_is_is_refused(key, port):
    midi = Midi(**{key: (port("a", players=("x",)),)})
    with pytest.raises(ConfigError, match="there is no player 'x'; players are music, drums"):
        check_players(midi, ["music", "drums"])
