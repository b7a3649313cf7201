"""Real MIDI through JACK: another program plays into `duende in`, a third hears the answer from `duende out`."""

import contextlib
import os
import signal
import time

import pytest
from peers import jack as jack_server
from peers.osc import PAUSE_S, Client
from peers.waiting import until

from bridge.midi.system import alsa_is_there

pytestmark = [
    pytest.mark.skipif(bool(jack_server.missing()), reason=jack_server.missing()),
    pytest.mark.skipif(bool(alsa_is_there()), reason="this machine has a MIDI system of its own"),
]
IN, OUT = "duende in:duende in", "duende out:duende out"
PHRASE = ("903c5a", "803c00", "904058", "804000", "90435c", "804300")


@pytest.fixture
def leaving():
    """Everyone who came goes, the last first."""
    with contextlib.ExitStack() as stack:
        yield stack


@pytest.fixture
def jack(leaving):
    return leaving.enter_context(jack_server.Jack())


@pytest.fixture
def band(jack, serve, tmp_path, leaving):
    """`duende serve` between a keyboard and an ear, each heard by the next.

    A JACK server without a sound card now and then leaves a new client out of its round; then all come again.
    """
    for _ in range(3):
        band = Band(jack, serve(midi=True), tmp_path)
        if band.is_wired():
            leaving.callback(band.leave)
            return band
        band.server.end()
        band.leave()
        jack.stop()
        jack.start()
    raise AssertionError("JACK does not carry what is played")


class Band:
    def __init__(self, jack, server, folder):
        self.jack, self.server = jack, server
        self.keys, self.ear = jack_server.Peer("keys"), jack_server.Ear("ear", folder)
        jack.connect("keys:out", IN)
        jack.connect(OUT, "ear:in")
        self.client = Client(server.osc)
        self.client.hello()
        self.client.send("/music/pause", PAUSE_S)

    def is_wired(self) -> bool:
        """Does a knob of the keyboard reach the server, and a note of the server the ear?"""
        self.client.send("/music/density/learn")
        self.client.send("/music/mode", "accompany")
        self.client.status()
        self.keys.send("bf6620")
        self.client.send("/music/note", 60, 90)
        self.client.listen(0.7)
        self.client.send("/music/note", 60, 0)
        self.client.listen(0.3)
        wired = self.client.ask("/music/density") != (0.0,) and self.ear.ons and not self.ear.hanging
        for address, value in (("density", 0), ("mode", "answer")):
            self.client.send(f"/music/{address}", value)
        self.client.send("/music/reset")
        self.ear.forget()
        return bool(wired)

    def leave(self) -> None:
        self.client.close()
        self.ear.end()
        self.keys.end()

    def play(self, *messages: str) -> None:
        for message in messages:
            self.keys.send(message)
            time.sleep(0.04)

    def answer(self) -> None:
        before = len(self.ear.ons)
        self.client.forget()
        until(lambda: len(self.ear.ons) > before, "no answer by MIDI")
        self.client.wait(lambda g: g.args == ("idle",), 20)
        until(lambda: not self.ear.hanging, f"{self.ear.hanging} hang", 1.0)


def test_the_door_says_which_ports_are_open(band):
    (line,) = [line for line in band.server.said if line.startswith("MIDI")]
    assert "duende in" in line and "duende out" in line and "JACK" in line


def test_a_phrase_by_midi_is_answered_by_midi_and_every_on_is_ended(band):
    band.play(*PHRASE)
    band.answer()


def test_a_running_status_off_and_the_pedal_are_understood(band):
    band.client.send("/music/mode", "accompany")
    band.play("b0407f", "903c5a")
    until(lambda: band.ear.ons, "no accompaniment")
    band.play("903c00")  # velocity 0 is an off; the pedal holds it
    time.sleep(0.3)
    assert band.ear.hanging
    band.play("b04000")
    until(lambda: not band.ear.hanging, "the pedal is up and it sounds on", 1.0)


def test_all_notes_off_lifts_every_key(band):
    band.client.send("/music/mode", "accompany")
    band.play("903c5a")
    until(lambda: band.ear.ons, "no accompaniment")
    band.play("b07b00")
    until(lambda: not band.ear.hanging, "it sounds on", 1.0)


def test_only_its_own_channel_is_heard(band):
    band.client.send("/music/in_channel", 2)
    band.play(*PHRASE)  # channel 1
    time.sleep(0.6)
    assert not band.ear.ons
    band.play("913c5a", "813c00")
    band.answer()


def test_our_own_output_looped_back_is_no_input(band):
    band.jack.connect(OUT, IN)
    band.play(*PHRASE)
    band.answer()
    count = len(band.ear.ons)
    time.sleep(1.5)
    assert len(band.ear.ons) == count
    assert int(band.client.status()["midi_echoes_dropped"]) > 0


