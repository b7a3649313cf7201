import errno
import os
import threading

import pytest

from bridge.watch.runs import segments
from bridge.watch.segments import SegmentWriter


def head(number):
    return f"head {number}\n".encode()


def test_each_segment_opens_with_its_head(tmp_path):
    writer = SegmentWriter(tmp_path, head, segment_bytes=20)
    for line in (b"aaaaaaaaaaaaaaaa\n", b"b\n"):
        writer.write(line)
    assert [path.read_bytes() for path in segments(tmp_path)] == [b"head 1\naaaaaaaaaaaaaaaa\n", b"head 2\nb\n"]


def test_what_was_written_is_with_the_system_at_once(tmp_path):
    writer = SegmentWriter(tmp_path, head)
    writer.write(b"a line\n")
    assert segments(tmp_path)[0].read_bytes() == b"head 1\na line\n"


def test_a_new_writer_never_touches_an_old_segment(tmp_path):
    SegmentWriter(tmp_path, head).write(b"old\n")
    SegmentWriter(tmp_path, head).write(b"new\n")
    assert [path.read_bytes() for path in segments(tmp_path)] == [b"head 1\nold\n", b"head 2\nnew\n"]


def full_after(monkeypatch, sizes):
    """A disk that takes so many bytes a call, then none."""
    write, sizes = os.write, list(sizes)

    def short(file, data):
        if not sizes:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, data[: sizes.pop(0)])

    monkeypatch.setattr("bridge.watch.segments.os.write", short)


def test_a_disk_that_fills_up_in_a_line_costs_no_line(tmp_path, monkeypatch):
    writer = SegmentWriter(tmp_path, head)
    writer.write(b"one\n")
    with monkeypatch.context() as full:
        full_after(full, [6])
        with pytest.raises(OSError, match="No space"):
            writer.write(b"two\nthree\nfour\n")
    assert writer.owes
    writer.write(b"five\n")
    assert [path.read_bytes() for path in segments(tmp_path)] == [
        b"head 1\none\ntwo\nth",
        b"head 2\nthree\nfour\nfive\n",
    ]


def test_a_run_folder_that_was_taken_away_comes_back(tmp_path):
    run = tmp_path / "run"
    writer = SegmentWriter(run, head, segment_bytes=1)
    writer.write(b"one\n")
    segments(run)[0].unlink()
    run.rmdir()
    writer.write(b"two\n")
    assert segments(run)[0].read_bytes() == b"head 2\ntwo\n"


def test_a_segment_that_was_removed_is_followed_by_another_at_once(tmp_path):
    writer = SegmentWriter(tmp_path, head)
    writer.write(b"one\n")
    segments(tmp_path)[0].unlink()
    writer.write(b"two\n")
    (path,) = segments(tmp_path)
    assert (path.name, path.read_bytes()) == ("0002.journal", b"head 2\ntwo\n")


def test_a_disk_that_stays_full_gathers_no_files(tmp_path, monkeypatch):
    writer = SegmentWriter(tmp_path, head)
    full_after(monkeypatch, [3])
    for _ in range(5):
        with pytest.raises(OSError, match="No space"):
            writer.write(b"one\n")
    assert segments(tmp_path) == []


def test_flushed_is_what_was_written_and_only_once(tmp_path):
    writer = SegmentWriter(tmp_path, head)
    writer.write(b"one\n")
    assert [writer.flush_to_disk(), writer.flush_to_disk()] == [True, False]


def test_a_full_segment_is_flushed_after_the_next_was_begun(tmp_path, monkeypatch):
    flushed = []
    monkeypatch.setattr("bridge.watch.segments.to_disk", lambda file: flushed.append(os.fstat(file).st_size))
    writer = SegmentWriter(tmp_path, head, segment_bytes=1)
    writer.write(b"one\n")
    writer.write(b"second\n")
    writer.flush_to_disk()
    assert flushed == [len(b"head 1\none\n"), len(b"head 2\nsecond\n")]


def test_a_disk_that_hangs_holds_up_no_writing(tmp_path, monkeypatch):
    hanging, may_end = threading.Event(), threading.Event()
    monkeypatch.setattr("bridge.watch.segments.to_disk", lambda file: (hanging.set(), may_end.wait(10)))
    writer = SegmentWriter(tmp_path, head, segment_bytes=1)
    writer.write(b"one\n")
    flusher = threading.Thread(target=writer.flush_to_disk)
    flusher.start()
    assert hanging.wait(10)
    writer.write(b"two\n")
    assert [path.name for path in segments(tmp_path)] == ["0001.journal", "0002.journal"] and flusher.is_alive()
    may_end.set()
    flusher.join()


def test_no_descriptor_is_left_open(tmp_path):
    before = len(os.listdir("/dev/fd"))
    writer = SegmentWriter(tmp_path, head, segment_bytes=1)
    for _ in range(20):
        writer.write(b"one\n")
    writer.flush_to_disk()
    writer.end()
    assert len(os.listdir("/dev/fd")) == before
