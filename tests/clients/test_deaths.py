"""Models that die over and over, or while another is being opened, in a real server."""

import os
import shutil
import signal
import urllib.error
import urllib.request

import pytest
from peers.osc import HOST, hanging
from peers.server import alive
from peers.waiting import until

from bridge.engine.deaths import DEATHS

ENGINE = "bridge.engine.worker"


@pytest.fixture
def played(tmp_path, tiny_package):
    for name in ("one", "two"):
        shutil.copytree(tiny_package, tmp_path / "shelf" / name)
    return "shelf/one"


@pytest.fixture
def client(guest):
    """For whom music plays."""
    guest.send("/music/mode", "solo")
    guest.wait(lambda g: g.address == "/music/out/note" and g.args[1])
    return guest


def notes(client) -> list:
    return [g for g in client.got if g.address == "/music/out/note"]


def kill(server) -> int:
    victim = server.children()[ENGINE]
    os.kill(victim, signal.SIGKILL)
    until(lambda: not alive(victim), "it lives")
    return victim


def test_given_up_it_plays_on_says_so_and_nothing_hangs(server, client):
    for death in range(DEATHS):
        victim = kill(server)
        if death < DEATHS - 1:
            until(lambda v=victim: server.children().get(ENGINE) not in (None, v), "it does not come back", 10.0)
    client.wait(lambda g: g.address == "/music/out/ladder" and g.args[0] > 0)
    until(lambda: client.status()["music_engine"] == "given up", "it is not given up", 5.0)
    with pytest.raises(urllib.error.HTTPError) as refused:
        until(lambda: not urllib.request.urlopen(f"http://{HOST}:{server.http}/health", timeout=5), "healthy", 5.0)
    assert refused.value.code == 503 and b"degraded" in refused.value.read()
    count = len(notes(client))
    client.listen(3.0)
    assert any(g.args[1] for g in notes(client)[count:])  # the last reply, over and over
    client.send("/music/stop")
    client.listen(0.5)
    assert hanging(notes(client)) == [] and "the next try is in 10 s" in server.log


def test_the_old_one_dies_while_another_is_opened(server, client):
    client.send("/music/load", "two")
    kill(server)
    client.wait(lambda g: g.address == "/music/out/ladder" and g.args == (0, "live"), 10.0)
    count = len(notes(client))
    client.listen(2.0)
    assert any(g.args[1] for g in notes(client)[count:])
    client.send("/music/stop")
    client.listen(0.5)
    assert hanging(notes(client)) == []


def test_told_to_end_while_another_is_opened_it_ends_in_order(server, client):
    client.send("/music/load", "two")
    assert server.end() == 0
    client.listen(0.3)
    assert hanging(notes(client)) == []
