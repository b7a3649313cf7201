"""MIDI bytes become intents."""

import mido
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.inputs.midi import MidiInput, MidiParser
from bridge.intents import (
    AllNotesOff,
    ClockContinue,
    ClockStart,
    ClockStop,
    ClockTick,
    Control,
    NoteOff,
    NoteOn,
    Program,
    SongPosition,
    Sustain,
)


@pytest.mark.parametrize(
    ("data", "intents"),
    [
        ("90 3c 64", [NoteOn(60, 100, 1)]),
        ("9f 00 01", [NoteOn(0, 1, 16)]),
        ("90 3c 00", [NoteOff(60, 1)]),
        ("83 3c 40", [NoteOff(60, 4)]),
        ("90 3c 64 40 64 3c 00", [NoteOn(60, 100), NoteOn(64, 100), NoteOff(60)]),
        ("b0 40 7f b0 40 00", [Sustain(127), Sustain(0)]),
        ("b2 78 00 b2 7b 00", [AllNotesOff(3), AllNotesOff(3)]),
        ("b0 01 40 07 41", [Control(1, 64), Control(7, 65)]),
        ("c9 05 06", [Program(5, 10), Program(6, 10)]),
        ("f8 fa fb fc", [ClockTick(), ClockStart(), ClockContinue(), ClockStop()]),
        ("f2 01 02", [SongPosition(257)]),
        ("90 f8 3c fa 64", [ClockTick(), ClockStart(), NoteOn(60, 100)]),
        ("f0 7e f8 7f 09 01 f7 90 3c 64", [ClockTick(), NoteOn(60, 100)]),
        ("f0 7e 7f 90 3c 64", [NoteOn(60, 100)]),
        ("90 3c 90 3e 64", [NoteOn(62, 100)]),
        ("3c 64 90 3c 64", [NoteOn(60, 100)]),
        ("90 3c 64 f2 01 00 3c 00", [NoteOn(60, 100), SongPosition(1)]),  # a common message ends running status
    ],
)
def test_bytes_become_intents(data, intents):
    assert MidiParser().feed(bytes.fromhex(data)) == intents


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("e0 00 40", "pitch bend"),
        ("a0 3c 40", "key pressure"),
        ("d0 40", "channel pressure"),
        ("b0 79 00", "mode message"),
        ("f0 01 02 f7", "system exclusive"),
        ("fe", "other real time"),
        ("f1 01", "time code"),
        ("f3 01", "song select"),
        ("f6", "tune request"),
        ("f4", "undefined"),
        ("3c", "stray data"),
        ("90 3c 80", "cut short"),
    ],
)
def test_what_is_not_understood_is_counted_by_name(data, name):
    parser = MidiParser()
    assert parser.feed(bytes.fromhex(data)) == []
    assert parser.ignored == {name: 1}


@given(st.lists(st.binary(max_size=40)))
def test_garbage_never_raises_and_stays_in_range(pieces):
    parser = MidiParser()
    for piece in pieces:
        for intent in parser.feed(piece):
            for field in ("pitch", "velocity", "value", "number"):
                assert 0 <= getattr(intent, field, 0) <= 127
            assert 1 <= getattr(intent, "channel", 1) <= 16


messages = st.one_of(
    st.tuples(st.integers(0x80, 0xBF), st.integers(0, 127), st.integers(0, 127)),
    st.tuples(st.integers(0xC0, 0xDF), st.integers(0, 127)),
    st.tuples(st.integers(0xE0, 0xEF), st.integers(0, 127), st.integers(0, 127)),
    st.tuples(st.just(0xF2), st.integers(0, 127), st.integers(0, 127)),
    st.tuples(st.sampled_from([0xF8, 0xFA, 0xFB, 0xFC])),
)


@given(st.lists(messages), st.data())
def test_where_the_bytes_are_cut_changes_nothing(sent, data):
    stream = bytes(byte for message in sent for byte in message)
    cut = data.draw(st.integers(0, len(stream)))
    parser = MidiParser()
    assert parser.feed(stream[:cut]) + parser.feed(stream[cut:]) == MidiParser().feed(stream)


def as_mido(intent):
    """What mido calls it, for the note messages."""
    match intent:
        case NoteOn(pitch, velocity, channel):
            return ("on", pitch, velocity, channel)
        case NoteOff(pitch, channel):
            return ("off", pitch, channel)


def note_of_mido(message):
    if message.type == "note_on" and message.velocity:
        return ("on", message.note, message.velocity, message.channel + 1)
    if message.type in ("note_on", "note_off"):
        return ("off", message.note, message.channel + 1)


@given(st.lists(messages))
def test_mido_reads_the_same_notes(sent):
    stream = bytes(byte for message in sent for byte in message)
    theirs = [note for message in mido.parse_all(stream) if (note := note_of_mido(message))]
    ours = [note for intent in MidiParser().feed(stream) if (note := as_mido(intent))]
    assert ours == theirs


def test_a_vanished_port_ends_its_keys_and_pedals_and_no_others():
    midi = MidiInput()
    midi.hear(0, "keys", bytes.fromhex("90 3c 64 40 64 91 30 64 b0 40 7f 40 00 b1 40 7f 90 40 00"))
    midi.hear(0, "pads", bytes.fromhex("90 24 64"))
    assert midi.vanished("keys") == [NoteOff(60, 1), NoteOff(48, 2), Sustain(0, 2)]
    assert midi.vanished("keys") == []


def test_all_notes_off_leaves_nothing_to_end():
    midi = MidiInput()
    midi.hear(0, "keys", bytes.fromhex("90 3c 64 b0 7b 00"))
    assert midi.vanished("keys") == []


def test_running_status_is_each_ports_own():
    midi = MidiInput()
    midi.hear(0, "a", bytes.fromhex("90 3c 64"))
    assert midi.hear(0, "b", bytes.fromhex("40 64")) == []
    assert midi.hear(0, "a", bytes.fromhex("40 64")) == [NoteOn(64, 100)]


def test_the_counts_of_a_vanished_port_are_kept():
    midi = MidiInput()
    midi.hear(0, "a", b"\xfe")
    midi.vanished("a")
    midi.hear(0, "b", b"\xfe")
    assert midi.ignored == {"other real time": 2}
