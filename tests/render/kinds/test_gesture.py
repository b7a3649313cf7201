import argparse

import pytest

from bridge.errors import ConfigError, DataError
from bridge.gestures.files import read_file
from bridge.render import command


def run(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.main(parser.parse_args([str(word) for word in words]))


def test_the_same_seed_gives_the_same_bytes(tiny_gesture, tmp_path):
    a, b, c = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    for path, seed in ((a, 7), (b, 7), (c, 8)):
        assert run(tiny_gesture, "-o", path, "--seconds", 4, "--seed", seed) == 0
    assert a.read_bytes() == b.read_bytes() != c.read_bytes()
    names, take = read_file(a)
    assert names == ("x", "y", "pen")
    assert take.seconds[-1] <= 4.0 and take.values.min() >= 0 and take.values.max() <= 1


def test_it_goes_on_from_a_recorded_movement(tiny_gesture, tmp_path):
    rows = ["seconds,x,y,pen", *(f"{i * 0.1:.1f},0.{i},0.5,1" for i in range(1, 10))]
    (tmp_path / "in.csv").write_text("\n".join(rows))
    run(tiny_gesture, "-o", tmp_path / "out.csv", "--prompt", tmp_path / "in.csv", "--seconds", 2, "--seed", 1)
    _, take = read_file(tmp_path / "out.csv")
    assert take.seconds[8] == pytest.approx(0.8) and take.values[8, 0] == pytest.approx(0.9, abs=0.01)
    assert 0.8 < take.seconds[-1] <= 2.8


def test_a_prompt_that_is_none_and_an_option_of_music(tiny_gesture, tmp_path):
    with pytest.raises(DataError, match="no such file"):
        run(tiny_gesture, "-o", tmp_path / "a.csv", "--prompt", tmp_path / "no.csv")
    with pytest.raises(ConfigError, match="--style is for music"):
        run(tiny_gesture, "-o", tmp_path / "a.csv", "--style", "folk")
