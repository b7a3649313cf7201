"""Recorded performances: played again they are the same to the last bit, whoever reads them on whatever machine.

`python -m tests.golden record` records them anew. Where the models run on what the night was played on, they are asked too.
"""

import mido
import pytest

from bridge.errors import DataError
from bridge.render.replayed import write_frames
from bridge.render.verified import verify
from bridge.stage.again import again
from bridge.watch.replay import load, write_midi, write_text
from tests.golden.kept import names, unpack

OLD = [name for name in names() if name.startswith("format")]
NEW = [name for name in names() if name not in OLD]


@pytest.fixture(params=NEW)
def run(request, tmp_path):
    return unpack(request.param, tmp_path)


def test_every_art_has_one():
    assert set(NEW) == {"music", "text", "image", "gesture", "all"}


def test_it_is_the_same_night_again(run):
    verdict = again(run)
    assert verdict.lines()[-1].endswith("all equal"), "\n".join(verdict.lines())
    assert verdict.events == load(run).outputs and len(verdict.events) > 10


def test_its_models_say_the_same_where_they_run_on_the_same(run):
    """Elsewhere nothing is promised but that it is told: last bits decide what is drawn."""
    verdict = verify(run)
    assert not verdict.faults, "\n".join(verdict.lines())
    assert verdict.questions > 0 or run.name == "image"


@pytest.mark.parametrize("name", ["music", "all"])
def test_its_notes_are_a_midi_file(name, tmp_path):
    run, file = unpack(name, tmp_path), tmp_path / "night.mid"
    count = write_midi(run, file)
    song = mido.MidiFile(file)
    heard = {track.name: sum(m.type == "note_on" for m in track) for track in song.tracks if track.name}
    strikes = [event for event in load(run).outputs if event.address.endswith("/out/note") and event.args[1]]
    assert sum(heard.values()) == count and heard["machine"] == len(strikes) and heard["human"] > 3


@pytest.mark.parametrize("name", ["text", "all"])
def test_its_lines_are_a_text(name, tmp_path):
    run, file = unpack(name, tmp_path), tmp_path / "night.txt"
    count = write_text(run, file)
    said = [event.args[0] for event in load(run).outputs if event.address.endswith("/out/line")]
    assert count == sum(map(bool, said)) > 0
    assert [line for line in file.read_text().splitlines() if line] == [line for line in said if line]


def test_its_pictures_are_painted_again(tmp_path):
    run = unpack("image", tmp_path)
    asked = [record for record in again(run).doings if record.kind == "made" and "frame" in record.values]
    assert write_frames(run, tmp_path / "frames") == len(asked) == len(list((tmp_path / "frames").glob("*.png"))) > 20


@pytest.mark.parametrize("name", OLD)
def test_a_run_of_an_earlier_format_is_still_read(name, tmp_path):
    run = unpack(name, tmp_path)
    assert len(load(run).outputs) > 10 and write_midi(run, tmp_path / "night.mid") > 3
    assert write_text(run, tmp_path / "night.txt") > 0
    with pytest.raises(DataError, match="an earlier version recorded it"):
        again(run)
