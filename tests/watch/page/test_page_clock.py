"""The server's time and the page's, and where the beats are."""

import pytest


def test_the_quickest_answer_is_believed(ask):
    slow, quick = [1000, 501.3, 1500], [2000, 502.005, 2010]  # sent, the server's seconds, received
    assert ask("clock", [slow, quick, slow]) == pytest.approx(502.005 - 2.005)


def test_beats_to_come_are_reckoned_from_the_last_one_said(ask):
    said = [[3, 3, 120, -600], [3, 4, 120, -100]]
    assert ask("beats", [said, -1000, 1000]) == [[3, 3], [3, 4], [4, 1], [4, 2]]


def test_a_clock_that_says_nothing_for_long_has_no_beats_to_come(ask):
    assert ask("beats", [[[1, 1, 120, -5000]], -1000, 1000]) == []
