"""The mirror of the player's memory in the engine, and forgetting without a pause."""

import pytest

from bridge.players.mind import KEEP, LIMIT, NOTICE, ROOM, Mind
from bridge.tokens import Event


def event(i: int) -> Event:
    return Event(12 * i, 60, 12, 80)


@pytest.fixture
def told():
    return []


@pytest.fixture
def mind(told):
    return Mind(told.append)


def grow(mind, count):
    for i in range(len(mind), len(mind) + count):
        mind.append(event(i))


def test_a_question_carries_what_is_new(mind, told):
    grow(mind, 2)
    mind.generate({"count": 1})
    assert told == [("generate", 1, {"count": 1}, 0, [tuple(event(0)), tuple(event(1))])]


def test_what_the_engine_said_itself_is_not_told_back(mind, told):
    grow(mind, 2)
    mind.generate({})
    mind.told(event(2))
    mind.flush()
    assert told[-1] == ("sync", 3, [])


def test_a_corrected_past_is_told_from_there_on(mind, told):
    grow(mind, 3)
    mind.flush()
    mind.revise(1, event(1)._replace(duration=5))
    mind.flush()
    assert told[-1] == ("sync", 1, [tuple(event(1)._replace(duration=5)), tuple(event(2))])


def test_the_engine_is_told_once_what_will_be_forgotten(mind, told):
    grow(mind, ROOM + 1)
    mind.flush()
    grow(mind, 5)
    mind.flush()
    assert [message for message in told if message[0] == "look_ahead"] == [("look_ahead", ROOM + 1 - KEEP)]


def test_it_is_forgotten_at_the_first_flush_after_due_notice(mind, told):
    grow(mind, ROOM + 1)
    mind.flush()
    grow(mind, NOTICE)
    mind.flush()
    assert told[-1][:2] == ("sync", 0) and len(told[-1][2]) == KEEP + NOTICE
    assert mind.recall(len(mind) - 1) == event(ROOM + NOTICE)


def test_a_question_never_waits_for_forgetting_before_the_limit(mind, told):
    grow(mind, ROOM + 1)
    mind.generate({})
    grow(mind, NOTICE)
    mind.generate({})
    assert told[-1][3] == ROOM + 1


def test_beyond_the_limit_nothing_is_kept_waiting(mind):
    grow(mind, LIMIT + 1)
    assert len(mind.events) == KEEP + 1 and len(mind) == LIMIT + 1


def test_a_past_that_was_taken_back_is_not_forgotten(mind, told):
    grow(mind, ROOM + 1)
    mind.flush()
    mind.truncate(10)
    grow(mind, 3)
    mind.compact()
    assert len(mind.events) == 13
