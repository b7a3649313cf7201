"""An hour of visitors in virtual time; `python -m tests.week` plays a whole week."""

import pytest

from tests.week.__main__ import Week
from tests.week.census import grown, sizes


@pytest.fixture
def week(tmp_path):
    return Week(tmp_path, seed=5)


def test_an_hour_of_visitors_leaves_nothing_behind(week):
    week.day(0, hours=1.0)
    assert week.faults() == {} and week.visitors.came > 3
    assert week.house.timer.counts["ons"] == week.house.timer.counts["offs"] > 50


def test_a_solo_forgets_what_it_has_played_long_ago(week, monkeypatch):
    monkeypatch.setattr("bridge.players.plan.KEPT", 16)
    room = week.house.room
    room.send("/music/mode", "solo")
    for _ in range(6):
        week.house.wait(20.0)
        assert len(week.house.stage.seats["music"].player.turn.plan.items) < 80
    room.send("/music/stop")
    played = week.house.timer.counts["ons"]
    room.send("/music/again")
    week.house.wait(60.0)
    assert played > 200 and 16 <= week.house.timer.counts["ons"] - played <= 64


def test_the_census_finds_what_grows():
    thing = {"kept": list(range(100))}
    _, before = sizes({"thing": thing})
    thing["kept"] += range(100)
    assert grown(before, sizes({"thing": thing})[1]) == {"thing[]": (100, 200)}
