"""Several players of music in one process, and what their steps leave behind."""

import gc
import sys
import tracemalloc

import pytest

from bridge.engine import music_model
from bridge.engine.music_model import open_model, play
from bridge.package import Package

PHRASE = [(0, 60, 24, 80), (24, 62, 24, 80), (48, 64, None, 80)]
TIMES = {"p50_ms": 0.0, "p99_ms": 0.0}
WARM, STEPS = 700, 1000  # Python's own free lists are full after the former
ROOM = 64 << 10  # bytes that a step may take and give back: a few dozen small numbers and tuples


class Player:
    def __init__(self, package: Package, seed: int):
        self.said: list[tuple] = []
        self.model = open_model(package, "cpu", seed, self.said.append)

    def ask(self, job: int, keep: int = 0, events: list = PHRASE, **spec) -> None:
        self.model.actions["generate"](job, {"count": 12, "first_tick": 96, **spec}, keep, events)

    @property
    def events(self) -> list[tuple]:
        return [message[3:] for message in self.said if message[0] == "event"]


@pytest.fixture(scope="module")
def package(tiny_package) -> Package:
    return Package.open(tiny_package)


def play_on(*players: Player) -> None:
    while any(player.model.busy for player in players):
        play([player.model for player in players])


@pytest.mark.parametrize("many", [2, 5])
def test_players_together_play_what_each_plays_alone(package, many):
    alone = [Player(package, seed) for seed in range(many)]
    for i, player in enumerate(alone):
        player.ask(i, events=PHRASE[: 1 + i % 3], count=8 + i)
        play_on(player)
    together = [Player(package, seed) for seed in range(many)]
    for i, player in enumerate(together):
        player.ask(i, events=PHRASE[: 1 + i % 3], count=8 + i)
    play_on(*together)
    assert [player.said for player in together] == [player.said for player in alone]
    assert len({tuple(player.events) for player in alone}) == many


def test_players_of_one_package_share_its_weights(package):
    first, second = Player(package, 1), Player(package, 2)
    assert first.model.binding is not second.model.binding
    shared = "model" if first.model.binding.runtime == "native" else "session"
    assert getattr(first.model.binding, shared) is getattr(second.model.binding, shared)


def test_who_waits_for_a_first_event_goes_before_those_who_play_on(package):
    soloist, companion = Player(package, 1), Player(package, 2)
    soloist.ask(1, count=20)
    for _ in range(3):
        play([soloist.model, companion.model])
    companion.ask(2)
    before = len(soloist.events)
    play([soloist.model, companion.model])
    assert len(companion.events) == 1 and len(soloist.events) == before
    play([soloist.model, companion.model])
    assert len(companion.events) == 2 and len(soloist.events) == before + 1


def test_a_new_package_in_the_same_place_is_opened_anew(package, monkeypatch):
    first = Player(package, 1)
    monkeypatch.setattr(music_model, "_OPENED", {("elsewhere",): None})
    assert Player(package, 1).model.binding.call(1)["rows"] is not first.model.binding.call(1)["rows"]


def test_a_thousand_steps_leave_nothing_behind_and_collect_nothing(package):
    player = Player(package, 1)
    player.said = Nothing()
    player.model = open_model(package, "cpu", 1, player.said.append)
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        answer(player, WARM)
        collected, blocks = [one["collections"] for one in gc.get_stats()], sys.getallocatedblocks()
        answer(player, STEPS)
        assert sys.getallocatedblocks() - blocks < 10
        assert [one["collections"] for one in gc.get_stats()] == collected
        assert gc.collect() == 0  # no cycles
    finally:
        gc.enable()
        gc.unfreeze()


def test_a_step_takes_little_and_gives_it_back(package):
    player = Player(package, 1)
    player.said = Nothing()
    player.model = open_model(package, "cpu", 1, player.said.append)
    answer(player, 50)
    tracemalloc.start()
    try:
        answer(player, WARM)
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        answer(player, 50)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak - before < ROOM


class Nothing:
    def append(self, message: tuple) -> None:
        """Sent is gone."""


def answer(player: Player, times: int) -> None:
    """As in `accompany`: the same place in the music, asked again and again."""
    for i in range(times):
        player.ask(i, count=1, draw=i)
        play_on(player)


@pytest.mark.parametrize("count", [1, 6])
def test_who_was_roused_says_what_it_would_have_said(package, count):
    plain, roused = Player(package, 3), Player(package, 3)
    for i, events in enumerate((PHRASE, [(96, 67, None, 70)], [(120, 65, None, 70)])):
        keep = 3 + i - 1 if i else 0
        roused.model.actions["rouse"]()
        roused.model.stay_awake(lambda: False)
        for player in (plain, roused):
            player.ask(i, keep, events, count=count, chord=i > 0, avoid=[60], draw=100 * i)
            play_on(player)
            play([player.model])
    assert roused.said == plain.said and len(plain.events) >= 3


@pytest.mark.parametrize("spec", [{"chord": True, "avoid": [60]}, {}, {"ending_tick": 100}, {"density": 2.0, "scale": [0]}])
def test_who_is_kept_warm_says_what_it_would_have_said(package, spec):
    plain, warm = Player(package, 3), Player(package, 3)
    for i, events in enumerate((PHRASE, [(96, 67, None, 70)], [(120, 65, None, 70)])):
        for player in (plain, warm):
            player.ask(i, 3 + i - 1 if i else 0, events, count=5, draw=100 * i, **spec)
            if player is warm:
                player.model.actions["warm"]()
            play_on(player)
            play([player.model])
        for _ in range(3):
            warm.model.actions["warm"]()
    assert warm.said.count(("warm",)) == 12
    assert [message for message in warm.said if message != ("warm",)] == plain.said and len(plain.events) >= 3
    assert {**warm.model.stats(), **TIMES} == {**plain.model.stats(), **TIMES}


def test_what_was_said_is_part_of_the_music_also_when_nothing_more_is_asked(package):
    player = Player(package, 3)
    player.ask(1, count=9)
    for _ in range(2):
        play([player.model])
    player.model.interrupt()
    assert player.model.stats()["rows"] == 1 + len(PHRASE) + len(player.events) == 6


def test_who_is_roused_looks_out_for_a_while_and_not_while_it_plays(package):
    player, looks = Player(package, 1), []
    player.model.actions["rouse"]()
    assert player.model.roused
    player.model.stay_awake(lambda: looks.append(1))
    assert looks and not player.model.roused
    player.ask(1)
    player.model.actions["rouse"]()
    assert not player.model.roused
