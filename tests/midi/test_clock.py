"""The follower of an incoming MIDI clock, against simulated ones."""

import random
from itertools import pairwise

import pytest

from bridge.midi.clock import LOST_S, ClockFollower
from bridge.tempo import Tempo

JITTER_S = 0.003
LOCK_TICKS = 48  # two beats


def steady(bpm, seconds):
    tick_s = 60 / bpm / 24
    return [n * tick_s for n in range(int(seconds / tick_s))]


def gliding(first, last, seconds, before=8, after=8):
    moments, moment = [], 0.0
    while moment < before + seconds + after:
        moments.append(moment)
        done = min(max((moment - before) / seconds, 0), 1)
        moment += 60 / (first + (last - first) * done) / 24
    return moments


def jumping(first, last, before=6.0, after=6.0):
    moments, moment = [], 0.0
    while moment < before + after:
        moments.append(moment)
        moment += 60 / (first if moment < before else last) / 24
    return moments


def follow(moments, seed=0, jitter_s=JITTER_S, dropped=0.0):
    """The follower at the end, and |phase error| in seconds at each tick and halfway to the next, after the lock."""
    rng = random.Random(seed)
    follower, errors = ClockFollower(), []
    for n, (moment, following) in enumerate(pairwise(moments)):
        if n > 8 and rng.random() < dropped:
            continue
        follower.tick(moment + rng.uniform(-jitter_s, jitter_s))
        if n >= LOCK_TICKS:
            for part in (0.0, 0.5):
                off = follower.line.beat_at(moment + part * (following - moment)) - (n + part) / 24
                errors.append(abs(off) * follower.line.seconds_per_beat)
    return follower, sorted(errors)


def p99(errors):
    return errors[int(0.99 * len(errors))]


@pytest.mark.parametrize("bpm", [60, 75, 97, 120, 143, 180])
def test_three_milliseconds_of_jitter_leave_two(bpm):
    errors = sorted(error for seed in range(3) for error in follow(steady(bpm, 30), seed)[1])
    assert p99(errors) <= 0.002


@pytest.mark.parametrize("bpm", [60, 120, 160, 180])
def test_one_lost_tick_in_a_hundred_changes_nothing(bpm):
    errors = sorted(error for seed in range(3) for error in follow(steady(bpm, 30), seed, dropped=0.01)[1])
    assert p99(errors) <= 0.002


def test_a_clean_clock_is_followed_cleanly():
    _, errors = follow(steady(120, 20), jitter_s=0.0002)
    assert p99(errors) <= 0.0002


@pytest.mark.parametrize(("first", "last", "seconds"), [(120, 140, 4), (140, 120, 4), (100, 104, 4), (60, 120, 10)])
def test_a_gliding_tempo_is_followed_within_a_few_milliseconds(first, last, seconds):
    follower, errors = follow(gliding(first, last, seconds))
    assert p99(errors) <= 0.005
    assert follower.line.bpm == pytest.approx(last, rel=0.005)


@pytest.mark.parametrize(("first", "last"), [(120, 140), (140, 120)])
def test_a_tempo_that_glides_over_four_bars_is_followed_within_two_milliseconds(first, last):
    seconds = 16 * 60 * 2 / (first + last)
    errors = sorted(error for seed in range(5) for error in follow(gliding(first, last, seconds), seed)[1])
    assert p99(errors) <= 0.002


@pytest.mark.parametrize("bpm", [60, 120, 200])
@pytest.mark.parametrize("gone", [2, 5, 12])
def test_a_burst_of_lost_ticks_is_counted(bpm, gone):
    rng, moments, follower = random.Random(gone), steady(bpm, 40), ClockFollower()
    for n, moment in enumerate(moments):
        if n < 100 or n % 150 >= gone:
            follower.tick(moment + rng.uniform(-JITTER_S, JITTER_S))
    assert follower.line.beat_at(moments[-1]) == pytest.approx((len(moments) - 1) / 24, abs=0.01)


@pytest.mark.parametrize("bpm", [60, 120, 200])
@pytest.mark.parametrize("stall_s", [0.015, 0.03, 0.05, 0.0625, 0.11])
def test_ticks_that_are_held_back_and_come_all_at_once_are_not_counted_twice(bpm, stall_s):
    rng, moments, follower, held = random.Random(1), steady(bpm, 30), ClockFollower(), 0.0
    for n, moment in enumerate(moments):
        if n > 100 and n % 170 == 0:
            held = moment + rng.uniform(0, 0.02) + stall_s
        follower.tick(max(held, moment + rng.uniform(-0.001, 0.001)))
    assert follower.ticks == len(moments) - 1
    assert follower.line.beat_at(moments[-1]) == pytest.approx((len(moments) - 1) / 24, abs=0.003)


