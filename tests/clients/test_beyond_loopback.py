"""A server that can be reached from elsewhere: who is let in with a token and who without, and that the token stays secret.

In a network of its own, where this machine has two addresses beside loopback and nothing leaves it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from peers.beyond import LISTED, OTHER, SELF, TOKEN
from peers.waiting import needs

pytestmark = needs("iproute2 util-linux", "ip", "unshare")

PEERS = Path(__file__).parent / "peers"


@pytest.fixture(scope="module")
def told(players, tmp_path_factory):
    if os.geteuid() != 0 or subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode:
        pytest.skip("a network of its own needs root and the right to make one")
    folder = tmp_path_factory.mktemp("beyond")
    command = ["bash", PEERS / "two_addresses.sh", sys.executable, "-m", "peers.beyond", folder, *players]
    apart = os.environ | {"PYTHONPATH": str(PEERS.parent)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=apart)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("how", ["plain", "wrong", "socket"])
def test_from_elsewhere_nothing_opens_without_the_token(told, how):
    assert told[how] == 401


@pytest.mark.parametrize(("how", "answer"), [("token", 200), ("bearer", 200), ("socket_token", 101)])
def test_the_token_opens(told, how, answer):
    assert told[how] == answer


@pytest.mark.parametrize(("how", "answer"), [("self", 200), ("socket_self", 101)])
def test_on_this_machine_none_is_needed(told, how, answer):
    assert told[how] == answer


@pytest.mark.parametrize("how", ["forged", "foreign"])
def test_the_token_opens_to_no_other_name_and_no_other_page(told, how):
    assert told[how] == 403


def test_the_page_passes_its_token_on(told):
    if told["page"] is None:
        pytest.skip("chromium is not installed")
    players, line = told["page"].split()
    assert int(players) > 0 and line == "here"


def test_what_the_address_asks_is_understood_beside_the_token(told):
    assert told["node"] == [200, '{"VALUE": [120.0]}']


def test_who_is_not_on_the_list_is_not_even_answered(told):
    assert told["unlisted"] == 0
    assert told["udp"] == {LISTED: ["/welcome"], OTHER: [], SELF: ["/welcome"]}
    assert told["tcp"] == {LISTED: True, OTHER: False, SELF: True}


def test_all_refusals_are_counted(told):
    counts = {what: told["status"][what] for what in ("not_allowed", "web_refused_address", "web_refused_token")}
    assert counts == {"not_allowed": 2, "web_refused_address": 1, "web_refused_token": 3}
    assert 'duende_web_refused_token_total 3' in told["metrics"]


@pytest.mark.parametrize("where", ["said", "status", "metrics", "lost", "command_lines", "recorded"])
def test_the_token_is_told_nowhere(told, where):
    assert TOKEN not in json.dumps(told[where])
    assert told[where]


def test_before_ready_it_says_what_is_open_to_whom(told):
    (warning,) = [line for line in told["said"] if "beyond this machine" in line]
    assert warning.startswith("note ") and told["said"].index(warning) < told["said"].index("ready")
    assert "every address of this machine" in warning and "10.7.0.0/24 and this machine" in warning


def test_it_ends_in_order(told):
    assert told["ended"] == 0
