import tracemalloc

import mido
import pytest

from bridge.errors import DataError
from bridge.watch.capture import Capture
from bridge.watch.take import HUMAN, MACHINE, Note, Strike

WALL = 1_700_000_000.0


@pytest.fixture
def capture():
    return Capture()


def test_it_keeps_both_sides_apart(capture):
    capture.human(Strike(10.0, 60, 90))
    capture.human(Strike(10.5, 60, 0))
    capture.machine(Strike(11.0, 64, 80))
    capture.machine(Strike(11.5, 64, 0))
    take = capture.take(12.0)
    assert (take.notes(HUMAN), take.notes(MACHINE)) == ([Note(10.0, 10.5, 60, 90, 1)], [Note(11.0, 11.5, 64, 80, 1)])


def test_only_the_last_seconds_are_taken(capture):
    for second in range(100):
        capture.human(Strike(float(second), 60, 90))
        capture.human(Strike(second + 0.5, 60, 0))
        capture.line(float(second), f"line {second}")
    take = capture.take(100.0, seconds=3.0)
    assert [note.start for note in take.notes(HUMAN)] == [97.0, 98.0, 99.0]
    assert take.lines == ("line 97", "line 98", "line 99")


def test_what_is_still_to_come_is_not_heard_yet(capture):
    capture.machine(Strike(5.0, 60, 90))
    capture.machine(Strike(6.0, 60, 0))
    capture.machine(Strike(7.0, 62, 90))
    assert capture.take(5.5).notes(MACHINE) == [Note(5.0, 5.5, 60, 90, 1)]


def test_the_file_begins_with_the_window(capture, tmp_path):
    capture.human(Strike(70.0, 60, 90))
    capture.human(Strike(71.0, 60, 0))
    (path,) = capture.take(100.0, seconds=60.0).write(tmp_path / "captures", WALL)
    assert path.parent == tmp_path / "captures" and path.suffix == ".mid"
    ons = [message for message in mido.MidiFile(path) if not message.is_meta]
    assert ons[0].time == pytest.approx(30.0, abs=1e-4)


def test_notes_and_lines_are_two_files_of_one_name(capture, tmp_path):
    capture.machine(Strike(1.0, 60, 90))
    for line in ("the boats", "", "come home"):
        capture.line(1.0, line)
    midi, text = capture.take(2.0).write(tmp_path, WALL)
    assert midi.stem == text.stem
    assert text.read_text() == "the boats\n\ncome home\n"


def test_two_captures_in_one_second_do_not_overwrite_each_other(capture, tmp_path):
    capture.machine(Strike(1.0, 60, 90))
    paths = {capture.take(2.0).write(tmp_path, WALL)[0] for _ in range(4)}
    assert len(paths) == 4 and all(path.exists() for path in paths)


def test_a_take_does_not_change_with_what_follows(capture):
    capture.human(Strike(1.0, 60, 90))
    take = capture.take(2.0)
    capture.human(Strike(1.5, 60, 0))
    assert take.notes(HUMAN) == [Note(1.0, 2.0, 60, 90, 1)]


def test_nothing_heard_is_a_sentence_and_no_file(capture, tmp_path):
    with pytest.raises(DataError, match="nothing to capture: no note and no line in the last 60 s"):
        capture.take(100.0).write(tmp_path / "captures", WALL)
    assert not (tmp_path / "captures").exists()


@pytest.mark.parametrize("bound", ["MOST_KEPT", "MOST_BYTES"])
def test_a_folder_has_an_end_and_nothing_is_removed(capture, tmp_path, monkeypatch, bound):
    monkeypatch.setattr(f"bridge.watch.capture.{bound}", 2)
    (tmp_path / "old.mid").write_bytes(b"x")
    capture.machine(Strike(1.0, 60, 90))
    capture.take(2.0).write(tmp_path, WALL)
    with pytest.raises(DataError, match="is full"):
        capture.take(2.0).write(tmp_path, WALL)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_a_sentence(capture, tmp_path):
    (tmp_path / "file").touch()
    capture.machine(Strike(1.0, 60, 90))
    with pytest.raises(DataError, match="cannot be written"):
        capture.take(2.0).write(tmp_path / "file", WALL)


def test_a_flood_does_not_fill_the_memory(capture):
    for n in range(50_000):
        capture.human(Strike(n / 1000, 60, n % 2))
        capture.line(n / 1000, "x")
    assert len(capture.take(50.0).notes(HUMAN)) == 10_000
    assert len(capture.take(50.0).lines) == 2_000


def test_a_short_take_of_a_long_evening_makes_no_objects_of_all_of_it(capture):
    for n in range(20_000):
        capture.human(Strike(n / 10, 60 + n // 2 % 12, 90 * (n % 2 == 0)))
    tracemalloc.start()
    notes = capture.take(2_000.0, seconds=5.0).notes(HUMAN)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(notes) == 25 and peak < 1 << 20


def test_a_note_that_began_before_the_window_is_in_it_and_one_that_ended_before_is_not(capture):
    for strike in (Strike(1.0, 60, 90), Strike(2.0, 62, 90), Strike(3.0, 62, 0), Strike(2.5, 60, 80), Strike(9.0, 60, 0)):
        capture.human(strike)
    assert capture.take(10.0, seconds=5.0).notes(HUMAN) == [Note(5.0, 9.0, 60, 80, 1)]
