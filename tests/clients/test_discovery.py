"""mDNS: found by browsers that we did not write, in a network of their own; on loopback alone while the server is there.

How long after `ready` it was seen is printed (`pytest -s`), not asserted: it is a figure of the machine.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from peers.node import needs_node
from peers.waiting import needs

pytestmark = needs("iproute2 util-linux", "ip", "unshare")

ROOM = Path(__file__).parent / "peers" / "mdns_room.py"
OUTSIDE = "10.9.8.7"  # an address that is not loopback, on a cable that ends nowhere
NETWORK = (
    "ip link set lo up && ip link set lo multicast on && ip link add v0 type veth peer name v1 && ip link set v0 up && "
    f"ip link set v1 up && ip addr add {OUTSIDE}/24 dev v0 && "
)
HTTP, OSC = "_oscjson._tcp.local.", "_osc._udp.local."


OWN = "a network of its own needs root and the right to make one"


def may_have_its_own_network() -> bool:
    return os.geteuid() == 0 and subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode == 0


def in_own_network(*command: str, network: str = NETWORK, seconds: float = 180) -> subprocess.CompletedProcess:
    if not may_have_its_own_network():
        pytest.skip(OWN)
    script = ["unshare", "-n", "bash", "-c", f'{network} exec "$@"', "bash", *command]
    return subprocess.run(script, capture_output=True, text=True, timeout=seconds)


@pytest.fixture(scope="module")
def room(players, tmp_path_factory):
    """What `peers/mdns_room.py` has found."""
    done = in_own_network(sys.executable, str(ROOM), str(tmp_path_factory.mktemp("room")), OUTSIDE, "v1", *players)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    seen, npm = found["seen_s"] * 1e3, found.get("npm_s", float("nan")) * 1e3
    print(f"\n    seen {seen:.0f} ms after `ready`; by npm's browser, its tree read too, {npm:.0f} ms")
    return found


def test_both_services_are_where_they_are_said_to_be(room):
    first, ports = room["first"], room["ports"]
    assert (first[HTTP]["port"], first[OSC]["port"]) == (ports["http"], ports["osc"])
    assert first[HTTP]["addresses"] == first[OSC]["addresses"] == ["127.0.0.1"]


@needs_node("oscquery")
def test_npms_browser_finds_the_server_and_reads_its_tree(room):
    up = room["npm"]["up"]
    assert (up["port"], up["host"]["oscPort"]) == (room["ports"]["http"], room["ports"]["osc"])
    assert room["npm"]["methods"] > 50


def test_a_second_server_has_another_name_and_says_so(room):
    assert room["second"]["port"] and "others find this server as 'duende-2'" in room["second"]["note"]


def test_nothing_leaves_loopback_while_the_server_is_there(room):
    assert room["left loopback"] == 0


def test_who_ends_says_goodbye(room):
    assert room["goodbye"]["code"] == 0


def test_with_a_host_it_is_announced_on_the_network_at_an_address_that_others_reach(room):
    assert room["host"]["about"]["addresses"] == [OUTSIDE] and room["host"]["packets"] > 0
    assert "others find this server as 'duende'" in room["host"]["note"]


def test_an_address_that_the_machine_gets_later_is_announced_too(room):
    assert room["end"] == 0  # the room has waited for it


@needs("avahi-daemon dbus", "avahi-daemon", "dbus-daemon", "dbus-send")
def test_the_systems_own_browser_finds_both_beside_us(players, tmp_path):
    """avahi has the same port; what it is asked by D-Bus is what desktop programs ask."""
    program = f"""
import subprocess, sys; sys.path.insert(0, {str(ROOM.parents[1])!r})
from pathlib import Path
from peers.server import NO_MIDI, Duende
from peers.waiting import until
server = Duende(Path({str(tmp_path)!r}), "--mdns", *{players!r}, *NO_MIDI)
def asked(kind):
    words = ["int32:-1", "int32:-1", "string:duende", "string:" + kind, "string:local", "int32:-1", "uint32:0"]
    call = ["dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.Avahi", "/"]
    call += ["org.freedesktop.Avahi.Server.ResolveService", *words]
    return subprocess.run(call, capture_output=True, text=True).stdout
try:
    for kind, port in (("_oscjson._tcp", server.http), ("_osc._udp", server.osc)):
        until(lambda: f"uint16 {{port}}" in asked(kind), "avahi does not find " + kind)
    assert server.end() == 0
finally:
    server.clean_up()
"""
    if not may_have_its_own_network():
        pytest.skip(OWN)
    script = ["bash", str(ROOM.with_name("own_network.sh")), sys.executable, "-c", program]
    done = subprocess.run(script, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_where_mdns_is_not_possible_one_line_says_so_and_the_show_goes_on(players, tmp_path):
    """Another program holds mDNS's port for itself."""
    program = f"""
import socket, sys; sys.path.insert(0, {str(ROOM.parents[1])!r})
from pathlib import Path
from peers.osc import Client
from peers.server import NO_MIDI, Duende
from peers.waiting import until
selfish = socket.socket(type=socket.SOCK_DGRAM)
selfish.bind(("", 5353))
server = Duende(Path({str(tmp_path)!r}), "--mdns", *{players!r}, *NO_MIDI)
try:
    until(lambda: "mDNS is off" in server.log, "it says nothing")
    assert Client(server.osc).ask("/clock/tempo") == (120.0,)
    assert "bridge.announce" not in server.children()
    assert server.end() == 0
finally:
    server.clean_up()
print(server.log.count("mDNS is off"))
"""
    done = in_own_network(sys.executable, "-c", program)
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stdout + done.stderr
