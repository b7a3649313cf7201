"""What a service manager hears, on its own socket."""

import os
import socket
from pathlib import Path

import pytest

from bridge.service import Service


@pytest.fixture
def manager(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)
        yield manager


@pytest.fixture
def surroundings(manager):
    return {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "10000000", "WATCHDOG_PID": str(os.getpid())}


def heard(manager) -> list[str]:
    said = []
    while True:
        try:
            said.append(manager.recv(4096).decode())
        except BlockingIOError:
            return said


def test_readiness_is_told_with_a_line_about_us(manager, surroundings):
    Service(surroundings).ready("4 players")
    assert heard(manager) == ["READY=1\nSTATUS=4 players"]


def test_the_watchdog_hears_from_us_twice_in_its_time(manager, surroundings):
    service = Service(surroundings)
    for tenth in range(100):
        service.alive(100 + tenth / 10)
    assert heard(manager) == ["WATCHDOG=1"] * 2


def test_without_a_watchdog_nothing_is_said(manager, surroundings):
    Service(surroundings | {"WATCHDOG_USEC": "0"}).alive(100.0)
    assert heard(manager) == []


def test_a_watchdog_of_another_process_is_not_ours(manager, surroundings):
    Service(surroundings | {"WATCHDOG_PID": "1"}).alive(100.0)
    assert heard(manager) == []


def test_the_end_is_told(manager, surroundings):
    Service(surroundings).ending()
    assert heard(manager) == ["STOPPING=1"]


def test_a_manager_that_is_gone_is_no_reason_to_stop(tmp_path):
    Service({"NOTIFY_SOCKET": str(tmp_path / "nobody")}).ready("")


def test_nobody_asked_nothing_is_said():
    Service({}).ready("")


def test_a_service_that_we_hand_out_names_no_journal_folder_for_there_nothing_is_ever_removed():
    services = sorted((Path(__file__).parents[1] / "examples" / "service").iterdir())
    assert len(services) == 3 and not [path.name for path in services if "--journal" in path.read_text(encoding="utf-8")]
