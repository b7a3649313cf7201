"""`duende serve` under a service manager: what that hears; and that the files we give for it are in its own form."""

import configparser
import plistlib
import socket
from pathlib import Path
from xml.etree import ElementTree

import pytest
from peers.server import Duende

SERVICE = Path(__file__).parents[2] / "examples" / "service"


@pytest.fixture
def manager(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(20)
        yield manager


def test_a_manager_hears_that_we_are_ready_alive_and_ending(manager, tmp_path):
    surroundings = {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "1000000"}
    server = Duende(tmp_path, "--no-midi", environment=surroundings)
    assert manager.recv(4096).startswith(b"READY=1\nSTATUS=4 players")
    assert [manager.recv(4096) for _ in range(2)] == [b"WATCHDOG=1"] * 2
    server.process.terminate()
    server.wait(10)
    last = b""
    while last != b"STOPPING=1":
        last = manager.recv(4096)
    server.clean_up()


def test_the_unit_waits_for_our_word():
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str
    unit.read(SERVICE / "duende.service")
    service = unit["Service"]
    assert (service["Type"], service["Restart"]) == ("notify", "always") and int(service["WatchdogSec"]) > 1


def test_the_launch_agent_is_a_property_list():
    agent = plistlib.loads((SERVICE / "org.duende.serve.plist").read_bytes())
    assert agent["KeepAlive"] and agent["ProgramArguments"][1] == "serve"


def test_the_windows_task_restarts():
    task = ElementTree.parse(SERVICE / "duende-task.xml").getroot()
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert task.find(".//t:Exec/t:Arguments", space).text.startswith("serve ") and task.find(".//t:RestartOnFailure", space)
