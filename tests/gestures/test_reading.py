import numpy as np
import pytest

from bridge.errors import DataError
from bridge.gestures import sets
from bridge.gestures.files import read_file, write_file
from bridge.gestures.reading import hold_out, read
from bridge.gestures.take import Take, looked_at, on_grid
from bridge.package.gesture import Value


def write(path, rows):
    path.write_text("\n".join(rows))
    return path


def wave(n=60, names="seconds,x,y"):
    return [names, *(f"{i * 0.05:.3f},{0.5 + 0.4 * np.sin(i / 5):.4f},{i % 2}" for i in range(n))]


def test_a_table_with_names(tmp_path):
    material = read(write(tmp_path / "a.csv", wave()), "valid")
    assert [v.name for v in material.values] == ["x", "y"]
    assert (material.values[0].steps, material.values[1].steps) == (0, 2), "a switch is seen, a wave has no levels"
    assert material.steps == 59 and material.split == ""
    assert material.pieces[0].wait[1:].tolist() == [50] * 59


def test_a_table_without_names(tmp_path):
    names, take = read_file(write(tmp_path / "a.csv", wave()[1:]))
    assert names == ("v1", "v2") and len(take.seconds) == 60


def test_what_impsy_logs_is_read_and_the_machines_part_left_out(tmp_path):
    rows = [f"2024-05-03T18:11:0{i % 10}.{i:03},{'rnn' if i % 2 else 'interface'},0.{i:03},0.5" for i in range(20)]
    _, take = read_file(write(tmp_path / "take.log", rows))
    assert len(take.seconds) == 10 and take.values[0].tolist() == [0.0, 0.5]


@pytest.mark.parametrize(
    "rows, said",
    [
        (["a,b"] * 12, "steps; at least 8"),
        ([*wave()[:20], "1.0,nan,0"], "row 20 holds a number that is not finite"),
        ([*wave()[:20], "1.0,0.5"], "row 20 has 2 columns, the first has 3"),
        ([*wave()[:20], "1.0,up,0"], "holds what is no number"),
        (["seconds,x", *wave()[1:]], "as many names"),
    ],
)
def test_a_table_that_is_none_says_where(tmp_path, rows, said):
    with pytest.raises(DataError, match=said):
        read_file(write(tmp_path / "a.csv", rows))


def test_nothing_there_and_another_number_of_values(tmp_path):
    with pytest.raises(DataError, match="there is nothing"):
        read(tmp_path / "no", "valid")
    write(tmp_path / "a.csv", wave())
    with pytest.raises(DataError, match="2 values a step; 1 are due"):
        read(tmp_path / "a.csv", "valid", (Value("x"),))


def test_files_that_cannot_be_read_are_told(tmp_path):
    write(tmp_path / "a.csv", wave())
    write(tmp_path / "b.csv", ["no"])
    assert read(tmp_path, "valid").skipped == ("b.csv: 0 steps; at least 8 are due",)


def test_what_is_written_is_read_again(tmp_path):
    rows = [(i * 0.25, 0.1 * (i % 7), 1.0) for i in range(12)]
    write_file(tmp_path / "a.csv", ("x", "pen"), rows)
    names, take = read_file(tmp_path / "a.csv")
    assert names == ("x", "pen")
    assert np.column_stack([take.seconds, take.values]) == pytest.approx(np.array(rows))


def test_pauses_cut_and_short_parts_are_left_out():
    seconds = np.concatenate([np.arange(10) * 0.1, 9 + np.arange(3) * 0.1, 20 + np.arange(12) * 0.1])
    pieces = on_grid(Take("t", seconds, np.zeros((25, 1))), [Value("x")], 5.0)
    assert [(p.name, p.steps, int(p.wait[0])) for p in pieces] == [("t/1", 9, 0), ("t/3", 11, 0)]


def test_levels_are_seen():
    values = np.column_stack([np.arange(128) / 127, np.linspace(-3, 3, 128) ** 3, np.arange(128) % 2])
    found = looked_at(("midi", "wild", "switch"), [Take("t", np.arange(128.0), values)])
    assert [(v.low, v.high, v.steps) for v in found] == [(0, 1, 128), (-27, 27, 0), (0, 1, 2)]


def test_a_part_is_held_out_and_never_both():
    pieces = on_grid(Take("t", np.arange(2000) * 0.1, np.random.default_rng(0).random((2000, 1))), [Value("x")], 5.0)
    train, valid = hold_out(pieces)
    assert train[0].steps + valid[0].steps == 1998 and valid[0].wait[0] == 0


def test_a_set_says_its_split(tmp_path):
    events = np.tile(np.array([[0.01, 0.1, 0.2, 0.3]], np.float32), (40, 1))
    np.savez(tmp_path / "impsy_4d.npz", events=events, offsets=[0, 20, 40], split=["train", "valid"])
    train, valid = (read(tmp_path / "impsy_4d.npz", split) for split in ("train", "valid"))
    assert (train.steps, valid.steps, train.name) == (19, 19, "impsy_4d")
    assert sets.source_at(tmp_path).name == "impsy_control"
    (tmp_path / "impsy_9d.npz").write_bytes(b"no")
    with pytest.raises(DataError, match="name one of them"):
        read(tmp_path, "train")
    with pytest.raises(DataError, match="not the set that its name says"):
        read(tmp_path / "impsy_9d.npz", "train")


def test_strokes_tell_whether_the_pen_is_down(tmp_path):
    xyt = np.array([[10, -10, 0], [20, -10, 30], [20, -20, 35], [20, -30, 90], [50, -50, 1000], [60, -50, 1040]], np.float32)
    drawings = {"xyt": np.concatenate([xyt] * 3), "stroke": np.array([0, 0, 0, 0, 1, 1] * 3, np.uint8)}
    np.savez(
        tmp_path / "omniglot_timed.npz", offsets=[0, 6, 12, 18], drawer=[1, 1, 2], split=["train"] * 3, **drawings
    )  # fmt: skip
    material = read(tmp_path, "train")
    piece = material.pieces[0]
    assert piece.level[:5, 2].tolist() == [0, 1, 1, 0, 1], "thinned: the point 5 ms later is left out"
    assert piece.wait[3] == 910 and len(material.pieces) == 1, "five points of the second person are too few"
    assert piece.level[0, 1] > piece.level[2, 1], "upwards"