def test_a_controller_is_learnt_and_drives_a_parameter(band):
    band.client.send("/music/temperature/learn")
    band.client.status()
    band.play("b0157f", "b01540")
    until(lambda: band.client.ask("/music/temperature")[0] == pytest.approx(2 * 64 / 127, abs=1e-3), "it does not follow")


def test_what_was_learnt_is_kept_and_told(band):
    band.client.send("/music/temperature/learn")
    assert band.client.status()["midi_learning"] == "/music/temperature"
    band.play("b0157f")
    until(lambda: band.client.status().get("midi_controller_1_21") == "/music/temperature", "it is not told")
    kept = band.server.folder / "state"
    until(lambda: any("/music/temperature" in file.read_text() for file in kept.rglob("controllers.json")), "it is not kept")


def test_a_program_change_recalls_a_scene(band):
    band.client.send("/music/density", 3.0)
    band.client.send("/scene/save", "first")
    band.client.send("/music/density", 9.0)
    band.play("c001")
    until(lambda: band.client.ask("/music/density") == (3.0,), "no scene")


def test_the_clock_follows_midi(band):
    band.client.send("/clock/source", "midi")
    band.keys.send("fa")
    for _ in range(72):
        band.keys.send("f8")
        time.sleep(60 / 150 / 24)
    assert band.client.ask("/clock/tempo")[0] == pytest.approx(150, rel=0.1)  # of a sleeping sender


def test_a_key_held_by_a_program_that_dies_is_let_go(band):
    band.client.send("/music/mode", "accompany")
    band.play("903c5a")
    until(lambda: band.ear.ons, "no accompaniment")
    assert band.server.end(signal.SIGTERM) == 0
    until(lambda: not band.ear.hanging, "its notes outlive it", 1.0)


@pytest.mark.parametrize("module", ["bridge.schedule.timer", "bridge.midi.ear"])
def test_a_killed_midi_process_comes_back_and_no_note_hangs(band, module):
    """Played by OSC: a JACK server may leave a new listener out of its round when the old one was killed."""
    band.client.send("/music/mode", "accompany")
    band.client.send("/music/note", 60, 90)
    until(lambda: band.ear.ons, "no accompaniment")
    victim = band.server.children()[module]
    os.kill(victim, signal.SIGKILL)
    until(lambda: band.server.children().get(module) not in (None, victim), f"{module} does not come back")
    band.client.send("/music/note", 60, 0)
    until(lambda: not band.ear.hanging, "it sounds on", 2.0)
    band.client.send("/music/mode", "answer")
    band.client.play(60, 64, 67)
    band.answer()
    until(lambda: "duende in" in band.client.status()["midi"], "it does not listen")


def test_when_the_parent_is_killed_the_ear_hears_every_off(band):
    band.client.send("/music/mode", "accompany")
    band.play("903c5a")
    until(lambda: band.ear.ons, "no accompaniment")
    band.server.process.kill()
    band.server.process.wait()
    until(lambda: not band.ear.hanging, "its notes outlive it", 1.0)


def test_a_killed_output_comes_back_and_ends_what_sounded(jack, serve, tmp_path, leaving):
    ear = jack_server.Ear("synth", tmp_path)
    server = serve("--midi-out", "synth", midi=True)
    client = Client(server.osc)
    leaving.callback(ear.end)
    leaving.callback(client.close)
    client.send("/music/mode", "accompany")
    client.send("/music/note", 60, 90)
    until(lambda: ear.ons, "no accompaniment")
    os.kill(server.children()["bridge.outputs.mouth"], signal.SIGKILL)
    until(lambda: not ear.hanging, "it sounds on", 4.0)
    client.send("/music/note", 60, 0)
    before = len(ear.ons)
    client.send("/music/note", 62, 90)
    until(lambda: len(ear.ons) > before, "it never comes back")
    client.send("/music/note", 62, 0)
    until(lambda: not ear.hanging, "it sounds on", 1.0)


def test_real_ports_are_opened_by_a_part_of_their_name(jack, serve, tmp_path, leaving):
    keys = jack_server.Peer("Stage Piano")
    ear = jack_server.Ear("Grand Synth", tmp_path)
    server = serve("--midi-in", "stage pi", "--midi-out", "grand", midi=True)
    client = Client(server.osc)
    for end in (keys.end, ear.end, client.close):
        leaving.callback(end)
    client.send("/music/mode", "accompany")
    client.status()
    keys.send("903c5a")
    until(lambda: ear.ons, f"nothing is heard:\n{server.log}")
    keys.send("803c00")
    until(lambda: not ear.hanging, "it sounds on", 1.0)


def test_a_port_that_is_not_there_yet_is_named_and_comes_later(jack, serve, tmp_path, leaving):
    server = serve("--midi-out", "late", midi=True)
    assert "late" in next(line for line in server.said if line.startswith("MIDI"))
    ear = jack_server.Ear("late", tmp_path)
    client = Client(server.osc)
    leaving.callback(ear.end)
    leaving.callback(client.close)
    client.send("/music/mode", "solo")
    until(lambda: ear.ons, "it is never opened", 12)
