"""A film: what an independent reader of MP4 finds in it, after a good end, a crash, and on a full disk."""

import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from bridge.errors import DataError, MissingExtra
from bridge.frames import film as films
from bridge.frames.film import Film

av = pytest.importorskip("av", reason="PyAV is not installed")

ROOT = Path(__file__).parents[2]
COLOURS = ((200, 60, 40), (40, 160, 90), (30, 40, 220), (128, 128, 128))


def plain(colour, side=32):
    return np.full((side, side, 3), colour, np.uint8)


def frames(path):
    """(seconds, middle pixel) of every frame."""
    with av.open(str(path)) as container:
        return [(frame.time, frame.to_ndarray(format="rgb24")[16, 16].astype(int)) for frame in container.decode(video=0)]


def shows(pixel, colour):
    return np.abs(pixel - colour).max() < 6


def seconds_of(path, colours=COLOURS):
    """For each second of a film that shows one colour a second: which colour."""
    middles = [pixel for time, pixel in frames(path) if time % 1 == 0.5]
    return [next((n for n, c in enumerate(colours) if shows(pixel, c)), None) for pixel in middles]


def of_colours(path, fps=10, seconds=4):
    film = Film(path, 32, 32, fps)
    for number in range(fps * seconds):
        film.write(plain(COLOURS[number // fps % 4]), 100 + number / fps)
    return film


def test_a_film_has_its_pictures_at_their_moments_in_their_colours(tmp_path):
    path = of_colours(tmp_path / "a.mp4").close()
    assert path == tmp_path / "a.mp4"
    found = frames(path)
    assert [time for time, _ in found] == pytest.approx([n / 10 for n in range(40)])
    assert seconds_of(path) == [0, 1, 2, 3]
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mp4"]


def test_it_is_what_browsers_and_editors_take(tmp_path):
    path = of_colours(tmp_path / "a.mp4").close()
    with av.open(str(path)) as container:
        (stream,) = container.streams
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert (stream.average_rate, stream.codec_context.colorspace) == (10, 1)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")  # its table stands in front
    assert b"moof" not in data


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not here")
def test_ffprobe_finds_nothing_wrong(tmp_path):
    path = of_colours(tmp_path / "a.mp4").close()
    command = ["ffprobe", "-v", "warning", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", path]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("40", "")


def test_a_picture_stands_until_the_next_and_the_later_of_two_in_one_step_is_seen(tmp_path):
    film = Film(tmp_path / "a.mp4", 32, 32, 10)
    film.write(plain(COLOURS[0]), 5.0)
    film.write(plain(COLOURS[1]), 5.5)
    film.write(plain(COLOURS[2]), 5.51)
    film.write(plain(COLOURS[3]), 5.2)  # late: it is shown now
    film.close(6.0)
    found = frames(tmp_path / "a.mp4")
    assert len(found) == 10
    assert all(shows(pixel, COLOURS[0]) for _, pixel in found[:5])
    assert all(shows(pixel, COLOURS[3]) for _, pixel in found[5:])


def test_the_same_pictures_give_the_same_bytes(tmp_path):
    one, other = (of_colours(tmp_path / name).close().read_bytes() for name in ("a.mp4", "b.mp4"))
    assert one == other


def test_one_picture_is_a_film(tmp_path):
    film = Film(tmp_path / "a.mp4", 32, 32, 30)
    film.write(plain(COLOURS[0]), 0.0)
    assert len(frames(film.close())) == 1


def test_no_picture_is_no_film_and_leaves_nothing(tmp_path):
    with pytest.raises(DataError, match="has no picture"):
        Film(tmp_path / "a.mp4", 32, 32).close()
    Film(tmp_path / "a.mp4", 32, 32).abandon()
    assert not list(tmp_path.iterdir())


def test_a_film_that_was_there_is_replaced_only_by_a_complete_one(tmp_path):
    (tmp_path / "a.mp4").write_bytes(b"before")
    film = of_colours(tmp_path / "a.mp4")
    assert (tmp_path / "a.mp4").read_bytes() == b"before"
    assert len(frames(film.close())) == 40


def test_two_films_of_one_name_do_not_write_into_each_other(tmp_path):
    one, other = of_colours(tmp_path / "a.mp4"), of_colours(tmp_path / "a.mp4", seconds=2)
    assert len(frames(one.close())) == 40
    assert len(frames(other.close())) == 20


@pytest.mark.parametrize("wrong", [{"width": 33}, {"height": 15}, {"height": 8}, {"fps": 0}, {"fps": 1000}])
def test_what_cannot_be_a_film_is_a_sentence(tmp_path, wrong):
    with pytest.raises(DataError, match="allowed are"):
        Film(**{"path": tmp_path / "a.mp4", "width": 32, "height": 32, "fps": 30} | wrong)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match=r"cannot be written: No such file"):
        Film(tmp_path / "no" / "a.mp4", 32, 32)


def test_a_picture_of_another_size_is_a_mistake_of_the_caller(tmp_path):
    film = Film(tmp_path / "a.mp4", 32, 32)
    with pytest.raises(ValueError, match="must be uint8"):
        film.write(plain(COLOURS[0], 16), 0.0)
    film.abandon()


def test_without_its_library_the_cure_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(MissingExtra, match="pip install av"):
        films.pyav()


def test_what_a_crash_leaves_plays_up_to_the_last_second(tmp_path):
    program = """
        import os, signal, sys
        sys.path.insert(0, "tests/frames")
        from test_film import of_colours
        of_colours(sys.argv[1], fps=30, seconds=4)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    command = [sys.executable, "-c", textwrap.dedent(program), tmp_path / "a.mp4"]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.part.mp4"]
    found = frames(tmp_path / "a.part.mp4")
    assert found[-1][0] > 3.0
    assert seconds_of(tmp_path / "a.part.mp4")[:3] == [0, 1, 2]


NOISE = """
    import resource, signal, sys
    import numpy as np
    from bridge.errors import DataError
    from bridge.frames.film import Film

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit = int(sys.argv[2])
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    film, noise = Film(sys.argv[1], 64, 64, 30), np.random.default_rng(0)
    for number in range(900):
        try:
            film.write(noise.integers(0, 255, (64, 64, 3), np.uint8), number / 30)
        except DataError as error:
            print(error)
            print(film.seconds)
            break
    film.close()
"""


def test_a_full_disk_is_a_sentence_and_leaves_a_film_up_to_there(tmp_path):
    command = [sys.executable, "-c", textwrap.dedent(NOISE), tmp_path / "a.mp4", "400000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    sentence, seconds = done.stdout.splitlines()
    assert f"the film {tmp_path}/a.mp4 ended early: File too large; its first" in sentence
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mp4"]
    assert frames(tmp_path / "a.mp4")[-1][0] > float(seconds) - 1.5


def test_no_room_for_the_second_copy_leaves_the_first(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(films, "_copied", full)
    path = of_colours(tmp_path / "a.mp4").close()
    assert seconds_of(path) == [0, 1, 2, 3]
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mp4"]
