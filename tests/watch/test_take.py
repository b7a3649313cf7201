import io

import mido
from hypothesis import given
from hypothesis import strategies as st

from bridge.watch.take import HUMAN, MACHINE, Note, Strike, clipped, midi_file, paired

strikes = st.lists(
    st.builds(Strike, st.floats(0, 100), st.integers(58, 62), st.integers(0, 127), st.integers(1, 2)), max_size=60
).map(sorted)


def song(tracks, begin=0.0, tempo=120.0):
    return mido.MidiFile(file=io.BytesIO(midi_file(tracks, begin, tempo)))


@given(strikes)
def test_every_on_becomes_a_note_with_an_end(played):
    notes = paired(played, 200.0)
    assert len(notes) == sum(strike.velocity > 0 for strike in played)
    assert all(note.end >= note.start for note in notes)


def test_a_pitch_struck_again_ends_first():
    notes = paired([Strike(0.0, 60, 90), Strike(1.0, 60, 80)], 3.0)
    assert notes == [Note(0.0, 1.0, 60, 90, 1), Note(1.0, 3.0, 60, 80, 1)]


def test_an_off_without_an_on_is_nothing():
    assert paired([Strike(1.0, 60, 0)], 2.0) == []


def test_a_note_that_reaches_into_the_window_is_cut_at_its_edge():
    notes = [Note(0.0, 5.0, 60, 90, 1), Note(0.0, 1.0, 61, 90, 1), Note(4.0, 9.0, 62, 90, 1), Note(8.0, 9.0, 63, 90, 1)]
    assert clipped(notes, 2.0, 6.0) == [Note(2.0, 5.0, 60, 90, 1), Note(4.0, 6.0, 62, 90, 1)]


def test_the_file_has_a_named_track_for_each_side():
    written = song({HUMAN: [Note(0.0, 1.0, 60, 90, 1)], MACHINE: [Note(1.0, 2.0, 64, 80, 10)]})
    assert [track.name for track in written.tracks] == ["", "human", "machine"]
    assert [m.channel for m in written.tracks[2] if m.type == "note_on"] == [9]


def test_moments_survive_to_a_tenth_of_a_millisecond():
    starts = [100.0, 100.1234, 103.9, 160.00055]
    written = song({MACHINE: [Note(start, start + 0.05, 60, 90, 1) for start in starts]}, begin=100.0, tempo=97.3)
    now, found = 0.0, []
    for message in written:
        now += message.time
        if message.type == "note_on":
            found.append(100.0 + now)
    assert all(abs(a - b) < 1e-4 for a, b in zip(found, starts, strict=True))


@given(strikes)
def test_in_the_file_every_on_has_its_off(played):
    sounding = 0
    for message in song({HUMAN: paired(played, 200.0)}):
        sounding += (message.type == "note_on") - (message.type == "note_off")
        assert sounding >= 0
    assert sounding == 0


def test_the_same_notes_are_the_same_bytes():
    notes = [Note(0.5, 1.0, 60, 90, 1)]
    assert midi_file({HUMAN: notes}, 0.0) == midi_file({HUMAN: list(notes)}, 0.0)
