"""Several MIDI inputs and outputs: who plays whom, who is heard where; a device that is unplugged and returns; loops."""

import contextlib
import time
from pathlib import Path

import pytest
from peers import jack as jack_server
from peers.osc import Client
from peers.server import Duende
from peers.waiting import until

from bridge.midi.system import alsa_is_there

pytestmark = [
    pytest.mark.skipif(bool(jack_server.missing()), reason=jack_server.missing()),
    pytest.mark.skipif(bool(alsa_is_there()), reason="this machine has a MIDI system of its own"),
]
SHOW = """
[clock]
tempo = 120
[[player]]
name = "strings"
kind = "music"
package = "{package}"
mode = "accompany"
[[player]]
name = "drums"
kind = "music"
package = "{package}"
mode = "accompany"
out_channel = 10
[midi]
in = [{{ virtual = "keys", players = ["strings"] }}, {{ virtual = "pads", players = ["drums"] }}, "Stage Piano"]
out = [
  {{ virtual = "strings", players = ["strings"] }},
  {{ virtual = "kit", players = ["drums"] }},
  {{ name = "Grand", players = ["strings"], clock = true }},
]
"""
KEYS, PADS = "duende keys:duende keys", "duende pads:duende pads"
STRINGS, KIT = "duende strings:duende strings", "duende kit:duende kit"
PRESS, RELEASE = "903c5a", "803c40"
TICK, CONTINUE, STOP, PLACE = 0xF8, 0xFB, 0xFC, 0xF2


class Band:
    """A server with two players between two keyboards and two ears."""

    def __init__(self, folder: Path, package: Path, leaving: contextlib.ExitStack):
        self.folder = folder
        self.jack = leaving.enter_context(jack_server.Jack())
        show = folder / "show.toml"
        show.write_text(SHOW.format(package=package))
        self.server = Duende(folder, str(show))
        leaving.callback(self.server.clean_up)
        self.client = Client(self.server.osc)
        leaving.callback(self.client.leave)
        self.hand = jack_server.Peer("hand")
        leaving.callback(self.hand.end)
        self.strings, self.kit = (jack_server.Ear(name, folder) for name in ("section", "cymbals"))
        for ear, source in ((self.strings, STRINGS), (self.kit, KIT)):
            leaving.callback(ear.end)
            self.jack.connect(source, f"{'section' if ear is self.strings else 'cymbals'}:in")
        self.client.hello()

    def settle(self) -> None:
        for source, target in (("hand:out", KEYS), ("hand:out", PADS), (KIT, PADS), (STRINGS, KEYS)):
            if self.jack.connected(source, target):  # also what a test left that failed
                self.jack.disconnect(source, target)
        self.client.send("/panic")
        for name in ("Grand", "duende strings", "duende kit"):
            self.client.send("/output/offset", name, 0.0)
        self.client.status()
        time.sleep(0.2)
        self.strings.forget()
        self.kit.forget()


@pytest.fixture(scope="module")
def opened(package, tmp_path_factory):
    with contextlib.ExitStack() as leaving:
        yield Band(tmp_path_factory.mktemp("doors"), package, leaving)


@pytest.fixture
def band(opened):
    opened.settle()
    return opened


@pytest.fixture
def grand(band):
    """`grand()` is the device Grand plugged in; called again, the one before has been unplugged."""
    plugged = []

    def plug() -> jack_server.Ear:
        unplug()
        time.sleep(0.4)  # a cable is not pulled and put back sooner
        plugged.append(jack_server.Ear("Grand", band.folder))
        until(lambda: any("Grand:in" in line for line in band.jack.connections()), "it is not opened")
        return plugged[-1]

    def unplug() -> None:
        while plugged:
            plugged.pop().end()

    yield plug
    unplug()


@pytest.fixture
def stage_piano(band):
    """`stage_piano()` is a keyboard that is plugged in, and opened; unplugged again at the latest when the test is over."""
    plugged = []

    def plug() -> jack_server.Peer:
        until(lambda: "waiting for Stage Piano" in band.client.status()["midi"], "it is not missed")
        plugged.append(jack_server.Peer("Stage Piano"))
        until(lambda: "Stage Piano" in band.client.status()["midi"].partition("waiting")[0], "it is not opened")
        until(lambda: any("duende hears" in line for line in band.jack.connections()), "it is not connected")
        return plugged[-1]

    yield plug
    for piano in plugged:
        piano.end()


def lifted(ear: jack_server.Ear) -> None:
    until(lambda: not ear.hanging, f"{ear.hanging} hang", 2.0)


