"""Where journals lie on disk: a folder of runs, a run a folder named by its beginning, in it segments `0001.journal` ….

Old runs make room for new ones only where a `Keep` says so: in a folder that the artist named, nothing is ever removed.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

RUN_NAME = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d(-\d+)?")
SEGMENT_NAME = re.compile(r"\d{4,}\.journal")
IN_USE_S = 300  # a run written to within these seconds is some server's present; it writes at least once a minute


@dataclass(frozen=True)
class Keep:
    """How much of the past stays."""

    runs: int = 100
    total_bytes: int = 2 << 30  # all runs together; a note costs about 600 bytes
    run_bytes: int = 1 << 30  # the running one; then its own oldest segments go (about 50 hours of dense playing)


def state_folder() -> Path:
    """The user's folder for what programs remember: journals, captures and scenes of duende lie in it."""
    try:
        return _state_home() / "duende"
    except RuntimeError:  # a service without a home
        import tempfile

        return Path(tempfile.gettempdir()) / "duende"


def _state_home() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")


def make_run(folder: Path, wall: float) -> Path:
    """A new empty folder for the run that begins at `wall` (Unix seconds); OSError when the disk refuses."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = datetime.fromtimestamp(wall).strftime("%Y-%m-%d_%H-%M-%S")
    for number in range(1, 10_000):
        run = folder / (stem if number == 1 else f"{stem}-{number}")
        with suppress(FileExistsError):  # another server began within the same second
            run.mkdir()
            return run
    raise FileExistsError(f"{folder / stem} and its next 9999 names are taken")


def runs(folder: Path) -> list[Path]:
    """The runs in a folder, oldest first; whatever else lies there is not ours."""
    if not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if RUN_NAME.fullmatch(path.name) and path.is_dir()]
    return sorted(found, key=_run_order)


def _run_order(run: Path) -> tuple[str, int]:
    return run.name[:19], int(run.name[20:] or 1)


def segments(run: Path) -> list[Path]:
    """The segments of a run in their order."""
    found = [path for path in run.iterdir() if SEGMENT_NAME.fullmatch(path.name)]
    return sorted(found, key=lambda path: int(path.stem))


def segment_path(run: Path, number: int) -> Path:
    return run / f"{number:04d}.journal"


def tidy(folder: Path, current: Path, keep: Keep, wall: float) -> None:
    """Remove the oldest runs beyond `keep`, and the oldest segments of the current run; never one that is in use."""
    past = [(run, *_size_and_age(run, wall)) for run in runs(folder) if run != current]
    total = _size_and_age(current, wall)[0] + sum(size for _, size, _ in past)
    count = len(past) + 1
    for run, size, age in past:
        if count <= keep.runs and total <= keep.total_bytes:
            break
        if age > IN_USE_S:
            import shutil  # here: it brings compression with it, and the start shall be quick

            shutil.rmtree(run, ignore_errors=True)
            total, count = total - size, count - 1
    _shorten(current, keep.run_bytes)


def _size_and_age(run: Path, wall: float) -> tuple[int, float]:
    """Bytes in the segments of a run, and seconds since anything was written."""
    states = [state for _, state in _stats(run)]
    newest = max((state.st_mtime for state in states), default=0.0)
    return sum(state.st_size for state in states), wall - newest


def _shorten(run: Path, limit: int) -> None:
    sizes = [(path, state.st_size) for path, state in _stats(run)]
    total = sum(size for _, size in sizes)
    for path, size in sizes[:-1]:
        if total <= limit:
            return
        path.unlink(missing_ok=True)
        total -= size


def _stats(run: Path) -> Iterator[tuple[Path, os.stat_result]]:
    with suppress(OSError):  # another server may be removing it now
        for path in segments(run):
            with suppress(OSError):
                yield path, path.stat()
