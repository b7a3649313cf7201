"""Whoever asks for files faster than a disk writes is not queued without bound."""

import json

import pytest

from bridge.inputs.budget import PER_SECOND
from bridge.stage.keeping import CAPTURES, Keeping
from bridge.watch.capture import NothingHeard
from tests.stage.rehearsed import Rehearsal


@pytest.fixture
def slow(tmp_path):
    """A room whose disk writes when it is told to."""
    room = Rehearsal(tmp=tmp_path)
    room.jobs = []
    keeping = room.server.keeping = Keeping(room.stage, tmp_path, lambda *job: room.jobs.append(job))
    room.server._acts["capture"] = keeping.capture
    return room


def write(room) -> None:
    job, then = room.jobs.pop(0)
    then(job())
    room.settle()


def errors(room) -> list[str]:
    return [reply[2] for reply in room.replies() if reply[0] == "/error"]


def test_a_flood_of_captures_is_refused_beyond_a_few(slow):
    slow.send("/music/note", 60, 100)
    for _ in range(50):
        slow.send("/capture")
    assert len(slow.jobs) == CAPTURES and "are being written already" in errors(slow)[0]
    write(slow)
    slow.send("/capture")
    assert len(slow.jobs) == CAPTURES


def test_a_capture_whose_film_is_under_way_counts(slow):
    slow.send("/music/note", 60, 100)
    slow.server.keeping.film = lambda *asked: [f"{len(slow.jobs)}.mp4"]
    for _ in range(CAPTURES):
        slow.send("/capture")
    while slow.jobs:
        write(slow)
    slow.send("/capture")
    assert errors(slow) and not slow.jobs
    slow.server.keeping.filmed("0.mp4")
    slow.send("/capture")
    assert len(slow.jobs) == 1


def test_who_asks_twice_within_a_second_is_told_twice_of_the_film(slow):
    slow.server.keeping.film = lambda *asked: ["one.mp4"]
    for _ in range(2):
        slow.send("/capture")
    while slow.jobs:
        _, then = slow.jobs.pop(0)
        then(NothingHeard("nothing"))
    slow.server.keeping.filmed("one.mp4")
    assert [reply for reply in slow.replies() if reply[0] == "/capture"] == [("/capture", "one.mp4")] * 2


def test_of_many_scenes_saved_at_once_the_newest_state_is_written_once_more(slow, tmp_path):
    for number in range(100):
        slow.send("/scene/save", f"scene {number}")
    assert len(slow.jobs) == 1
    write(slow)
    assert len(slow.jobs) == 1
    write(slow)
    assert not slow.jobs
    assert len(json.loads((tmp_path / "scenes.json").read_text())["scenes"]) == 100


def test_a_flood_of_questions_gets_its_share_of_answers_and_the_rest_is_counted(tmp_path):
    room = Rehearsal(tmp=tmp_path)
    room.server.status = lambda: dict.fromkeys(map(str, range(100)), 1)
    for _ in range(200):
        room.send("/status")
    withheld, heard = room.stage.outlet.budget.withheld, [reply[0] for reply in room.replies()]
    assert PER_SECOND <= len(heard) < PER_SECOND + 101 and withheld
    assert heard.count("/status") == 100 * heard.count("/status/end")  # no answer is cut short
    room.wait(1.0)
    room.send("/music/temperature")
    assert room.replies()[-1][0] == "/music/temperature" and room.stage.outlet.budget.withheld == withheld