def test_a_clock_that_is_shifted_keeps_its_tempo():
    rng, follower = random.Random(3), ClockFollower()
    for n, moment in enumerate(steady(120, 20)):
        follower.tick(moment + rng.uniform(-0.001, 0.001) + (0.009 if n > 480 else 0.0))
        assert n < 96 or follower.line.bpm == pytest.approx(120, rel=0.01)
    assert follower.line.beat_at(19.0 + 0.009) == pytest.approx(38, abs=0.002)


def test_the_tempo_of_a_jittery_clock_stands_still():
    rng, follower, tempos = random.Random(1), ClockFollower(), []
    for n, moment in enumerate(steady(120, 60)):
        follower.tick(moment + rng.uniform(-JITTER_S, JITTER_S))
        if n > 240:
            tempos.append(abs(follower.line.bpm - 120))
    assert sorted(tempos)[int(0.99 * len(tempos))] < 0.2


def test_the_jitter_of_a_clock_is_told():
    rng, follower = random.Random(2), ClockFollower()
    assert follower.jitter == 0
    for moment in steady(120, 30):
        follower.tick(moment + rng.uniform(-JITTER_S, JITTER_S))
    assert follower.jitter == pytest.approx(JITTER_S / 2, rel=0.3)


@pytest.mark.parametrize(("first", "last"), [(120, 60), (60, 120), (120, 90), (120, 126), (100, 150), (120, 40)])
def test_a_tempo_that_jumps_is_taken_up_and_no_tick_miscounted(first, last):
    moments = jumping(first, last)
    follower, _ = follow(moments, jitter_s=0.001)
    assert follower.ticks == len(moments) - 2
    assert follower.line.bpm == pytest.approx(last, rel=0.005)


def test_within_a_beat_the_tempo_is_known():
    follower, _ = follow(steady(97, 0.62), jitter_s=0.0005)
    assert follower.settled
    assert follower.line.bpm == pytest.approx(97, rel=0.01)


def test_before_that_the_tempo_of_before_is_kept():
    follower = ClockFollower(bpm=90)
    for n in range(4):
        follower.tick(n * 0.01)
    assert follower.line.bpm == pytest.approx(90)


def test_one_tick_far_off_is_passed_over():
    moments = steady(120, 10)
    moments[300] += 0.012
    follower = ClockFollower()
    for moment in moments[:301]:
        follower.tick(moment)
    assert follower.line.beat_at(moments[299]) == pytest.approx(299 / 24, abs=0.0005)


def test_ticks_that_stop_are_a_lost_clock():
    follower = ClockFollower()
    assert follower.lost(0.0)
    for moment in steady(120, 2):
        follower.tick(moment)
    assert not follower.lost(2.0 + LOST_S - 0.05)
    assert follower.lost(2.0 + LOST_S + 0.05)


def test_after_a_silence_the_count_goes_on_as_if_it_had_ticked():
    follower = ClockFollower()
    moments = steady(120, 10)
    for n, moment in enumerate(moments):
        if not 96 <= n < 192:  # two seconds of cable pulled
            follower.tick(moment)
    assert follower.ticks == len(moments) - 1
    assert follower.line.bpm == pytest.approx(120, rel=1e-6)


def test_while_it_is_silent_beats_go_on_at_the_last_tempo():
    follower = ClockFollower()
    for moment in steady(150, 4):
        follower.tick(moment)
    assert follower.line.beat_at(60.0) == pytest.approx(150, abs=0.01)


def test_ticks_at_the_period_borders_of_a_sound_server_are_smoothed():
    period_s = 256 / 48_000  # JACK hands MIDI over once a period
    follower = ClockFollower()
    for n, moment in enumerate(steady(117, 30)):
        follower.tick(-(-moment // period_s) * period_s)
        if n > LOCK_TICKS:
            late = (n / 24 - follower.line.beat_at(moment)) * follower.line.seconds_per_beat
            assert -0.001 < late < period_s + 0.001


@pytest.mark.parametrize("moments", [[0.0] * 20, [0, 1e-9, 5, 5, 5, 9, 9.1, 9.1]])
def test_absurd_ticks_leave_a_possible_tempo(moments):
    follower = ClockFollower()
    for moment in moments:
        follower.tick(moment)
    assert isinstance(follower.line, Tempo)
    assert 20 <= round(follower.line.bpm, 6) <= 400
