"""The journal: what came in, what was decided, what left. It watches; it never delays and never stops the music.

The core's thread only appends a tuple to a queue. A writer thread turns tuples into lines 20 times a second and hands
them to the system, so that a `kill -9` costs at most the last 200 ms. The writer works in small bites and sleeps in
between: Python runs one thread at a time, and the core shall never wait for more than one bite. A third thread tells the
disk to keep what the system has, so that a power cut costs no more: it waits for the disk, and nobody waits for it.
"""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bridge.clock import Clock, MachineClock
from bridge.package import Package

from .records import FORMAT, encode, encode_raw
from .runs import Keep, make_run, tidy
from .segments import SEGMENT_BYTES, SegmentWriter

WRITE_EVERY_S = 0.05  # 200 ms are promised; a busy machine may keep us waiting
FLUSH_REST_S = 0.025  # between two words to the disk itself, each of which takes it 0.5 ms here and 30 ms where it turns
BITE_S = 0.0002  # of formatting, the longest that the core may have to wait
LARGE_BITE_S = 0.001  # the same once half the queue waits: before anything is dropped
REST_S = 0.0002  # a sleep of this length really lets the other thread in; a sleep of 0 mostly does not
QUEUE_RECORDS = 50_000  # waiting for the disk; beyond that records are dropped and counted
QUEUE_BYTES = 32 << 20  # of raw packets among them
CLOCK_EVERY_S = 60.0
RETRY_S = 2.0  # after the disk refused
RAW = {"osc": "packet", "midi": "data"}  # kind → the field that holds what came; these are counted by their bytes
CLOSE_S = 2.0  # a disk that hangs shall not hold up the end


@dataclass(frozen=True)
class Start:
    """What must be known to play the run again; opens every segment."""

    version: str
    seed: int | None = None
    show: str = ""  # the text of the show file
    tempo: float = 120.0
    players: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # name → kind, package, path, sha256 …
    room: Mapping[str, Any] = field(default_factory=dict)  # all else that the stage began with (`bridge.stage.again`)


