"""A model that is late: the music goes on, and says on what."""

from itertools import pairwise

import pytest

from bridge.players.ladder import TOO_MANY, Ladder
from bridge.players.memory import PhraseMemory
from bridge.tokens import Event

BEAT = 48


def steps(room) -> list[tuple]:
    """What was said at /music/out/ladder."""
    return [said[2:] for said in room.said if said[1] == "/music/out/ladder"]


def play_a_phrase(room, *pitches, seconds=0.4) -> None:
    for pitch in pitches:
        room.key(pitch, seconds)
        room.wait(0.5 - seconds)


# --- a turn ---------------------------------------------------------------------------------------------------------


def test_a_reply_that_does_not_come_is_the_phrase_itself(room):
    room.silent = True
    play_a_phrase(room, 60, 62, 64, 65)
    room.wait(4)
    assert [pitch for _, pitch, _ in room.heard()] == [60, 62, 64, 65] and steps(room)[0] == (3, "phrase")


def test_the_phrase_stands_where_the_reply_would(room):
    room.transport.tempo_known, room.silent = True, True
    play_a_phrase(room, 60, 62, 64, 65)
    room.wait(4)
    first = room.heard()[0][0]
    assert first == pytest.approx(round(first * 2) / 2, abs=0.03)  # a beat is 0.5 s


def test_what_stands_in_lasts_no_longer_than_the_reply(room):
    room.silent = True
    play_a_phrase(room, 60, 62, 64, 65)
    room.wait(20)
    assert room.heard()[-1][2] < 2 + 0.6 + 2.5  # the phrase, the pause, as long again


def test_a_model_that_answers_is_live_again(room):
    room.delay = 1.2
    play_a_phrase(room, 60, 62, 64, 65)
    room.wait(4)
    room.delay = 0.0
    play_a_phrase(room, 60, 62)
    room.wait(2)
    assert steps(room)[0] == (3, "phrase") and steps(room)[-1] == (0, "live")


def test_a_slow_model_goes_on_from_what_stood_in(room):
    room.delay = 1.2
    play_a_phrase(room, *[60, 62, 64, 65] * 2)
    room.wait(6)
    pitches = [pitch for _, pitch, _ in room.heard()]
    assert pitches[:2] == [60, 62] and 72 in pitches


def test_a_slow_model_never_leaves_a_bar_empty(room):
    room.delay = 0.7
    room.player.set_mode("solo")
    room.wait(20)
    onsets = [on for on, _, _ in room.heard()]
    assert max(b - a for a, b in pairwise(onsets)) <= 2.0


def test_a_plan_that_is_thought_out_again_plays_until_the_new_one_is_there(room):
    room.player.parameters["yield"] = 0
    room.melody = tuple((beat, 72 + beat, 1) for beat in range(8))
    room.player.parameters["length"] = 8.0
    play_a_phrase(room, 60, 62, 64, 65)
    room.wait(0.7)  # the reply sounds
    room.silent = True
    room.key(48, 0.1)  # heard, not yielded to: the rest is thought out again, and the model says nothing
    room.wait(1.2)
    assert steps(room) == [(1, "older")] and [p for _, p, _ in room.heard()][:4] == [72, 73, 74, 75]


def test_what_stands_in_keeps_to_the_scale_and_the_register(room):
    room.silent = True
    room.player.parameters.update(scale="C major", low=72, high=83)
    play_a_phrase(room, 61, 63, 66)
    room.wait(4)
    pitches = [pitch for _, pitch, _ in room.heard()]
    assert pitches and all(72 <= pitch <= 83 and pitch % 12 in (0, 2, 4, 5, 7, 9, 11) for pitch in pitches)


def test_without_a_phrase_the_last_harmony_is_held(room):
    room.melody = ((0, 72, 1), (0, 64, 1))
    room.player.answer()
    room.wait(0.1)
    room.player.turn.memory.forget()
    room.silent = True
    room.player.parameters["yield"] = 0
    room.player.turn.think_again()
    room.wait(3)
    assert (4, "hold") in steps(room) and [p for _, p, _ in room.heard()][2:4] == [64, 72]


def test_every_note_that_stood_in_ends(room):
    room.silent = True
    play_a_phrase(room, 60, 62, 64, 65)
    room.wait(1)
    room.player.stop()
    room.wait(5)
    assert all(off <= room.time for _, _, off in room.heard())


