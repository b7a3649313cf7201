"""Hung or only busy, starved, asleep: in virtual time."""

import pytest

from bridge.engine.watchdog import ASK, HUNG, IDLE_S, LEAST_S, LOOK_S, OPENING_S, QUIET, TOLD_S, Watchdog
from bridge.patience import Seen


class Owner:
    """Whoever looks at a process, each LOOK_S."""

    def __init__(self):
        self.dog, self.now, self.seen, self.opening = Watchdog(), 100.0, Seen(), False

    def look(self, seconds=LOOK_S) -> str:
        self.now += seconds
        return self.dog.look(self.now, self.seen, self.opening)

    def asked(self) -> None:
        self.dog.told()
        assert self.look() == ASK

    def until_hung(self, most: float) -> float | None:
        """After how many seconds it counts as hung."""
        began = self.now
        while self.now - began < most:
            if self.look() == HUNG:
                return self.now - began
        return None


@pytest.fixture
def owner():
    return Owner()


def test_who_answers_is_asked_again_only_when_told_something(owner):
    owner.asked()
    owner.dog.answered({})
    assert [owner.look() for _ in range(3)] == [QUIET] * 3
    owner.asked()


def test_who_was_told_nothing_is_asked_now_and_then(owner):
    owner.asked()
    owner.dog.answered({})
    assert owner.look(IDLE_S) == ASK


def test_who_is_told_something_all_the_time_is_asked_five_times_a_second(owner):
    owner.asked()
    owner.dog.answered({})
    asked, most = 0, 10
    for _ in range(round(most * TOLD_S / LOOK_S)):
        owner.dog.told()
        asked += owner.look() == ASK
        owner.dog.answered({})
    assert 0.6 * most <= asked <= most


def test_who_freezes_while_nobody_asks_him_is_found_within_a_second_and_a_half(owner):
    owner.asked()
    owner.dog.answered({})
    assert owner.until_hung(5) <= 1.5


def test_who_does_not_answer_is_hung_after_the_bound_and_not_before(owner):
    owner.asked()
    assert LEAST_S < owner.until_hung(5) <= LEAST_S + LOOK_S


def test_a_late_answer_is_an_answer(owner):
    owner.asked()
    assert owner.look() == QUIET and owner.look() == QUIET
    owner.dog.answered({})
    assert owner.until_hung(0.7) is None


@pytest.mark.parametrize("told", [lambda d: d.opened({"step_ms": 400.0}, 100.0), lambda d: d.answered({"p50_ms": 400.0})])
def test_a_slow_picture_is_no_hang(owner, told):
    told(owner.dog)
    owner.asked()
    assert owner.until_hung(9) is None and owner.until_hung(3) is not None


def test_what_opens_has_time(owner):
    owner.opening = True
    owner.asked()
    assert owner.until_hung(OPENING_S - 1) is None and owner.until_hung(3) is not None


def test_what_was_long_in_opening_has_its_bound_from_then_on(owner):
    owner.opening = True
    owner.asked()
    assert owner.until_hung(10) is None
    owner.opening = False
    owner.dog.opened({"step_ms": 1.0}, owner.now)
    assert owner.look() == QUIET and owner.until_hung(5) is not None


def test_who_waits_for_a_processor_is_not_hung(owner):
    owner.seen = Seen(ran=5.0, runnable=True)
    owner.asked()
    assert owner.until_hung(60) is None


def test_who_turns_for_ever_is_hung(owner):
    owner.seen = Seen(ran=5.0, runnable=True)
    owner.asked()
    for _ in range(20):
        owner.seen = owner.seen._replace(ran=owner.seen.ran + 0.9 * LOOK_S)
        if owner.look() == HUNG:
            return
    raise AssertionError("never")


def test_what_it_has_waited_for_a_processor_does_not_count(owner):
    owner.asked()
    for _ in range(20):
        owner.seen = owner.seen._replace(queued=owner.seen.queued + 0.9 * LOOK_S)
        assert owner.look() == QUIET


def test_a_machine_that_slept_kills_nobody(owner):
    owner.asked()
    assert owner.look(3600.0) == QUIET  # core was not let run either
    owner.dog.answered({})
    assert owner.until_hung(LEAST_S) is None


def test_whoever_has_gone_owes_nothing(owner):
    owner.asked()
    owner.dog.forget()
    assert [owner.look() for _ in range(2)] == [QUIET] * 2
