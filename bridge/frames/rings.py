"""Rings by name: where their files are, who they belong to, and how they go. Needs nothing but the standard library.

A ring is a file that lives in memory: on Linux /dev/shm/NAME, which is what `shm_open("/NAME")` opens; elsewhere a file in
the folder for temporary ones, mapped all the same. `multiprocessing.shared_memory` is not used: its resource tracker
removes a ring as soon as any of its readers ends.

`duende-PID-PLAYER` belongs to the core process PID. Core removes its rings at its end and, at its start, what cores that
were killed have left. A writer holds a lock on its ring, so that one which is still written is never taken for a left one.
"""

import contextlib
import mmap
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bridge.errors import PortError

from .layout import GEOMETRY, GONE, HEAD_BYTES, MAGIC

try:
    import fcntl
except ImportError:  # Windows: no locks, and a file that is mapped cannot be removed there anyway
    fcntl = None

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_OURS = re.compile(r"\.?duende-(\d+)-[a-z0-9_]+(\.new)?")  # a dot before and .new behind: one that is being made


def folder() -> Path:
    shared = Path("/dev/shm")
    return shared if sys.platform.startswith("linux") and shared.is_dir() else Path(tempfile.gettempdir())


def path_of(name: str) -> Path:
    """The file of a ring; PortError for what is no name, so that nobody reaches another folder."""
    if not _NAME.fullmatch(name):
        raise PortError(f"{name!r} is no name of a ring: letters, digits, dots, dashes, at most 100")
    return folder() / name


def ring_name(player: str, owner: int | None = None) -> str:
    """The name of a player's ring; `owner` is the process id of core (None: this process)."""
    return f"duende-{os.getpid() if owner is None else owner}-{player}"


def remove(name: str) -> None:
    """Readers are told that it is gone, then it is. Harmless when there is none."""
    path = path_of(name)
    with contextlib.suppress(OSError, ValueError):
        _mark_gone(path)
    with contextlib.suppress(OSError):  # another user's: left alone
        path.unlink()


def remove_all(owner: int | None = None) -> None:
    """All rings of a core process (None: this one)."""
    owner = os.getpid() if owner is None else owner
    for path, pid in _ours():
        if pid == owner and path.name.startswith("."):
            path.unlink(missing_ok=True)
        elif pid == owner:
            remove(path.name)


def clean_up() -> list[str]:
    """Remove what cores that are dead have left; the names of those rings."""
    left = [path for path, pid in _ours() if not _alive(pid) and not _is_written(path)]
    for path in left:
        path.unlink(missing_ok=True)
    return [path.name for path in left]


def lock(descriptor: int) -> None:
    """Hold a writer's lock for as long as this file is open; several may."""
    if fcntl is not None:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _ours() -> Iterator[tuple[Path, int]]:
    """Files of rings of this user, with the process that owns each."""
    for path in folder().glob("*duende-*"):
        with contextlib.suppress(OSError):
            if (named := _OURS.fullmatch(path.name)) and path.lstat().st_uid == os.getuid():
                yield path, int(named[1])


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def _is_written(path: Path) -> bool:
    if fcntl is None:
        return False
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return True  # not for us to judge
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _mark_gone(path: Path) -> None:
    with path.open("r+b") as file, mmap.mmap(file.fileno(), HEAD_BYTES) as head:
        if head[: len(MAGIC)] == MAGIC and len(head) >= GEOMETRY.size:
            with memoryview(head).cast("Q") as numbers:
                numbers[GONE] = 1
