"""A model that stops in the middle of a performance: its process is frozen, for a moment as by a machine that swaps, or for
good."""

import os
import signal
from contextlib import suppress

import pytest
from peers.osc import hanging
from peers.waiting import until

ENGINE = "bridge.engine.worker"


@pytest.fixture
def engine(server):
    """The process of the only model: to be frozen and thawed, and thawed in any case."""
    engine = Engine(server.children()[ENGINE])
    yield engine
    engine.thaw()


class Engine:
    def __init__(self, pid: int):
        self.pid = pid

    def freeze(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGCONT)


def late(guest, engine) -> tuple:
    """The model is frozen before it has answered, and thawed when something else has taken its place; what that is."""
    guest.play(60, 62, 64, gap=0.2)
    engine.freeze()
    step = guest.wait("/music/out/ladder", 6.0)
    engine.thaw()
    return step.args


def test_a_frozen_model_is_answered_for_by_the_phrase(guest, engine):
    step = late(guest, engine)
    guest.listen(3.0)
    played = [g.args[0] for g in guest.got if g.address == "/music/out/note" and g.args[1]]
    assert step == (3, "phrase") and played[:3] == [60, 62, 64]


def test_when_it_moves_again_it_is_live_and_no_note_hangs(server, guest, engine):
    late(guest, engine)
    guest.listen(3.0)
    guest.play(60, 62, 64)
    guest.wait(lambda g: g.address == "/music/out/ladder" and g.args[0] == 0, 8.0)
    guest.send("/music/stop")
    guest.listen(1.0)
    assert hanging([g for g in guest.got if g.address == "/music/out/note"]) == []
    assert server.children()[ENGINE] == engine.pid


def test_status_counts_the_late_answers(guest, engine):
    late(guest, engine)
    assert int(guest.status()["music_answers_late"]) >= 1


def test_one_that_stays_frozen_is_replaced_and_the_show_goes_on(server, guest, engine):
    guest.send("/music/mode", "solo")
    guest.wait(lambda g: g.address == "/music/out/note" and g.args[1])
    engine.freeze()
    guest.wait(lambda g: g.address == "/music/out/ladder" and g.args[0] > 0, 6.0)
    until(lambda: server.children().get(ENGINE) not in (None, engine.pid), "it is not replaced", 6.0)
    guest.wait(lambda g: g.address == "/music/out/ladder" and g.args == (0, "live"), 8.0)
    assert "has not answered for" in server.log
    guest.send("/music/stop")
    guest.listen(0.5)
    assert hanging([g for g in guest.got if g.address == "/music/out/note"]) == []
