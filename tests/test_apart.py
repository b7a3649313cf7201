"""Two places for two processors, and none where others are at work."""

import os
import subprocess
import sys

import pytest

from bridge.apart import REST_S, Apart
from bridge.child import environment
from bridge.patience import Seen

CORE, TIMER, ENGINE = 10, 11, 12


class House:
    """Where the system was asked to run whom, and how long they have queued."""

    def __init__(self, allowed):
        self.places, self.queued = {}, dict.fromkeys((CORE, TIMER, ENGINE, 13), 0.0)
        self.apart = Apart(allowed, lambda pid, where: self.places.update({pid: list(where)}), self.fares)

    def fares(self, pid):
        return Seen(1.0, self.queued[pid], False)

    def look(self, now, engines=(ENGINE,), pictures=False):
        self.apart.look(now, (CORE, TIMER), engines, pictures)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    monkeypatch.setenv("DUENDE_PROCESSORS", "")


def test_core_and_timer_keep_to_one_the_engine_to_the_other():
    house = House({4, 7})
    house.look(0.0)
    assert house.places == {CORE: [4], TIMER: [4], ENGINE: [7]}


@pytest.mark.parametrize("allowed", [{0}, {0, 1, 2, 3}, ()])
def test_with_another_number_nobody_is_moved(allowed):
    house = House(allowed)
    house.look(0.0)
    assert house.places == {}


def test_an_engine_that_comes_later_is_placed_at_the_next_look():
    house = House({0, 1})
    house.look(0.0)
    house.look(1.0, (ENGINE, 13))
    assert house.places[13] == [1]


def test_who_has_to_queue_lets_all_run_anywhere():
    house = House({0, 1})
    house.look(0.0)
    house.queued[CORE] += 0.5
    house.look(1.0)
    assert house.places == {CORE: [0, 1], TIMER: [0, 1], ENGINE: [0, 1]}


def test_a_little_in_the_queue_is_nothing():
    house = House({0, 1})
    house.look(0.0)
    house.queued[CORE] += 0.01
    house.look(1.0)
    assert house.places[CORE] == [0]


@pytest.mark.parametrize("still", [True, False])
def test_beside_pictures_and_in_the_second_after_more_is_borne(still):
    house = House({0, 1})
    house.look(0.0, pictures=True)
    house.queued[CORE] += 0.05
    house.look(1.0, pictures=still)
    assert house.places[CORE] == [0]


def test_when_the_pictures_are_over_it_is_not():
    house = House({0, 1})
    house.look(0.0, pictures=True)
    house.look(1.0)
    house.queued[CORE] += 0.05
    house.look(2.0)
    assert house.places[CORE] == [0, 1]


def test_who_has_to_queue_for_long_lets_go_beside_pictures_too():
    house = House({0, 1})
    house.look(0.0, pictures=True)
    house.queued[CORE] += 0.2
    house.look(1.0, pictures=True)
    assert house.places[CORE] == [0, 1]


def test_after_a_while_it_is_tried_again():
    house = House({0, 1})
    house.look(0.0)
    house.queued[TIMER] += 0.5
    house.look(1.0)
    house.look(REST_S / 2)
    assert house.places[TIMER] == [0, 1]
    house.look(REST_S + 1.1)
    assert house.places[TIMER] == [0]


@pytest.mark.parametrize(("allowed", "at_once"), [({0}, False), ({0, 1}, True), ({0, 1, 2, 3}, True)])
def test_whether_two_run_at_the_same_time(allowed, at_once):
    house = House(allowed)
    house.look(0.0)
    assert house.apart.side_by_side is at_once


def test_those_who_were_let_go_may_be_in_each_others_way():
    house = House({0, 1})
    house.look(0.0)
    house.queued[CORE] += 0.5
    house.look(1.0)
    assert not house.apart.side_by_side


def test_at_the_end_all_run_anywhere():
    house = House({0, 1})
    house.look(0.0)
    house.apart.close()
    assert house.places[ENGINE] == [0, 1]


@pytest.mark.skipif(len(getattr(os, "sched_getaffinity", lambda _: ())(0)) < 2, reason="one processor")
def test_a_child_runs_where_core_was_allowed_to_not_where_it_keeps():
    program = """
import os, subprocess, sys
two = sorted(os.sched_getaffinity(0))[:2]
os.sched_setaffinity(0, two)
from bridge.apart import Apart
Apart().look(0.0, (os.getpid(),), ())
child = "from bridge.child import run_anywhere; import os; run_anywhere(); print(len(os.sched_getaffinity(0)))"
print(len(os.sched_getaffinity(0)), flush=True)
subprocess.run([sys.executable, "-c", child])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment(), check=True)
    assert done.stdout.split() == ["1", "2"]
