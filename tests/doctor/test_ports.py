"""Whose is the port? Real sockets, real other programs, a real server."""

import subprocess
import sys
from dataclasses import replace

import pytest
from peers.server import free_port

from bridge.config import Show
from bridge.config.show import Server
from bridge.doctor import ports
from bridge.doctor.case import Case
from bridge.doctor.holders import Holder, duende_ports, holder

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who has a port")
SQUATTER = """
import socket, sys
sock = socket.socket(type=socket.SOCK_DGRAM if sys.argv[1] == "udp" else socket.SOCK_STREAM)
sock.bind(("127.0.0.1", 0))
sys.argv[1] == "udp" or sock.listen()
print(sock.getsockname()[1], flush=True)
sys.stdin.read()
"""


def case(osc=0, http=0, **more):
    return Case(Show(server=Server(osc_port=osc or free_port(), http_port=http or free_port())), **more)


@pytest.fixture
def squatter():
    """Another program with a port: `squatter(protocol)` is (process, port)."""
    processes = []

    def start(protocol):
        process = subprocess.Popen(
            [sys.executable, "-c", SQUATTER, protocol], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process, int(process.stdout.readline())

    yield start
    for process in processes:
        process.communicate()


@pytest.fixture
def alone(monkeypatch):
    """No other duende on this machine."""
    monkeypatch.setattr(ports, "USUAL", 0)
    monkeypatch.setattr(ports, "duende_ports", lambda: [])
    monkeypatch.setattr(ports, "announced", lambda host, seconds: [])


@LINUX
@pytest.mark.parametrize("protocol", ["udp", "tcp"])
def test_a_taken_port_is_dead_and_who_has_it_is_named(squatter, alone, protocol):
    process, port = squatter(protocol)
    (finding,) = ports.osc(case(osc=port))
    assert finding.state == "dead" and f"(process {process.pid})" in finding.what
    assert f"{protocol.upper()} port {port}" in finding.what and "--osc-port" in finding.cure


@LINUX
def test_a_taken_page_is_dead_too(squatter):
    process, port = squatter("tcp")
    (finding,) = ports.http(case(http=port))
    assert finding.state == "dead" and f"(process {process.pid})" in finding.what and "--http-port" in finding.cure


def test_an_address_of_another_machine_is_dead(alone):
    elsewhere = case()
    elsewhere.show = replace(elsewhere.show, server=replace(elsewhere.show.server, host="192.0.2.1"))
    (finding,) = ports.osc(elsewhere)
    assert finding.state == "dead" and "not an address of this machine" in finding.what and "--host" in finding.cure


def test_free_ports_are_ok(alone):
    free = case()
    assert next(ports.osc(free)).state == "ok"
    assert [finding.state for finding in ports.http(free)] == ["ok"]


@LINUX
def test_nobody_has_a_free_port():
    assert holder("udp", free_port()) is None


def test_a_server_that_answers_is_found(serve):
    server = serve()
    here = case(osc=server.osc)
    here.look()
    assert here.running["name"] == "duende" and here.http_port == server.http
    assert next(ports.osc(here)).what == f"a duende answers at 127.0.0.1:{server.osc}"


@pytest.mark.parametrize(
    ("how", "found"),
    [
        ("USUAL", lambda server: server.osc),
        ("duende_ports", lambda server: lambda: [(server.osc, Holder(server.pid, "duende", ()))]),
        ("announced", lambda server: lambda host, seconds: [("duende", server.osc)]),
    ],
)
def test_a_server_at_another_port_than_asked_is_found_and_named(serve, alone, monkeypatch, how, found):
    server = serve()
    monkeypatch.setattr(ports, how, found(server))
    there = case()
    there.look()
    (finding,) = ports.osc(there)
    assert finding.state == "dead" and "wrong port" in finding.what and f"127.0.0.1:{server.osc}" in finding.what
    assert finding.cure == f"send to port {server.osc}, or start yours with --osc-port {there.port}"


@LINUX
def test_servers_of_this_machine_are_known_by_their_processes(serve):
    server = serve()
    assert {port: process.pid for port, process in duende_ports()}[server.osc] == server.pid


def test_a_small_receive_buffer_is_told():
    (finding,) = [f for f in ports.osc(case(running={"udp_buffer_bytes": "212992"})) if f.state != "ok"]
    assert "rmem_max" in finding.cure and finding.state == "note"
