import json
import zipfile

import numpy as np
import pytest

from bridge import midifile, tokens
from bridge.errors import DataError
from bridge.score.data import classes, input_rows, read
from bridge.tokens import Event


def names(material):
    return [piece.name for piece in material.pieces]


def test_a_piece_is_kept_as_classes_and_rebuilt_onsets():
    notes = classes([Event(96, 60, 24, 80), Event(96, 55, 12, 3), Event(121, 62, None, 127)])
    assert notes.tolist() == [
        [0, 60, 24, 20, 96],
        [0, 55, 12, 0, 96],
        [25, 62, tokens.HELD, 31, 121],
    ]


def test_input_rows_are_those_of_the_vocabulary(tune):
    rows = input_rows(classes(tune), style=2).tolist()
    assert rows == [tokens.row(time, event, 2) for time, event in tokens.rebuild(tune)]


def test_rows_and_targets_are_those_of_training(tune):
    data = pytest.importorskip("models.data.music")
    rows, targets = data.encode(np.array(tune, np.int32), 2, ended=True)
    notes = classes(tune)
    assert input_rows(notes, 2).tolist() == rows[1:].tolist()
    assert notes[:, :4].tolist() == targets[:-1].tolist()


def test_a_folder_is_read_to_its_depths_in_order(tmp_path, midi):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.MID").write_bytes(midi)
    (tmp_path / "one.midi").write_bytes(midi)
    (tmp_path / "._one.mid").write_bytes(b"a shadow of macOS")
    material = read(tmp_path)
    assert names(material) == ["b/two.MID", "one.midi"]
    assert material.events == 16
    assert material.split == ""


def test_a_zip_and_a_single_file_are_read(tmp_path, midi):
    (tmp_path / "one.mid").write_bytes(midi)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("in/two.mid", midi)
        archive.writestr("notes.txt", "not music")
    assert names(read(tmp_path / "one.mid")) == ["one.mid"]
    assert names(read(tmp_path / "all.zip")) == ["in/two.mid"]


def a_set(folder, midi, **splits):
    folder.mkdir()
    with zipfile.ZipFile(folder / f"{folder.name}.zip", "w") as archive:
        for name in splits:
            archive.writestr(f"{name}.mid", midi)
    lines = ["file,split", *(f"{name}.mid,{split}" for name, split in splits.items())]
    (folder / "manifest.csv").write_text("\n".join(lines))
    return folder


def test_of_a_set_only_the_split_is_read(tmp_path, midi):
    folder = a_set(tmp_path / "dances", midi, jig="train", reel="valid")
    assert names(read(folder)) == ["reel.mid"]
    assert names(read(folder, "train")) == ["jig.mid"]
    assert read(folder).split == "valid"


def test_a_split_that_a_set_does_not_have_is_named(tmp_path, midi):
    folder = a_set(tmp_path / "dances", midi, jig="train")
    with pytest.raises(DataError, match="no music found in its split 'valid'"):
        read(folder)


def test_a_set_with_a_missing_file_says_which(tmp_path, midi):
    folder = a_set(tmp_path / "dances", midi, reel="valid")
    with (folder / "manifest.csv").open("a") as file:
        file.write("\nlost.mid,valid")
    material = read(folder)
    assert names(material) == ["reel.mid"]
    assert material.skipped[0].startswith("lost.mid: cannot be unpacked")


def test_lead_sheets_are_read_by_their_split(tmp_path):
    sheets = [
        {"title": "a", "split": "train", "melody": [[0, 1, 60]]},
        {"title": "b", "split": "valid", "melody": [[2, 1, 62], [3, 0.5, 64]]},
    ]
    (tmp_path / "leadsheets.jsonl").write_text("\n".join(map(json.dumps, sheets)))
    for path in (tmp_path, tmp_path / "leadsheets.jsonl"):
        (piece,) = read(path).pieces
        assert piece.name == "b"
        assert piece.notes[:, [0, 1, 4]].tolist() == [[0, 62, 0], [48, 64, 48]]


def test_a_broken_line_of_lead_sheets_is_named(tmp_path):
    (tmp_path / "leadsheets.jsonl").write_text('{"melody": [[0, 1, 60]]}\n{"melody"')
    with pytest.raises(DataError, match="line 2: not a JSON table"):
        read(tmp_path)


def test_lead_sheets_without_a_melody_are_skipped_with_a_sentence(tmp_path):
    (tmp_path / "leadsheets.jsonl").write_text('{"title": "x", "melody": []}\n{"title": "y", "melody": [[0, 1, 60]]}')
    material = read(tmp_path)
    assert names(material) == ["y"]
    assert material.skipped[0].startswith("x: a lead sheet has a melody")


def test_what_cannot_be_read_is_skipped_and_named(tmp_path, midi):
    (tmp_path / "good.mid").write_bytes(midi)
    (tmp_path / "torn.mid").write_bytes(midi[:30])
    (tmp_path / "text.mid").write_bytes(b"hello")
    material = read(tmp_path)
    assert names(material) == ["good.mid"]
    assert [line.partition(":")[0] for line in material.skipped] == ["text.mid", "torn.mid"]


def test_only_tracks_of_the_wished_name_are_read(tmp_path, midi):
    (tmp_path / "one.mid").write_bytes(midi)
    with pytest.raises(DataError, match="no notes in it"):
        read(tmp_path, track="PIANO")


def test_drum_files_are_known_as_such(tmp_path):
    midifile.write(tmp_path / "beat.mid", [Event(0, 36, 6, 90), Event(24, 38, 6, 90)], channel=10)
    (piece,) = read(tmp_path).pieces
    assert piece.drums


@pytest.mark.parametrize("name", ["nothing", "picture.png", "empty", "broken.zip"])
def test_what_holds_no_music_is_refused_with_what_is_allowed(tmp_path, name):
    (tmp_path / "picture.png").write_bytes(b"png")
    (tmp_path / "broken.zip").write_bytes(b"PK no")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match=f"{name}: .*(allowed: a folder|not a .zip)"):
        read(tmp_path / name)


def test_a_key_that_does_not_exist_is_a_sentence_not_a_crash(tmp_path, midi):
    import mido

    song = mido.MidiFile()
    song.tracks.append(mido.MidiTrack([mido.MetaMessage("key_signature", key="C")]))
    song.save(tmp_path / "odd.mid")
    data = (tmp_path / "odd.mid").read_bytes()
    (tmp_path / "odd.mid").write_bytes(data.replace(b"\xff\x59\x02\x00\x00", b"\xff\x59\x02\x60\x07"))
    with pytest.raises(DataError, match="Could not decode key"):
        read(tmp_path)
