"""The MIDI ports that a show names. (Real ones: tests/clients/test_doctor.py.)"""

import pytest

from bridge.config import Show
from bridge.config.show import Midi, MidiIn, MidiOut
from bridge.doctor import devices
from bridge.doctor.case import Case
from bridge.midi.listing import MidiPorts

HERE = MidiPorts(("ALSA",), ("Arturia KeyStep 37:Arturia KeyStep 37 20:0",), ("FLUID Synth:port 128:0",))


@pytest.fixture
def look(monkeypatch):
    """The findings for a [midi] of the show, given what is plugged in."""

    def look(midi, ports=HERE, asked_for=True):
        monkeypatch.setattr(devices, "midi_ports", lambda: ports)
        return list(devices.devices(Case(Show(midi=midi), asked_for)))

    return look


def test_what_is_there_is_counted(look):
    (finding,) = look(Midi())
    assert (finding.state, finding.what) == ("ok", "MIDI by ALSA: 1 in, 1 out")


def test_named_devices_that_are_there_are_ok(look):
    found = look(Midi(inputs=(MidiIn("keystep"),), outputs=(MidiOut("fluid"),)))
    assert [finding.state for finding in found] == ["ok"] * 3


def test_an_absent_input_is_dead_and_the_nearest_is_named(look):
    dead = look(Midi(inputs=(MidiIn("Key Step"),)))[-1]
    assert (dead.link, dead.state, dead.what) == ("input", "dead", "the MIDI input Key Step is absent")
    assert "did you mean Arturia KeyStep 37" in dead.cure and "there are Arturia" in dead.cure


def test_an_absent_output_is_a_dead_output(look):
    dead = look(Midi(outputs=(MidiOut("Minitaur"),)))[-1]
    assert (dead.link, dead.state) == ("output", "dead") and "did you mean" not in dead.cure


def test_a_port_of_our_own_need_not_be_there(look):
    assert [f.state for f in look(Midi(inputs=(MidiIn("from live", virtual=True),)))] == ["ok"]


def test_without_a_system_a_show_that_names_no_port_is_not_worse_off(look):
    (finding,) = look(Midi(), MidiPorts(sentence="no MIDI system here"))
    assert finding.state == "note"


def test_without_a_system_a_port_that_is_named_is_absent(look):
    (finding,) = look(Midi(inputs=(MidiIn("KeyStep"),)), MidiPorts(sentence="no MIDI system here"))
    assert finding.state == "dead" and "KeyStep" in finding.what and "--no-midi" in finding.cure


@pytest.mark.parametrize(("enabled", "asked_for"), [(False, True), (True, False)])
def test_midi_that_is_off_is_not_missed(look, enabled, asked_for):
    assert [finding.state for finding in look(Midi(enabled=enabled), asked_for=asked_for)] == ["ok"]
