"""Many .mid files at once, in several processes. What cannot be read is named, and the rest goes on."""

import signal
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bridge import midifile
from bridge.errors import DataError

from .pieces import FEWEST

ENDINGS = (".mid", ".midi")
FILE_BYTES = 16 << 20  # of one .mid; the longest symphony has less
MANY = 24  # files from which other processes pay
WORKERS = 2


@dataclass(frozen=True)
class File:
    name: str
    content: Path | bytes | str  # a str: the sentence that says why there is none
    track: str = ""  # only tracks of this name


@dataclass(frozen=True, eq=False)
class Read:
    name: str
    events: np.ndarray | None  # (N, 4), see Piece
    drums: bool = False
    why: str = ""  # where there are no events


def read(files: Iterable[File], count: int) -> Iterator[Read]:
    """Each file in its turn; `count` is how many there are."""
    if count < MANY:
        yield from map(parse, files)
        return
    fresh = get_context("spawn")  # a fork would copy PyTorch's threads half
    with ProcessPoolExecutor(WORKERS, fresh, _leave_interrupts_to_the_parent) as pool:
        yield from pool.map(parse, files, chunksize=8)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def parse(file: File) -> Read:
    if isinstance(file.content, str):
        return Read(file.name, None, why=file.content)
    try:
        data = file.content.read_bytes() if isinstance(file.content, Path) else file.content
        events, drums = midifile.read(data, lambda name: not file.track or name == file.track)
    except (DataError, OSError) as error:
        return Read(file.name, None, why=str(error))
    if len(events) < FEWEST:
        return Read(file.name, None, why=too_few(len(events)))
    return Read(file.name, np.array(events, np.int32), drums)


def too_few(notes: int) -> str:
    return f"{notes} notes in it; from fewer than {FEWEST} nothing is learned"


def is_midi(name: str) -> bool:
    """By its name; macOS leaves `._shadows` beside files, which are none."""
    last = name.rpartition("/")[2]
    return last.lower().endswith(ENDINGS) and not last.startswith(".")


def members(archive: zipfile.ZipFile, names: Iterable[str], track: str = "") -> Iterator[File]:
    """Files of a .zip, unpacked into memory one by one."""
    for name in names:
        yield File(name, _unpacked(archive, name), track)


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes | str:
    try:
        if archive.getinfo(name).file_size > FILE_BYTES:
            return f"larger than {FILE_BYTES >> 20} MiB"
        return archive.read(name)
    except (KeyError, OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zipfile.zlib.error) as error:
        return f"cannot be unpacked ({error})"


def open_zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: not a .zip that can be read ({error})") from error
