"""What outlives a server, as JSON files that are replaced whole, so that a power cut leaves the old one or the new one."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from bridge.errors import DataError

T = TypeVar("T")


def load(path: Path, what: str, read: Callable[[Any], T], nothing: T) -> T:
    """What `read` makes of the file; `nothing` when there is none yet.

    A file that cannot be understood (`read` raises) is set aside as `NAME.unreadable` and DataError says so: saving goes on
    without it. `what` is the plural of what is kept, for sentences.
    """
    try:
        return read(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return nothing
    except OSError as error:
        raise DataError(f"the {what} in {path} cannot be read ({error.strerror or error})") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        aside = _set_aside(path)
        raise DataError(f"the {what} in {path} cannot be understood ({error}); the file is now {aside}") from error


def store(path: Path, what: str, content: Mapping[str, Any]) -> None:
    """Write it all; DataError when the disk refuses, the old file then stays.

    Takes as long as the disk (it waits until the bytes are down): not for the core's thread.
    """
    text = _lines(content)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(fresh, text.encode(errors="replace"))
        os.replace(fresh, path)
    except OSError as error:
        raise DataError(f"the {what} cannot be written to {path} ({error.strerror or error})") from error


def _lines(content: Mapping[str, Any]) -> str:
    """A line a key, and one for each of a list: to be read by a human. `json`'s own indentation leaves garbage in circles,
    which core collects only when nobody plays."""

    def told(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def listed(value: Any) -> str:
        return "[\n  " + ",\n  ".join(map(told, value)) + "\n ]" if isinstance(value, list) and value else told(value)

    return "{\n" + ",\n".join(f" {told(key)}: {listed(value)}" for key, value in content.items()) + "\n}\n"


def _write_through(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _set_aside(path: Path) -> Path:
    aside = path.with_name(path.name + ".unreadable")
    try:
        os.replace(path, aside)
    except OSError:
        return path
    return aside
