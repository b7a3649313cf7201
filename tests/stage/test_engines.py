"""Deaths, rests and exchanges of models in virtual time: real stage, players and timer decisions; engines on strings."""

import pytest

from bridge.casting import Role, defaults, permitted
from bridge.config import Show
from bridge.engine.deaths import DEATHS, REST_S
from bridge.stage import engines as stage_engines
from bridge.stage.engines import KEPT, WHEEL, Engines
from bridge.tokens import Event
from tests.stage.rehearsed import Rehearsal, WrittenEngine

FIRST, OTHER = "ensemble", "chorales"
INFO = {"device": "cpu", "step_ms": 1.0, "kind": "music"}


class Puppet:
    """An engine that opens, answers and dies when the test says so. `melody` 70 and up with FIRST, 50 and up with OTHER."""

    made: list["Puppet"]

    def __init__(self, package, device, seed, host=None):
        self.package, self.host = package, host
        low = 70 if FIRST in package else 50
        self.engine = WrittenEngine(melody=tuple((beat, low + beat, 1) for beat in range(8)))
        self.heard, self.said, self.restarts, self.dead, self.closed = [], [], [], False, False
        self.shared, self.answers = False, 0
        Puppet.made.append(self)

    def send(self, message):
        self.heard.append(message)
        if not self.dead:
            self.engine.send(message)

    def waiting(self):
        said, self.said = self.said + self.engine.answers, []
        self.engine.answers = []
        return said

    def open(self):
        self.said.append(("opened", INFO | {"name": self.package}))

    def die(self):
        self.dead, self.engine = True, WrittenEngine(self.engine.melody)
        self.said = [("died", f"the engine of {self.package} was killed by signal 9")]

    def restart(self, alone=False):
        self.restarts.append(alone)
        self.dead, self.heard = False, []

    def look(self):
        """It turns."""

    def close(self):
        self.closed = True


class Loop:
    def __init__(self):
        self.watched, self.later = {}, []

    def watch(self, engine, act):
        self.watched[engine] = act

    def unwatch(self, engine):
        self.watched.pop(engine, None)

    def in_background(self, job, then):
        self.later.append((job, then))


class Night(Rehearsal):
    def __init__(self, tmp_path):
        super().__init__(("music",), tmp_path)
        self.engines, self.loop, self.aside = {}, Loop(), []
        self.models = Engines(Show(), 1, self.loop, self.clock, self.aside.append)
        package = permitted(FIRST, Show(), "music")
        self.models.start(Role("music", package, defaults(package), frozenset()))
        self.seat, self.player = self.stage.seats["music"], self.stage.seats["music"].player
        self.seat.engine, self.player.alive = self.engine, False
        self.models.attach(self.stage)
        self.server.load = self.models.load
        self.stage.relief = self.models.relieve
        self.engine.open()
        self.settle()

    @property
    def engine(self) -> Puppet:
        return self.models.of["music"]

    def settle(self) -> None:
        while any(engine.said or engine.engine.answers for engine in self.loop.watched) or self.loop.later:
            for engine, act in list(self.loop.watched.items()):
                if engine.said or engine.engine.answers:
                    act()
            while self.loop.later:
                job, then = self.loop.later.pop(0)
                then(job())
        super().settle()

    def wait(self, seconds: float) -> None:
        """With the app's own second hand."""
        for _ in range(round(seconds / 0.5)):
            super().wait(0.5)
            self.models.retry()
            self.settle()

    def die(self) -> None:
        self.engine.die()
        self.settle()

    def sounding(self) -> set[int]:
        sounding: set[int] = set()
        for _, address, *args in self.timer.heard(1):
            if address == "/music/out/note":
                (sounding.add if args[1] else sounding.discard)(args[0])
        return sounding

    def ladder(self) -> list[int]:
        return [args[0] for _, address, *args in self.timer.heard(1) if address == "/music/out/ladder"]


@pytest.fixture
def night(tmp_path, monkeypatch):
    Puppet.made = []
    monkeypatch.setattr(stage_engines, "RemoteEngine", Puppet)
    monkeypatch.setattr(stage_engines, "smaller_package", lambda *_: None)
    night = Night(tmp_path)
    night.models._standby.fill = lambda: None
    night.listen()
    return night


def coming(night) -> Puppet:
    return night.models._coming["music"].engine


# --- deaths ----------------------------------------------------------------------------------------------------------


def play(night) -> None:
    night.send("/music/note", 60, 90)
    night.wait(0.5)
    night.send("/music/note", 60, 0)


def test_a_death_is_told_and_the_whole_context_too(night):
    play(night)
    night.die()
    assert "was killed by signal 9; starting it again" in night.aside[-1] and night.engine.restarts == [False]
    night.engine.open()
    night.settle()
    assert night.engine.engine.context[0][1] == 60 and night.ladder() == [4, 0]


def test_what_sounds_ends_with_the_model(night):
    night.send("/music/mode", "solo")
    night.wait(1.0)
    assert night.sounding()
    night.die()
    assert night.sounding() == set()


