"""Core's side of MIDI in, with a real listener process on a machine without a MIDI system."""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bridge.midi import system
from bridge.midi.ports import MidiInputs, Ready, Vanished

NOTHING = Ready((), (), system.NO_SYSTEM)
ROOT = str(Path(__file__).resolve().parents[2])

pytestmark = pytest.mark.skipif(
    bool(system.alsa_is_there()) or not sys.platform.startswith("linux"), reason="this machine has a MIDI system"
)


@pytest.fixture
def nowhere(monkeypatch):
    """No JACK server of this name runs."""
    pytest.importorskip("rtmidi")
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "duende-nowhere")


@pytest.fixture
def inputs(nowhere):
    inputs = MidiInputs()
    inputs.start()
    yield inputs
    inputs.close()


def wait(inputs, seconds=5.0):
    assert select.select([inputs], [], [], seconds)[0], "nothing came"
    return inputs.drain()


def test_no_midi_system_is_a_sentence_and_no_error(inputs):
    assert inputs.wait_until_ready() == NOTHING
    assert wait(inputs) == [NOTHING]
    assert not select.select([inputs], [], [], 0)[0]
    assert inputs.open == []


def test_no_driver_is_a_sentence_and_no_process(monkeypatch):
    monkeypatch.setattr(system, "driver_is_installed", lambda: False)
    inputs = MidiInputs()
    inputs.start()
    assert "python-rtmidi" in inputs.wait_until_ready().sentence
    assert inputs.pid is None
    inputs.close()


def test_a_killed_listener_comes_back_at_the_same_descriptor(inputs):
    inputs.wait_until_ready(20.0)
    inputs.drain()
    before, descriptor = inputs.pid, inputs.fileno()
    os.kill(before, signal.SIGKILL)
    items = []
    while not items:
        items = wait(inputs)
    assert items == [NOTHING]
    assert inputs.pid != before
    assert inputs.fileno() == descriptor


def test_a_listener_that_the_system_did_not_start_is_asked_for_again_and_what_it_held_ends(inputs, monkeypatch):
    def refuse(*_, **__):
        raise BlockingIOError("no more processes")

    inputs.wait_until_ready()
    inputs.drain()
    inputs.open.append("keys")
    with monkeypatch.context() as broken:
        broken.setattr(subprocess, "Popen", refuse)
        os.kill(inputs.pid, signal.SIGKILL)
        assert wait(inputs) == [Vanished("keys")]
        inputs.look()
        assert inputs.drain() == []
    inputs.look()
    assert wait(inputs) == [NOTHING]


def test_a_frozen_listener_is_replaced(inputs):
    inputs.wait_until_ready(20.0)
    before, end = inputs.pid, time.monotonic() + 20
    os.kill(before, signal.SIGSTOP)
    while inputs.pid == before and time.monotonic() < end:
        inputs.look()
        inputs.drain()
        time.sleep(0.1)
    assert inputs.pid != before


def test_a_listener_that_is_looked_after_stays(inputs):
    inputs.wait_until_ready()
    pid, end = inputs.pid, time.monotonic() + 1.0
    while time.monotonic() < end:
        inputs.look()
        inputs.drain()
        time.sleep(0.1)
    assert inputs.pid == pid


def test_it_ends_when_told(inputs):
    inputs.wait_until_ready()
    pid = inputs.pid
    inputs.close()
    assert not Path(f"/proc/{pid}").exists()


def test_it_ends_with_its_parent(nowhere):
    program = (
        "import os; from bridge.midi.ports import MidiInputs; m = MidiInputs(); m.start(); m.wait_until_ready();"
        "print(m.pid, flush=True); os._exit(1)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    end = time.monotonic() + 1.0
    while _runs(int(done.stdout)):
        assert time.monotonic() < end, "still there a second after its parent"
        time.sleep(0.02)


def _runs(pid):
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
