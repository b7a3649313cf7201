"""What is missing of a run is told; wherever it is cut or damaged, it is read, and played again up to there."""

import random

import pytest

from bridge.errors import DataError
from bridge.stage.again import again
from bridge.watch.gaps import sentences
from bridge.watch.records import encode
from bridge.watch.replay import load, read
from tests.golden.kept import unpack

LINES = [encode("state", {"n": n}) for n in range(5)] + [encode("end", {})]


@pytest.fixture
def run(tmp_path):
    """`run(segment, …)` is a run of these segments, each a list of lines or (number, lines)."""

    def make(*parts):
        for number, lines in enumerate(parts, 1):
            number, lines = lines if isinstance(lines, tuple) else (number, lines)
            (tmp_path / f"{number:04d}.journal").write_bytes(b"".join(lines))
        return tmp_path

    return make


def test_a_whole_run_misses_nothing(run):
    assert sentences(run(LINES[:3], LINES[3:])) == []


def test_damaged_lines_are_counted(run):
    assert sentences(run([LINES[0], b"0" + LINES[1], b"nonsense\n", *LINES[2:]])) == ["2 damaged and left out"]


def test_a_torn_end_is_told(run):
    assert sentences(run([*LINES[:3], LINES[3][:9]])) == ["the last record is torn: the run was cut off"]


def test_an_end_that_is_missing_is_told(run):
    assert sentences(run(LINES[:3])) == ["the run was cut off: it has no end"]


def test_a_line_that_tore_and_is_whole_in_the_next_segment_is_not_missing(run):
    assert sentences(run([LINES[0], LINES[1][:7]], LINES[1:])) == []


def test_segments_that_are_gone_are_told(run):
    told = sentences(run((3, LINES[:2]), (4, LINES[2:3]), (6, LINES[3:])))
    assert told == ["2 at the beginning: older segments were tidied away", "1 where whole segments are gone"]


def test_dropped_records_are_told(run):
    told = sentences(run([*LINES[:2], encode("dropped", {"count": 7}), *LINES[2:]]))
    assert told == ["7 dropped, because the disk was too slow or full"]


def test_a_golden_run_cut_anywhere_is_the_same_night_up_to_there(tmp_path):
    run = unpack("music", tmp_path)
    path, dice = run / "0001.journal", random.Random(1)
    content = path.read_bytes()
    begun, whole = content.index(b"\n") + 1, again(run)
    for length in sorted(dice.sample(range(begun, len(content)), 15)):
        path.write_bytes(content[:length])
        verdict = again(run)
        assert verdict.differences == [] and verdict.doings == whole.doings[: verdict.done] and verdict.until


def test_a_golden_run_with_a_changed_byte_is_read_and_is_the_same_up_to_there(tmp_path):
    run = unpack("music", tmp_path)
    path, dice = run / "0001.journal", random.Random(2)
    content, whole = path.read_bytes(), len(list(read(run)))
    begun = content.index(b"\n") + 1
    for _ in range(12):
        broken, place = bytearray(content), dice.randrange(begun, len(content))
        broken[place] ^= 1 << dice.randrange(8)
        path.write_bytes(broken)
        assert whole - 2 <= len(list(read(run))) < whole + (broken[place] in b"ABCDEF")
        assert again(run).differences == [] and load(run).outputs


def test_a_beginning_that_is_damaged_is_a_sentence(tmp_path):
    run = unpack("music", tmp_path)
    path = run / "0001.journal"
    path.write_bytes(b"x" + path.read_bytes()[1:])
    with pytest.raises(DataError, match="nothing was recorded"):
        again(run)
