"""Ableton Link: our server and another program in one session, in a network of their own."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from peers.server import NO_MIDI
from peers.waiting import needs, until

pytestmark = [
    needs("iproute2 util-linux", "ip", "unshare"),
    pytest.mark.skipif(importlib.util.find_spec("aalink") is None, reason="aalink is not installed (the extra `link`)"),
]

ROOM = Path(__file__).parent / "peers" / "link_room.py"
NETWORK = "ip link set lo up && ip link set lo multicast on && ip route add 224.0.0.0/4 dev lo && "
APART_MS = 2.0


@pytest.fixture(scope="module")
def session(players, tmp_path_factory):
    """What `peers/link_room.py` has found."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode:
        pytest.skip("a network of its own needs root and the right to make one")
    command = [sys.executable, str(ROOM), str(tmp_path_factory.mktemp("room")), *players]
    done = subprocess.run(
        ["unshare", "-n", "bash", "-c", NETWORK + 'exec "$@"', "bash", *command], capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(found, indent=1))
    return found


def test_nothing_of_link_runs_before_it_is_asked_for(session):
    assert session["before"] == {"process": False, "peers": 0}


def test_who_joins_takes_the_sessions_tempo_and_says_how_many_are_there(session):
    assert session["tempo"] == pytest.approx(97, abs=0.01)
    assert session["status"]["clock_peers"] == "1" and session["status"]["clock_lost"] == "0"


@pytest.mark.parametrize("when", ["agreement", "after our tempo", "after its tempo", "after a kill"])
def test_beats_agree(session, when):
    found = session[when]
    assert found["n"] >= 4
    assert found["in_place"] == found["n"], "the same beat of the bar"
    assert found["due"]["p99"] <= APART_MS


def test_start_and_stop_go_both_ways(session):
    assert session["start and stop"]


def test_beats_go_on_while_our_peer_is_replaced(session):
    assert session["beats meanwhile"] >= 2
    assert any("started again" in line for line in session["log"])


def test_it_leaves_when_another_source_is_chosen(session):
    assert session["beats after"] >= 2
    assert session["exit"] == 0


def test_a_library_that_cannot_be_loaded_is_told_once_and_beats_go_on(serve, program, tmp_path):
    """Nothing multicasts: it ends before there is a session."""
    (tmp_path / "aalink.py").write_text("raise ImportError('of another version')")
    server = serve(*NO_MIDI, environment={"PYTHONPATH": str(tmp_path)})
    client = program(server)
    client.hello()
    client.send("/clock/source", "link")
    until(lambda: any("of another version" in line for line in server.said), "it is not told", 20.0)
    client.listen(6.0)  # it is tried again after five seconds
    assert len([line for line in server.said if "of another version" in line]) == 1
    client.forget()
    client.wait("/clock/out/beat", 2.0)
    assert client.ask("/clock/source") == ("link",)
    assert client.status()["clock_lost"] == "1"
    client.send("/clock/source", "internal")
    assert client.ask("/clock/source") == ("internal",)
