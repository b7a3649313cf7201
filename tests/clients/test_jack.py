"""Real MIDI through a JACK server: our input heard, devices plugged and unplugged, the server killed and started."""

import os
import select
import signal
import time

import pytest
from peers import jack as jack_server
from peers.waiting import until

from bridge.inputs.midi import MidiInput
from bridge.intents import ClockTick, NoteOff, NoteOn, SongPosition
from bridge.midi.listing import listing, midi_ports
from bridge.midi.ports import Heard, MidiInputs, Opened, Ready, Trouble, Vanished

pytestmark = pytest.mark.skipif(bool(jack_server.missing()), reason=jack_server.missing())

KEYS = "test keys"  # another program's client; our own names begin with "duende "


@pytest.fixture
def jack():
    with jack_server.Jack() as server:
        yield server


@pytest.fixture
def listening(jack):
    """MIDI in as `duende serve` opens it with --midi-in, and what came from it."""
    inputs = MidiInputs(wanted=(KEYS,))
    inputs.start()
    assert inputs.wait_until_ready().systems == ("JACK",)
    yield inputs
    inputs.close()


@pytest.fixture
def keys(jack):
    peer = jack_server.Peer(KEYS)
    yield peer
    if peer.process.poll() is None:
        peer.end()


def collect(inputs, enough, seconds=10.0):
    """Items until `enough(items)`."""
    items, end = [], time.monotonic() + seconds
    while not enough(items):
        assert time.monotonic() < end, f"only this came: {items}"
        if select.select([inputs], [], [], 0.1)[0]:
            items += inputs.drain()
    return items


def kinds(*wanted):
    return lambda items: {type(item) for item in items} >= set(wanted)


def intents(midi, items):
    return [i for item in items if isinstance(item, Heard) for i in midi.hear(item.moment, item.port, item.data)]


def test_notes_and_clock_reach_our_virtual_port_through_jack(jack):
    inputs = MidiInputs()
    inputs.start()
    inputs.wait_until_ready()
    other = jack_server.Peer("sequencer")
    jack.connect("sequencer:out", "duende in:duende in")
    sent = time.monotonic()
    other.send("903c64", "f8", "f20400", "803c40", "fe", "f07e7f0901f7")
    items = collect(inputs, lambda items: sum(isinstance(item, Heard) for item in items) >= 4)
    heard = [item for item in items if isinstance(item, Heard)]
    assert intents(MidiInput(), items) == [NoteOn(60, 100), ClockTick(), SongPosition(4), NoteOff(60)]
    assert {item.port for item in heard} == {"duende in"}
    assert all(sent <= item.moment <= time.monotonic() for item in heard)
    other.end()
    inputs.close()


def test_another_programs_port_is_not_opened_unasked(jack, keys):
    inputs = MidiInputs()
    inputs.start()
    inputs.wait_until_ready()
    assert inputs.drain() == [Opened("duende in", True), Ready(("JACK",), (), "")]
    inputs.close()


def test_a_wanted_port_that_is_there_is_opened(keys, jack):
    inputs = MidiInputs(wanted=("test KE",))
    inputs.start()
    inputs.wait_until_ready()
    assert Opened(f"{KEYS}:out", False) in inputs.drain()
    inputs.close()


def test_a_wanted_port_that_is_not_there_is_named_and_opened_when_it_comes(listening):
    assert collect(listening, kinds(Ready))[-1].missing == (KEYS,)
    peer = jack_server.Peer(KEYS)
    assert collect(listening, kinds(Opened))[-1] == Opened(f"{KEYS}:out", False)
    peer.end()


def test_a_killed_device_is_gone_its_note_is_ended_and_it_comes_back(listening, keys):
    midi, port = MidiInput(), f"{KEYS}:out"
    collect(listening, lambda items: Opened(port, False) in items)
    keys.send("90406e")
    assert intents(midi, collect(listening, kinds(Heard))) == [NoteOn(64, 110)]
    keys.kill()
    assert collect(listening, kinds(Vanished)) == [Vanished(port)]
    assert midi.vanished(port) == [NoteOff(64)]
    again = jack_server.Peer(KEYS)
    assert collect(listening, kinds(Opened)) == [Opened(port, False)]
    again.send("904064")
    assert intents(midi, collect(listening, kinds(Heard))) == [NoteOn(64, 100)]
    again.end()


def test_a_killed_listener_comes_back_with_its_ports(listening, keys, jack):
    port = f"{KEYS}:out"
    collect(listening, lambda items: Opened(port, False) in items)
    os.kill(listening.pid, signal.SIGKILL)
    items = collect(listening, kinds(Ready))
    assert items[:2] == [Vanished("duende in"), Vanished(port)]
    assert Opened("duende in", True) in items and Opened(port, False) in items
    assert "duende in:duende in" in jack.ports()


def test_a_server_that_dies_is_gone_and_one_that_comes_is_found(listening, jack):
    listening.drain()
    jack.stop()
    items = collect(listening, kinds(Ready))
    assert items[0] == Vanished("duende in")
    assert "no MIDI system" in items[-1].sentence
    jack.start()
    assert collect(listening, kinds(Ready, Opened))[0] == Opened("duende in", True)


def test_a_server_that_hangs_does_not_hold_core(jack):
    inputs = MidiInputs()
    os.kill(jack.process.pid, signal.SIGSTOP)
    try:
        before = time.monotonic()
        inputs.start()
        inputs.drain()
        assert time.monotonic() - before < 0.2
    finally:
        os.kill(jack.process.pid, signal.SIGCONT)
        inputs.close()


def test_our_own_output_is_not_listened_to(listening, jack):
    listening.drain()
    own = jack_server.Peer("duende out")
    time.sleep(0.6)  # two polls
    assert not [item for item in listening.drain() if isinstance(item, Opened | Trouble)]
    own.end()


def test_the_ports_are_listed(jack, keys):
    ports = midi_ports()
    assert ports.systems == ("JACK",)
    assert f"{KEYS}:out" in ports.inputs
    assert ports.sentence == ""
    assert f"  in   {KEYS}:out" in listing()


def test_an_input_that_nobody_wakes_any_more_is_woken(jack, keys, listening):
    collect(listening, kinds(Opened))
    jack.call_in_vain("duende hears")

    def heard():
        keys.send("903c5a")
        time.sleep(0.1)
        return any(isinstance(item, Heard) for item in listening.drain())

    until(heard, "it is deaf")
