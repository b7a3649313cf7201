"""Writing a run: lines go to the end of the newest segment; a full or failing one is followed by the next."""

import os
from collections.abc import Callable
from pathlib import Path

from .runs import segment_path, segments

SEGMENT_BYTES = 8 << 20


class SegmentWriter:
    """Appends whole lines, unbuffered: what `write` has taken survives the death of the process.

    `head(number)` gives the line that opens a segment. After an OSError the segment is left as it is, its last line
    perhaps torn, and the next `write` begins a new one with what was not yet written: no line is lost or doubled.
    """

    def __init__(self, run: Path, head: Callable[[int], bytes], segment_bytes: int = SEGMENT_BYTES):
        self._run, self._head, self._limit = run, head, segment_bytes
        self._file: int | None = None
        self._size = 0
        self._rest = b""

    @property
    def owes(self) -> bool:
        """Lines that a failure left over."""
        return bool(self._rest)

    def write(self, lines: bytes) -> bool:
        """Append whole lines; True when a new segment was begun. OSError when the disk refuses."""
        self._rest += lines
        fresh = self._file is None or self._size >= self._limit
        try:
            if fresh:
                self._begin()
            self._pour()
        except OSError:
            self.close()
            raise
        return fresh

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def flush_to_disk(self) -> None:
        """Past the system's own cache: for the moments when the power may go."""
        if self._file is not None:
            os.fsync(self._file)

    def _begin(self) -> None:
        self.close()
        self._run.mkdir(parents=True, exist_ok=True)  # somebody may have tidied it away
        number = max((int(path.stem) for path in segments(self._run)), default=0) + 1
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._file = os.open(segment_path(self._run, number), flags, 0o644)
        self._size = 0
        self._append(self._head(number))

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
