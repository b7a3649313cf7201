"""The answer is heard: FluidSynth renders what leaves `duende out` into a WAV, sox measures it."""

import os
import subprocess
import time

import pytest
from peers import jack as jack_server
from peers.osc import PAUSE_S, Client
from peers.waiting import needs, until

from bridge.midi.system import alsa_is_there

SOUNDS = "/usr/share/sounds/sf2/TimGM6mb.sf2"
pytestmark = [
    pytest.mark.skipif(bool(jack_server.missing()), reason=jack_server.missing()),
    pytest.mark.skipif(bool(alsa_is_there()), reason="this machine has a MIDI system of its own"),
    pytest.mark.skipif(not os.path.exists(SOUNDS), reason="sounds not installed (Debian: timgm6mb-soundfont)"),
    needs("fluidsynth sox", "fluidsynth", "sox"),
]
SYNTH = "fs:midi_00"
SILENCE, HEARD = 0.001, 0.02  # peaks, of 1


@pytest.fixture
def jack():
    with jack_server.Jack() as server:
        yield server


@pytest.fixture
def recording(jack, serve, tmp_path):
    """`duende serve` into a synthesizer that writes a file; a client; and the peak of the file once it is finished."""
    server = serve(midi=True)
    wav = tmp_path / "heard.wav"
    audio = ["-a", "file", "-o", f"audio.file.name={wav}", "-o", "audio.file.type=wav"]
    synth = subprocess.Popen(
        ["fluidsynth", "-q", *audio, "-m", "jack", "-o", "midi.jack.id=fs", "-g", "1", "-r", "48000", SOUNDS],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    client = Client(server.osc)
    try:
        until(lambda: SYNTH in jack.ports(), "FluidSynth opens no port")
        jack.connect("duende out:duende out", SYNTH)
        client.hello()
        client.send("/music/pause", PAUSE_S)

        def peak() -> float:
            time.sleep(0.5)
            synth.stdin.close()  # its shell ends with its input
            synth.wait(10)
            said = subprocess.run(["sox", wav, "-n", "stat"], capture_output=True, text=True, timeout=60).stderr
            return float(next(line for line in said.splitlines() if line.startswith("Maximum amplitude")).split()[-1])

        yield client, peak
    finally:
        client.close()
        synth.kill()
        synth.wait()
        if not synth.stdin.closed:
            synth.stdin.close()


def test_an_answer_is_not_silent(recording):
    client, peak = recording
    client.play(60, 64, 67)
    client.answer()
    assert peak() > HEARD


def test_without_a_phrase_it_is_silent(recording):
    _, peak = recording
    time.sleep(1.0)
    assert peak() < SILENCE
