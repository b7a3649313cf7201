"""The clock in a shared session (Ableton Link), which is simulated: its tempo, its bars, start and stop both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import AddressError, MissingExtra
from bridge.midi.clock import ClockFollower
from bridge.tempo import Meter
from bridge.transport import Told, Transport

F8, FA, FB, FC = b"\xf8", b"\xfa", b"\xfb", b"\xfc"


class Peers:
    """The others: one line of beats. `meet` tells our clock of it, as our peer process would."""

    def __init__(self, bpm=100.0, beat=0.0, moment=0.0, playing=False, count=1):
        self.bpm, self.beat, self.moment, self.playing, self.count = bpm, beat, moment, playing, count
        self.number = 0
        self.asked = []

    def beat_at(self, moment):
        return self.beat + (moment - self.moment) * self.bpm / 60

    def heed(self, clock, now):
        """What our clock wishes happens."""
        for what, number, *values in (wish for wish in clock.wishes() if wish != ("leave",)):
            self.number = number
            self.asked.append((what, *values))
            if what == "tempo":
                self.beat, self.moment, self.bpm = self.beat_at(now), now, values[0]
            elif what == "playing":
                self.playing = bool(values[0])

    def tell(self, clock, now):
        told = Told(self.number, self.bpm, self.beat_at(now), now, self.playing, self.count)
        clock.session_in(told, now)

    def meet(self, clock, now):
        self.heed(clock, now)
        self.tell(clock, now)


def joined(now=0.0, peers=None, meter=Meter(), **options):  # noqa: B008
    clock = Transport(now, 120.0, follower=ClockFollower, link=True, meter=meter, **options)
    clock.set_source("link", now)
    peers = peers or Peers()
    peers.meet(clock, now)
    clock.changes()
    return clock, peers


def test_tempo_and_beat_are_the_sessions():
    clock, peers = joined(5.0, Peers(97.0, 3.3, 4.0))
    assert clock.bpm == 97.0
    for moment in (5.0, 6.1, 100.0):
        assert (clock.beat_at(moment) - peers.beat_at(moment)) % 4 == pytest.approx(0, abs=1e-9)
    assert clock.tempo_known


@given(st.floats(0, 100), st.floats(0, 50), st.sampled_from([Meter(4, 4), Meter(3, 4), Meter(7, 8), Meter(5, 4)]))
def test_joining_steps_back_by_less_than_a_bar_and_bars_agree(moment, beat, meter):
    clock = Transport(0.0, 120.0, follower=ClockFollower, link=True, meter=meter)
    clock.set_source("link", moment)
    before = clock.beat_at(moment)
    Peers(100.0, beat, moment).meet(clock, moment)
    assert before - meter.bar <= clock.beat_at(moment) <= before + 1 / 24 + 1e-9
    apart = (clock.beat_at(moment) - beat) / meter.bar
    assert apart == pytest.approx(round(apart), abs=1e-9)
    assert clock.position_at(moment) >= -1 / 24, "a correction of less than a tick moves it to either side"
    bars = (clock.beat_at(moment) - clock.position_at(moment)) / meter.bar
    assert bars == pytest.approx(round(bars), abs=1e-6)


def test_alone_in_a_session_no_clock_has_come_from_outside():
    clock, _ = joined(peers=Peers(count=0))
    assert not clock.tempo_known
    assert clock.peers == 0


def test_another_tempo_of_a_peer_is_followed_and_told():
    clock, peers = joined()
    clock.beats_until(3.0)
    peers.beat, peers.moment, peers.bpm = peers.beat_at(3.0), 3.0, 133.0
    peers.tell(clock, 3.02)
    assert clock.bpm == 133.0
    assert clock.changes() == ["tempo"]
    assert clock.beat_at(10.0) % 4 == pytest.approx(peers.beat_at(10.0) % 4)


def test_our_tempo_is_proposed_and_acts_at_once():
    clock, peers = joined()
    clock.set_tempo(90.0, 2.0)
    assert clock.bpm == 90.0
    peers.meet(clock, 2.01)
    assert peers.asked[-1] == ("tempo", 90.0)
    assert clock.bpm == peers.bpm == 90.0


def test_what_the_session_said_before_it_heard_us_does_not_undo_it():
    clock, peers = joined()
    clock.set_tempo(90.0, 2.0)
    peers.tell(clock, 2.001)  # its old tempo is on its way already
    assert clock.bpm == 90.0


def test_a_tap_proposes_a_tempo_and_leaves_the_beat():
    clock, peers = joined()
    for moment in (2.13, 2.73, 3.33):
        clock.tap(moment)
        peers.meet(clock, moment + 0.001)
    assert clock.bpm == pytest.approx(100, rel=0.01)
    assert clock.beat_at(5.0) % 4 == pytest.approx(peers.beat_at(5.0) % 4)


def test_a_start_comes_into_force_on_the_sessions_next_downbeat():
    clock, peers = joined()
    clock.stop(1.0)
    peers.meet(clock, 1.0)
    clock.start(3.0)  # beat 5 of the session: the next downbeat is beat 8, at 4.8 s
    peers.meet(clock, 3.0)
    assert peers.playing
    beats = [beat for beat in clock.beats_until(6.1) if beat.due > 4.7]
    assert [(beat.bar, beat.beat) for beat in beats] == [(1, 1), (1, 2), (1, 3)]
    assert beats[0].due == pytest.approx(4.8)


def test_a_peer_that_starts_or_stops_starts_and_stops_us():
    clock, peers = joined()
    clock.stop(1.0)
    peers.meet(clock, 1.0)
    clock.changes()
    peers.playing = True
    peers.tell(clock, 3.0)
    assert clock.playing and clock.changes() == ["start"]
    clock.beats_until(5.0)
    assert clock.position_at(4.8) == pytest.approx(0)
    peers.playing = False
    peers.tell(clock, 6.0)
    assert not clock.playing and clock.changes() == ["stop"]


def test_a_session_that_stands_does_not_stop_who_joins_it():
    clock, _ = joined(peers=Peers(playing=False))
    assert clock.playing


def test_stop_is_told_to_the_session():
    clock, peers = joined()
    clock.stop(1.0)
    clock.start(2.0)
    clock.stop(3.0)
    peers.heed(clock, 3.0)
    assert [asked for asked in peers.asked if asked[0] == "playing"] == [("playing", 0), ("playing", 1), ("playing", 0)]
    assert not peers.playing


def test_continue_goes_on_with_the_bar_in_which_it_stopped():
    clock, peers = joined()
    clock.beats_until(3.1)
    clock.stop(3.1)  # beat 5.17: bar 2
    peers.meet(clock, 3.1)
    clock.beats_until(6.0)
    clock.continue_(6.0)  # beat 10
    peers.meet(clock, 6.0)
    beats = [beat for beat in clock.beats_until(8.0) if beat.due > 7.1]
    assert (beats[0].bar, beats[0].beat, beats[0].due) == (2, 1, pytest.approx(7.2))


def test_locate_keeps_the_sessions_bars():
    clock, peers = joined()
    clock.beats_until(3.0)
    clock.locate(34, 3.0)  # in bar 9
    peers.meet(clock, 3.0)
    beats = [beat for beat in clock.beats_until(5.0) if beat.due > 4.7]
    assert (beats[0].bar, beats[0].beat, beats[0].due) == (9, 1, pytest.approx(4.8))


def test_the_meter_is_the_sessions_quantum():
    clock, peers = joined()
    clock.set_meter(3, 4, 2.0)
    peers.meet(clock, 2.0)
    assert ("quantum", 3.0) in peers.asked
    assert (clock.beat_at(2.0) - peers.beat_at(2.0)) % 3 == pytest.approx(0, abs=1e-9)


def test_the_offset_shifts_the_session():
    clock, peers = joined()
    clock.set_offset(20)
    peers.tell(clock, 1.0)
    assert (clock.beat_at(1.02) - peers.beat_at(1.0)) % 4 == pytest.approx(0, abs=1e-9)


def test_a_silent_session_is_lost_and_its_beats_go_on():
    clock, peers = joined()
    assert not clock.lost(1.0)
    assert clock.lost(5.0)
    assert clock.beat_at(60.0) % 4 == pytest.approx(peers.beat_at(60.0) % 4)


def test_a_new_process_is_told_tempo_and_quantum():
    clock, peers = joined(meter=Meter(3, 4))
    peers.asked.clear()
    clock.rejoin()
    peers.heed(clock, 2.0)
    assert peers.asked == [("join", clock.bpm, 3.0)]


def test_back_to_internal_the_beats_go_on_and_nothing_more_is_wished():
    clock, peers = joined()
    clock.set_source("internal", 2.0)
    assert clock.beat_at(2.0) % 4 == pytest.approx(peers.beat_at(2.0) % 4)
    clock.set_tempo(80, 2.0)
    peers.tell(clock, 2.1)
    assert clock.bpm == 80
    assert clock.wishes() == [("leave",)]
    assert clock.wishes() == []


def test_without_the_part_nothing_changes():
    clock = Transport(0.0, follower=ClockFollower)
    with pytest.raises(MissingExtra, match="'link'"):
        clock.set_source("link", 0.0)
    assert clock.source == "internal" and clock.wishes() == []


def test_a_scene_does_not_set_everybodys_tempo():
    clock, peers = joined()
    clock.restore({"/clock/tempo": (60.0,)}, 1.0)
    peers.meet(clock, 1.0)
    assert clock.bpm == 100.0


def test_under_midi_a_tempo_is_still_refused():
    clock, _ = joined()
    clock.set_source("midi", 1.0)
    with pytest.raises(AddressError):
        clock.set_tempo(90, 1.0)


def test_midi_clock_leaves_in_the_sessions_time_and_starts_on_its_downbeat():
    clock, peers = joined()
    clock.send_midi_clock(True, 1.0)
    clock.stop(1.0)
    clock.start(3.0)
    peers.meet(clock, 3.0)
    out = []
    for n in range(60):
        now = 3.0 + n * 0.05
        clock.beats_until(now + 0.1)
        out += clock.ticks_until(now + 0.1)
    ((started, _),) = [item for item in out if item[1] == FA]
    assert started == pytest.approx(4.799, abs=1e-6)
    assert FB not in [data for _, data in out]
    ticks = [due for due, data in out if data == F8]
    assert any(due == pytest.approx(4.8, abs=1e-6) for due in ticks)
    assert all(due * 100 / 60 * 24 == pytest.approx(round(due * 100 / 60 * 24), abs=1e-4) for due in ticks)


commands = st.one_of(
    st.tuples(st.just("set_tempo"), st.floats(20, 400)),
    st.tuples(st.just("locate"), st.floats(1, 1000)),
    st.tuples(st.sampled_from(["start", "stop", "continue_", "tap"])),
    st.tuples(st.just("set_meter"), st.integers(1, 7), st.sampled_from([4, 8])),
    st.tuples(st.just("peers"), st.floats(20, 400), st.floats(0, 1000), st.booleans()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(0.001, 3), commands), max_size=12))
def test_whatever_happens_our_downbeats_are_the_sessions(performance):
    clock, peers = joined()
    now = 0.0
    for wait, (command, *arguments) in performance:
        now += wait
        clock.beats_until(now + 0.05)
        if command == "peers":
            peers.bpm, peers.beat, peers.moment, peers.playing = arguments[0], arguments[1], now, arguments[2]
        else:
            getattr(clock, command)(*arguments, now)
        peers.meet(clock, now)
        for a, b in ((clock.beat_at(now), peers.beat_at(now)), (clock.beat_at(now), clock.position_at(now))):
            bars = (a - b) / clock.beats_per_bar
            assert bars == pytest.approx(round(bars), abs=1e-6)
        assert clock.next_moment() > now - 1e-6
