import csv
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from bridge import midifile
from bridge.errors import DataError
from bridge.tokens import Event
from models.data import corpora
from models.data.music import Windows
from models.data.pieces import keep, kept, stamp

REAL = Path(__file__).parents[3] / "../shared/data"


def midi(path: Path, notes: int, pitch: int = 60) -> bytes:
    midifile.write(path, [Event(24 * i, pitch + i % 7, 24, 80) for i in range(notes)])
    return path.read_bytes()


@pytest.fixture
def root(tmp_path):
    """Two corpora: four chorales in a .zip (one broken, one of the test split), and three lead sheets."""
    (tmp_path / "js_fakes").mkdir()
    rows = [("a.mid", "train"), ("b.mid", "valid"), ("c.mid", "test"), ("d.mid", "train")]
    with zipfile.ZipFile(tmp_path / "js_fakes" / "js_fakes.zip", "w") as archive:
        for i, (name, _) in enumerate(rows[:3]):
            archive.writestr(name, midi(tmp_path / "scratch.mid", 12, 40 + 10 * i))
        archive.writestr("d.mid", b"no music")
    with (tmp_path / "js_fakes" / "manifest.csv").open("w") as table:
        csv.writer(table).writerows([("file", "split"), *rows])
    (tmp_path / "openewld_pd").mkdir()
    sheets = [
        {"title": "Long", "split": "train", "melody": [[i / 2, 0.5, 60 + i] for i in range(9)]},
        {"title": "Short", "split": "train", "melody": [[0, 1, 60]]},
        {"title": "Held", "split": "valid", "melody": [[i, 1, 70 - i] for i in range(9)]},
    ]
    lines = "\n".join(json.dumps(sheet) for sheet in sheets)
    (tmp_path / "openewld_pd" / "leadsheets.jsonl").write_text(lines)
    return tmp_path


def test_the_corpora_that_are_there_are_found_and_one_alone_too(root):
    assert [s.folder for s in corpora.found(root)] == ["js_fakes", "openewld_pd"]
    assert [s.folder for s in corpora.found(root / "js_fakes")] == ["js_fakes"]
    assert corpora.found(root.parent) == ()


def test_pieces_keep_their_split_style_and_source(root):
    material = corpora.read(root, corpora.found(root))
    assert [(p.name, p.source, p.style) for p in material.train] == [("a.mid", 0, 1), ("Long", 1, 2)]
    assert [(p.name, p.source, p.style) for p in material.valid] == [("b.mid", 0, 1), ("Held", 1, 2)]
    assert material.corpora == ("js_fakes", "openewld_pd")
    assert material.notes == 12 + 9


def test_what_cannot_be_used_is_named(root):
    skipped = corpora.read(root, corpora.found(root)).skipped
    assert skipped[0].startswith("js_fakes/d.mid: not a MIDI file that can be read")
    assert skipped[1:] == ("openewld_pd/Short: 1 notes in it; from fewer than 8 nothing is learned",)


def test_a_table_without_splits_is_refused_with_a_sentence(root):
    (root / "js_fakes" / "manifest.csv").write_text("file,length\na.mid,3\n")
    with pytest.raises(DataError, match=r"manifest\.csv: does not say of each piece its file and split"):
        corpora.read(root, corpora.found(root))


def test_no_held_out_piece_is_ever_drawn(root):
    """The held-out chorale stands ten semitones above the training one; nothing is transposed so far."""
    material = corpora.read(root / "js_fakes", corpora.found(root / "js_fakes"))
    pitches = Windows(material.train, material.sources, 16, 0).batch(300)[1][..., 1]
    assert pitches.max() <= 40 + 6 + 6
    assert min(p.events[:, 1].min() for p in material.valid) == 50
    names = {p.name for p in material.train} & {p.name for p in material.valid}
    assert names == set()


def test_what_was_read_is_kept_until_the_files_change(root, tmp_path):
    sources = corpora.found(root)
    files = [f for s in sources for f in corpora.files_of(root / s.folder)]
    material, now = corpora.read(root, sources), stamp(files)
    keep(tmp_path / "run" / "music.npz", now, material)
    again = kept(tmp_path / "run" / "music.npz", now)
    assert again.sources == material.sources == sources
    assert (again.corpora, again.skipped, again.notes) == (material.corpora, material.skipped, material.notes)
    for a, b in zip(material.train + material.valid, again.train + again.valid, strict=True):
        assert (a.name, a.style, a.source) == (b.name, b.style, b.source) and (a.events == b.events).all()
    files[0].write_text("file,split\n")
    assert kept(tmp_path / "run" / "music.npz", stamp(files)) is None


def test_a_broken_keep_is_read_anew(tmp_path):
    assert kept(tmp_path / "music.npz", "x") is None
    (tmp_path / "music.npz").write_bytes(b"half a file")
    assert kept(tmp_path / "music.npz", "x") is None


def test_shares_of_the_shipped_recipe_add_up():
    assert sum(s.weight for s in corpora.SOURCES) == pytest.approx(1)
    assert {s.style for s in corpora.SOURCES} == {"chorale", "folk", "piano", "drums", "song"}
    assert [s.track for s in corpora.SOURCES if s.folder == "pop909"] == ["PIANO"]  # the melodies are modern songs


@pytest.mark.skipif(not REAL.exists(), reason="the public corpora are not here")
def test_the_real_lead_sheets_have_both_parts():
    sources = tuple(s for s in corpora.found(REAL) if s.folder == "openewld_pd")
    material = corpora.read(REAL, sources)
    assert (len(material.train), len(material.valid), material.skipped) == (141, 20, ())
    assert all(np.diff(p.events[:, 0]).min() >= 0 for p in material.train)
