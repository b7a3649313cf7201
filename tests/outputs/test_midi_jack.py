"""A real MIDI system: JACK with its dummy driver, a server of our own beside any other."""

import os
import shutil
import subprocess
import sys
import time

import pytest

SERVER = f"duende-test-{os.getpid()}"
PATIENCE_S = 8.0
needs = [program for program in ("jackd", "jack_lsp", "jack_connect") if shutil.which(program) is None]
pytestmark = pytest.mark.skipif(bool(needs), reason=f"needs JACK: {', '.join(needs)} not installed")

# In processes of their own: libjack keeps a server's name and threads for as long as a process lives.
SINK = """
import sys, time
from bridge.outputs.midi import MidiSink
sink = MidiSink(sys.argv[1] or None, virtual=not sys.argv[1])
print("open", flush=True)
for line in sys.stdin:
    for velocity in (100, 0):
        sink.write(sink.note("bach", int(line), velocity, 1), None)
"""
EAR = """
import rtmidi, sys, time
ear = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name="ear")
ear.open_virtual_port("in")
print("open", flush=True)
heard = 0
while heard < 2:
    found = ear.get_message()
    if found:
        print(bytes(found[0]).hex(), flush=True)
        heard += 1
    time.sleep(0.005)
"""


@pytest.fixture(scope="module")
def jack():
    environment = os.environ | {
        "JACK_DEFAULT_SERVER": SERVER,
        "JACK_NO_START_SERVER": "1",
        "JACK_NO_AUDIO_RESERVATION": "1",
        "PYTHONPATH": os.getcwd(),
    }
    command = ["jackd", "-n", SERVER, "--no-realtime", "-d", "dummy", "-r", "48000", "-p", "512"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        if not answers("system", environment):
            pytest.fail("jackd did not come up")
        yield environment
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def ports(environment):
    listed = subprocess.run(["jack_lsp"], capture_output=True, text=True, env=environment, timeout=PATIENCE_S)
    return listed.stdout.splitlines()


def answers(name, environment):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if any(name in port for port in ports(environment)):
            return True
        time.sleep(0.1)
    return False


def started(program, environment, *arguments):
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "open\n"
    return process


def ended(process):
    process.kill()
    process.communicate()


def test_a_virtual_port_has_our_name_and_its_notes_arrive(jack):
    sink, ear = started(SINK, jack, ""), started(EAR, jack)
    try:
        assert "duende out:duende out" in ports(jack)
        subprocess.run(["jack_connect", "duende out:duende out", "ear:in"], check=True, env=jack, timeout=PATIENCE_S)
        print(60, file=sink.stdin, flush=True)
        assert [ear.stdout.readline().strip() for _ in range(2)] == ["903c64", "803c40"]
    finally:
        ended(ear)
        ended(sink)


def test_a_real_port_is_found_by_a_part_of_its_name(jack):
    ear = started(EAR, jack)
    sink = started(SINK, jack, "ear")
    try:
        print(61, file=sink.stdin, flush=True)
        assert [ear.stdout.readline().strip() for _ in range(2)] == ["903d64", "803d40"]
    finally:
        ended(sink)
        ended(ear)
