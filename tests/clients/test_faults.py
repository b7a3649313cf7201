"""A few faults of `tests/faults` on a real server; the long form is `python -m tests.faults --seconds 600`."""

import sys

import pytest

from tests.faults.__main__ import measure
from tests.faults.report import Report

SECONDS = 4.0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_what_is_killed_comes_back_the_music_answers_and_nothing_hangs():
    report = measure(SECONDS, seed=2, only="SIGKILL")
    assert sum(report.injected.values()) >= 2
    assert report.holds, "\n".join([*report.lines(), report.log])


def test_a_run_without_a_fault_shows_nothing():
    report = Report(1)
    report.exit_code = 0
    assert not report.holds
