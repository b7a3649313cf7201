"""Learnt controllers come back."""

import pytest

from bridge.errors import DataError
from bridge.intents import Control
from bridge.stage.learnt import FILE, Learnt, load


def teach(room, address="/music/temperature"):
    room.send(f"{address}/learn")
    room.stage.knobs.control(Control(21, 64, 1))


def keeper(room, folder, told=None):
    jobs = []
    kept = Learnt(room.stage.knobs, folder, lambda *job: jobs.append(job), (told if told is not None else []).append)
    return kept, jobs


def do(jobs):
    job, then = jobs.pop()
    try:
        then(job())
    except DataError as error:
        then(error)


def test_what_is_learnt_is_stored_in_the_background(room, tmp_path):
    kept, jobs = keeper(room, tmp_path)
    kept.keep()
    assert not jobs, "nothing is new"
    teach(room)
    kept.keep()
    assert load(tmp_path) == {}
    do(jobs)
    assert load(tmp_path) == {(1, 21): "/music/temperature"}


def test_one_is_stored_at_a_time_and_the_newest_last(room, tmp_path):
    kept, jobs = keeper(room, tmp_path)
    teach(room)
    kept.keep()
    teach(room, "/music/density")
    kept.keep()
    assert len(jobs) == 1
    do(jobs)
    kept.keep()
    do(jobs)
    assert load(tmp_path) == {(1, 21): "/music/density"}


def test_another_server_knows_it(room, duo, tmp_path):
    teach(room)
    kept, _ = keeper(room, tmp_path)
    teach(room)
    kept.close()
    keeper(duo, tmp_path)
    duo.stage.knobs.control(Control(21, 127, 1))
    assert duo.stage.value_at("/music/temperature") == 2.0


def test_a_disk_that_refuses_is_told(room, tmp_path):
    told = []
    (tmp_path / "file").touch()
    kept, jobs = keeper(room, tmp_path / "file", told)
    teach(room)
    kept.keep()
    do(jobs)
    assert "cannot be" in told[-1]


@pytest.mark.parametrize("text", ["[]", "{", '{"version": 2}', '{"version": 1, "controllers": [{"channel": 99}]}'])
def test_a_file_that_cannot_be_understood_is_set_aside_and_told(room, tmp_path, text):
    told = []
    (tmp_path / FILE).write_text(text)
    keeper(room, tmp_path, told)
    assert "cannot be understood" in told[0]
    assert load(tmp_path) == {}
