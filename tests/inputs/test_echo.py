import pytest

from bridge.inputs.echo import EchoGuard
from bridge.inputs.midi import MidiInput
from bridge.intents import NoteOff, NoteOn

NOTE, OFF, ALL_OFF = bytes.fromhex("90 3c 64"), bytes.fromhex("80 3c 40"), bytes.fromhex("b0 7b 00")
OUT = "duende out"


@pytest.fixture
def guard():
    return EchoGuard()


@pytest.fixture
def midi(guard):
    return MidiInput(guard)


def test_a_note_that_we_sent_just_before_is_an_echo(guard, midi):
    guard.sent(OUT, 10.0, 60, 100, 1)
    assert midi.hear(10.049, "in", NOTE) == []
    assert midi.hear(10.051, "in", NOTE) == [NoteOn(60, 100)]
    assert guard.dropped == 1


@pytest.mark.parametrize("other", ["90 3d 64", "90 3c 63", "91 3c 64"])
def test_another_pitch_velocity_or_channel_is_no_echo(guard, midi, other):
    guard.sent(OUT, 10.0, 60, 100, 1)
    assert len(midi.hear(10.01, "in", bytes.fromhex(other))) == 1


def test_an_off_of_a_note_that_we_ended_is_an_echo_too(guard, midi):
    guard.sent(OUT, 10.0, 60, 0, 1)
    assert midi.hear(10.01, "in", OFF) == []


def test_the_off_of_an_echo_is_one_however_late_it_comes(guard, midi):
    guard.sent(OUT, 10.0, 60, 100, 1)
    midi.hear(10.01, "in", NOTE)
    assert midi.hear(12.0, "in", OFF) == []
    assert midi.hear(12.1, "in", OFF) == [NoteOff(60)]


def test_a_human_lets_go_of_a_key_though_ours_of_that_pitch_has_just_ended(guard, midi):
    midi.hear(9.0, "in", NOTE)
    guard.sent(OUT, 10.0, 60, 0, 1)
    assert midi.hear(10.01, "in", OFF) == [NoteOff(60)]


def test_a_humans_key_and_an_echo_of_one_pitch_both_end(guard, midi):
    midi.hear(9.0, "in", NOTE)
    guard.sent(OUT, 10.0, 60, 100, 1)
    midi.hear(10.01, "in", NOTE)
    guard.sent(OUT, 11.0, 60, 0, 1)
    assert midi.hear(11.01, "in", OFF) == []
    assert midi.hear(11.5, "in", OFF) == [NoteOff(60)]


def test_all_notes_off_ends_the_wait_for_offs(guard, midi):
    guard.sent(OUT, 10.0, 60, 100, 1)
    midi.hear(10.01, "in", NOTE)
    midi.hear(11.0, "in", ALL_OFF)
    assert midi.hear(12.0, "in", OFF) == [NoteOff(60)]


def test_a_port_that_vanished_owes_no_offs_when_it_returns(guard, midi):
    guard.sent(OUT, 10.0, 60, 100, 1)
    midi.hear(10.01, "in", NOTE)
    midi.vanished("in")
    assert midi.hear(12.0, "in", OFF) == [NoteOff(60)]


def test_a_note_announced_ahead_is_an_echo_only_from_its_moment_on(guard, midi):
    guard.sent(OUT, 20.0, 60, 100, 1)
    assert midi.hear(10.0, "in", NOTE) == [NoteOn(60, 100)]
    assert midi.hear(20.001, "in", NOTE) == []


def test_an_echo_that_comes_back_on_two_ports_is_dropped_twice(guard, midi):
    guard.sent(OUT, 10.0, 60, 100, 1)
    assert midi.hear(10.01, "a", NOTE) + midi.hear(10.01, "b", NOTE) == []


def test_the_loop_is_named_by_the_output_that_explains_most_of_it(guard, midi):
    for moment, pitch in ((10.0, 60), (11.0, 62)):
        guard.sent("Moog", moment, pitch, 100, 1)
        guard.sent("drums", moment, 60, 100, 1)
        midi.hear(moment + 0.01, "IAC", bytes((0x90, pitch, 100)))
    assert guard.loops() == [("Moog", "IAC", 2)]


def test_without_an_echo_there_is_no_loop(guard, midi):
    guard.sent(OUT, 10.0, 60, 100, 1)
    midi.hear(10.1, "in", NOTE)
    assert guard.loops() == []


def test_the_guard_can_be_off():
    guard = EchoGuard(on=False)
    guard.sent(OUT, 10.0, 60, 100, 1)
    assert MidiInput(guard).hear(10.01, "in", NOTE) == [NoteOn(60, 100)]


def test_the_guard_forgets(guard):
    for n in range(10_000):
        guard.sent(OUT, n * 0.001, n % 128, 100, 1)
    assert len(guard._order) <= 4096
    guard.is_echo(1e6, NoteOn(1, 1, 1), "in", held=False)
    assert not guard._order and not guard._sent
