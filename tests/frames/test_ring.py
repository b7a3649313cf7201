"""The ring in memory: what is written is read, whole and newest, whatever happens to who writes it."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from bridge.errors import PortError
from bridge.frames import rings
from bridge.frames.reader import RingReader
from bridge.frames.writer import RingWriter

spawn = multiprocessing.get_context("spawn")


@pytest.fixture
def name():
    name = rings.ring_name(f"ring{time.monotonic_ns()}")
    yield name
    rings.remove(name)


@pytest.fixture
def writer(name):
    writer = RingWriter(name, 6, 4)
    yield writer
    writer.close()


@pytest.fixture
def reader(name, writer):
    reader = RingReader(name)
    yield reader
    reader.close()


def plain(value, shape=(4, 6, 3)):
    return np.full(shape, value, np.uint8)


def test_an_empty_ring_has_no_picture(reader):
    assert reader.newest() is None
    assert reader.written == 0


def test_the_newest_picture_is_read_as_it_was_written(writer, reader):
    picture = np.arange(72, dtype=np.uint8).reshape(4, 6, 3)
    writer.write(0, 1.0, plain(9))
    writer.write(1, 2.5, picture)
    frame = reader.newest()
    assert (frame.index, frame.due, frame.width, frame.height, frame.channels) == (1, 2.5, 6, 4, 3)
    assert abs(frame.wall - time.time()) < 5
    assert np.array_equal(frame.array, picture)
    assert reader.written == 2


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_every_number_of_channels_is_kept(name, channels):
    writer = RingWriter(name, 5, 3, slots=2, channels=channels)
    for value in range(5):
        writer.write(value, 0.0, plain(value, (3, 5, channels)))
    reader = RingReader(name)
    assert np.array_equal(reader.newest().array, plain(4, (3, 5, channels)))
    writer.close()
    reader.close()


def test_a_picture_is_read_once_it_is_due(writer, reader):
    for index in range(3):
        writer.write(index, 10.0 + index, plain(index))
    assert reader.newest(9.9) is None
    assert [reader.newest(moment).index for moment in (10.0, 11.5, 12.0, 99.0)] == [0, 1, 2, 2]
    assert [reader.next_due(moment) for moment in (9.0, 10.0, 12.0)] == [10.0, 11.0, None]


def test_a_frame_stays_what_it_was(writer, reader):
    writer.write(0, 0.0, plain(1))
    frame = reader.newest()
    for index in range(1, 9):
        writer.write(index, 0.0, plain(2))
    assert np.array_equal(frame.array, plain(1))


@pytest.mark.parametrize(
    "wrong",
    [plain(0, (6, 4, 3)), plain(0, (4, 6, 4)), plain(0).astype(np.float32), plain(0, (4, 12, 3))[:, ::2], b"x" * 72],
)
def test_what_is_no_picture_of_this_ring_changes_nothing(writer, reader, wrong):
    writer.write(0, 0.0, plain(7))
    with pytest.raises(ValueError, match=r"uint8 \(4, 6, 3\)"):
        writer.write(1, 0.0, wrong)
    assert reader.newest().index == 0


@pytest.mark.parametrize("geometry", [(0, 4), (4, 9000), (4, 4, 1), (4, 4, 4, 2), (4.0, 4)])
def test_a_size_that_cannot_be_is_refused(name, geometry):
    with pytest.raises(PortError, match="allowed are"):
        RingWriter(name, *geometry)


@pytest.mark.parametrize("wrong", ["", "../etc/passwd", "a/b", ".hidden", "x" * 101, "a\0b"])
def test_a_name_never_leaves_its_folder(wrong):
    for use in (RingReader, rings.remove, lambda name: RingWriter(name, 4, 4)):
        with pytest.raises(PortError, match="no name of a ring"):
            use(wrong)


def test_no_ring_is_a_sentence(name):
    with pytest.raises(PortError, match=f"there is no ring {name}"):
        RingReader(name)


@pytest.mark.parametrize(
    ("place", "bytes_", "sentence"),
    [(0, b"x", "no ring of pict"), (8, b"\x09", "version 9"), (16, b"\x60", "does not fit"), (36, b"\x01", "does not fit")],
)
def test_a_head_that_does_not_hold_is_refused(name, writer, place, bytes_, sentence):
    with rings.path_of(name).open("r+b") as file:
        file.seek(place)
        file.write(bytes_)
    with pytest.raises(PortError, match=sentence):
        RingReader(name)


def test_a_file_that_is_too_short_is_refused(name, writer):
    with rings.path_of(name).open("r+b") as file:
        file.truncate(200)
    with pytest.raises(PortError, match="does not fit"):
        RingReader(name)


# ---- other processes ---------------------------------------------------------------------------------------------------


def write_one(name, width, height, index):
    RingWriter(name, width, height).write(index, 0.0, np.zeros((height, width, 3), np.uint8))


def write_for_ever(name, width, height):
    writer = RingWriter(name, width, height)
    picture, index = np.empty((height, width, 3), np.uint8), 0
    while True:
        picture[:] = index % 251
        writer.write(index, 0.0, picture)
        index += 1


def test_no_picture_is_ever_torn(name):
    """A writer flat out in another process, and pictures large enough to be overtaken while they are read."""
    process = spawn.Process(target=write_for_ever, args=(name, 256, 256), daemon=True)
    process.start()
    try:
        reader, seen = opened(name), set()
        while len(seen) < 300:
            frame = reader.newest()
            if frame is not None:
                assert frame.pixels.count(frame.index % 251) == len(frame.pixels)
                seen.add(frame.index)
        reader.close()
    finally:
        process.kill()
        process.join()


def test_a_killed_writer_is_succeeded_in_the_same_ring(name):
    process = spawn.Process(target=write_for_ever, args=(name, 64, 64), daemon=True)
    process.start()
    reader = opened(name)
    while reader.written < 10:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    before = reader.written
    assert reader.newest() is not None
    writer = RingWriter(name, 64, 64)
    writer.write(7, 0.0, plain(200, (64, 64, 3)))
    assert (reader.written, reader.newest().index) == (before + 1, 7)
    assert np.array_equal(reader.newest().array, plain(200, (64, 64, 3)))
    writer.close()
    reader.close()


def test_a_writer_whose_ring_was_taken_over_writes_no_more(name, writer, reader):
    writer.write(0, 0.0, plain(1))
    process = spawn.Process(target=write_one, args=(name, 6, 4, 7))
    process.start()
    process.join()
    writer.write(1, 0.0, plain(2))
    assert (reader.written, reader.newest().index) == (2, 7)


def test_a_slot_that_a_writer_died_in_is_written_again(name, writer, reader):
    writer._slots[0]._whole[0] = 3  # odd: died within
    for index in range(5):
        writer.write(index, 0.0, plain(index))
    assert np.array_equal(reader.newest().array, plain(4))


def test_readers_follow_a_ring_of_another_size(name, writer, reader):
    writer.write(0, 0.0, plain(1))
    other = RingWriter(name, 8, 8)
    assert reader.gone
    assert reader.newest() is None  # nothing in the new one yet
    other.write(0, 0.0, plain(2, (8, 8, 3)))
    assert reader.newest().array.shape == (8, 8, 3)
    other.close()


def test_a_ring_that_was_removed_is_gone_for_its_readers(name, writer, reader):
    writer.write(0, 0.0, plain(1))
    rings.remove(name)
    assert not rings.path_of(name).exists()
    assert reader.gone
    assert reader.newest() is None
    assert reader.next_due(0.0) is None


def test_the_last_picture_stays_when_the_writer_closes(name, writer, reader):
    writer.write(0, 0.0, plain(5))
    writer.close()
    writer.close()
    assert np.array_equal(reader.newest().array, plain(5))


def test_a_core_removes_its_own_rings_only():
    own, other = rings.ring_name("a_b", 2**22 + 5), rings.ring_name("a_b", 2**22 + 6)
    for name in (own, other):
        RingWriter(name, 4, 4).close()
    rings.remove_all(2**22 + 5)
    assert not rings.path_of(own).exists()
    assert rings.path_of(other).exists()
    rings.remove(other)


def test_rings_of_dead_cores_are_cleaned_up_and_those_in_use_are_not():
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True).stdout
    left, written = rings.ring_name("left", int(dead)), rings.ring_name("written", int(dead))
    alive = rings.ring_name("alive")
    RingWriter(left, 4, 4).close()
    RingWriter(alive, 4, 4).close()
    holder = RingWriter(written, 4, 4)
    cleaned = rings.clean_up()
    assert left in cleaned
    assert not rings.path_of(left).exists()
    assert rings.path_of(alive).exists()
    assert rings.path_of(written).exists()
    holder.close()
    rings.remove(written)
    rings.remove(alive)


def test_a_ring_is_for_this_user_alone(name, writer):
    assert rings.path_of(name).stat().st_mode & 0o777 == 0o600


def test_a_memory_that_is_full_is_a_sentence(name, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(PortError, match=r"no room for pictures .* \(0\.8 MB\): No space left"):
        RingWriter(name, 256, 256)
    assert not list(rings.folder().glob(f"*{name}*"))


def test_neither_side_loads_numpy():
    program = "import sys, bridge.frames.writer, bridge.frames.reader; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def opened(name):
    """The reader of a ring that another process is about to make."""
    deadline = time.monotonic() + 20
    while True:
        try:
            return RingReader(name)
        except PortError:
            assert time.monotonic() < deadline
            time.sleep(0.01)
