import math
import random

import pytest

from bridge.schedule.timeline import Timeline


def drained(timeline):
    return [timeline.pop() for _ in range(len(timeline))]


def test_the_earliest_comes_first():
    timeline = Timeline()
    timeline.push(2.0, "b")
    timeline.push(1.0, "a")
    assert drained(timeline) == [(1.0, "a"), (2.0, "b")]


def test_equal_moments_keep_the_order_of_arrival():
    timeline = Timeline()
    for item in "abc":
        timeline.push(1.0, item)
    assert [item for _, item in drained(timeline)] == ["a", "b", "c"]


def test_items_are_never_compared():
    timeline = Timeline()
    timeline.push(1.0, {})
    timeline.push(1.0, {})
    assert len(drained(timeline)) == 2


def test_an_empty_timeline_is_never_due():
    assert Timeline().next_moment() == math.inf


def test_cancelling_a_note_takes_its_on_and_all_its_offs():
    timeline = Timeline()
    timeline.push(1.0, "on", note=7, player="bach")
    timeline.push(2.0, "off", note=7)
    timeline.push(2.5, "off again", note=7)
    timeline.push(3.0, "other", note=8, player="bach")
    assert timeline.cancel_note(7) is True
    assert drained(timeline) == [(3.0, "other")]


def test_cancelling_an_unknown_note_does_nothing():
    timeline = Timeline()
    timeline.push(1.0, "on", note=7, player="bach")
    assert timeline.cancel_note(8) is False
    assert len(timeline) == 1


def test_cancelling_a_player_spares_what_is_earlier():
    timeline = Timeline()
    timeline.push(1.0, "early", note=1, player="bach")
    timeline.push(2.0, "at", note=2, player="bach")
    timeline.push(3.0, "late", note=3, player="bach")
    assert timeline.cancel("bach", 2.0) == [2, 3]
    assert drained(timeline) == [(1.0, "early")]


def test_cancelling_a_player_spares_the_others():
    timeline = Timeline()
    timeline.push(1.0, "mine", note=1, player="bach")
    timeline.push(1.0, "yours", note=2, player="monk")
    timeline.cancel("bach")
    assert drained(timeline) == [(1.0, "yours")]


def test_cancelling_all_players_spares_what_nobody_owns():
    timeline = Timeline()
    timeline.push(1.0, "note", note=1, player="bach")
    timeline.push(2.0, "beat")
    timeline.cancel(None)
    assert drained(timeline) == [(2.0, "beat")]


def test_the_off_of_a_sounding_note_is_not_the_players_to_cancel():
    timeline = Timeline()
    timeline.push(5.0, "off", note=1)
    assert timeline.cancel("bach", 0.0) == []
    assert drained(timeline) == [(5.0, "off")]


def test_next_moment_sees_through_cancelled_items():
    timeline = Timeline()
    timeline.push(1.0, "on", note=1, player="bach")
    timeline.push(2.0, "on", note=2, player="bach")
    timeline.cancel_note(1)
    assert timeline.next_moment() == 2.0


def test_cancelled_items_do_not_pile_up():
    timeline = Timeline()
    timeline.push(0.5, "first")
    for note in range(10_000):
        timeline.push(1.0 + note, "on", note=note, player="bach")
        timeline.cancel("bach")
    assert len(timeline) == 1
    assert len(timeline._heap) < 200
    assert not timeline._of_note and not timeline._of_player


def test_nothing_is_left_behind_after_popping():
    timeline = Timeline()
    for note in range(100):
        timeline.push(random.Random(note).random(), note, note=note, player="bach")
    drained(timeline)
    assert not timeline._of_note and not timeline._of_player


def test_popping_nothing_is_an_error():
    with pytest.raises(IndexError):
        Timeline().pop()
