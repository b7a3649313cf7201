import mido
import pytest

from bridge import midifile
from bridge.errors import ConfigError, DataError
from bridge.render.prompt import Prompt, read_prompt
from bridge.tokens import Event


def test_pitches_are_a_beat_each():
    assert read_prompt("60 62, 64").events == (Event(0, 60, 48, 80), Event(48, 62, 48, 80), Event(96, 64, 48, 80))


def test_pitches_joined_by_plus_are_a_chord_from_the_top():
    assert [(e.tick, e.pitch) for e in read_prompt("60+67+64 62").events] == [(0, 67), (0, 64), (0, 60), (48, 62)]


@pytest.mark.parametrize("text", ["60 128", "60 -1", "c d e", "60+", "60.5", "²", "1e3"])
def test_what_is_no_pitch_is_named(text):
    with pytest.raises(ConfigError, match=r"is no file and no pitch of 0–127; allowed: a \.mid file"):
        read_prompt(text)


def test_no_prompt_is_an_empty_one():
    assert read_prompt(None) == Prompt()
    assert Prompt().end == 0


def test_a_file_gives_its_notes_and_tempo(tmp_path):
    midifile.write(tmp_path / "a.mid", [Event(48, 60, 24, 90)], tempo=90)
    prompt = read_prompt(str(tmp_path / "a.mid"))
    assert prompt.events == (Event(48, 60, 24, 90),)
    assert prompt.tempo == pytest.approx(90, abs=1e-3)
    assert not prompt.drums
    assert prompt.end == 72


def test_a_drum_file_is_known_as_one(tmp_path):
    midifile.write(tmp_path / "a.mid", [Event(0, 36, 6, 90)], channel=10)
    assert read_prompt(str(tmp_path / "a.mid")).drums


def test_a_file_without_tempo_has_120(tmp_path):
    song = mido.MidiFile(ticks_per_beat=48)
    song.tracks.append(mido.MidiTrack([mido.Message("note_on", note=60), mido.Message("note_off", note=60, time=9)]))
    song.save(tmp_path / "a.mid")
    assert read_prompt(str(tmp_path / "a.mid")).tempo == 120.0


def test_files_that_hold_nothing_are_named(tmp_path):
    (tmp_path / "bad.mid").write_bytes(b"no")
    midifile.write(tmp_path / "empty.mid", [])
    for name, why in (("bad.mid", "not a MIDI file"), ("empty.mid", "no notes"), ("lost.mid", "cannot be read")):
        with pytest.raises(DataError, match=f"prompt .*{name}: .*{why}"):
            read_prompt(str(tmp_path / name))
