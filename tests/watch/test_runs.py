import os

from bridge.watch.runs import Keep, make_run, runs, segment_path, segments, state_folder, tidy

WALL = 1_700_000_000.0
A_DAY = 86_400


def old_run(folder, day, size=1000, parts=1):
    run = make_run(folder, WALL + day * A_DAY)
    for number in range(1, parts + 1):
        path = segment_path(run, number)
        path.write_bytes(b"x" * (size // parts))
        os.utime(path, (WALL + day * A_DAY,) * 2)
    return run


def test_two_runs_of_one_second_have_two_folders(tmp_path):
    first, second = make_run(tmp_path, WALL), make_run(tmp_path, WALL)
    assert second.name == first.name + "-2"
    assert runs(tmp_path) == [first, second]


def test_the_tenth_run_of_a_second_comes_after_the_ninth(tmp_path):
    made = [make_run(tmp_path, WALL) for _ in range(11)]
    assert runs(tmp_path) == made


def test_the_oldest_runs_make_room(tmp_path):
    made = [old_run(tmp_path, day) for day in range(5)]
    tidy(tmp_path, made[-1], Keep(runs=2), WALL + 9 * A_DAY)
    assert runs(tmp_path) == made[-2:]


def test_the_sum_of_all_runs_is_bounded(tmp_path):
    made = [old_run(tmp_path, day, size=1000) for day in range(5)]
    tidy(tmp_path, made[-1], Keep(total_bytes=3000), WALL + 9 * A_DAY)
    assert runs(tmp_path) == made[-3:]


def test_a_run_that_is_being_written_by_another_server_stays(tmp_path):
    busy, _, ours = (old_run(tmp_path, day) for day in range(3))
    os.utime(segment_path(busy, 1), (WALL + 9 * A_DAY - 60,) * 2)
    tidy(tmp_path, ours, Keep(runs=1), WALL + 9 * A_DAY)
    assert runs(tmp_path) == [busy, ours]


def test_what_is_not_ours_is_never_removed(tmp_path):
    made = [old_run(tmp_path, day) for day in range(3)]
    (tmp_path / "my recordings").mkdir()
    (tmp_path / "notes.txt").write_text("dear diary")
    tidy(tmp_path, made[-1], Keep(runs=1), WALL + 9 * A_DAY)
    assert {path.name for path in tmp_path.iterdir()} == {"my recordings", "notes.txt", made[-1].name}


def test_a_run_of_months_lets_its_own_oldest_segments_go(tmp_path):
    run = old_run(tmp_path, 0, size=5000, parts=5)
    tidy(tmp_path, run, Keep(run_bytes=2500), WALL)
    assert [path.name for path in segments(run)] == ["0004.journal", "0005.journal"]


def test_the_newest_segment_always_stays(tmp_path):
    run = old_run(tmp_path, 0, size=5000)
    tidy(tmp_path, run, Keep(run_bytes=1), WALL)
    assert len(segments(run)) == 1


def test_segments_are_ordered_by_number(tmp_path):
    for number in (10_000, 2, 9_999):
        segment_path(tmp_path, number).touch()
    assert [path.stem for path in segments(tmp_path)] == ["0002", "9999", "10000"]


def test_the_state_folder_follows_the_desktop_standard(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", "/elsewhere/state")
    assert str(state_folder()) == "/elsewhere/state/duende"
