"""A model that stops in the middle of a performance: its process is frozen, for a moment as by a machine that swaps, or for
good."""

import os
import signal
from contextlib import suppress

import pytest
from peers.osc import Client, hanging
from peers.server import Duende
from peers.waiting import until

ENGINE = "bridge.engine.worker"


@pytest.fixture
def server(tmp_path, tiny_package):
    show = tmp_path / "show.toml"
    show.write_text(f'[[player]]\nname = "music"\nkind = "music"\npackage = "{tiny_package}"\n')
    server = Duende(tmp_path, str(show), "--no-midi")
    yield server
    server.clean_up()


@pytest.fixture
def client(server):
    client = Client(server.osc)
    client.hello()
    yield client
    client.close()


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


def late(client, engine) -> tuple:
    """The model is frozen before it has answered, and thawed when something else has taken its place; what that is."""
    client.play(60, 62, 64, gap=0.2)
    engine.freeze()
    step = client.wait("/music/out/ladder", 6.0)
    engine.thaw()
    return step.args


def test_a_frozen_model_is_answered_for_by_the_phrase(client, engine):
    step = late(client, engine)
    client.listen(3.0)
    played = [g.args[0] for g in client.got if g.address == "/music/out/note" and g.args[1]]
    assert step == (3, "phrase") and played[:3] == [60, 62, 64]


def test_when_it_moves_again_it_is_live_and_no_note_hangs(server, client, engine):
    late(client, engine)
    client.listen(3.0)
    client.play(60, 62, 64)
    client.wait(lambda g: g.address == "/music/out/ladder" and g.args[0] == 0, 8.0)
    client.send("/music/stop")
    client.listen(1.0)
    assert hanging([g for g in client.got if g.address == "/music/out/note"]) == []
    assert server.children()[ENGINE] == engine.pid


def test_status_counts_the_late_answers(client, engine):
    late(client, engine)
    assert int(client.status()["music_answers_late"]) >= 1


def test_one_that_stays_frozen_is_replaced_and_the_show_goes_on(server, client, engine):
    client.send("/music/mode", "solo")
    client.wait(lambda g: g.address == "/music/out/note" and g.args[1])
    engine.freeze()
    client.wait(lambda g: g.address == "/music/out/ladder" and g.args[0] > 0, 6.0)
    until(lambda: server.children().get(ENGINE) not in (None, engine.pid), "it is not replaced", 6.0)
    client.wait(lambda g: g.address == "/music/out/ladder" and g.args == (0, "live"), 8.0)
    assert "has not answered for" in server.log
    client.send("/music/stop")
    client.listen(0.5)
    assert hanging([g for g in client.got if g.address == "/music/out/note"]) == []
