"""The clock: what commands and incoming ticks do to tempo, bars, start and stop."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import AddressError, MissingExtra
from bridge.intents import ClockContinue, ClockStart, ClockStop, ClockTick, SongPosition
from bridge.midi.clock import ClockFollower
from bridge.tempo import Meter, bar_and_beat
from bridge.transport import Beat, Transport

F8, FA, FB, FC = b"\xf8", b"\xfa", b"\xfb", b"\xfc"


def transport(now=0.0, bpm=120.0, **options):
    return Transport(now, bpm, follower=ClockFollower, **options)


def counted(beats):
    return [(beat.bar, beat.beat) for beat in beats]


# --- Beats ------------------------------------------------------------------------------------------------------------


def test_beats_begin_with_the_first_moment():
    clock = transport(now=10.0)
    assert clock.beats_until(11.1) == [Beat(10.0, 1, 1, 120.0), Beat(10.5, 1, 2, 120.0), Beat(11.0, 1, 3, 120.0)]


def test_no_beat_is_handed_out_twice():
    clock = transport()
    assert counted(clock.beats_until(1.2)) == [(1, 1), (1, 2), (1, 3)]
    assert counted(clock.beats_until(1.2)) == []
    assert counted(clock.beats_until(2.2)) == [(1, 4), (2, 1)]


def test_six_eight_shows_six_eighths():
    clock = transport(bpm=60, meter=Meter(6, 8))
    assert [(b.due, b.bar, b.beat) for b in clock.beats_until(3.6)][-3:] == [(2.5, 1, 6), (3.0, 2, 1), (3.5, 2, 2)]
    assert clock.beats_per_bar == 3


def test_another_tempo_moves_the_beats_that_have_not_been_handed_out():
    clock = transport()
    clock.beats_until(0.6)
    clock.set_tempo(60, 0.75)
    assert [beat.due for beat in clock.beats_until(3)] == [1.25, 2.25]


def test_the_next_moment_is_that_of_the_next_beat():
    clock = transport()
    clock.beats_until(0.1)
    assert clock.next_moment() == 0.5


def test_another_meter_starts_no_beat_twice():
    clock = transport()
    handed = clock.beats_until(2.3)  # bar 2, beat 1 was at 2.0
    clock.set_meter(3, 4, 2.2)
    assert counted(clock.beats_until(4.1)) == [(2, 3), (3, 1), (3, 2), (3, 3)]
    assert handed[-1].due == 2.0


def test_another_meter_leaves_the_position():
    clock = transport()
    clock.start(1.3)
    clock.set_meter(3, 4, 7.0)
    assert clock.position_at(7.0) == pytest.approx(11.4)
    assert bar_and_beat(clock.position_at(7.0), clock.meter) == (4, 3)


# --- Tempo ------------------------------------------------------------------------------------------------------------


def test_a_tempo_is_known_once_it_has_been_set():
    clock = transport()
    assert not clock.tempo_known
    clock.set_tempo(120, 1.0)
    assert clock.tempo_known


@pytest.mark.parametrize(("asked", "got"), [(5, 20), (1000, 400), (133.5, 133.5)])
def test_a_tempo_is_clamped(asked, got):
    clock = transport()
    clock.set_tempo(asked, 0.0)
    assert clock.bpm == got


def test_changes_are_told_once():
    clock = transport()
    clock.set_tempo(90, 0)
    clock.set_meter(3, 4, 0)
    clock.set_meter(3, 4, 0)
    assert clock.changes() == ["tempo", "meter"]
    assert clock.changes() == []


@pytest.mark.parametrize(("beats", "unit"), [(0, 4), (33, 4), (4, 3), (4, 64)])
def test_a_meter_that_is_none_is_refused_and_changes_nothing(beats, unit):
    clock = transport()
    with pytest.raises(AddressError, match="allowed are 1–32 beats"):
        clock.set_meter(beats, unit, 0)
    assert clock.meter == Meter(4, 4)


# --- Taps -------------------------------------------------------------------------------------------------------------


def tapped(*moments):
    clock = transport()
    for moment in moments:
        clock.tap(moment)
    return clock


def test_one_tap_sets_no_tempo():
    assert not tapped(1.0).tempo_known


def test_two_taps_set_the_tempo():
    clock = tapped(1.0, 1.6)
    assert clock.bpm == pytest.approx(100)
    assert clock.tempo_known


def test_the_median_forgives_one_bad_tap():
    assert tapped(0, 0.5, 1.0, 1.7, 2.2, 2.7).bpm == pytest.approx(120)


def test_a_new_tempo_wins_after_three_taps():
    assert tapped(0, 1, 2, 3, 4, 4.5, 5.0, 5.5).bpm == pytest.approx(120)


def test_a_pause_of_three_seconds_begins_anew():
    assert tapped(0, 0.5, 3.6, 4.6).bpm == pytest.approx(60)


def test_a_bouncing_pedal_counts_once():
    assert tapped(0, 0.02, 0.5, 0.53, 1.0).bpm == pytest.approx(120)


def test_the_beat_falls_on_the_tap():
    clock = tapped(10.13, 10.73, 11.33)
    assert clock.position_at(11.33) % 1 == pytest.approx(0, abs=1e-9)


@given(st.lists(st.floats(0.16, 2.9), min_size=1, max_size=12))
def test_taps_skip_no_beat_and_repeat_none(gaps):
    clock, moment, beats = transport(), 0.0, []
    for gap in gaps:
        moment += gap
        beats += clock.beats_until(moment)
        clock.tap(moment)
    beats += clock.beats_until(moment + 5)
    assert counted(beats) == [(n // 4 + 1, n % 4 + 1) for n in range(len(beats))]


# --- Start, stop, continue, locate ------------------------------------------------------------------------------------


def test_start_is_bar_one_beat_one_now():
    clock = transport()
    clock.beats_until(5.3)
    clock.start(5.3)
    assert clock.beats_until(6.0) == [Beat(5.3, 1, 1, 120), Beat(5.8, 1, 2, 120)]


@given(st.floats(0, 100), st.sampled_from([Meter(4, 4), Meter(3, 4), Meter(7, 8), Meter(5, 16)]))
def test_on_the_players_line_a_start_is_a_downbeat_and_nothing_is_skipped(moment, meter):
    clock = transport(meter=meter)
    before = clock.beat_at(moment)
    clock.start(moment)
    after = clock.beat_at(moment)
    assert before - meter.bar < after <= before + 1 / 24
    assert after / meter.bar == pytest.approx(round(after / meter.bar), abs=1e-6)


def test_stopped_beats_go_on():
    clock = transport()
    clock.stop(0.9)
    assert not clock.playing
    assert counted(clock.beats_until(2.1)) == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1)]


def test_a_stop_is_told_though_the_transport_stands_already():
    clock = transport()
    clock.stop(0.9)
    clock.changes()
    clock.stop(1.5)
    assert clock.changes() == ["stop"]
    clock.continue_(2.0)
    assert clock.position_at(2.0) == pytest.approx(1.8)


def test_continue_goes_on_where_it_stopped():
    clock = transport()
    clock.stop(3.25)  # 6.5 beats in
    clock.continue_(20.0)
    assert clock.position_at(20.0) == pytest.approx(6.5)
    assert clock.playing
    assert counted(clock.beats_until(20.3))[-1:] == [(2, 4)]


def test_continue_while_it_runs_does_nothing():
    clock = transport()
    clock.continue_(3.3)
    assert clock.position_at(3.3) == pytest.approx(6.6)
    assert clock.changes() == []


def test_locate_counts_from_one():
    clock = transport()
    clock.locate(5, 1.1)
    assert clock.beats_until(1.2)[-1] == Beat(pytest.approx(1.1), 2, 1, 120)


def test_locate_while_stopped_is_where_continue_goes_on():
    clock = transport()
    clock.stop(1.0)
    clock.locate(9, 2.0)
    clock.continue_(7.7)
    assert bar_and_beat(clock.position_at(7.7), clock.meter) == (3, 1)


# --- Sources ----------------------------------------------------------------------------------------------------------


def test_under_midi_the_tempo_cannot_be_set_or_tapped():
    clock = transport()
    clock.set_source("midi", 0)
    for command in (lambda: clock.set_tempo(90, 1), lambda: clock.tap(1)):
        with pytest.raises(AddressError, match="comes from the MIDI clock"):
            command()
    assert clock.bpm == 120


def test_link_without_its_part_is_one_sentence():
    clock = transport()
    with pytest.raises(MissingExtra, match="needs the optional part 'link'"):
        clock.set_source("link", 0)
    assert clock.source == "internal"


def test_an_unknown_source_is_refused():
    with pytest.raises(AddressError, match="allowed are internal, midi, link"):
        transport().set_source("smpte", 0)


def test_midi_without_midi_is_refused():
    with pytest.raises(AddressError, match="MIDI, which is off"):
        Transport(0.0).set_source("midi", 0)


def following(bpm=100.0, offset_ms=0.0):
    clock = transport()
    clock.set_source("midi", 0.0)
    clock.set_offset(offset_ms)
    clock.changes()
    return clock


def tick(clock, first, count, bpm=100.0, rng=None, port="daw"):
    """`count` ticks from the moment `first` on; the moment of the next one."""
    for n in range(count):
        off = rng.uniform(-0.003, 0.003) if rng else 0.0
        clock.clock_in(ClockTick(), first + n * 60 / bpm / 24 + off, port)
    return first + count * 60 / bpm / 24


def test_a_clock_from_outside_gives_the_tempo():
    clock = following()
    assert not clock.tempo_known
    tick(clock, 1.0, 48)
    assert clock.bpm == pytest.approx(100)
    assert clock.tempo_known
    assert "tempo" in clock.changes()


def test_after_a_start_from_outside_the_first_tick_is_the_first_beat():
    clock = following()
    clock.beats_until(3.0)
    moment = tick(clock, 1.0, 81)
    clock.clock_in(ClockStart(), moment - 0.01, "daw")
    tick(clock, moment, 60)
    beats = [beat for beat in clock.beats_until(moment + 1.6) if beat.due > moment - 0.01]
    assert counted(beats) == [(1, 1), (1, 2), (1, 3)]
    assert beats[0].due == pytest.approx(moment, abs=0.001)
    assert clock.beat_at(moment) == pytest.approx(4, abs=0.001)
    assert clock.changes().count("start") == 1


def test_a_start_is_known_at_its_very_first_tick():
    clock = following()
    clock.clock_in(ClockStart(), 5.0)
    tick(clock, 5.02, 1, port="")
    assert clock.position_at(5.02) == pytest.approx(0, abs=1e-9)


def test_a_jittery_start_stands_on_its_bar():
    clock, rng = following(), random.Random(1)
    moment = tick(clock, 1.0, 240, rng=rng)
    clock.clock_in(ClockStart(), moment - 0.005, "daw")
    tick(clock, moment, 97, rng=rng)
    assert clock.position_at(moment + 4 * 0.6) == pytest.approx(4, abs=0.004)


def test_stop_from_outside_and_continue_go_on_at_the_next_tick():
    clock = following()
    clock.clock_in(ClockStart(), 1.0, "daw")
    moment = tick(clock, 1.0, 30)
    clock.clock_in(ClockStop(), moment - 0.001, "daw")
    assert not clock.playing
    moment = tick(clock, moment, 100)
    clock.clock_in(ClockContinue(), moment - 0.001, "daw")
    tick(clock, moment, 1)
    assert clock.position_at(moment) == pytest.approx(30 / 24, abs=1e-3)
    assert clock.changes() == ["start", "tempo", "stop", "continue"]


def test_a_song_position_is_where_continue_begins():
    clock = following()
    tick(clock, 1.0, 48)
    clock.clock_in(ClockStop(), 2.5, "daw")
    clock.clock_in(SongPosition(4 * 4 * 2), 2.6, "daw")
    clock.clock_in(ClockContinue(), 2.65, "daw")
    tick(clock, 2.7, 1)
    assert bar_and_beat(clock.position_at(2.7 + 1e-3), clock.meter) == (3, 1)


def test_a_lost_clock_goes_on_at_its_tempo():
    clock = following()
    clock.clock_in(ClockStart(), 1.0, "daw")
    moment = tick(clock, 1.0, 96)
    assert not clock.lost(moment)
    assert clock.lost(moment + 2)
    assert clock.position_at(1.0 + 60) == pytest.approx(100, abs=0.01)
    assert len(clock.beats_until(61.01)) >= 100


def test_a_clock_that_comes_back_finds_its_beat():
    clock = following()
    clock.clock_in(ClockStart(), 1.0, "daw")
    moment = tick(clock, 1.0, 96)
    tick(clock, moment + 1.2, 48)  # two beats of cable pulled
    assert clock.position_at(1.0 + 7 * 0.6) == pytest.approx(7, abs=0.01)


def test_one_port_is_followed_at_a_time():
    clock = following()
    for n in range(96):
        clock.clock_in(ClockTick(), 1.0 + n * 0.025, "daw")
        clock.clock_in(ClockTick(), 1.007 + n * 0.025, "drum machine")
    clock.clock_in(ClockStop(), 3.4, "drum machine")
    assert clock.bpm == pytest.approx(100)
    assert clock.playing


def test_another_port_takes_over_when_the_first_is_lost():
    clock = following()
    moment = tick(clock, 1.0, 48, port="daw")
    tick(clock, moment + 2, 48, bpm=140, port="drum machine")
    assert clock.bpm == pytest.approx(140, rel=0.01)


def test_the_offset_shifts_an_incoming_clock():
    clock = following(offset_ms=20)
    clock.clock_in(ClockStart(), 1.0, "daw")
    tick(clock, 1.0, 48)
    assert clock.position_at(1.02) == pytest.approx(0, abs=1e-6)
    clock.set_offset(-30)
    assert clock.position_at(0.97) == pytest.approx(0, abs=1e-6)


def test_ticks_mean_nothing_while_the_source_is_internal():
    clock = transport()
    tick(clock, 1.0, 48)
    clock.clock_in(ClockStop(), 3, "daw")
    assert clock.bpm == 120 and clock.playing and not clock.tempo_known


def test_taking_up_a_clock_moves_the_line_by_less_than_a_tick():
    clock = following()
    before = clock.beat_at(7.77)
    tick(clock, 7.77, 1)
    assert clock.beat_at(7.77) == pytest.approx(before, abs=1 / 48 + 1e-9)


def test_back_to_internal_the_beats_go_on():
    clock = following()
    moment = tick(clock, 1.0, 96)
    before = clock.beat_at(moment)
    clock.set_source("internal", moment)
    assert clock.beat_at(moment) == before
    clock.set_tempo(80, moment)
    assert clock.bpm == 80


# --- MIDI clock out ---------------------------------------------------------------------------------------------------


def sending(now=0.0, bpm=125.0):  # a tick every 20 ms
    clock = transport(now, bpm)
    clock.send_midi_clock(True, now)
    return clock


def test_nothing_is_sent_unless_asked():
    assert transport().ticks_until(10) == []


def test_the_first_tick_comes_right_after_the_start():
    assert [data for _, data in sending().ticks_until(0.05)] == [FA, F8, F8, F8]


def test_a_beat_has_24_ticks_at_equal_distance():
    ticks = [due for due, data in sending().ticks_until(0.47) if data == F8]
    assert ticks == pytest.approx([n * 0.02 for n in range(24)])


def test_another_tempo_moves_the_ticks_that_have_not_been_handed_out():
    clock = sending()
    clock.ticks_until(0.05)
    clock.set_tempo(62.5, 0.05)
    assert [due for due, _ in clock.ticks_until(0.12)] == pytest.approx([0.07, 0.11])


def test_a_start_waits_for_the_first_tick_that_has_not_been_handed_out():
    clock = sending()
    clock.ticks_until(1.05)
    clock.start(1.0)
    assert [(round(due, 6), data) for due, data in clock.ticks_until(1.09)] == [(1.059, FA), (1.06, F8), (1.08, F8)]
    assert clock.position_at(1.06) == pytest.approx(0, abs=1e-9)
    assert clock.beats_until(1.1)[-1].due == pytest.approx(1.06)


def test_a_machine_that_missed_the_start_falls_in_right_before_the_tick_of_its_place():
    clock = sending()  # a sixteenth every 120 ms
    assert clock.joining(1.0) == [(1.0, FC), (pytest.approx(1.079), bytes((0xF2, 9, 0))), (pytest.approx(1.079), FB)]


def test_a_machine_that_falls_in_is_told_where_the_song_is():
    clock = sending()
    clock.locate(41, 0.5)
    told = clock.joining(2.0)[1]
    assert told[1][1] | told[1][2] << 7 == round((clock.position_at(told[0] + 0.001)) * 4)


def test_nobody_falls_in_while_the_transport_stands_or_nothing_is_sent():
    clock = sending()
    clock.stop(1.0)
    assert clock.joining(1.0) == [] and transport().joining(1.0) == []


def test_stop_is_told_and_ticks_go_on():
    clock = sending()
    clock.ticks_until(0.05)
    clock.stop(0.05)
    assert [data for _, data in clock.ticks_until(0.09)] == [FC, F8, F8]


def test_continue_tells_the_place_at_a_sixteenth():
    clock = sending()
    clock.ticks_until(0.5)
    clock.stop(0.5)  # 25 ticks in
    clock.ticks_until(1.0)
    clock.continue_(1.0)
    out = clock.ticks_until(1.2)
    told = [data for _, data in out if data != F8]
    assert told == [b"\xf2\x05\x00", FB]
    before = out.index(next(item for item in out if item[1] == FB))
    assert clock.position_at(out[before + 1][0]) == pytest.approx(5 / 4)


def test_locate_while_it_runs_stops_places_and_continues():
    clock = sending()
    clock.ticks_until(0.5)
    clock.locate(5, 0.5)
    told = [data for _, data in clock.ticks_until(0.8) if data != F8]
    assert told == [FC, b"\xf2\x10\x00", FB]


def test_locate_while_stopped_only_tells_the_place():
    clock = sending()
    clock.stop(0.0)
    clock.ticks_until(0.5)
    clock.locate(5, 0.5)
    assert [data for _, data in clock.ticks_until(0.8) if data != F8] == [b"\xf2\x10\x00"]


def test_under_another_source_nothing_is_sent_and_followers_are_stopped():
    clock = sending()
    clock.ticks_until(0.1)
    clock.set_source("midi", 0.1)
    assert [data for _, data in clock.ticks_until(1.0)] == [FC]
    clock.set_source("internal", 1.0)
    assert F8 in [data for _, data in clock.ticks_until(1.1)]


commands = st.one_of(
    st.tuples(st.just("set_tempo"), st.floats(20, 400)),
    st.tuples(st.just("locate"), st.floats(1, 1000)),
    st.tuples(st.sampled_from(["start", "stop", "continue_", "tap"])),
    st.tuples(st.just("set_meter"), st.integers(1, 7), st.sampled_from([4, 8])),
)


class Machine:
    """Another machine that follows MIDI clock to the letter."""

    def __init__(self):
        self.ticks, self.running, self.due = 0, False, -1.0

    def hear(self, due, data):
        assert due >= self.due, "out of order"
        self.due = due
        if data == FA:
            self.ticks, self.running = 0, True
        elif data == FB:
            self.running = True
        elif data == FC:
            self.running = False
        elif data[0] == 0xF2:
            assert not self.running
            self.ticks = (data[1] | data[2] << 7) * 6
        elif self.running:
            self.ticks += 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(0.001, 3), commands), max_size=12))
def test_a_machine_that_follows_our_clock_is_where_we_are(performance):
    clock, machine, now = sending(), Machine(), 0.0
    for wait, (command, *arguments) in performance:
        now += wait
        for due, data in clock.ticks_until(now + 0.05):
            machine.hear(due, data)
        getattr(clock, command)(*arguments, now)
    clock.continue_(now)
    for due, data in clock.ticks_until(now + 3):  # past the next sixteenth at any tempo
        machine.hear(due, data)
    assert machine.running
    here = clock.position_at(machine.due) * 24
    assert min(abs(machine.ticks - 1 - here), abs(machine.ticks - here)) < 0.01 or here / 6 > (1 << 14)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(0.001, 3), commands), max_size=12))
def test_whatever_happens_line_and_position_differ_by_whole_bars(performance):
    clock, now = transport(), 0.0
    for wait, (command, *arguments) in performance:
        now += wait
        clock.beats_until(now + 0.05)
        getattr(clock, command)(*arguments, now)
        bars = (clock.beat_at(now) - clock.position_at(now)) / clock.beats_per_bar
        assert bars == pytest.approx(round(bars), abs=1e-6)
        assert clock.next_moment() > now - 1e-6


# --- Scenes -----------------------------------------------------------------------------------------------------------


def test_a_scene_brings_back_the_clock():
    clock = transport()
    clock.set_tempo(97, 0)
    clock.set_meter(7, 8, 0)
    clock.set_offset(12)
    scene = clock.snapshot()
    clock.set_tempo(60, 1)
    clock.set_meter(4, 4, 1)
    clock.set_offset(0)
    clock.restore(scene, 2)
    assert clock.snapshot() == scene


def test_a_scene_does_not_touch_a_tempo_from_outside():
    clock = following()
    tick(clock, 1.0, 48)
    clock.restore({"/clock/tempo": (60.0,)}, 3)
    assert clock.bpm == pytest.approx(100)
