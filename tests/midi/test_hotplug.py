"""Which ports are opened, and what came and went."""

import pytest

from bridge.midi.hotplug import Plugged, Source, chosen, missing, reachable

ALSA_PORTS = [
    "Midi Through:Midi Through Port-0 14:0",
    "MPK mini 3:MPK mini 3 MIDI 1 24:0",
    "MPK mini 3:MPK mini 3 MIDI 1 28:0",
    "Pure Data:Pure Data Midi-Out 1 128:1",
    "duende out:duende out 129:0",
    "VirMIDI 1-0:VirMIDI 1-0 20:0",
]
JACK_PORTS = ["system:midi_capture_1", "ardour:MIDI out", "duende out:duende out", "duende out-01:duende out"]


def names(sources):
    return [source.name for source in sources]


def test_without_a_wish_every_real_device_is_opened():
    assert names(chosen({"alsa": ALSA_PORTS}, None)) == ALSA_PORTS[1:3]


def test_with_jack_alone_its_devices_are_opened():
    assert names(chosen({"jack": JACK_PORTS}, None)) == ["system:midi_capture_1"]


def test_where_alsa_runs_no_device_is_opened_twice():
    assert names(chosen({"alsa": ALSA_PORTS, "jack": JACK_PORTS}, None)) == ALSA_PORTS[1:3]


def test_on_a_mac_all_but_the_loop_is_opened():
    ports = ["IAC Driver Bus 1", "Launchkey MK3", "duende out"]
    assert names(chosen({"core": ports}, None)) == ["Launchkey MK3"]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("mpk", ALSA_PORTS[1:3]),
        ("MPK mini 3 MIDI 1 28:0", ALSA_PORTS[2:3]),
        ("pure data", ALSA_PORTS[3:4]),
        ("Through", ALSA_PORTS[:1]),
        ("ardour", ["ardour:MIDI out"]),
        ("duende", []),
        ("keystep", []),
    ],
)
def test_a_part_of_the_name_is_enough_for_all_but_our_own(part, found):
    assert names(chosen({"alsa": ALSA_PORTS, "jack": JACK_PORTS}, (part,))) == found


def test_a_whole_name_counts_more_than_a_part():
    assert names(chosen({"core": ["Keys 2", "Keys"]}, ("keys",))) == ["Keys"]


def test_no_wish_at_all_opens_nothing():
    assert chosen({"alsa": ALSA_PORTS}, ()) == []


def test_two_parts_of_one_name_open_it_once():
    assert len(chosen({"core": ["Launchkey MK3"]}, ("launch", "mk3"))) == 1


def test_what_is_wanted_and_not_there_is_named():
    assert missing({"alsa": ALSA_PORTS}, ("mpk", "keystep")) == ["keystep"]
    assert missing({"alsa": ALSA_PORTS}, None) == []


def test_the_numbers_of_alsa_are_not_shown():
    assert Source("alsa", ALSA_PORTS[1]).shown == "MPK mini 3:MPK mini 3 MIDI 1"
    assert Source("jack", "ardour:MIDI 24:0").shown == "ardour:MIDI 24:0"


def test_ports_come_and_go():
    keys, pads = Source("core", "Keys"), Source("core", "Pads")
    plugged = Plugged()
    assert plugged.differ([keys]) == ([], [keys])
    assert plugged.differ([keys, pads]) == ([], [pads])
    assert plugged.differ([pads]) == ([keys], [])
    assert plugged.differ([keys, pads]) == ([], [keys])


def test_an_output_is_reachable_by_a_part_of_its_name_in_any_case():
    assert reachable({"alsa": ["Moog Sub 37 28:0"], "jack": ["system:midi_playback_1"]}, ("sub", "JUNO")) == ("sub",)


def test_an_output_of_a_duende_is_nobody_to_play():
    assert reachable({"jack": ["duende in:duende in"]}, ("in",)) == ()
