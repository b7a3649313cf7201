"""Against a stand-in for the driver; real ports are in test_midi_jack.py."""

import sys
from types import SimpleNamespace

import pytest

from bridge.errors import PortError
from bridge.midi import system
from bridge.outputs.mouth import Port


class RtMidiError(Exception):
    pass


class Out:
    """A client of one MIDI system."""

    def __init__(self, ports):
        self.ports, self.opened, self.sent, self.deleted = ports, None, [], False

    def get_ports(self):
        return self.ports

    def open_port(self, index, name):
        if "busy" in self.ports[index]:
            raise RtMidiError("device in use")
        self.opened = self.ports[index]

    def open_virtual_port(self, name):
        self.opened = f"virtual {name}"

    def send_message(self, data):
        self.sent.append(data)

    def delete(self):
        self.deleted = True


@pytest.fixture
def systems(monkeypatch):
    """The systems that are there, by their names."""
    systems = {
        "alsa": Out(["duende in:duende in 128:0", "Midi Through:0", "Nord Stage 3", "busy port"]),
        "jack": Out(["synth:in"]),
    }
    driver = SimpleNamespace(RtMidiError=RtMidiError, MidiOut=lambda api, name: systems[api])
    monkeypatch.setitem(sys.modules, "rtmidi", driver)
    monkeypatch.setattr(system, "usable", lambda: {name: name for name in systems})
    monkeypatch.setattr(system, "present", lambda: tuple(systems))
    return systems


def test_a_part_of_the_name_finds_the_port_on_any_system(systems):
    assert Port("nord").names == ["Nord Stage 3"]
    assert Port("SYNTH").names == ["synth:in"]
    assert systems["jack"].opened == "synth:in"


def test_our_own_ports_are_not_real_ones(systems):
    with pytest.raises(PortError):
        Port("duende")


def test_an_absent_port_is_told_with_those_there_are(systems):
    with pytest.raises(PortError, match=r"'moog'.*Midi Through:0, Nord Stage 3, busy port, synth:in"):
        Port("moog")


def test_a_port_in_use_is_told(systems):
    with pytest.raises(PortError, match="device in use"):
        Port("busy")


def test_a_virtual_port_is_opened_on_every_system(systems):
    port = Port("duende drums", virtual=True)
    assert [out.opened for out in systems.values()] == ["virtual duende drums"] * 2
    port.send(b"\x90\x3c\x64")
    assert [out.sent for out in systems.values()] == [[b"\x90\x3c\x64"]] * 2


def test_a_system_without_virtual_ports_is_told(systems, monkeypatch):
    monkeypatch.setattr(system, "has_virtual_ports", lambda name: False)
    with pytest.raises(PortError, match="no virtual ports"):
        Port("duende drums", virtual=True)


def test_a_port_that_was_unplugged_is_noticed(systems):
    port = Port("nord")
    assert port.why_gone() is None
    systems["alsa"].ports = ["Midi Through:0"]
    assert "Nord Stage 3 is gone" in port.why_gone()


def test_a_system_that_ended_is_noticed(systems):
    port = Port("duende drums", virtual=True)
    del systems["jack"]
    assert port.why_gone() == "JACK has ended"


def test_without_rtmidi_that_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "rtmidi", None)
    with pytest.raises(PortError, match="python-rtmidi"):
        Port("nord")
