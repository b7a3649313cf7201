"""Beats and seconds, and the beat in a human's rhythm."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.tempo import Meter, Tempo, bar_and_beat, estimate_tempo, next_multiple

bpms = st.floats(20, 400)
moments = st.floats(-1e5, 1e5)


def test_at_120_a_beat_lasts_half_a_second():
    line = Tempo(120, at_beat=8, at_moment=100)
    assert line.beat_at(100.5) == 9
    assert line.moment_of(7) == 99.5


@given(bpms, moments, st.floats(-1e4, 1e4))
def test_a_beat_and_its_moment_are_inverse(bpm, moment, beat):
    line = Tempo(bpm, 3.25, moment)
    assert line.beat_at(line.moment_of(beat)) == pytest.approx(beat, abs=1e-6)


@given(bpms, bpms, moments, st.floats(0, 1000))
def test_another_tempo_does_not_move_the_beat_of_now(bpm, other, moment, later):
    line = Tempo(bpm, 0, moment)
    now = moment + later
    assert line.with_bpm(other, now).beat_at(now) == pytest.approx(line.beat_at(now), abs=1e-9)


def test_a_shifted_line_has_the_same_beats_later():
    assert Tempo(60, 4, 10).shifted(0.25).moment_of(4) == 10.25


def test_a_tempo_prints_as_the_code_that_makes_it():
    line = Tempo(90.5, 1.0, 2.0)
    assert eval(repr(line)) == line


@pytest.mark.parametrize(
    ("beat", "step", "expected"),
    [(0.0, 1, 0), (0.1, 1, 1), (1.0, 1, 1), (1 + 1e-10, 1, 1), (1 + 1e-6, 1, 2), (2.3, 0.25, 2.5), (2.3, 0, 2.3)],
)
def test_quantising_goes_up_and_forgives_rounding(beat, step, expected):
    assert next_multiple(beat, step) == pytest.approx(expected, abs=1e-12)


@given(st.floats(0, 1e5), st.sampled_from([0.25, 1 / 3, 0.5, 1, 4]))
def test_a_place_on_the_grid_stays_where_it_is(beat, step):
    there = next_multiple(beat, step)
    assert next_multiple(there, step) == pytest.approx(there, abs=1e-9)
    assert -1e-9 <= there - beat < step + 1e-9


@pytest.mark.parametrize(
    ("position", "meter", "expected"),
    [
        (0, Meter(4, 4), (1, 1)),
        (3.99, Meter(4, 4), (1, 4)),
        (4, Meter(4, 4), (2, 1)),
        (7 - 1e-12, Meter(3, 4), (3, 2)),
        (1.5, Meter(6, 8), (1, 4)),
        (3, Meter(6, 8), (2, 1)),
        (-1, Meter(4, 4), (0, 4)),
    ],
)
def test_bars_and_beats_count_from_one(position, meter, expected):
    assert bar_and_beat(position, meter) == expected


# Rhythms: where the notes of a bar of four stand, in beats. Each says which of half and double fits as well.
RHYTHMS = {
    "quarters": ([0, 1, 2, 3], {2}),
    "eighths": ([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5], {0.5}),
    "mixed": ([0, 0.5, 1, 2, 2.5, 3], {0.5, 2}),
    "dotted": ([0, 1.5, 2, 3, 3.5], {2}),
    "sixteenths": ([0, 0.25, 0.5, 0.75, 1, 2, 2.5, 3], {0.5}),
    "triplets": ([0, 1 / 3, 2 / 3, 1, 2, 2 + 1 / 3, 2 + 2 / 3, 3], set()),
    "swing": ([0, 2 / 3, 1, 1 + 2 / 3, 2, 2 + 2 / 3, 3, 3 + 2 / 3], set()),
    "syncopated": ([0, 0.5, 1.5, 2, 2.5, 3.5], {2}),
    "gallop": ([0, 0.5, 0.75, 1, 2, 2.5, 2.75, 3, 3.5], {0.5}),
}


def play(bar, bpm, bars, jitter_s, rng):
    beat_s = 60 / bpm
    return [(4 * n + x) * beat_s + rng.uniform(-jitter_s, jitter_s) for n in range(bars) for x in bar]


@pytest.mark.parametrize("rhythm", RHYTHMS)
@pytest.mark.parametrize("bpm", [70, 84, 97, 110, 123, 138, 149, 160])
def test_the_beat_of_a_jittery_rhythm_is_found(rhythm, bpm):
    bar, also_fits = RHYTHMS[rhythm]
    for seed in range(3):
        found = estimate_tempo(play(bar, bpm, 3, 0.015, random.Random(seed)))
        assert found is not None
        ratio = found * bpm / 60
        assert min(abs(ratio / fits - 1) for fits in {1, *also_fits}) < 0.025, f"heard {60 / found:.1f} BPM"


@pytest.mark.parametrize("bpm", [90, 100, 110, 120, 130])
@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_near_110_half_and_double_are_told_apart(rhythm, bpm):
    found = estimate_tempo(play(RHYTHMS[rhythm][0], bpm, 3, 0.01, random.Random(7)))
    heard = {90: {90, 180}, 130: {130, 65}}.get(bpm, {bpm})
    assert any(60 / found == pytest.approx(fits, rel=0.025) for fits in heard), f"heard {60 / found:.1f} BPM"


def test_a_chord_is_one_onset():
    strummed = [beat * 0.5 + spread for beat in range(8) for spread in (0.0, 0.01, 0.02)]
    assert 60 / estimate_tempo(strummed) == pytest.approx(120, rel=0.01)


def test_a_drifting_tempo_is_followed_to_its_end():
    onsets, moment = [], 0.0
    for n in range(40):
        onsets.append(moment)
        moment += 60 / (100 + n / 2)  # 100 to 120 BPM
    assert 60 / estimate_tempo(onsets) == pytest.approx(115, abs=4)


def test_four_notes_are_too_little():
    assert estimate_tempo([0, 0.5, 1.0, 1.5]) is None
    assert estimate_tempo([]) is None


def test_notes_at_random_have_no_beat():
    rng = random.Random(5)
    for _ in range(20):
        moment, onsets = 0.0, []
        for _ in range(20):
            moment += rng.lognormvariate(-1.2, 0.6)
            onsets.append(moment)
        assert estimate_tempo(onsets) is None


@given(st.lists(st.floats(0, 1e4), max_size=40))
def test_no_onsets_break_it(onsets):
    found = estimate_tempo(onsets)
    assert found is None or 60 / 180 <= found <= 60 / 60
