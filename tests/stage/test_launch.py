"""Quantised, everything begins on the bars of the clock, whoever has moved them. A whole stage in virtual time."""

import pytest

from bridge.intents import ClockContinue, ClockStart, ClockStop, ClockTick, SongPosition

BPM = 120.0
TICK_S = 60 / BPM / 24


class Daw:
    """Another machine that leads: ticks at its moments, other clock messages between them."""

    def __init__(self, room):
        self.room = room
        room.send("/clock/source", "midi")

    def tick(self, count):
        for _ in range(count):
            self.say(ClockTick())
            self.room.wait(TICK_S)

    def say(self, intent):
        self.room.stage.transport.clock_in(intent, self.room.clock.now(), "daw")
        self.room.stage.wake()


def phrase(room):
    room.send("/music/note", 60, 100)
    room.send("/music/note", 60, 0)


def first_on(room, after):
    return next(moment for moment, _, velocity, _ in room.heard() if velocity and moment > after)


def in_bar(room, moment):
    """Beats since the downbeat, to either side."""
    bar = room.stage.transport.beats_per_bar
    beats = room.stage.transport.position_at(moment) % bar
    return beats if beats < bar / 2 else beats - bar


@pytest.mark.parametrize(("beats", "unit", "quantize"), [(4, 4, 4.0), (3, 4, 3.0), (3, 4, 4.0), (7, 8, 4.0), (4, 4, 8.0)])
def test_a_reply_begins_on_a_downbeat(room, beats, unit, quantize):
    room.listen()
    room.send("/clock/tempo", BPM)
    room.send("/clock/meter", beats, unit)
    room.send("/music/quantize", quantize)
    room.wait(0.7)
    room.send("/clock/start")
    room.wait(1.3)
    phrase(room)
    room.wait(8.0)
    assert in_bar(room, first_on(room, 1.9)) == pytest.approx(0, abs=0.003)


def test_a_grid_within_the_bar_is_counted_from_its_downbeat(room):
    room.listen()
    room.send("/clock/tempo", BPM)
    room.send("/clock/meter", 3, 4)
    room.send("/music/quantize", 2.0)
    room.send("/clock/start")
    room.wait(1.55)  # beat 3.1: beat 1 of bar 2; the phrase ends 0.6 s later, on beat 4.3
    phrase(room)
    room.wait(4.0)
    assert first_on(room, 1.5) == pytest.approx(2.5, abs=0.003), "beat 3 of bar 2, not beat 1 of bar 3"


def test_two_bars_are_counted_from_the_first_bar_of_the_song(room):
    room.listen()
    room.send("/clock/tempo", BPM)
    room.send("/music/quantize", 8.0)
    room.wait(2.5)
    room.send("/clock/start")  # in bar 2 of before
    room.wait(0.5)
    phrase(room)
    room.wait(7.0)
    assert room.stage.transport.position_at(first_on(room, 2.6)) == pytest.approx(8, abs=0.003)


def test_the_start_of_another_machine_moves_the_bars_and_replies_with_them(room):
    room.listen()
    room.send("/music/quantize", 4.0)
    daw = Daw(room)
    daw.tick(24 * 5 + 11)
    daw.say(ClockStart())
    daw.tick(30)
    phrase(room)
    began = room.clock.now()
    daw.tick(24 * 9)
    assert room.stage.transport.position_at(first_on(room, began)) == pytest.approx(4, abs=0.01)


def test_a_song_position_moves_the_bars_and_replies_with_them(room):
    room.listen()
    room.send("/music/quantize", 4.0)
    daw = Daw(room)
    daw.say(ClockStart())
    daw.tick(24 * 2)
    daw.say(ClockStop())
    daw.tick(13)
    daw.say(SongPosition(4 * 6))  # beat 3 of bar 2
    daw.say(ClockContinue())
    daw.tick(6)
    phrase(room)
    began = room.clock.now()
    daw.tick(24 * 6)
    assert room.stage.transport.position_at(first_on(room, began)) == pytest.approx(8, abs=0.01)


@pytest.mark.parametrize("ticks_before", [0, 1, 50, 77, 95])
def test_solo_begins_with_the_first_tick_after_a_start_from_outside(room, ticks_before):
    room.listen()
    daw = Daw(room)
    daw.say(ClockStart())
    daw.tick(24 * 3)
    room.send("/music/mode", "solo")
    daw.tick(48)
    daw.say(ClockStop())
    daw.tick(24 * 4 + ticks_before)
    count = len(room.heard())
    began = room.clock.now()
    daw.say(ClockStart())
    daw.tick(24 * 4)
    assert room.heard()[count][0] - began == pytest.approx(0, abs=0.02), "bar 1, beat 1"


def test_solo_that_is_continued_from_outside_waits_for_the_songs_next_bar(room):
    room.listen()
    daw = Daw(room)
    daw.say(ClockStart())
    daw.tick(24 * 3)
    room.send("/music/mode", "solo")
    daw.tick(48)
    daw.say(ClockStop())
    daw.tick(31)
    daw.say(SongPosition(4 * 5))
    count = len(room.heard())
    daw.say(ClockContinue())
    daw.tick(24 * 6)
    assert room.stage.transport.position_at(room.heard()[count][0]) == pytest.approx(8, abs=0.01)


def test_a_taken_up_clock_quantises_without_being_asked(room):
    daw = Daw(room)
    daw.tick(48)
    room.send("/music/quantize")
    assert ("/music/quantize", 1.0) in room.replies()
