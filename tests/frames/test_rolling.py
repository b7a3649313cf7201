"""The last minute of pictures, bounded in time and memory."""

import numpy as np
import pytest

from bridge.errors import DataError
from bridge.frames.reader import Frame
from bridge.frames.rolling import Rolling

av = pytest.importorskip("av", reason="PyAV is not installed")


def frame(value, side=32):
    return Frame(0, 0.0, 0.0, side, side, 3, np.full((side, side, 3), value, np.uint8).tobytes())


def greys(path):
    with av.open(str(path)) as container:
        return [int(picture.to_ndarray(format="rgb24")[8, 8, 0]) for picture in container.decode(video=0)]


def near(found, due):
    return len(found) == len(due) and max(abs(a - b) for a, b in zip(found, due, strict=True)) <= 3


@pytest.fixture
def rolling():
    """Ten seconds: in each, one grey."""
    rolling = Rolling(seconds=60)
    for second in range(10):
        rolling.add(100.0 + second, frame(20 * second))
    return rolling


def test_a_film_is_the_last_seconds_up_to_now(rolling, tmp_path):
    assert rolling.film(tmp_path / "a.mp4", 110.0, 4, fps=2) == 4.0
    assert near(greys(tmp_path / "a.mp4"), [120, 120, 140, 140, 160, 160, 180, 180])


def test_what_was_seen_when_it_begins_is_in_it(rolling, tmp_path):
    rolling.film(tmp_path / "a.mp4", 110.0, 2.5, fps=2)
    assert near(greys(tmp_path / "a.mp4"), [140, 160, 160, 180, 180])


def test_a_picture_that_stands_still_stands_until_now(rolling, tmp_path):
    rolling.film(tmp_path / "a.mp4", 115.0, 6, fps=2)
    assert near(greys(tmp_path / "a.mp4"), [180] * 12)


def test_what_comes_after_now_is_not_in_it(rolling, tmp_path):
    rolling.film(tmp_path / "a.mp4", 106.0, 2, fps=2)
    assert near(greys(tmp_path / "a.mp4"), [80, 80, 100, 100])


def test_more_than_there_is_is_what_there_is(rolling, tmp_path):
    assert rolling.film(tmp_path / "a.mp4", 110.0, 999, fps=2) == 10.0


def test_time_is_bounded():
    rolling = Rolling(seconds=5)
    for second in range(30):
        rolling.add(float(second), frame(0))
    assert len(rolling) == 7  # five seconds, the one now, and the one that was seen when they began


def test_memory_is_bounded():
    rolling = Rolling(seconds=60, max_bytes=20_000)
    for number in range(100):
        rolling.add(number / 30, frame(number))
    assert rolling.bytes <= 20_000
    assert 5 < len(rolling) < 100


def test_a_new_size_begins_a_new_film(rolling, tmp_path):
    rolling.add(110.0, frame(200, side=64))
    rolling.add(111.0, frame(220, side=64))
    assert rolling.film(tmp_path / "a.mp4", 112.0, 8, fps=2) == 2.0
    assert near(greys(tmp_path / "a.mp4"), [200, 200, 220, 220])


def test_nothing_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match="nothing to capture"):
        Rolling().film(tmp_path / "a.mp4", 1.0)
    assert not list(tmp_path.iterdir())
