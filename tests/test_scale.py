import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import AddressError
from bridge.scale import CHORDS, MODES, parse


@pytest.mark.parametrize(
    "text, classes",
    [
        ("C major", {0, 2, 4, 5, 7, 9, 11}),
        ("c major", {0, 2, 4, 5, 7, 9, 11}),
        ("D dorian", {2, 4, 5, 7, 9, 11, 0}),
        ("F# blues", {6, 9, 11, 0, 1, 4}),
        ("Gb blues", {6, 9, 11, 0, 1, 4}),
        ("A harmonic minor", {9, 11, 0, 2, 4, 5, 8}),
        ("A melodic minor", {9, 11, 0, 2, 4, 6, 8}),
        ("E minor pentatonic", {4, 7, 9, 11, 2}),
        ("G pentatonic", {7, 9, 11, 2, 4}),
        ("C whole tone", {0, 2, 4, 6, 8, 10}),
        ("Dm7", {2, 5, 9, 0}),
        ("C", {0, 4, 7}),
        ("Cmaj7", {0, 4, 7, 11}),
        ("CM7", {0, 4, 7, 11}),
        ("Cm7", {0, 3, 7, 10}),
        ("Bm7b5", {11, 2, 5, 9}),
        ("Bbdim", {10, 1, 4}),
        ("Eaug", {4, 8, 0}),
        ("Gsus4", {7, 0, 2}),
        ("B♭ major", {10, 0, 2, 3, 5, 7, 9}),
        ("F♯m", {6, 9, 1}),
        ("Cb major", {11, 1, 3, 4, 6, 8, 10}),
        ("0 3 7 10", {0, 3, 7, 10}),
        ("0,3, 7", {0, 3, 7}),
        ("5", {5}),
        ("  C   major ", {0, 2, 4, 5, 7, 9, 11}),
    ],
)
def test_what_artists_write(text, classes):
    assert parse(text) == classes


@pytest.mark.parametrize("text", ["any", "Any", "", "chromatic"])
def test_any_is_no_constraint(text):
    assert parse(text) is None


@pytest.mark.parametrize("text", ["C mayor", "H#b dur", "X major", "0 12", "-1", "0 3 x", "C/E", "c7b5z", "\0", "M7"])
def test_what_is_not_known_names_what_is_allowed(text):
    with pytest.raises(AddressError, match="allowed are 'any', root and scale"):
        parse(text)


def test_a_slip_of_the_pen_is_recognised():
    with pytest.raises(AddressError, match="did you mean 'dorian'"):
        parse("D dorain")


def test_a_very_long_text_is_refused_shortly():
    with pytest.raises(AddressError) as refused:
        parse("C major " * 10_000)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("steps", [*MODES.values(), *CHORDS.values()])
def test_every_scale_and_chord_holds_its_root_and_rises(steps):
    assert steps[0] == 0
    assert list(steps) == sorted(set(steps))
    assert steps[-1] < 12


@given(st.text(max_size=80))
def test_any_text_gives_pitch_classes_or_a_sentence(text):
    try:
        classes = parse(text)
    except AddressError:
        return
    assert classes is None or (classes and classes <= set(range(12)))
