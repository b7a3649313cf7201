"""What the pages tell of what core said."""

import json

import pytest

from bridge.watch.web.board import Board

MUSIC = {"music_kind": "music", "music_package": "folk", "music_engine": "ready", "music_state": "playing"}


@pytest.fixture
def board():
    board = Board()
    board.hear(("status", {"version": "0.1.0", "timer_late": 2} | MUSIC), 10.0)
    return board


def test_a_board_is_well_while_core_speaks(board):
    assert board.trouble(13.0) is None


def test_a_silent_core_is_trouble(board):
    assert board.trouble(14.2) == "the bridge has said nothing for 4 s"


def test_a_core_that_never_spoke_is_trouble():
    assert Board().trouble(0.0) == "the bridge has not said anything yet"


def test_a_model_that_is_not_ready_is_trouble(board):
    board.hear(("status", MUSIC | {"music_engine": "starting"}), 11.0)
    assert board.trouble(11.0) == "the model of music is not ready"


def test_what_belongs_to_a_player_is_told_with_it(board):
    (music,) = board.status(10.0)["players"]
    assert music == {"name": "music", "kind": "music", "package": "folk", "engine": "ready", "state": "playing"}


def test_a_player_whose_name_begins_like_another_keeps_its_words(board):
    board.hear(("status", MUSIC | {"music_2_kind": "music", "music_2_state": "idle"}), 10.0)
    assert board.status(10.0)["players"][1] == {"name": "music_2", "kind": "music", "state": "idle"}
    assert len(board.status(10.0)["players"][0]) == 5


def test_each_word_is_told_under_its_full_name_too(board):
    assert board.status(10.0)["music_state"] == "playing"


def test_the_newest_status_replaces_the_last(board):
    board.hear(("status", {"clock_tempo": 90.0}), 11.0)
    assert "timer_late" not in board.status(11.0)


def test_json_can_say_all_of_it(board):
    board.hear(("status", {"a": float("nan"), "b": float("inf"), "c": (1, 2), "d": True, "e": None}), 11.0)
    status = json.loads(json.dumps(board.status(11.0), allow_nan=False))
    assert [status[what] for what in "abcde"] == [None, None, "(1, 2)", True, None]


def test_an_unknown_word_changes_nothing(board):
    before = board.status(10.0)
    board.hear(("scene", 1), 10.0)
    assert board.status(10.0) == before
