"""A model that is gone: what sounds ends, the player says so, and goes on with what there is until it is back."""

import pytest

from bridge.address import parameters
from bridge.players.ladder import Ladder
from bridge.players.manuscript import Manuscript
from bridge.players.mind import Mind
from bridge.players.motion import Motion
from bridge.tokens import Event


def steps(room) -> list[tuple]:
    return [said[2:] for said in room.said if said[1] == "/music/out/ladder"]


@pytest.fixture
def replying(room):
    """In the middle of a reply of four notes; the first has sounded for 0.1 s."""
    room.player.parameters["length"] = 4.0
    room.melody = tuple((beat, 72 + beat, 1) for beat in range(4))
    room.player.answer()
    room.wait(0.1)
    room.silent = True
    room.player.engine_lost()
    return room


def test_what_sounds_ends_at_once(replying):
    assert [(pitch, off) for _, pitch, off in replying.heard()] == [(72, 0.1)]


def test_the_player_says_so(replying):
    assert steps(replying) == [(4, "hold")]


def test_what_was_planned_plays_on(replying):
    replying.wait(3)
    assert [(round(on, 1), pitch) for on, pitch, _ in replying.heard()] == [(0, 72), (0.5, 73), (1, 74), (1.5, 75)]
    assert steps(replying) == [(4, "hold"), (1, "older")]


def test_a_new_engine_is_told_what_really_sounded_and_is_asked_for_the_rest(replying):
    replying.context.clear()
    replying.silent, replying.melody = False, ((0, 50, 1), (1, 52, 1))
    replying.player.engine_back()
    assert [event[1] for event in replying.context][:1] == [72]
    replying.wait(3)
    assert [pitch for _, pitch, _ in replying.heard()][1:] == [50, 52] and steps(replying)[-1] == (0, "live")


def test_a_phrase_played_meanwhile_is_answered_from_memory(room):
    room.silent = True
    room.player.engine_lost()
    for pitch in (60, 62, 64):
        room.key(pitch, 0.3)
        room.wait(0.2)
    room.wait(4)
    assert [pitch for _, pitch, _ in room.heard()] == [60, 62, 64] and steps(room)[-1] == (3, "phrase")


def test_a_guess_that_died_with_its_model_is_made_again(room):
    room.key(60, 0.3)
    room.wait(0.2)  # the reply is made, not taken
    assert room.player.turn.guessed
    room.silent = True
    room.player.engine_lost()
    room.context.clear()
    room.silent = False
    room.player.engine_back()
    room.wait(3)
    assert [pitch for _, pitch, _ in room.heard()] == [72, 74]


def test_solo_goes_on_from_the_last_phrase(room):
    for pitch in (60, 62, 64):
        room.key(pitch, 0.3)
        room.wait(0.2)
    room.player.set_mode("solo")
    room.wait(2)
    room.silent = True
    room.player.engine_lost()
    before = room.time
    room.wait(6)
    assert max(on for on, _, _ in room.heard()) > before + 5


def test_what_it_does_without_its_model_does_not_call_for_a_smaller_one(room):
    room.silent = True
    room.player.engine_lost()
    for _ in range(8):
        room.key(60, 0.3)
        room.wait(4)
    assert room.relieved == [] and room.player.ladder.missed == 0


def test_how_long_it_was_gone_is_no_measure_of_its_speed(room):
    room.silent = True
    room.player.engine_lost()
    room.key(60, 0.3)
    room.wait(4)
    assert room.player.watch.foresight == 0


def test_the_next_answer_is_the_one_it_would_have_been_without_the_death(room):
    """To the new engine the question, its seed and draw, and the context are the same."""
    values = {row.tail: row.args[0].default for row in parameters("music")} | {"style": "folk"}

    def asked(dies: bool):
        ears = type(room)(melody=room.melody)
        ears.player = type(room.player)("music", ears, dict(values))
        ears.key(60, 0.3)
        ears.wait(3)
        if dies:
            ears.player.engine_lost()
            ears.context.clear()
            ears.player.engine_back()
        ears.key(62, 0.3)
        ears.wait(3)
        return ears.asked[-1], ears.context

    assert asked(True) == asked(False)


def test_a_key_that_waits_for_its_voices_is_asked_of_the_new_engine(room):
    room.player.set_mode("accompany")
    room.chord, room.delay = (57, 52), 1.0
    room.player.strike(60, 90)
    room.wait(0.01)
    room.player.engine_lost()
    room.delay = 0.0
    room.player.engine_back()
    room.wait(0.01)
    assert [pitch for _, pitch, _ in room.heard()] == [52, 57]


def test_a_key_that_waits_for_a_model_that_is_gone_is_answered_by_what_stands_in(room):
    room.player.set_mode("accompany")
    room.chord = (57, 52)
    room.key(60)
    room.silent = True
    room.player.strike(62, 90)
    room.wait(0.01)
    room.player.engine_lost()
    room.wait(0.2)
    assert [pitch for _, pitch, _ in room.heard()][2:] == [54, 59]


# --- less of the context ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "kept"), [(2, [61, 62]), (0, []), (9, [60, 61, 62])])
def test_a_mind_keeps_the_newest_and_their_places(count, kept):
    sent = []
    mind = Mind(sent.append)
    for pitch in (60, 61, 62):
        mind.append(Event(pitch, pitch, 4, 80))
    mind.forget_all_but(count)
    mind.flush()
    assert sent[-1][1] == 0 and [event[1] for event in sent[-1][2]] == kept and len(mind) == 3


@pytest.mark.parametrize(("count", "kept"), [(2, [8, 9]), (0, []), (5, [7, 8, 9])])
def test_a_manuscript_keeps_the_newest(count, kept):
    sent = []
    manuscript = Manuscript(sent.append)
    manuscript.append([7, 8, 9])
    manuscript.forget_all_but(count)
    manuscript.flush()
    assert sent[-1] == ("sync", 0, kept)


@pytest.mark.parametrize(("count", "kept"), [(1, [(0.2,)]), (0, [])])
def test_a_movement_keeps_the_newest(count, kept):
    sent = []
    motion = Motion(sent.append)
    motion.append((0.1,))
    motion.append((0.2,))
    motion.forget_all_but(count)
    motion.flush()
    assert sent[-1] == ("sync", 0, kept)


# --- the ladder ------------------------------------------------------------------------------------------------------


def test_a_model_that_is_back_stands_where_it_stood():
    told = []
    ladder = Ladder(lambda level, word: told.append(level), lambda: None)
    ladder.back()  # the first opening: nothing has changed
    ladder.relieved()
    ladder.lost()
    ladder.back()
    assert told == [2, 4, 2]