def test_each_player_is_heard_at_its_own_output(band):
    for name in ("strings", "drums"):
        band.client.send(f"/{name}/note", 60, 90)
    until(lambda: band.strings.ons and band.kit.ons, "somebody is not heard")
    assert {data[0] & 15 for _, data in band.strings.ons} == {0}
    assert {data[0] & 15 for _, data in band.kit.ons} == {9}
    for name in ("strings", "drums"):
        band.client.send(f"/{name}/note", 60, 0)
    lifted(band.strings)
    lifted(band.kit)


@pytest.mark.parametrize("door, plays, silent", [(KEYS, "strings", "kit"), (PADS, "kit", "strings")])
def test_an_input_plays_the_players_that_the_show_gives_it(band, door, plays, silent):
    band.jack.connect("hand:out", door)
    band.hand.send(PRESS)
    until(lambda: getattr(band, plays).ons, f"{plays} is not played")
    band.hand.send(RELEASE)
    lifted(getattr(band, plays))
    assert not getattr(band, silent).ons


def test_a_device_plays_everybody_and_its_held_key_ends_when_it_is_unplugged(band, stage_piano):
    piano = stage_piano()
    piano.send(PRESS)
    until(lambda: band.strings.ons and band.kit.ons, "somebody is not played")
    assert band.strings.hanging
    piano.end()
    lifted(band.strings)
    lifted(band.kit)


def test_a_device_that_returns_is_heard_again(band, stage_piano):
    for _ in range(2):
        piano = stage_piano()
        band.strings.forget()
        piano.send(PRESS)
        until(lambda: band.strings.ons, "it is not heard")
        piano.send(RELEASE)
        lifted(band.strings)
        piano.end()


def test_an_output_that_nobody_wakes_any_more_is_woken(band):
    band.jack.call_in_vain("duende strings")

    def heard():
        band.client.send("/strings/note", 60, 90)
        time.sleep(0.1)
        band.client.send("/strings/note", 60, 0)
        return band.strings.ons

    until(heard, "it is mute")
    lifted(band.strings)


def test_an_output_that_returns_hears_the_end_of_what_it_sounded(band, grand):
    first = grand()
    band.client.send("/strings/note", 60, 90)
    until(lambda: first.ons, "Grand is not played")
    sounding = first.hanging
    second = grand()
    until(lambda: {(data[0] & 15, data[1]) for _, data in second.heard if data[0] & 0xF0 == 0x80} >= sounding, "it hangs")
    band.client.send("/strings/note", 60, 0)


def test_an_output_that_returns_falls_in_with_the_clock(band, grand):
    for _ in range(2):
        ear = grand()
        until(lambda ear=ear: [d for _, d in ear.heard if d[0] == CONTINUE], "it is not told to go on")
        told = [data for _, data in ear.heard if data[0] >= 0xF0]
        begins = next(n for n, data in enumerate(told) if data[0] == CONTINUE)
        assert told[begins - 1][0] == PLACE and STOP in {data[0] for data in told[:begins]}
        until(lambda ear=ear: ear.heard[-1][1][0] == TICK, "no ticks")


def test_an_output_keeps_its_offset_while_it_is_away(band, grand):
    asked = 0.2
    grand()
    band.client.send("/output/offset", "Grand", asked * 1000)
    ear = grand()
    time.sleep(0.3)
    ear.forget()
    band.client.send("/strings/note", 60, 90)
    until(lambda: band.strings.ons and ear.ons, "somebody does not sound")
    assert ear.ons[0][0] - band.strings.ons[0][0] > asked / 2
    band.client.send("/strings/note", 60, 0)
    lifted(ear)


def test_our_own_notes_that_come_back_late_by_an_offset_are_known(band):
    band.jack.connect(KIT, PADS)
    band.client.send("/output/offset", "duende kit", 150.0)
    before = int(band.client.status()["midi_echoes_dropped"])
    band.client.send("/drums/note", 60, 90)
    until(lambda: band.kit.ons, "no accompaniment")
    band.client.send("/drums/note", 60, 0)
    lifted(band.kit)
    time.sleep(0.5)
    status = band.client.status()
    band.jack.disconnect(KIT, PADS)
    assert int(status["midi_echoes_dropped"]) - before == len(band.kit.heard)


def test_a_loop_is_named(band):
    band.jack.connect(STRINGS, KEYS)
    band.client.send("/strings/note", 62, 90)
    until(lambda: band.strings.ons, "no accompaniment")
    band.client.send("/strings/note", 62, 0)
    lifted(band.strings)
    until(lambda: "duende strings comes back at duende keys" in band.client.status()["midi_loops"], "it is not named")
    band.jack.disconnect(STRINGS, KEYS)
