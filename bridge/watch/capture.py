"""Capture: the last minute of human and machine is always there to be kept.

Gathering costs an append; nothing is written until somebody asks.
"""

import os
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from bridge.errors import DataError

from .take import HUMAN, MACHINE, Note, Strike, clipped, midi_file, paired

KEEP_STRIKES = 20_000  # on each side: an hour of dense playing, 240 kB
KEEP_LINES = 2_000
MOST_KEPT, MOST_BYTES = 10_000, 4 << 30  # of captures in a folder: visitors who press that button shall not fill a disk
DEFAULT_S = 60.0


class Past:
    """The newest strikes of one side, in memory that was taken at the start: an hour of playing asks the system for none."""

    def __init__(self, size: int = KEEP_STRIKES):
        self._size, self._count = size, 0
        self._moments, self._keys = array("d", bytes(8 * size)), array("I", bytes(4 * size))

    def append(self, strike: Strike) -> None:
        moment, pitch, velocity, channel = strike
        at = self._count % self._size
        self._moments[at], self._keys[at] = moment, pitch | velocity << 8 | channel << 16
        self._count += 1

    def copy(self) -> "Past":
        other = Past(0)
        other._size, other._count = self._size, self._count
        other._moments, other._keys = self._moments[:], self._keys[:]
        return other

    def __len__(self) -> int:
        return min(self._count, self._size)

    def __iter__(self) -> Iterator[Strike]:
        for number in range(self._count - len(self), self._count):
            key = self._keys[number % self._size]
            yield Strike(self._moments[number % self._size], key & 255, key >> 8 & 255, key >> 16)


class NothingHeard(DataError):
    """There is neither a note nor a line to keep."""


@dataclass(frozen=True)
class Take:
    """What was heard between two moments. Copied from the capture, so that any thread may take its time to write it."""

    begin: float  # seconds
    end: float
    strikes: Mapping[str, Iterable[Strike]]  # HUMAN and MACHINE, with what came before the beginning and still sounds
    lines: Sequence[str]  # "" is a stanza break

    def notes(self, side: str) -> list[Note]:
        """Those of HUMAN or MACHINE, cut at the edges of the take."""
        before: dict[tuple[int, int], Strike] = {}  # (channel, pitch) → the last that came before the beginning
        within = []
        for strike in self.strikes[side]:  # an hour of them is not kept as objects, which would be 2 MB at once
            if self.begin <= strike.moment <= self.end:
                within.append(strike)
            elif strike.moment < self.begin:
                key = strike.channel, strike.pitch
                if key not in before or before[key].moment <= strike.moment:
                    before[key] = strike
        past = [strike for strike in before.values() if strike.velocity] + within
        past.sort(key=lambda strike: strike.moment)
        return clipped(paired(past, self.end), self.begin, self.end)

    def files(self, tempo: float = 120.0) -> dict[str, bytes]:
        """Ending → content: `.mid` for notes, `.txt` for lines; NothingHeard when there is neither."""
        files = {}
        tracks = {side: self.notes(side) for side in self.strikes}
        if any(tracks.values()):
            files[".mid"] = midi_file(tracks, self.begin, tempo)
        if any(self.lines):
            files[".txt"] = ("\n".join(self.lines).strip("\n") + "\n").encode()
        if not files:
            raise NothingHeard(f"nothing to capture: no note and no line in the last {self.end - self.begin:g} s")
        return files

    def write(self, folder: Path, wall: float, tempo: float = 120.0) -> list[Path]:
        """Into `folder` under the time of day `wall` (Unix seconds): the paths, .mid first.

        DataError when `folder` holds MOST_KEPT already or the disk refuses; NothingHeard when nothing was heard.
        """
        try:
            _check_room(folder)
            files = self.files(tempo)
            folder.mkdir(parents=True, exist_ok=True)
            stem = _free_stem(folder, wall)
            for ending, content in files.items():
                Path(f"{stem}{ending}").write_bytes(content)
        except OSError as error:
            raise DataError(f"the capture cannot be written to {folder} ({error.strerror or error})") from error
        return [Path(f"{stem}{ending}") for ending in files]


class Capture:
    """The recent past; moments are monotonic seconds, in any order; those to come count when they have passed."""

    def __init__(self) -> None:
        self._strikes = {side: Past() for side in (HUMAN, MACHINE)}
        self._lines = deque[tuple[float, str]](maxlen=KEEP_LINES)
        self.human = self._strikes[HUMAN].append  # human(Strike(moment, pitch, velocity, channel)); velocity 0 = off
        self.machine = self._strikes[MACHINE].append

    def line(self, moment: float, text: str) -> None:
        """A line of text that was shown; "" for a stanza break."""
        self._lines.append((moment, text))

    def take(self, now: float, seconds: float = DEFAULT_S) -> Take:
        """The last `seconds`, as far back as is kept; what still sounds ends now. Costs a copy."""
        lines = tuple(text for moment, text in tuple(self._lines) if now - seconds <= moment <= now)
        return Take(now - seconds, now, {side: past.copy() for side, past in self._strikes.items()}, lines)

    def write(self, folder: Path, now: float, wall: float, seconds: float = DEFAULT_S, tempo: float = 120.0) -> list[Path]:
        """Take and write; may be called from another thread, for it takes 10 ms and more."""
        return self.take(now, seconds).write(folder, wall, tempo)


def _check_room(folder: Path) -> None:
    """What was kept is somebody's: it is never removed, so there is an end to keeping."""
    sizes = []
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        sizes = [entry.stat().st_size for entry in entries]
    if len(sizes) >= MOST_KEPT or sum(sizes) >= MOST_BYTES:
        bound = f"{MOST_KEPT:,} files or {MOST_BYTES >> 30} GiB"
        raise DataError(f"{folder} is full: it holds {bound} of captures; move some away and ask again")


def film_path(folder: Path, wall: float, player: str) -> Path:
    """Where the pictures of a player are kept."""
    return folder / f"{_stem(wall)}_{player}.mp4"


def _stem(wall: float) -> str:
    return datetime.fromtimestamp(wall).strftime("capture_%Y-%m-%d_%H-%M-%S")


def _free_stem(folder: Path, wall: float) -> Path:
    """A name that no earlier capture has."""
    first = folder / _stem(wall)
    names = chain([first], (first.with_name(f"{first.name}-{number}") for number in count(2)))
    return next(stem for stem in names if not any(Path(f"{stem}{ending}").exists() for ending in (".mid", ".txt")))
