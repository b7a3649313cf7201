"""Who hears it, and is it recorded? Real ports, real folders."""

import socket
from dataclasses import replace

import pytest
from peers.server import free_port

from bridge.config import Listener, Show
from bridge.doctor import listeners
from bridge.doctor.case import Case


def heard(port, host="127.0.0.1"):
    (finding,) = listeners.listeners(Case(Show(listeners=(Listener(host, port),))))
    return finding


def test_a_listener_that_is_not_there_is_a_dead_output():
    port = free_port()
    finding = heard(port)
    assert (finding.link, finding.state, finding.what) == ("output", "dead", f"nobody listens at 127.0.0.1:{port}")
    assert "[[listener]]" in finding.cure


@pytest.mark.parametrize("bound", ["127.0.0.1", "0.0.0.0"])
def test_one_that_is_there_is_ok_and_hears_nothing_of_it(bound):
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.bind((bound, 0))
        sock.settimeout(0.2)
        assert heard(sock.getsockname()[1]).state == "ok"
        with pytest.raises(TimeoutError):
            sock.recv(1)


def test_the_port_is_free_afterwards():
    port = free_port()
    heard(port)
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", port))


def test_a_name_that_nobody_has_is_dead():
    assert heard(9000, "no-such-machine.invalid").state == "dead"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ({"listeners": "1", "midi": "off (--no-midi)"}, "dead"),
        ({"listeners": "1", "midi": "in: none; out: none (JACK)"}, "dead"),
        ({"listeners": "1", "midi": "in: duende in; out: duende out (JACK)"}, "note"),
        ({"listeners": "3", "midi": "off (--no-midi)"}, "ok"),
    ],
)
def test_who_hears_a_running_server(status, state):
    (finding,) = listeners.audience(Case(Show(), running=status))
    assert finding.state == state and (state == "ok" or "hello" in finding.cure)


def recorded(folder, **running):
    show = Show()
    (finding,) = listeners.recording(Case(replace(show, server=replace(show.server, journal=folder)), running=running))
    return finding


def test_a_folder_to_come_is_ok_and_is_not_made(tmp_path):
    assert recorded(tmp_path / "a" / "b").state == "ok"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    finding = recorded(tmp_path / "file" / "journal")
    assert finding.state == "note" and "cannot be written" in finding.what


def test_a_disk_that_is_almost_full_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(listeners, "LEAST_MIB", 1e12)
    finding = recorded(tmp_path)
    assert finding.state == "note" and "MiB left" in finding.what


def test_a_journal_that_fails_is_told(tmp_path):
    assert "cannot be written" in recorded(tmp_path, journal_failing="1").what
