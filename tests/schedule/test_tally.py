import math

import pytest

from bridge.schedule.tally import Tally


def test_an_error_counts_from_the_moment_of_leaving():
    tally = Tally()
    tally.left(actual=1.0002, sounds=1.1, leaves=1.0, asked=0.5)
    assert tally.report()["max_us"] == pytest.approx(200)


def test_what_is_asked_for_late_is_not_the_timers_error_but_late():
    tally = Tally()
    tally.left(actual=1.0101, sounds=1.0, leaves=1.0, asked=1.01)
    report = tally.report()
    assert report["max_us"] == pytest.approx(100)
    assert report["late"] == 1


def test_offs_of_a_silence_are_not_measured():
    tally = Tally()
    tally.left(actual=1.0, sounds=9.0, leaves=9.0, asked=math.inf)
    assert "max_us" not in tally.report()


def test_percentiles():
    tally = Tally()
    for error in range(100):
        tally.left(actual=error * 1e-6, sounds=0.0, leaves=0.0, asked=0.0)
    report = tally.report()
    assert [round(report[key]) for key in ("p50_us", "p99_us", "max_us")] == [50, 99, 99]


def test_errors_are_those_since_the_last_report_and_counters_all():
    tally = Tally()
    tally.left(0.0, 0.0, 0.0, 0.0)
    tally.report()
    report = tally.report()
    assert "p50_us" not in report
    assert report["sent"] == 1
