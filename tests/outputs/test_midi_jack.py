"""A real MIDI system: JACK with its dummy driver, a server of our own beside any other; the real timer and its outputs."""

import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest

from bridge.schedule.remote import Timer

SERVER = f"duende-test-{os.getpid()}"
PATIENCE_S = 8.0
needs = [program for program in ("jackd", "jack_lsp", "jack_connect") if shutil.which(program) is None]
pytestmark = pytest.mark.skipif(bool(needs), reason=f"needs JACK: {', '.join(needs)} not installed")

OUT = "duende out:duende out"

# In a process of its own: libjack keeps a server's name and threads for as long as a process lives.
EAR = """
import rtmidi, select, sys
ear = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name="ear")
ear.open_virtual_port("in")
print("open", flush=True)
while not select.select([sys.stdin], [], [], 0.005)[0]:
    found = ear.get_message()
    if found:
        print(bytes(found[0]).hex(), flush=True)
ear.delete()
"""


class Jack:
    def __init__(self):
        command = ["jackd", "-n", SERVER, "--no-realtime", "-d", "dummy", "-r", "48000", "-p", "512"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.wait_for("system")
        except BaseException:
            self.end()
            raise

    def ports(self):
        return subprocess.run(["jack_lsp"], capture_output=True, text=True, timeout=PATIENCE_S).stdout.splitlines()

    def wait_for(self, name, there=True):
        deadline = time.monotonic() + PATIENCE_S
        while any(name in port for port in self.ports()) is not there:
            assert time.monotonic() < deadline, f"{name}: {self.ports()}"
            time.sleep(0.1)

    def connect(self, source, target):
        subprocess.run(["jack_connect", source, target], check=True, timeout=PATIENCE_S)

    def end(self):
        """In order: servers that are killed stay in JACK's registry, which holds eight."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def jack(monkeypatch):
    monkeypatch.setenv("JACK_DEFAULT_SERVER", SERVER)
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    monkeypatch.setenv("JACK_NO_AUDIO_RESERVATION", "1")
    jack = Jack()
    yield jack
    jack.end()


@contextlib.contextmanager
def listening():
    """Another program with one MIDI input, `ear:in`."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", EAR], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout.readline() == "open\n"
    yield process
    process.communicate()  # in order: after a client that was killed, the server takes 6 s to end


@pytest.fixture
def ear(jack):
    with listening() as process:
        yield process


@pytest.fixture
def timer():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        timer = Timer(door)
        yield timer
        timer.close()


def report(timer, *wanted):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        select.select([timer], [], [], 0.2)
        for found in timer.receive():
            if found[0] in wanted:
                return found
    raise AssertionError(f"no {wanted} came")


def play(timer, note, pitch):
    timer.send(("note", note, time.monotonic(), "bach", pitch, 100, 1))


def test_a_virtual_port_has_our_name_and_its_notes_arrive(jack, ear, timer):
    timer.send(("sink", 1, {"kind": "midi", "port": None, "virtual": True}))
    assert report(timer, "opened") == ("opened", 1, ["duende out"])
    assert OUT in jack.ports()
    jack.connect(OUT, "ear:in")
    play(timer, 1, 60)
    assert ear.stdout.readline() == "903c64\n"
    timer.send(("unsink", 1))
    assert ear.stdout.readline() == "803c40\n"
    jack.wait_for(OUT, there=False)


def test_a_real_port_comes_back_and_ends_what_sounded_when_its_process_is_killed(jack, ear, timer):
    timer.send(("sink", 1, {"kind": "midi", "port": "EAR"}))
    assert report(timer, "opened") == ("opened", 1, ["ear:in"])
    play(timer, 1, 61)
    assert ear.stdout.readline() == "903d64\n"
    time.sleep(3.1)  # one that ends sooner is not started again
    os.kill(timer._mouths.pid(1), signal.SIGKILL)
    assert report(timer, "opened") == ("opened", 1, ["ear:in"])
    assert ear.stdout.readline() == "803d40\n"


def test_a_frozen_port_is_replaced_and_ends_what_sounded(jack, ear, timer):
    timer.send(("sink", 1, {"kind": "midi", "port": "EAR"}))
    assert report(timer, "opened") == ("opened", 1, ["ear:in"])
    play(timer, 1, 61)
    assert ear.stdout.readline() == "903d64\n"
    time.sleep(3.1)  # one that ends sooner is not started again
    os.kill(timer._mouths.pid(1), signal.SIGSTOP)
    timer.send(("silence", None))
    opened, end = [], time.monotonic() + 15
    while not opened and time.monotonic() < end:
        timer.look()
        opened = [found for found in timer.receive() if found[0] == "opened"]
        time.sleep(0.05)
    assert opened and ear.stdout.readline() == "803d40\n"


def test_a_port_outlives_a_killed_timer(jack, ear, timer):
    timer.send(("sink", 1, {"kind": "midi", "port": "ear"}))
    report(timer, "opened")
    play(timer, 1, 62)
    assert ear.stdout.readline() == "903e64\n"
    mouth = timer._mouths.pid(1)
    os.kill(timer.pid, signal.SIGKILL)
    report(timer, "restarted")
    assert ear.stdout.readline() == "803e40\n"
    assert timer._mouths.pid(1) == mouth


def test_when_the_midi_system_dies_that_is_told_and_the_timer_goes_on(jack, timer):
    timer.send(("sink", 1, {"kind": "midi", "port": None, "virtual": True}))
    report(timer, "opened")
    jack.end()
    assert report(timer, "broken") == ("broken", 1, "JACK has ended")
    timer.send(("say", time.monotonic(), "/a", (), 7))
    timer.send(("sink", 2, {"kind": "memory"}))
    timer.send(("say", time.monotonic(), "/a", (), 8))
    assert report(timer, "left")[:3] == ("left", 8, 2)


def test_a_port_that_is_unplugged_is_told(jack, ear, timer):
    timer.send(("sink", 1, {"kind": "midi", "port": "ear"}))
    report(timer, "opened")
    ear.communicate()
    assert report(timer, "broken") == ("broken", 1, "ear:in is gone (unplugged?)")


def test_a_device_that_returns_is_told_the_end_of_what_it_sounded(jack, ear, timer):
    timer.send(("sink", 1, {"kind": "midi", "port": "ear", "name": "ear"}))
    report(timer, "opened")
    play(timer, 1, 63)
    assert ear.stdout.readline() == "903f64\n"
    ear.communicate()
    report(timer, "broken")
    with listening() as again:
        timer.send(("sink", 2, {"kind": "midi", "port": "ear", "name": "ear"}))
        assert report(timer, "opened") == ("opened", 2, ["ear:in"])
        assert again.stdout.readline() == "803f40\n"


def test_an_absent_port_is_told_with_those_there_are(jack, ear, timer):
    timer.send(("sink", 1, {"kind": "midi", "port": "moog"}))
    assert report(timer, "broken") == ("broken", 1, "no MIDI output has 'moog' in its name; there are: ear:in")
