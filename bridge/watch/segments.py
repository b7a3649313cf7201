"""Writing a run: lines go to the end of the newest segment; a full or failing one is followed by the next."""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from .runs import segment_path, segments

SEGMENT_BYTES = 8 << 20
WAITING = 8  # full segments that may wait for the disk; older ones are left to the system
to_disk = getattr(os, "fdatasync", os.fsync)  # the length of a file is among what it writes; its times are not


class SegmentWriter:
    """Appends whole lines, unbuffered: what `write` has taken survives the death of the process.

    `head(number)` gives the line that opens a segment. After an OSError the segment is left as it is, its last line
    perhaps torn, and the next `write` begins a new one with what was not yet written: no line is lost or doubled.

    `flush_to_disk` may be called by another thread than all else: a disk that is slow holds up no `write`.
    """

    def __init__(self, run: Path, head: Callable[[int], bytes], segment_bytes: int = SEGMENT_BYTES):
        self._run, self._head, self._limit = run, head, segment_bytes
        self._file: int | None = None
        self._size = self._number = 0
        self._rest = b""
        self._lock = threading.Lock()  # of the next three, never held while the disk works
        self._full: list[int] = []  # segments that no `flush_to_disk` has seen whole
        self._unknown = False  # a name is new in its folder
        self._flushed = -1  # bytes of the present segment that the disk has

    @property
    def owes(self) -> bool:
        """Lines that a failure left over."""
        return bool(self._rest)

    def write(self, lines: bytes) -> bool:
        """Append whole lines; True when a new segment was begun. OSError when the disk refuses."""
        self._rest += lines
        fresh = self._file is None or self._size >= self._limit or self._removed()
        try:
            if fresh:
                self._begin()
            self._pour()
        except OSError:
            self.close()
            raise
        return fresh

    def close(self) -> None:
        with self._lock:
            if self._file is not None:
                self._full.append(self._file)
                self._file, self._flushed = None, -1
            while len(self._full) > WAITING:
                os.close(self._full.pop(0))

    def end(self) -> None:
        """`close`, and nothing will be written or flushed any more."""
        self.close()
        while self._full:
            os.close(self._full.pop())

    def flush_to_disk(self) -> bool:
        """Past the system's own cache: what `write` has taken by now survives a power cut too. False: there was nothing new.

        OSError when the disk refuses; what was refused is not tried again, the system may have thrown it away.
        """
        with self._lock:
            full, self._full = self._full, []
            size, unknown, self._unknown = self._size, self._unknown, False
            fresh = self._file is not None and size > self._flushed
            mine = [*full, os.dup(self._file)] if fresh else full
            self._flushed = size if fresh else self._flushed
        try:
            for file in mine:
                to_disk(file)
        finally:
            for file in mine:
                os.close(file)
        if unknown:
            for folder in (self._run, self._run.parent):
                _name_to_disk(folder)
        return bool(mine)

    def _removed(self) -> bool:
        """Somebody has tidied it away: what is written to it nobody will find."""
        return os.fstat(self._file).st_nlink == 0

    def _begin(self) -> None:
        self.close()
        self._run.mkdir(parents=True, exist_ok=True)
        number = max((int(path.stem) for path in segments(self._run)), default=0)
        number = max(number, self._number) + 1  # never one of this run twice
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
        file = os.open(segment_path(self._run, number), flags, 0o644)
        with self._lock:
            self._file, self._size, self._flushed, self._unknown = file, 0, -1, True
        try:
            self._append(self._head(number))
        except OSError:
            with suppress(OSError):  # a disk that stays full shall not gather beginnings
                segment_path(self._run, number).unlink()
            raise
        self._number = number

    def _pour(self) -> None:
        """Write the rest; of a line that tears, nothing counts as written."""
        lines, self._rest = self._rest, b""
        done = 0
        try:
            while done < len(lines):
                done += self._append_some(lines[done:] if done else lines)
        finally:
            if done < len(lines):
                self._rest = lines[lines.rfind(b"\n", 0, done) + 1 :]

    def _append(self, data: bytes) -> None:
        while data:
            data = data[self._append_some(data) :]

    def _append_some(self, data: bytes) -> int:
        written = os.write(self._file, data)
        self._size += written
        return written


def _name_to_disk(folder: Path) -> None:
    """A file's name is its folder's: without this a power cut may leave a file that nobody can find."""
    if sys.platform == "win32":
        return  # folders cannot be opened there; NTFS keeps a journal of names
    with suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
