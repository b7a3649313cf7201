"""The readers that docs/frames.md offers to other programs, and the layout that it tells them."""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from peers.painter import Painter, grey
from PIL import Image

from bridge.frames import layout, rings
from bridge.frames.writer import RingWriter

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PICTURE = np.arange(6 * 4 * 3, dtype=np.uint8).reshape(4, 6, 3)


@pytest.fixture
def ring():
    ring = RingWriter(rings.ring_name("examples"), 6, 4)
    yield ring
    ring.close()
    rings.remove(ring.name)


@pytest.fixture(scope="module")
def c_reader(tmp_path_factory):
    if not shutil.which("cc"):
        pytest.skip("cc is not installed (Debian: gcc)")
    program = tmp_path_factory.mktemp("c") / "read_frames"
    strict = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror"]
    subprocess.run(["cc", *strict, "-o", program, EXAMPLES / "read_frames.c"], check=True, timeout=60)
    return program


def read(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, timeout=30)


def pictures(stream):
    """The PPM pictures of a stream, all of one size."""
    first = Image.open(io.BytesIO(stream))
    size = len(stream) // stream.count(b"P6 ")
    return [np.asarray(Image.open(io.BytesIO(stream[at : at + size]))) for at in range(0, len(stream), size)], first.size


def test_the_python_reader_takes_the_newest_picture(ring):
    ring.write(0, 1.0, PICTURE // 2)
    ring.write(1, 2.0, PICTURE)
    done = read(sys.executable, EXAMPLES / "read_frames.py", rings.path_of(ring.name))
    assert np.array_equal(pictures(done.stdout)[0][0], PICTURE)
    assert b"picture 1, 6x4, due at 2.000" in done.stderr


def test_the_python_reader_says_when_there_is_none(ring):
    done = read(sys.executable, EXAMPLES / "read_frames.py", rings.path_of(ring.name))
    assert (done.returncode, done.stderr) == (1, b"no picture yet\n")


def test_the_c_reader_takes_the_newest_picture(ring, c_reader):
    ring.write(0, 1.0, PICTURE // 2)
    ring.write(1, 2.0, PICTURE)
    done = read(c_reader, rings.path_of(ring.name))
    assert np.array_equal(pictures(done.stdout)[0][0], PICTURE)
    assert done.stderr == b"picture 1, due at 2.000\n"


def test_the_c_reader_follows_and_sees_no_picture_twice(c_reader):
    painter = Painter("examples", 32, 200)
    try:
        done = read(c_reader, rings.path_of(painter.name), 60)
    finally:
        painter.close()
    indices = [int(index) for index in re.findall(rb"picture (\d+),", done.stderr)]
    assert len(indices) == 60
    assert indices == sorted(set(indices))
    seen, _ = pictures(done.stdout)
    assert all(np.array_equal(picture, grey(index, 32)) for index, picture in zip(indices, seen, strict=True))


def test_the_c_reader_refuses_what_is_no_ring(c_reader, tmp_path):
    (tmp_path / "x").write_bytes(bytes(200))
    done = read(c_reader, tmp_path / "x")
    assert (done.returncode, b"is no ring" in done.stderr) == (1, True)


def test_the_page_tells_the_layout_as_it_is():
    page = (ROOT / "docs" / "frames.md").read_text(encoding="utf-8")
    head, slot = (section.split("The first slot")[0] for section in page.split("| offset | type | |")[1:])
    offsets = [[int(number) for number in row.split()] for row in re.findall(r"^\| ([\d ]+) \|", head, re.M)]
    assert [n for row in offsets for n in row] == [0, 8, 12, 16, 20, 24, 28, 32, 36, *(8 * n for n in (5, 6, 7, 8))]
    assert (layout.WRITTEN, layout.OWNER, layout.WRITER, layout.GONE) == (5, 6, 7, 8)
    offsets = [int(number) for number in re.findall(r"^\| (\d+) \|", slot, re.M)]
    assert offsets == [8 * n for n in (layout.SEQUENCE, layout.INDEX, layout.DUE, layout.WALL)] + [layout.SLOT_HEAD_BYTES]
    assert f"head: {layout.HEAD_BYTES} |" in head
    assert layout.MAGIC.decode() in head
