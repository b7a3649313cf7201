import numpy as np
import pytest

from bridge import tokens
from docs import measures
from docs.measures import Copy, Library


def line(*pitches, step=24, length=24):
    """A melody of even notes."""
    return np.array([(i * step, p, length, 80) for i, p in enumerate(pitches)], np.int32)


SCALE = (60, 62, 64, 65, 67, 69, 71, 72)


def test_a_figure_that_returns_is_repetition():
    assert measures.repetition(line(*SCALE)) == 0.0
    assert measures.repetition(line(*SCALE, *SCALE)) == pytest.approx(1 / 9)


def test_the_same_pitches_in_another_rhythm_are_no_repetition():
    slow = line(*SCALE, step=48)
    slow[:, 0] += 8 * 24
    assert measures.repetition(np.concatenate((line(*SCALE), slow))) == 0.0


def test_a_performance_repeats_though_no_two_strikes_are_equally_late():
    played = line(*SCALE, *SCALE)
    played[:, 0] += np.resize((0, 1, 2, 1, 0, 2, 1), 16)
    assert measures.repetition(played) == pytest.approx(1 / 9)


def test_too_few_notes_repeat_nothing():
    assert measures.repetition(line(60, 60, 60)) == 0.0


@pytest.mark.parametrize(
    ("pitches", "name"),
    [((60, 64, 67, 72, 65, 69, 71, 60), "C major"), ((57, 60, 64, 69, 71, 68, 69, 57), "A minor")],
)
def test_the_key_is_found(pitches, name):
    assert measures.key_of(line(*pitches)).name == name


def test_notes_in_key_are_counted():
    key = measures.key_of(line(60, 64, 67, 72, 65, 69, 71, 60))
    assert measures.in_key(line(60, 61, 62, 63), key) == 0.5


def test_a_melody_is_the_highest_of_what_is_struck_together():
    chords = np.array([(0, 60, 24, 80), (1, 72, 24, 80), (24, 74, 24, 80), (24, 55, 24, 80)], np.int32)
    (step,) = measures.melody(chords)
    assert divmod(step, tokens.TIMES) == (128 + 2, tokens.nearest(24))


def test_drums_are_compared_by_what_is_struck_together():
    beat = np.array([(0, 36, 6, 80), (24, 38, 6, 80), (24, 42, 6, 80), (48, 36, 6, 80)], np.int32)
    both, kick = measures.melody(beat, drums=True)
    assert both // tokens.TIMES == (1 << measures.KIT[38]) + (1 << measures.KIT[42])
    assert kick // tokens.TIMES == 1 << measures.KIT[36]


def test_a_transposed_copy_is_found_in_the_piece_it_is_from():
    tune = (60, 62, 67, 66, 64, 69, 60, 61)
    library = Library([("other", measures.melody(line(*SCALE))), ("source", measures.melody(line(*tune)))])
    copy = line(72, 50, *(p + 3 for p in tune[1:6]), 90)
    assert library.longest(measures.melody(copy)) == Copy(4, "source")


def test_no_run_goes_on_from_one_piece_into_the_next():
    library = Library([("a", [1, 2, 3]), ("b", [4, 5])])
    assert library.longest([2, 3, 4, 5]).steps == 2


def test_nothing_in_common_is_no_copy():
    assert Library([("a", [1, 2])]).longest([7, 8]) == Copy(0, "")
