"""Against a stand-in for rtmidi; real ports are in test_midi_jack.py."""

import sys
from types import SimpleNamespace

import pytest

from bridge.errors import PortError
from bridge.outputs.midi import MidiSink


class RtMidiError(Exception):
    pass


class Out:
    """A client of one MIDI system."""

    def __init__(self, ports):
        self.ports, self.opened, self.sent, self.deleted = ports, None, [], False

    def get_ports(self):
        return self.ports

    def open_port(self, index, name):
        self.opened = self.ports[index]

    def open_virtual_port(self, name):
        self.opened = f"virtual {name}"

    def send_message(self, data):
        if self.ports is None:
            raise RtMidiError("device removed")
        self.sent.append(data)

    def close_port(self):
        self.opened = None

    def delete(self):
        self.deleted = True


@pytest.fixture
def systems(monkeypatch):
    """MIDI systems by their number; one that is None is compiled in but not there."""
    systems = {1: None, 2: Out(["Midi Through:0", "Nord Stage 3 MIDI Out"])}

    def client(api, name):
        if systems[api] is None:
            raise RtMidiError("error creating client")
        return systems[api]

    module = SimpleNamespace(RtMidiError=RtMidiError, MidiOut=client, get_compiled_api=lambda: list(systems))
    monkeypatch.setitem(sys.modules, "rtmidi", module)
    return systems


def test_a_part_of_the_name_finds_the_port(systems):
    MidiSink("nord")
    assert systems[2].opened == "Nord Stage 3 MIDI Out"


def test_a_virtual_port_has_our_name(systems):
    MidiSink(None, virtual=True)
    assert systems[2].opened == "virtual duende out"


def test_an_absent_port_is_told_with_those_there_are(systems):
    with pytest.raises(PortError, match=r"'moog'.*Midi Through:0, Nord Stage 3"):
        MidiSink("moog")
    assert systems[2].deleted


def test_without_any_midi_system_that_is_told(systems):
    del systems[2]
    with pytest.raises(PortError, match="no MIDI system"):
        MidiSink(None, virtual=True)
    with pytest.raises(PortError, match="none"):
        MidiSink("nord")


def test_without_rtmidi_that_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "rtmidi", None)
    with pytest.raises(PortError, match="python-rtmidi"):
        MidiSink("nord")


def test_notes_are_three_bytes(systems):
    sink = MidiSink("nord")
    assert sink.note("bach", 60, 100, 1) == b"\x90\x3c\x64"
    assert sink.note("bach", 60, 100, 16) == b"\x9f\x3c\x64"
    assert sink.note("bach", 60, 0, 10) == b"\x89\x3c\x40"


def test_bytes_are_sent_as_they_are(systems):
    sink = MidiSink("nord")
    assert sink.write(sink.raw_midi(b"\xf8"), None)
    assert systems[2].sent == [b"\xf8"]


def test_midi_outputs_hear_no_osc_and_no_timetags(systems):
    sink = MidiSink("nord")
    assert sink.message("/a", ()) is None
    assert not sink.can_tag


def test_a_port_that_died_is_an_error(systems):
    sink = MidiSink("nord")
    systems[2].ports = None
    with pytest.raises(ConnectionError, match="device removed"):
        sink.write(b"\xf8", None)


def test_closing_gives_the_client_back(systems):
    sink = MidiSink("nord")
    sink.close()
    assert systems[2].opened is None
    assert systems[2].deleted
