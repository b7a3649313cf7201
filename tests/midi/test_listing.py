"""What `duende ports` shows of MIDI."""

from bridge.midi import system
from bridge.midi.listing import listing, midi_ports


def test_no_midi_system_is_a_sentence(monkeypatch):
    monkeypatch.setattr(system, "present", tuple)
    ports = midi_ports()
    assert (ports.systems, ports.inputs, ports.outputs) == ((), (), ())
    assert ports.sentence.endswith("everything else runs")


def test_no_midi_system_is_a_line(monkeypatch):
    monkeypatch.setattr(system, "present", tuple)
    assert listing() == [f"MIDI: {system.NO_SYSTEM}"]
