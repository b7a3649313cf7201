"""The engine's side of a ring: put a picture in, never wait for anybody."""

import contextlib
import mmap
import os
import re
import time
from pathlib import Path
from typing import Any

from bridge.errors import PortError

from . import layout
from .layout import HEAD_BYTES, SLOT_HEAD_BYTES, WRITTEN, Geometry, geometry_of
from .rings import lock, path_of, remove

_OWNER = re.compile(r"duende-(\d+)-")


class RingWriter:
    """A ring of this name and geometry; the only writer of it.

    A ring of the same geometry that a killed writer has left is taken over: its readers see no more than a pause. One of
    another geometry is replaced, and its readers are told to open the new one. `close` leaves the ring as it is, with its
    last picture in it: core removes it (`rings.remove`). PortError when it cannot be made.
    """

    def __init__(self, name: str, width: int, height: int, slots: int = 4, channels: int = 3):
        self.name, self.geometry = name, Geometry(width, height, channels, slots)
        path = path_of(name)
        self._file = _taken_over(path, self.geometry)
        if self._file is None:
            remove(name)
            self._file = _made(path, self.geometry)
        lock(self._file)
        self._pid = os.getpid()
        self._map = mmap.mmap(self._file, self.geometry.size)
        self._bytes = memoryview(self._map)
        self._head = self._bytes[:HEAD_BYTES].cast("Q")
        self._slots = [_Slot(self._bytes, self.geometry, number) for number in range(slots)]
        self._head[layout.WRITER] = self._pid
        self._head[layout.GONE] = 0

    def write(self, index: int, due: float, array: Any) -> None:
        """One picture: `array` is uint8 (height, width, channels) in one piece (anything with such a buffer), `index` its
        number from 0, `due` the moment at which it shall be seen, `time.monotonic()` seconds. ValueError when it does not
        fit; then nothing has changed. Costs one copy. Nothing is written when another process has taken the ring over.
        """
        pixels = memoryview(array)
        if pixels.shape != self.geometry.shape or pixels.itemsize != 1 or not pixels.c_contiguous:
            found = f"{pixels.format} {pixels.shape}"
            raise ValueError(f"a picture must be uint8 {self.geometry.shape} in one piece; found {found}")
        if self._head[layout.WRITER] != self._pid:
            return
        written = self._head[WRITTEN]
        self._slots[written % self.geometry.slots].fill(index, due, time.time(), pixels.cast("B"))
        self._head[WRITTEN] = written + 1

    def close(self) -> None:
        """Let go of the memory; the ring stays. Harmless when said twice."""
        if self._file is None:
            return
        for slot in self._slots:
            slot.release()
        self._head.release()
        self._bytes.release()
        self._map.close()
        os.close(self._file)
        self._file = None


class _Slot:
    """One place for a picture. Its sequence number is odd while it is being written."""

    def __init__(self, ring: memoryview, geometry: Geometry, number: int):
        start = geometry.slot(number)
        head = ring[start : start + SLOT_HEAD_BYTES]
        self._whole, self._floats = head.cast("Q"), head.cast("d")
        self._pixels = ring[start + SLOT_HEAD_BYTES : start + SLOT_HEAD_BYTES + geometry.pixel_bytes]

    def fill(self, index: int, due: float, wall: float, pixels: memoryview) -> None:
        whole = self._whole
        writing = (whole[layout.SEQUENCE] + 1) | 1  # the next odd number, also after a writer that was killed in here
        whole[layout.SEQUENCE] = writing
        whole[layout.INDEX] = index
        self._floats[layout.DUE], self._floats[layout.WALL] = due, wall
        self._pixels[:] = pixels
        whole[layout.SEQUENCE] = writing + 1

    def release(self) -> None:
        for view in (self._whole, self._floats, self._pixels):
            view.release()


def _taken_over(path: Path, geometry: Geometry) -> int | None:
    """The open file of a ring of this geometry that is there already."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    with contextlib.suppress(OSError, PortError):
        about = os.fstat(file)
        if about.st_uid == os.getuid() and geometry_of(os.read(file, HEAD_BYTES), about.st_size, path.name) == geometry:
            return file
    os.close(file)
    return None


def _made(path: Path, geometry: Geometry) -> int:
    """The open file of a new ring; it appears under its name only when it is whole."""
    owner = _OWNER.match(path.name)
    new = path.with_name(f".{path.name}.new")
    file = None
    try:
        new.unlink(missing_ok=True)
        file = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        os.truncate(file, geometry.size)
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file, 0, geometry.size)
        os.pwrite(file, geometry.pack(), 0)
        os.pwrite(file, int(owner[1] if owner else os.getpid()).to_bytes(8, "little"), 8 * layout.OWNER)
        new.replace(path)
    except OSError as error:  # a memory that is full says so here, not by a signal in the middle of a picture
        if file is not None:
            os.close(file)
        new.unlink(missing_ok=True)
        size = geometry.size / 1e6
        raise PortError(f"no room for pictures at {path} ({size:.1f} MB): {error.strerror or error}") from error
    return file
