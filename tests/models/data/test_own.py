import shutil
import zipfile
from pathlib import Path, PurePosixPath

import numpy as np
import pytest

from bridge import midifile
from bridge.errors import DataError
from bridge.tokens import STYLES, Event
from models.data import own
from models.data.own import as_drums, at_silences, hold_out, read, style_of
from models.data.pieces import Piece


def write(path: Path, notes: int = 10, pitch: int = 60, channel: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    midifile.write(path, [Event(24 * i, pitch + i % 7, 24, 80) for i in range(notes)], channel=channel)
    return path


@pytest.fixture
def folder(tmp_path):
    """Twenty tunes of one key each."""
    for i in range(20):
        write(tmp_path / "mine" / f"tune{i}.mid", pitch=30 + i)
    return tmp_path / "mine"


def styles(material) -> dict[str, str]:
    return {p.name: STYLES[p.style] for p in material.train + material.valid}


def test_a_twentieth_is_held_out_and_at_least_one(folder):
    material = read(folder)
    assert len(material.train) + len(material.valid) == 20
    assert 1 <= len(material.valid) <= 4
    assert material.corpora == ("mine",)
    assert [(s.folder, s.style, s.weight) for s in material.sources] == [("mine", "any", 1.0)]


def test_new_files_hold_out_no_piece_that_was_learned_from(folder):
    learned = {p.name for p in read(folder).train}
    for i in range(20, 60):  # so many that other processes help to read
        write(folder / f"tune{i}.mid", notes=12, pitch=i)
    after = read(folder)
    assert len(after.valid) >= 2
    assert learned & {p.name for p in after.valid} == set()


@pytest.mark.parametrize("count", [2, 3, 5])
def test_of_few_pieces_one_is_held_out(count):
    train, valid = hold_out([Piece(0, 0, str(i), np.zeros((9, 4), np.int32)) for i in range(count)])
    assert (len(train), len(valid)) == (count - 1, 1)


def test_of_a_single_piece_its_end_is_held_out_where_it_is_long_enough():
    events = np.arange(400 * 4, dtype=np.int32).reshape(400, 4)
    (train,), (valid,) = hold_out([Piece(0, 0, "p", events)])
    assert (len(train.events), len(valid.events)) == (380, 20)
    assert (np.concatenate((train.events, valid.events)) == events).all()
    assert hold_out([Piece(0, 0, "p", events[:50])])[1] == []


def test_style_is_drums_by_channel_else_the_wished_else_the_folders(tmp_path):
    write(tmp_path / "plain.mid")
    write(tmp_path / "Piano" / "late" / "night.mid", pitch=40)
    write(tmp_path / "piano" / "beat.mid", pitch=36, channel=10, notes=20)
    found = {"plain.mid": "any", "Piano/late/night.mid": "piano", "piano/beat.mid": "drums"}
    assert styles(read(tmp_path)) == found
    wished = {"plain.mid": "folk", "Piano/late/night.mid": "folk", "piano/beat.mid": "drums"}
    assert styles(read(tmp_path, "folk")) == wished


def test_the_folder_itself_may_be_named_like_a_style_and_the_nearest_counts(tmp_path):
    write(tmp_path / "chorale" / "a.mid")
    assert styles(read(tmp_path / "chorale")) == {"a.mid": "chorale"}
    assert style_of(PurePosixPath("song/folk/x/a.mid")) == "folk"
    assert style_of(PurePosixPath("songs/a.mid")) == "any"
    assert style_of(PurePosixPath("folk.mid")) == "any"


def test_each_style_is_a_source_in_proportion_to_its_notes(tmp_path):
    write(tmp_path / "m" / "folk" / "a.mid", 30)
    write(tmp_path / "m" / "piano" / "b.mid", 10)
    sources = read(tmp_path / "m").sources
    assert [(s.folder, s.weight) for s in sources] == [("m: folk", 0.75), ("m: piano", 0.25)]


def test_drums_on_another_channel_become_the_nine_classes():
    events = np.array([[0, 35, 50, 80], [0, 36, 50, 90], [0, 44, 9, 70], [12, 99, 9, 70]], np.int32)
    assert as_drums(events).tolist() == [[0, 42, 6, 70], [0, 36, 6, 90]]


def test_wished_drums_without_any_drum_are_skipped(tmp_path):
    write(tmp_path / "high.mid", pitch=90)
    with pytest.raises(DataError, match=r"high\.mid: no drums as General MIDI numbers them"):
        read(tmp_path, "drums")


def test_unreadable_short_and_copied_files_are_named_and_the_rest_is_read(folder):
    (folder / "torn.mid").write_bytes((folder / "tune0.mid").read_bytes()[:40])
    (folder / "empty.mid").write_bytes(b"")
    shutil.copy(folder / "tune0.mid", folder / "tune0 (1).mid")
    write(folder / "short.mid", 3)
    skipped = read(folder).skipped
    assert [s.partition(":")[0] for s in skipped] == ["empty.mid", "short.mid", "torn.mid", "tune0.mid"]
    assert "the same notes as tune0 (1).mid" in skipped[3]
    assert "3 notes in it" in skipped[1]
    assert skipped[0] == "empty.mid: not a MIDI file that can be read: it ends too early"


def test_a_zip_is_read_like_its_folder(folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "mine.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)
        archive.writestr("__MACOSX/._tune0.mid", b"a shadow")
        archive.writestr("readme.txt", b"hello")
    packed, plain = read(tmp_path / "mine.zip"), read(folder)
    assert [p.name for p in packed.valid] == [p.name for p in plain.valid]
    assert (packed.corpora, packed.skipped, packed.notes) == (("mine",), (), plain.notes)


@pytest.mark.parametrize("what", ["nothing", "an empty folder", "words", "a torn zip"])
def test_where_there_is_no_music_a_sentence_says_what_is_allowed(tmp_path, what):
    path = tmp_path / {"words": "a.txt", "a torn zip": "a.zip"}.get(what, "a")
    if what == "an empty folder":
        path.mkdir()
    elif what != "nothing":
        path.write_text("PK hello")
    with pytest.raises(DataError) as error:
        read(path)
    assert str(path) in str(error.value)
    assert what == "a torn zip" or "allowed: a folder or .zip of .mid files" in str(error.value)


def test_cut_at_silences_longer_than_the_vocabulary_knows():
    ticks = np.array([0, 24, 24 + 768, 24 + 768 + 769, 2000])
    events = np.stack((ticks, ticks, ticks, ticks), 1)
    assert [part[:, 0].tolist() for part in at_silences(events)] == [[0, 24, 792], [1561, 2000]]


def test_a_recorded_performance_is_the_humans_part_cut_at_silences(tmp_path):
    from bridge.clock import VirtualClock
    from bridge.watch.journal import Journal, Start

    start = Start("0.1.0", players={"music": {"kind": "music"}})
    journal = Journal(tmp_path / "journals", start, clock=VirtualClock(50.0, wall=1_000_050.0))
    journal.turn()
    times = [50 + i * 0.5 for i in range(9)] + [150 + i * 0.5 for i in range(12)]  # a minute and a half between
    for i, at in enumerate(times):
        journal.midi(at, "Keys", bytes((0x90, 60 + i, 80)))
        journal.midi(at + 0.25, "Keys", bytes((0x80, 60 + i, 0)))
    journal.out(1, "a", "/music/out/note", (100, 80, 1), 51.0, 51.0001)
    journal.turn()
    for path in (journal.run, tmp_path / "journals"):
        material = read(path)
        pieces = material.train + material.valid
        assert sorted((p.name, len(p.events)) for p in pieces) == [
            (f"{journal.run.name}/1", 9),
            (f"{journal.run.name}/2", 12),
        ]
        first = min(pieces, key=lambda p: p.name)
        assert first.events[:2].tolist() == [[0, 60, 24, 80], [48, 61, 24, 80]]
        assert all((p.events[:, 1] < 100).all() for p in pieces)


def test_a_journal_that_holds_nothing_is_named(tmp_path):
    run = tmp_path / "2026-01-02_03-04-05"
    run.mkdir()
    (run / "0001.journal").write_text("")
    with pytest.raises(DataError, match="ends before its first record"):
        read(run)


def test_every_file_counts_towards_the_stamp(folder):
    assert len(own.files_of(folder)) == 20
    assert own.files_of(folder / "tune0.mid") == [folder / "tune0.mid"]
