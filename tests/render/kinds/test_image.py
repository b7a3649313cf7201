import argparse
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from bridge.errors import ConfigError
from bridge.render import command


def run(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.main(parser.parse_args([str(word) for word in words]))


def test_a_picture_is_a_png_of_its_size(tiny_pictures, tmp_path):
    run(tiny_pictures, "-o", tmp_path / "a.png", "--seed", 3)
    assert np.asarray(Image.open(tmp_path / "a.png")).shape == (16, 16, 3)


def test_a_class_changes_the_picture(tiny_pictures, tmp_path):
    for word in ("sea", "sky"):
        run(tiny_pictures, "-o", tmp_path / f"{word}.png", "--seed", 3, "--class", word)
    assert (tmp_path / "sea.png").read_bytes() != (tmp_path / "sky.png").read_bytes()


def test_a_class_that_is_none_is_refused_and_nothing_is_written(tiny_pictures, tmp_path):
    with pytest.raises(ConfigError, match="knows sea, sky"):
        run(tiny_pictures, "-o", tmp_path / "a.png", "--class", "moon")
    assert not list(tmp_path.iterdir())


def test_a_walk_is_a_film_and_the_same_seed_gives_the_same_bytes(tiny_pictures, tmp_path):
    av = pytest.importorskip("av", reason="PyAV is not installed")
    for name in ("a.mp4", "b.mp4"):
        run(tiny_pictures, "-o", tmp_path / name, "--seconds", 2, "--seed", 3, "--fps", 25)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
    with av.open(str(tmp_path / "a.mp4")) as film:
        pictures = [frame.to_ndarray(format="gray").astype(int) for frame in film.decode(video=0)]
    assert len(pictures) == 50
    moved = [np.abs(a - b).mean() for a, b in pairwise(pictures)]
    assert np.median(moved) > 0.2, "it moves"
