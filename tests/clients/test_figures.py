"""The figures of examples/ move: in a browser through the relay, and in Godot, which runs here without a screen."""

import json
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from peers.browser import PROGRAM, Browser
from peers.waiting import needs, until

from bridge.osc.reading import parse
from bridge.osc.writing import encode

EXAMPLES = Path(__file__).parents[2] / "examples"


class Stage:
    """Stands where duende stands: an OSC socket that hears what figures send and moves them."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.heard, self.where = [], None
        threading.Thread(target=self._hear, daemon=True).start()

    def _hear(self):
        while True:
            try:
                packet, self.where = self.socket.recvfrom(65536)
            except OSError:
                return
            self.heard += [(message.address, message.args) for message in parse(packet)]

    def wait_hello(self):
        until(lambda: ("/hello", ()) in self.heard, "no hello", 30)

    def move(self, *values):
        self.socket.sendto(encode("/gesture/out/value", values), self.where)


@pytest.fixture
def stage():
    stage = Stage()
    yield stage
    stage.socket.close()


def read(program):
    for line in program.stdout:
        program.lines.append(line)


@pytest.fixture
def run():
    """`run(command)` is a program of which every line that it says is kept."""
    programs = []

    def start(*command):
        program = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        program.lines = []
        program.reader = threading.Thread(target=read, args=(program,), daemon=True)
        program.reader.start()
        programs.append(program)
        return program

    yield start
    for program in programs:
        program.kill()
        program.wait(10)
        program.reader.join(5)
        program.stdout.close()


@pytest.fixture
def relay(stage, run):
    """Its address."""
    program = run(sys.executable, EXAMPLES / "figure" / "relay.py", "--duende", f"127.0.0.1:{stage.port}", "--port", 0)
    until(lambda: program.lines, "the relay says nothing", 15)
    stage.wait_hello()
    return program.lines[0].split()[-1]


def post(url, body, **headers):
    """The status of the answer."""
    asked = urllib.request.Request(url + "/in", json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code


def test_the_relay_carries_numbers_both_ways(stage, relay):
    with urllib.request.urlopen(relay + "/values", timeout=15) as stream:
        until(lambda: stage.where, "", 5)
        stage.move(0.25, 0.5, 1.0)
        assert json.loads(stream.readline().removeprefix(b"data: ")) == [0.25, 0.5, 1.0]
    assert post(relay, [0.5, 0.75]) == 204
    until(lambda: ("/gesture/in", (0.5, 0.75)) in stage.heard, "nothing came", 5)


@pytest.mark.parametrize("body, headers", [("up", {}), ([], {}), ([0.5], {"Origin": "http://elsewhere.example"})])
def test_the_relay_refuses_what_is_no_movement_of_its_own_page(stage, relay, body, headers):
    assert post(relay, body, **headers) == 400
    assert all(address == "/hello" for address, _ in stage.heard)


@needs("chromium", PROGRAM)
def test_a_browser_shows_the_figure_and_sends_the_hand(stage, relay):
    with Browser() as browser:
        browser.go(relay)
        until(lambda: browser.value("document.querySelector('p')?.textContent") == "draw; then rest", "no page", 20)
        shown = "0.90 0.10 1.00"
        until(lambda: stage.move(0.9, 0.1, 1.0) or browser.value("document.title") == shown, "it does not move", 20)
        until(lambda: browser.value("hand[0] > 0.85 && hand[1] < 0.15"), "the hand does not follow", 20)
        browser.value("canvas.dispatchEvent(new PointerEvent('pointerdown', {clientX: innerWidth / 2, clientY: 0})); 1")
        until(lambda: ("/gesture/in", (0.5, 1.0, 0.0)) in stage.heard, "the hand is not heard", 10)
        stage.move(*[0.5] * 8)
        until(lambda: browser.value("angles?.length") == 8, "eight values move no joints", 20)


@needs("godot3-server", "godot3-server")
def test_godot_moves_the_figure(stage, run):
    program = run("godot3-server", "--path", EXAMPLES / "godot_figure", "--", "--port", stage.port, "--trace")
    stage.wait_hello()
    for values in ((0.1, 0.9, 0.0), (0.25, 0.5, 1.0), (0.75, 0.5)):
        stage.move(*values)
    stage.socket.sendto(encode("/gesture/out/state", ("idle",)), stage.where)
    expected = ["hand 0.100 0.900 up", "hand 0.250 0.500 down", "hand 0.750 0.500 down"]
    until(lambda: [line.strip() for line in program.lines if line.startswith("hand")] == expected, program.lines, 15)
    assert not [line for line in program.lines if "SCRIPT ERROR" in line]