def to_stderr(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def as_journaled(package: Package) -> dict[str, Any]:
    """What a journal says of a package: enough to find it again, and to know whether it is still the same."""
    manifest = package.manifest
    return {
        "kind": manifest.kind, "package": package.name, "path": str(package.path.resolve()), "sha256": dict(manifest.files),
        "manifest": package.text,
    }  # fmt: skip


class Journal:
    """One run's recording. Everything but `start` and `close` is for the core's thread and never waits or fails.

    `say` gets one sentence when the disk refuses and one when it takes again; it is called on the writer's thread.
    Without `keep` nothing in `folder` is ever removed.
    """

    def __init__(
        self,
        folder: Path,
        start: Start,
        *,
        clock: Clock | None = None,
        keep: Keep | None = None,
        segment_bytes: int = SEGMENT_BYTES,
        say: Callable[[str], None] = to_stderr,
    ):
        self.folder, self.run = Path(folder), None
        self._start, self._keep, self._say, self._segment_bytes = start, keep, say, segment_bytes
        self._clock = clock or MachineClock()
        self._queue: deque[tuple[str, dict[str, Any] | tuple]] = deque()
        self._bytes_in = self._bytes_out = 0  # of raw packets: written by the core's thread, by the writer's thread
        self._on = True
        self._segments: SegmentWriter | None = None
        self._failing = self._grown = False
        self._next_clock = self._next_try = 0.0
        self._closing, self._fresh = threading.Event(), threading.Event()  # fresh: lines that the disk has not been told of
        self._writer = threading.Thread(target=self._write_until_closed, name="journal", daemon=True)
        self._flusher = threading.Thread(target=self._flush_until_closed, name="journal to disk", daemon=True)
        self._flush_failed = False
        self.written = self.dropped = self._dropped_told = 0

    # --- the core's thread ---

    def note(self, kind: str, **values: Any) -> None:
        """Record plain values under a kind of `records.KINDS`; numbers, texts, bytes, tuples and dicts of them."""
        if self._on:
            if len(self._queue) < QUEUE_RECORDS:
                self._queue.append((kind, values))
            else:
                self.dropped += 1

    def osc(self, at: float, source: str, packet: bytes, used: bool = True) -> None:
        """A packet came in at `at` from `source` ("udp 127.0.0.1:9000"); not `used`: refused, it changed nothing."""
        self._raw("osc", (at, source, packet, used), len(packet))

    def midi(self, at: float, source: str, data: bytes, used: bool = True, now: float | None = None) -> None:
        """A MIDI message came to the port `source` at `at` and was heard at `now`; not `used`: an echo of our own, say."""
        self._raw("midi", (at, source, data, used, now), len(data))

    def out(
        self, id: int | None, sink: str, address: str, args: tuple, due: float, actual: float | None, at: float | None = None
    ) -> None:
        """A message left for one sink. `id` is the note's; `due` is before the sink's offset, so equal on all sinks.

        `at`: when we were told so; None: it is what we decided, not what we were told.
        """
        heard = {} if at is None else {"at": at}
        self.note("out", id=id, sink=sink, address=address, args=args, due=due, actual=actual, **heard)

    def _raw(self, kind: str, values: tuple, size: int) -> None:
        if not self._on:
            return
        if len(self._queue) >= QUEUE_RECORDS or self._bytes_in - self._bytes_out + size > QUEUE_BYTES:
            self.dropped += 1
            return
        self._bytes_in += size
        self._queue.append((kind, values))

    @property
    def on(self) -> bool:
        """`/journal`: recording or not. Assigning the value it has does nothing."""
        return self._on

    @on.setter
    def on(self, value: bool) -> None:
        if bool(value) != self._on:
            self._on = True
            self.note("journal", at=self._clock.now(), on=int(bool(value)))
            self._on = bool(value)

    def counters(self) -> dict[str, int | str]:
        """For `/status`."""
        return {
            "journal": str(self.run or ""),
            "journal_written": self.written,
            "journal_dropped": self.dropped,
            "journal_failing": int(self._failing),
        }

    # --- life and death ---

    def start(self) -> None:
        """Make the run's folder and its first record; a disk that refuses is a sentence, and tried again later."""
        self.turn()
        self._writer.start()
        self._flusher.start()

    def close(self, **counters: int | float | str) -> None:
        """Write what waits, then the counters of the run; at most 2 s."""
        self._on = True
        self.note("end", at=self._clock.now(), wall=self._clock.wall(), counters=counters)
        self._on = False
        self._closing.set()
        if self._writer.is_alive():
            self._writer.join(CLOSE_S)

    # --- the writer's thread ---

    def turn(self) -> None:
        """One turn of the writer: write what waits; after a failure not before the time to try again."""
        now = self._clock.now()
        if self._failing and now < self._next_try:
            return
        try:
            self._open()
            self._write_waiting(now)
        except OSError as error:
            self._failed(error, now)
        else:
            self._recovered()

    def _write_until_closed(self) -> None:
        while not self._closing.wait(WRITE_EVERY_S):
            self.turn()
            self._tidy()
        self._next_try = 0.0  # the last chance
        self.turn()
        self._end()

    def _open(self) -> None:
        if self.run is None:
            self.run = make_run(self.folder, self._clock.wall())
        if self._segments is None:
            self._segments = SegmentWriter(self.run, self._head, self._segment_bytes)
            self._put(b"")  # the first segment, opened by its head

    def _head(self, number: int) -> bytes:
        start = self._start
        return encode(
            "start",
            {
                "at": self._clock.now(), "wall": self._clock.wall(), "segment": number, "format": FORMAT,
                "version": start.version, "seed": start.seed, "tempo": start.tempo, "players": dict(start.players),
                "show": start.show, "room": dict(start.room),
            },
        )  # fmt: skip

    def _write_waiting(self, now: float) -> None:
        if self._segments.owes:
            self._put(b"")
        self._note_clock(now)
        last = self.written + len(self._queue) + 1  # what comes meanwhile waits for the next turn: no flood keeps us here
        while self.written < last and (bite := self._bite()):
            self._put(bite)
            time.sleep(REST_S)

    def _note_clock(self, now: float) -> None:
        if now >= self._next_clock:
            self._next_clock = now + CLOCK_EVERY_S
            self._put(encode("clock", {"at": now, "wall": self._clock.wall()}))

    def _bite(self) -> bytes:
        lines = []
        if self.dropped > self._dropped_told:
            missing, self._dropped_told = self.dropped - self._dropped_told, self.dropped
            lines.append(encode("dropped", {"count": missing}))
        end = time.perf_counter() + (BITE_S if len(self._queue) < QUEUE_RECORDS // 2 else LARGE_BITE_S)
        while self._queue and (not lines or time.perf_counter() < end):
            kind, values = self._queue.popleft()
            if field := RAW.get(kind):
                self._bytes_out += len(values[2])
                lines.append(encode_raw(kind, field, *values))
            else:
                lines.append(encode(kind, values))
        self.written += len(lines)
        return b"".join(lines)

    def _put(self, lines: bytes) -> None:
        self._grown |= self._segments.write(lines)
        self._fresh.set()

    def _tidy(self) -> None:
        """After a new segment: make room, on the writer's own time."""
        if self._grown and self._keep:
            tidy(self.folder, self.run, self._keep, self._clock.wall())
        self._grown = False

    def _failed(self, error: OSError, now: float) -> None:
        self._next_try = now + RETRY_S
        if not self._failing:
            self._failing = True
            why = error.strerror or error
            self._say(f"the journal cannot be written to {self.folder} ({why}); the music goes on, it is tried again")

    def _recovered(self) -> None:
        if self._failing:
            self._failing = False
            self._say(f"the journal is written again to {self.run}; {self.dropped} records are missing")

    def _end(self) -> None:
        if self._segments is None:
            return
        self._fresh.set()
        if self._flusher.is_alive():
            self._flusher.join(CLOSE_S)
        try:
            self._segments.flush_to_disk()
        except OSError as error:
            self._say(f"the end of the journal may be missing ({error.strerror or error})")
        self._segments.end()

    # --- the thread that waits for the disk ---

    def _flush_until_closed(self) -> None:
        while not self._closing.wait(FLUSH_REST_S):
            self._fresh.wait()
            self._fresh.clear()
            if self._segments is not None:
                self._flush(self._segments)

    def _flush(self, segments: SegmentWriter) -> None:
        try:
            if segments.flush_to_disk():
                self._flush_failed = False
        except OSError as error:
            if not self._flush_failed:
                self._flush_failed = True
                why = error.strerror or error
                self._say(f"the disk did not keep a part of the journal ({why}): a power cut would cost it")