def test_it_plays_on_while_the_model_is_away_and_with_it_again(night):
    night.send("/music/mode", "solo")
    night.wait(1.0)
    night.die()
    before = len(night.timer.heard(1))
    night.wait(4.0)
    assert any(args[1] for _, address, *args in night.timer.heard(1)[before:] if address == "/music/out/note")
    night.engine.open()
    night.wait(2.0)
    assert night.ladder()[-1] == 0


def test_who_dies_twice_in_company_is_set_apart(night):
    night.engine.shared = True
    for _ in range(2):
        night.die()
        night.engine.open()
        night.settle()
    assert night.engine.restarts == [False, True] and "in a process of its own" in night.aside[-1]


def test_a_context_that_kills_is_told_shorter_then_not_at_all(night):
    for pitch in range(30, 30 + KEPT["short"] + 8):
        night.player.mind.append(Event(0, pitch, 4, 80))
    told = []
    for _ in range(3):
        night.die()
        night.engine.open()
        night.settle()
        told.append(len(night.engine.engine.context))
    assert told == [KEPT["short"] + 8, KEPT["short"], 0]


def give_up(night) -> None:
    for _ in range(DEATHS):
        night.die()
        if night.engine.dead:
            return
        night.engine.open()
        night.settle()


def test_over_and_over_it_rests_and_says_so(night):
    give_up(night)
    assert night.engine.dead and night.seat.given_up and f"the next try is in {REST_S:.0f} s" in night.aside[-1]
    assert night.ladder()[-1] == 4


def test_after_the_rest_it_is_tried_again(night):
    give_up(night)
    night.wait(REST_S - 1)
    assert night.engine.dead
    night.wait(2)
    night.engine.open()
    night.settle()
    assert not night.seat.given_up and night.ladder()[-1] == 0


def test_rests_grow(night):
    give_up(night)
    night.wait(REST_S + 1)
    give_up(night)
    assert f"the next try is in {2 * REST_S:.0f} s" in night.aside[-1]


def test_a_smaller_package_stands_in_and_gives_its_place_back(night, monkeypatch):
    smaller = permitted(OTHER, Show(), "music")
    monkeypatch.setattr(stage_engines, "smaller_package", lambda *_: smaller)
    give_up(night)
    coming(night).open()
    night.settle()
    assert OTHER in night.engine.package and night.ladder()[-1] == 2 and not night.seat.given_up
    night.wait(REST_S + 1)
    coming(night).open()
    night.settle()
    assert FIRST in night.engine.package and night.ladder()[-1] == 0 and night.models.playing("music").name == FIRST


def test_a_package_that_cannot_be_opened_again_is_tried_later(night):
    night.die()
    night.engine.said.append(("failed", "the package is gone"))
    night.settle()
    assert night.seat.given_up and "the package is gone" in night.aside[-1]


def test_one_that_rests_is_not_asked_whether_it_turns(night):
    looks = []
    night.engine.look = lambda: looks.append(night.seat.given_up)
    night.models.look()
    night.die()
    night.engine.said.append(("failed", "the package is gone"))
    night.settle()
    night.models.next_look = 0.0
    night.models.look()
    assert looks == [False]


def no_process(*_, **__):
    raise OSError(24, "Too many open files")


def test_a_system_that_starts_no_process_is_asked_again_after_a_rest(night, monkeypatch):
    with monkeypatch.context() as short:
        short.setattr(Puppet, "restart", no_process)
        night.die()
    assert night.seat.given_up and "Too many open files" in night.aside[-1]
    night.wait(REST_S + 2)
    night.engine.open()
    night.settle()
    assert not night.seat.given_up and night.player.alive


def test_a_wish_for_which_no_process_starts_is_refused(night, monkeypatch):
    with monkeypatch.context() as short:
        short.setattr(Puppet, "__init__", no_process)
        night.send("/music/load", OTHER)
    assert any("Too many open files" in str(reply) for reply in night.replies()) and night.player.alive
    load(night).open()
    night.settle()
    assert OTHER in night.engine.package


def test_a_model_that_is_late_and_answers_nothing_is_not_called_slow(night, monkeypatch):
    monkeypatch.setattr(stage_engines, "smaller_package", lambda *_: permitted(OTHER, Show(), "music"))
    night.models.relieve("music")
    night.clock.advance(1.0)
    night.models.look()
    night.settle()
    assert not night.models._coming
    night.engine.answers = 2
    night.clock.advance(1.0)
    night.models.look()
    night.settle()
    assert OTHER in coming(night).package


# --- another package -----------------------------------------------------------------------------------------------


def load(night, name=OTHER) -> Puppet:
    night.send("/music/load", name)
    return coming(night)


def test_the_old_one_plays_on_until_the_new_one_is_open(night):
    night.send("/music/mode", "solo")
    night.wait(1.0)
    new = load(night)
    night.wait(3.0)
    assert night.engine is not new and all(pitch >= 70 for pitch in night.sounding())
    new.open()
    night.wait(6.0)
    assert night.engine is new and all(50 <= pitch < 70 for pitch in night.sounding())


