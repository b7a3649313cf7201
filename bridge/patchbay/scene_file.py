"""Scenes on disk: one JSON file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import kept
from .scenes import Snapshot

VERSION = 1


def load(path: Path) -> dict[str, Snapshot]:
    """The saved scenes, none when there is no file yet; DataError as `kept.load`."""
    return kept.load(path, "scenes", _scenes, {})


def store(path: Path, scenes: Mapping[str, Snapshot]) -> None:
    """Write all scenes; DataError as `kept.store`. Not for the core's thread."""
    entries = [{"name": name, "values": values} for name, values in scenes.items()]
    kept.store(path, "scenes", {"version": VERSION, "scenes": entries})


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
