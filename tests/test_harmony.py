import pytest

from bridge.harmony import chord_of


@pytest.mark.parametrize(
    ("pitches", "name", "root"),
    [
        ((60, 64, 67), "C", 0),
        ((57, 60, 64), "Am", 9),
        ((62, 65, 69, 72), "Dm7", 2),
        ((59, 62, 67), "G/B", 7),
        ((55, 59, 62, 65), "G7", 7),
        ((60, 64, 69), "Am/C", 9),
        ((60, 64, 67, 69), "C6", 0),
        ((57, 60, 64, 67), "Am7", 9),
        ((60, 63, 66, 69), "Cdim7", 0),
        ((60, 65, 67), "Csus4", 0),
        ((60, 64, 67, 66), "C", 0),  # a passing note: the triad in it
    ],
)
def test_chords_have_the_names_of_a_lead_sheet(pitches, name, root):
    chord = chord_of(pitches)
    assert (chord.name, chord.root, chord.bass) == (name, root, min(pitches))


@pytest.mark.parametrize("pitches", [(), (60,), (60, 67), (60, 72, 84), (60, 61, 62)])
def test_what_is_no_chord_has_no_name(pitches):
    assert chord_of(pitches) is None
