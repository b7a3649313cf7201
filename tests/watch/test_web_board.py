"""What the pages tell of what core said."""

import json

import pytest

from bridge.watch.web.board import Board


@pytest.fixture
def board():
    board = Board()
    board.hear(("status", {"version": "0.1.0", "late": 2, "music.state": "playing", "musical": 1}), 10.0)
    board.hear(("players", [{"name": "music", "kind": "music", "package": "folk"}]), 10.0)
    return board


def test_a_board_is_well_while_core_speaks(board):
    assert board.trouble(13.0) is None


def test_a_silent_core_is_trouble(board):
    assert board.trouble(14.2) == "the bridge has said nothing for 4 s"


def test_a_core_that_never_spoke_is_trouble():
    assert Board().trouble(0.0) == "the bridge has not said anything yet"


def test_players_alone_are_no_sign_of_health():
    board = Board()
    board.hear(("players", []), 1.0)
    assert board.trouble(1.0)


def test_core_may_say_that_it_is_not_well(board):
    board.hear(("status", {"healthy": False, "trouble": "the model of music died"}), 11.0)
    assert board.trouble(11.0) == "the model of music died"


def test_what_belongs_to_a_player_is_told_with_it(board):
    (music,) = board.status(10.0)["players"]
    assert music == {"name": "music", "kind": "music", "package": "folk", "state": "playing"}


def test_the_newest_status_replaces_the_last(board):
    board.hear(("status", {"tempo": 90.0}), 11.0)
    assert "late" not in board.status(11.0)


def test_json_can_say_all_of_it(board):
    board.hear(("status", {"a": float("nan"), "b": float("inf"), "c": (1, 2), "music.p50_ms": float("nan")}), 11.0)
    status = json.loads(json.dumps(board.status(11.0), allow_nan=False))
    assert (status["a"], status["b"], status["c"], status["players"][0]["p50_ms"]) == (None, None, "(1, 2)", None)


def test_an_unknown_word_changes_nothing(board):
    before = board.status(10.0)
    board.hear(("scene", 1), 10.0)
    assert board.status(10.0) == before
