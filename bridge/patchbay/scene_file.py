"""Scenes on disk: one JSON file, replaced whole, so that a power cut leaves the old one or the new one."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bridge.errors import DataError

from .scenes import Snapshot

VERSION = 1


def load(path: Path) -> dict[str, Snapshot]:
    """The saved scenes, none when there is no file yet.

    A file that cannot be understood is set aside as `NAME.unreadable` and DataError says so: saving goes on without it.
    """
    try:
        return _scenes(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DataError(f"the scenes in {path} cannot be read ({error.strerror or error})") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        aside = _set_aside(path)
        raise DataError(f"the scenes in {path} cannot be understood ({error}); the file is now {aside}") from error


def store(path: Path, scenes: Mapping[str, Snapshot]) -> None:
    """Write all scenes; DataError when the disk refuses, the old file then stays.

    Takes as long as the disk (it waits until the bytes are down): not for the core's thread.
    """
    entries = [{"name": name, "values": values} for name, values in scenes.items()]
    text = json.dumps({"version": VERSION, "scenes": entries}, indent=1, ensure_ascii=False)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(fresh, text.encode(errors="replace"))
        os.replace(fresh, path)
    except OSError as error:
        raise DataError(f"the scenes cannot be written to {path} ({error.strerror or error})") from error


def _write_through(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _scenes(content: Any) -> dict[str, Snapshot]:
    if content["version"] != VERSION:
        raise ValueError(f"its version is {content['version']!r}, this duende writes {VERSION}")
    return {_text(entry["name"]): _snapshot(entry["values"]) for entry in content["scenes"]}


def _snapshot(values: dict[str, list]) -> Snapshot:
    snapshot = {_text(address): tuple(args) for address, args in values.items()}
    for args in snapshot.values():
        if not all(isinstance(value, (int, float, str)) for value in args):
            raise ValueError(f"{args!r} are not numbers or texts")
    return snapshot


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value


def _set_aside(path: Path) -> Path:
    aside = path.with_name(path.name + ".unreadable")
    try:
        os.replace(path, aside)
    except OSError:
        return path
    return aside
