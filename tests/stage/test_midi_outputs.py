from itertools import count

from bridge.config.show import Midi, MidiOut
from bridge.stage.midi_outputs import MidiOutputs


def outputs(*wanted, **midi):
    numbers = count(1)
    made = MidiOutputs(Midi(outputs=wanted or None, **midi), lambda: next(numbers))
    made.specs = [message[2] for message in made.open()]
    return made


def test_without_a_show_our_virtual_output_opens():
    (spec,) = outputs().specs
    assert spec["virtual"] and spec["name"] == "duende out" and spec["patterns"] is None


def test_a_named_output_opens_with_its_offset():
    (spec,) = outputs(MidiOut("Moog", -20.0)).specs
    assert (spec["port"], spec["offset_ms"], spec["virtual"]) == ("Moog", -20.0, False)


def test_an_output_with_players_gets_their_notes_alone():
    made = outputs(MidiOut("Moog", players=("bass",)), MidiOut("duende drums", virtual=True, players=("drums", "perc")))
    assert [spec["patterns"] for spec in made.specs] == [["/bass/out/note"], ["/drums/out/note", "/perc/out/note"]]
    assert [name for name, _ in made.by("drums")] == ["duende drums"] and not list(made.by("music"))


def test_an_output_that_vanishes_is_tried_again_under_a_new_number():
    made = outputs(MidiOut("Moog"))
    assert made.broken(1, 10.0) == "Moog"
    assert made.due(11.9) == [] and made.reopen(made.due(12.0))[0][:2] == ("sink", 2)


def test_nothing_leaves_by_an_output_that_is_away():
    made = outputs(MidiOut("Moog"))
    made.broken(1, 10.0)
    assert not list(made.by("music"))


def test_an_offset_set_live_outlives_the_port():
    made = outputs(MidiOut("Moog", -20.0))
    assert made.offset("Moog", 35.0) == [("tune", 1, "offset_ms", 35.0)]
    made.broken(1, 10.0)
    assert made.reopen(made.due(12.0))[0][2]["offset_ms"] == 35.0
    made.opened(2)
    assert list(made.by("music")) == [("Moog", 0.035)]


def test_an_output_of_another_name_has_no_offset():
    assert outputs(MidiOut("Moog")).offset("Juno", 3.0) is None


def test_the_clock_leaves_where_the_show_says():
    wanted = (MidiOut("Moog", clock=True), MidiOut("Digitone", clock=False), MidiOut("TR"))
    assert [spec["clock"] for spec in outputs(*wanted).specs] == [True, False, False]
    assert [spec["clock"] for spec in outputs(*wanted, clock_out=True).specs] == [True, False, True]
    assert Midi(outputs=wanted).sends_clock
    assert not Midi(outputs=wanted[1:]).sends_clock


def test_an_output_that_comes_back_has_its_clock_and_its_players():
    made = outputs(MidiOut("Moog", clock=True, players=("bass",)))
    made.broken(1, 10.0)
    (spec,) = [message[2] for message in made.reopen(made.due(12.0))]
    assert spec["clock"] and spec["patterns"] == ["/bass/out/note"] and made.sends_clock(2)


def test_a_number_that_is_none_of_ours_is_nobody():
    made = outputs(MidiOut("Moog"))
    assert made.broken(7, 10.0) is None and not made.sends_clock(7)


def test_one_that_is_away_is_away_until_it_has_been_opened():
    made = outputs(MidiOut("Moog"), MidiOut("Juno"))
    made.broken(1, 10.0)
    made.reopen(made.due(12.0))
    assert (made.there, made.away) == (["Juno"], ["Moog"])
    made.opened(3)
    assert (made.there, made.away) == (["Moog", "Juno"], [])


def test_a_device_is_tried_again_only_where_a_system_has_it():
    made = outputs(MidiOut("Moog"))
    made.broken(1, 10.0)
    assert made.due(12.0, ()) == [] and made.due(12.0, ("Moog",)) == ["Moog"]


def test_our_own_output_is_tried_again_whatever_devices_there_are():
    made = outputs()
    made.broken(1, 10.0)
    assert made.due(12.0, ()) == ["duende out"]
