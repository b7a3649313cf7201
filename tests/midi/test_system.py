"""Which MIDI systems are there is known without loading a driver."""

import os
import socket
import subprocess
import sys

import pytest

from bridge.errors import PortError
from bridge.midi import system

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Unix socket of Linux")


def test_looking_loads_no_driver():
    program = "import sys, bridge.midi.system as s, bridge.midi.ports; s.present(); sys.exit('rtmidi' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


@linux_only
def test_a_jack_server_is_there_while_its_socket_answers(tmp_path, monkeypatch):
    monkeypatch.setattr(system, "_JACK_FOLDER", tmp_path)
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "stage")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / f"jack_stage_{os.getuid()}_0"))
        assert not system.jack_is_up()
        server.listen()
        assert system.jack_is_up()
    assert not system.jack_is_up()


@linux_only
def test_another_jack_server_is_not_ours(tmp_path, monkeypatch):
    monkeypatch.setattr(system, "_JACK_FOLDER", tmp_path)
    monkeypatch.delenv("JACK_DEFAULT_SERVER", raising=False)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / f"jack_stage_{os.getuid()}_0"))
        server.listen()
        assert not system.jack_is_up()


def test_the_driver_is_told_never_to_start_a_server(monkeypatch):
    pytest.importorskip("rtmidi")
    monkeypatch.setenv("JACK_NO_START_SERVER", "0")
    system.load_driver()
    assert os.environ["JACK_NO_START_SERVER"] == "1"


def test_no_driver_is_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "rtmidi", None)
    with pytest.raises(PortError, match="needs python-rtmidi, which is not installed"):
        system.load_driver()


def test_no_system_is_one_sentence(monkeypatch):
    pytest.importorskip("rtmidi")
    monkeypatch.setattr(system, "present", tuple)
    with pytest.raises(PortError, match=r"no MIDI system here .* everything else runs"):
        system.usable()
