"""Who is kept warm, how often and for how long."""

import math

import pytest

from bridge.casting import default_package, defaults
from bridge.stage.understudy import Understudy
from bridge.stage.warmth import AWAKE_S, EVERY_S, LASTS_S, Warmth
from tests.stage.rehearsed import Rehearsal


class Warm:
    """An engine in place of a player's own, of which only this is asked."""

    def __init__(self):
        self.times = 0

    def warm(self) -> None:
        self.times += 1

    def send(self, message: tuple) -> None:
        pass


class Played:
    """Keys and time; `times`: how often each player's engine was kept warm."""

    def __init__(self, players=("music",)):
        self.now, self.stage = 100.0, Rehearsal(players).stage
        self.warmth = Warmth(self.stage, lambda: self.now)
        self.engines = {}
        for name, seat in self.stage.seats.items():
            seat.engine = self.engines[name] = Warm()
            seat.player.set_mode("accompany")
            seat.info, seat.player.alive = {"runtime": "native"}, True
        self.stage.rouses = True

    def strike(self, name: str = "music") -> None:
        self.stage.strike(self.stage.seats[name].player, 60, 90, 1)

    def wait(self, seconds: float) -> list[int]:
        end = self.now + seconds
        while self.warmth.next_look <= end:
            self.now = self.warmth.next_look
            self.warmth.look(self.now)
        self.now = end
        return [engine.times for engine in self.engines.values()]


def test_nobody_plays_and_nothing_is_done():
    played = Played()
    assert played.wait(60.0) == [0]
    assert played.warmth.next_look == math.inf


def test_a_key_keeps_warm_for_a_while_and_then_all_sleeps():
    played = Played()
    played.strike()
    (times,) = played.wait(2 * LASTS_S)
    assert times == pytest.approx(LASTS_S / EVERY_S, rel=0.01)
    assert played.warmth.next_look == math.inf


def test_another_key_does_not_come_to_it_more_often():
    played = Played()
    for _ in range(100):
        played.strike()
        played.wait(EVERY_S / 4)
    assert played.wait(0.0)[0] <= 26


def test_of_several_one_at_a_time_and_each_in_its_turn():
    played = Played(("music", "bach"))
    played.strike("music")
    played.strike("bach")
    first, second = played.wait(1.0)
    assert abs(first - second) <= 1 and first + second == pytest.approx(1.0 / EVERY_S, abs=1)


@pytest.mark.parametrize("why", ["mode", "alive", "runtime", "processors", "seat"])
def test_who_would_gain_nothing_by_it_is_left_alone(why):
    played = Played()
    seat = played.stage.seats["music"]
    played.strike()
    match why:
        case "mode":
            seat.player.set_mode("answer")
        case "alive":
            seat.player.alive = False
        case "runtime":
            seat.info = {"runtime": "onnxruntime"}
        case "processors":
            played.stage.rouses = False
        case "seat":
            del played.stage.seats["music"]
    assert played.wait(1.0) == [0]


def test_core_is_kept_warm_with_the_engine(monkeypatch):
    played, turns = Played(), []
    package = default_package("music")
    played.warmth.prepare(package.manifest, defaults(package))
    monkeypatch.setattr(Understudy, "turn", lambda self: turns.append(1))
    played.strike()
    assert played.wait(1.0) == [len(turns)] != [0]


def test_a_mistake_of_the_understudys_is_told_once_and_all_else_goes_on(monkeypatch):
    played = Played()
    package = default_package("music")
    played.warmth.prepare(package.manifest, defaults(package))
    monkeypatch.setattr(Understudy, "turn", lambda self: 1 / 0)
    played.strike()
    with pytest.raises(ZeroDivisionError):
        played.wait(1.0)
    assert played.wait(1.0)[0] > 50


def test_core_does_not_sleep_between_a_key_and_its_answer():
    played = Played()
    assert played.warmth.awake_until() == 0.0
    played.strike()
    assert played.warmth.awake_until() == played.now + AWAKE_S
    player = played.stage.seats["music"].player
    player.heard(("event", player.mind.job, 0, player.mind.last_tick, 64, 24, 80))
    assert played.warmth.awake_until() == 0.0


@pytest.mark.parametrize("why", ["time", "mode", "processors", "seat"])
def test_core_sleeps_where_no_answer_is_about_to_come(why):
    played = Played()
    if why == "mode":
        played.stage.seats["music"].player.set_mode("answer")
    played.strike()
    match why:
        case "time":
            played.now += 1.01 * AWAKE_S
        case "processors":
            played.stage.rouses = False
        case "seat":
            del played.stage.seats["music"]
    assert played.warmth.awake_until() == 0.0


def test_an_answer_that_is_about_to_come_does_not_wait_for_a_rehearsal():
    played = Played()
    played.strike()
    played.warmth.next_look = played.now
    played.warmth.look(played.now)
    assert played.wait(AWAKE_S / 2) == [0]
    assert played.wait(AWAKE_S) == [1]