def test_an_open_ended_turn_leaves_the_model_room_beyond_what_it_heard_last(room):
    """Without it the model is done at once, with nothing, and is asked again for ever."""
    room.player.set_mode("solo")
    room.wait(1)
    far = room.player.mind.last_tick + 20 * BEAT
    room.player.mind.append(Event(far, 48, BEAT, 90))
    room.player.turn.think_again()
    room.player.mind.append(Event(far, 48, BEAT, 90))  # a human's note, on the human's own pulse
    room.player.turn.settle(room.time, True)
    assert room.asked[-1]["until_tick"] > far


# --- accompaniment --------------------------------------------------------------------------------------------------


@pytest.fixture
def duo(room):
    room.player.set_mode("accompany")
    room.chord = (57, 52)
    room.key(60)
    room.silent = True
    return room


def test_a_late_accompaniment_takes_the_intervals_of_the_one_before(duo):
    duo.key(62, 0.3)
    assert [(on, pitch) for on, pitch, _ in duo.heard()][2:] == [(0.3, 54), (0.3, 59)] and steps(duo) == [(3, "phrase")]


def test_its_voices_end_with_the_key(duo):
    duo.key(62, 0.3)
    duo.wait(1)
    assert [off for _, _, off in duo.heard()][2:] == [0.5, 0.5]


def test_a_voice_that_comes_even_later_is_not_heard(duo):
    duo.silent, duo.delay = False, 0.2
    duo.key(62, 0.5)
    assert len(duo.heard()) == 4


def test_the_first_accompaniment_that_is_late_has_nothing_to_go_by(room):
    room.player.set_mode("accompany")
    room.silent = True
    room.key(60, 0.3)
    assert room.heard() == [] and steps(room) == [(4, "hold")]


# --- the ladder and the memory --------------------------------------------------------------------------------------


def test_a_model_that_is_late_too_often_is_relieved_once():
    asked = []
    ladder = Ladder(lambda level, word: None, lambda: asked.append("please"))
    for _ in range(TOO_MANY + 5):
        ladder.late(3)
    assert asked == ["please"]


def test_now_and_then_is_not_too_often():
    asked = []
    ladder = Ladder(lambda level, word: None, lambda: asked.append("please"))
    for _ in range(TOO_MANY * 3):
        ladder.late(3)
        for _ in range(6):
            ladder.in_time()
    assert asked == []


def test_a_smaller_package_in_time_is_the_second_step():
    told = []
    ladder = Ladder(lambda level, word: told.append((level, word)), lambda: None)
    ladder.relieved()
    ladder.late(3)
    ladder.in_time()
    assert told == [(2, "smaller"), (3, "phrase"), (2, "smaller")]


def test_a_phrase_goes_round_in_whole_beats():
    memory = PhraseMemory()
    memory.heard([Event(100, 60, 40, 90), Event(150, 62, 40, 90)])
    assert [(e.tick, e.pitch) for e in memory.between(0, 4 * BEAT, 0)] == [(0, 60), (50, 62), (96, 60), (146, 62)]


def test_without_a_phrase_the_last_reply_is_remembered():
    memory = PhraseMemory()
    memory.replied([Event(7, 72, BEAT, 90)])
    assert [(e.tick, e.pitch) for e in memory.between(0, BEAT, 0)] == [(0, 72)]


# --- planning ahead by what the model has shown to need ---------------------------------------------------------------


def test_what_the_model_needs_is_learned_until_it_is_in_time(room):
    room.delay = 0.8
    for _ in range(4):
        room.player.strike(62, 90)
        room.wait(3.0)  # the key is held, the phrase ends 2.4 s after it
        room.player.release(62)
        room.wait(2.0)
    assert steps(room)[0] == (3, "phrase") and steps(room)[-1] == (0, "live")


def test_a_slow_model_has_its_turn_of_a_trade_made_in_time(room):
    room.transport.tempo_known, room.delay = True, 0.8
    room.player.parameters["length"] = 8.0
    room.player.set_mode("trade")
    for _ in range(4):
        for _ in range(4):
            room.key(60, 0.3)
            room.wait(0.2)
        room.wait(6.0)  # the rest of our turn, and the machine's
    assert room.player.ladder.missed <= 1 and steps(room)[-1:] != [(3, "phrase")]