def test_no_sounding_note_is_cut_by_the_exchange(night):
    night.send("/music/mode", "solo")
    night.wait(1.0)
    new, before = load(night), night.sounding()
    new.open()
    night.settle()
    assert before and night.sounding() == before


def test_an_answer_that_was_asked_of_the_old_one_is_given_by_the_new_one(night):
    night.send("/music/mode", "accompany")
    night.engine.engine.answers = []
    night.engine.engine.send = lambda message: None  # it is slow
    new = load(night)
    night.send("/music/note", 60, 90)
    new.open()
    night.settle()
    assert night.sounding() == {57, 52}


def test_the_next_question_goes_to_the_new_one_alone(night):
    old, new = night.engine, load(night)
    new.open()
    night.settle()
    count = len(old.heard)
    night.send("/music/answer")
    assert len(old.heard) == count and any(message[0] == "generate" for message in new.heard) and old.closed


def test_a_refusal_keeps_the_old_one_and_says_why(night):
    old, new = night.engine, load(night)
    new.said.append(("failed", "its self-test does not hold"))
    night.settle()
    assert night.engine is old and new.closed and not old.closed
    assert ("/error", "/music/load", "its self-test does not hold; the package before plays on") in night.replies()


def test_undo_brings_the_one_before_back(night):
    load(night).open()
    night.settle()
    night.send("/music/undo")
    coming(night).open()
    night.settle()
    assert FIRST in night.engine.package


def test_the_old_one_may_die_meanwhile(night):
    new = load(night)
    night.die()
    new.open()
    night.settle()
    assert night.engine is new and night.player.alive and night.ladder()[-1] == 0
    play(night)
    night.wait(3.0)
    assert any(message[0] == "generate" for message in new.heard)


def test_the_new_one_may_die_before_it_is_open(night):
    old, new = night.engine, load(night)
    new.die()
    night.settle()
    assert night.engine is old
    assert any("was killed by signal 9; the package before plays on" in str(reply) for reply in night.replies())


def test_another_wish_meanwhile_replaces_the_first_and_says_so(night):
    first = load(night)
    second = load(night, FIRST)
    assert first.closed and any("was not opened yet when" in str(reply) for reply in night.replies())
    second.open()
    night.settle()
    assert night.engine is second


def test_who_opens_in_the_turn_in_which_another_is_wished_for_does_not_come(night):
    night.send("/music/load", OTHER)
    first, act = coming(night), night.loop.watched[coming(night)]
    night.send("/music/load", OTHER)
    second = coming(night)
    first.open()
    act()  # the loop had found it readable before the wish came
    assert night.engine.package.endswith(FIRST) and coming(night) is second


def test_what_the_old_one_says_in_the_turn_of_the_exchange_is_not_heard(night):
    old, act = night.engine, night.loop.watched[night.engine]
    night.send("/music/load", OTHER)
    new = coming(night)
    new.open()
    night.loop.watched[new]()
    old.die()
    act()
    assert night.engine is new and not new.restarts and night.player.alive


def test_a_chosen_package_ends_a_rest(night):
    give_up(night)
    load(night).open()
    night.settle()
    count = len(Puppet.made)
    night.wait(REST_S + 2)
    assert len(Puppet.made) == count and not night.seat.given_up


def test_at_the_end_all_are_closed(night):
    new = load(night)
    night.models.close()
    assert night.engine.closed and new.closed


def test_who_plays_the_same_package_shares_a_process_and_one_exported_anew_does_not(night):
    package = night.models.playing("music")
    night.models._open(package)
    assert Puppet.made[-1].host is night.engine.host
    package.manifest.files["music.8bit.onnx"] = "another hash"
    night.models._open(package)
    assert Puppet.made[-1].host is not night.engine.host


def test_a_flood_of_wishes_opens_a_few_and_the_newest_last(night):
    before = len(Puppet.made)
    for number in range(100):
        night.send("/music/load", (FIRST, OTHER)[number % 2])
    assert len(Puppet.made) == before + WHEEL
    Puppet.made[-1].open()
    night.settle()
    assert len(Puppet.made) == before + WHEEL + 1 and OTHER in Puppet.made[-1].package
    Puppet.made[-1].open()
    night.settle()
    assert night.models.playing("music").name == OTHER


def test_a_wish_waits_no_longer_than_a_moment_for_one_that_does_not_open(night):
    for _ in range(WHEEL):
        night.send("/music/load", OTHER)
    slow = Puppet.made[-1]
    night.send("/music/load", FIRST)
    assert Puppet.made[-1] is slow
    night.wait(2.5)
    night.models.retry()
    assert FIRST in Puppet.made[-1].package


def test_undone_over_and_over_there_is_always_a_package_that_plays(night):
    for name in (OTHER, FIRST):
        night.send("/music/load", name)
        Puppet.made[-1].open()
        night.settle()
    for _ in range(20):
        night.send("/music/undo")
    for _ in range(20):
        Puppet.made[-1].open()
        night.settle()
        assert night.models.playing("music").name in (FIRST, OTHER)
