"""examples/daw.toml: each player has a MIDI port each way."""

from pathlib import Path

from bridge.config import load_show
from bridge.stage.midi_doors import MidiDoors, check_players, listened

SHOW = Path(__file__).parents[2] / "examples" / "daw.toml"


def test_each_player_has_a_port_each_way_and_the_daw_leads():
    show = load_show(SHOW)
    players = [player.name for player in show.players]
    check_players(show.midi, players)
    assert show.clock.source == "midi" and not show.midi.sends_clock
    assert listened(show.midi) == ((), ("duende piano in", "duende drums in"), ())
    doors = MidiDoors(show.midi, object(), iter(range(1, 9)).__next__)
    leaves = [[name for name, _ in doors.outputs.by(player)] for player in players]
    assert leaves == [["duende piano out"], ["duende drums out"]]
    assert [doors.reaches("duende drums in", player) for player in players] == [False, True]
