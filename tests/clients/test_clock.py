"""Following a MIDI clock over real JACK: every tick comes off, and through the sound server's periods."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from peers import jack as jack_server
from peers.osc import Client
from peers.waiting import until

from bridge.midi.system import alsa_is_there

pytestmark = [
    pytest.mark.skipif(bool(jack_server.missing()), reason=jack_server.missing()),
    pytest.mark.skipif(bool(alsa_is_there()), reason="this machine has a MIDI system of its own"),
]
METRONOME = Path(__file__).parent / "peers" / "metronome.py"
BPM, SECONDS, JITTER_MS = 120.0, 12.0, 3.0
SETTLED = 4  # beats


class Metronome:
    def __init__(self):
        command = [sys.executable, str(METRONOME), "metronome", str(BPM), str(SECONDS), str(JITTER_MS)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout.readline() == "up\n"

    def start(self) -> float:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline().split()[1])

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(5)
        self.process.stdout.close()


def spread(errors):
    """The constant part (what `/clock/offset` is for) and how far from it 99 of 100 are, in milliseconds."""
    ordered = sorted(errors)
    middle = ordered[len(ordered) // 2]
    off = sorted(abs(error - middle) for error in errors)
    return middle * 1000, off[int(0.99 * (len(off) - 1))] * 1000


def test_the_beats_of_a_jittery_clock_stand_closer_than_its_ticks(serve, tmp_path, monkeypatch):
    hears_clock = jack_server.EAR.replace("ear.open", "ear.ignore_types(timing=False)\near.open", 1)
    monkeypatch.setattr(jack_server, "EAR", hears_clock)
    with jack_server.Jack() as jack:
        server, metronome, ear = serve(midi=True), Metronome(), jack_server.Ear("ear", tmp_path)
        client = Client(server.osc)
        try:
            jack.connect("metronome:out", "duende in:duende in")
            jack.connect("metronome:out", "ear:in")
            client.send("/hello", client.port, 1, 50.0)
            client.wait("/welcome")
            client.send("/clock/source", "midi")
            client.status()
            first = metronome.start()
            wall = time.time() - time.monotonic()
            heard = client.listen(SECONDS + 0.5)
            status = client.status()
            until(lambda: ear.heard and ear.heard[-1][1] == b"\xfc", "the end is missing")
        finally:
            for end in (client.close, ear.end, metronome.end):
                end()
    beats = [got for got in heard if got.address == "/clock/out/beat" and got.tag - wall > first + SETTLED * 60 / BPM]
    beats = [got for got in beats if got.tag - wall < first + SECONDS - 0.5]
    errors = [got.tag - wall - first - 60 / BPM * ((got.args[0] - 1) * 4 + got.args[1] - 1) for got in beats]
    ticks = [moment for moment, data in ear.heard if data == b"\xf8"]
    tick_ms, lost = 60_000 / BPM / 24, int(SECONDS * BPM / 60 * 24) - len(ticks)
    off = [moment - first - n * 60 / BPM / 24 for n, moment in enumerate(ticks)]
    print(f"ticks: {spread(off)} ms, {lost} lost; beats: {spread(errors)} ms of {len(errors)}; {status['clock_jitter_ms']=}")
    assert len(errors) >= (SECONDS - 3) * BPM / 60 - SETTLED, "no beat is missing, and bar 1 is where the start was"
    middle, apart = spread(errors)
    assert abs(middle) < tick_ms and apart < tick_ms / 2, "no tick was miscounted"
    assert lost or apart < spread(off)[1]
    assert float(status["clock_tempo"]) == pytest.approx(BPM, rel=0.01)
    assert status["clock_port"] and status["clock_playing"] == "0"
