"""The pictures of a recorded performance, painted again: `duende replay RUN --frames DIR`.

The journal holds where the picture was, not the picture: the way through the latent space and, for each frame, its beat
on that way. The package must be the one that played.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ..errors import DataError
from ..package import Package
from ..players.path import Blend, from_plain
from ..watch.replay import read
from .darkroom import Painter
from .found import package_of


def write_frames(run: Path, folder: Path) -> int:
    """Each frame of the run as `PLAYER-INDEX.png` in `folder`, made where it is missing; how many there are.

    DataError when `run` is none, a package that played is another one by now, or the disk refuses.
    """
    again, count = _Again(), 0
    for record in read(run):
        if record.kind == "start":
            again.played(record.values["players"])
        elif record.kind == "made" and (picture := again.picture(record.values)) is not None:
            _save(folder, f"{record.values['player']}-{record.values['frame']:06d}.png", picture)
            count += 1
    return count


class _Again:
    def __init__(self) -> None:
        self._played: dict[str, Mapping[str, Any]] = {}  # package → where it was and its hashes, as far as the journal tells
        self._painters: dict[str, Painter] = {}
        self._ways: dict[str, Mapping[str, Any]] = {}  # player → its last path

    def played(self, players: Mapping[str, Mapping[str, Any]]) -> None:
        self._played |= {about["package"]: about for about in players.values()}

    def picture(self, values: Mapping[str, Any]) -> np.ndarray | None:
        """Of a record of a frame; None for one of a path, which the frames after it are on."""
        player = values["player"]
        if "frame" not in values:
            self._ways[player] = values
            return None
        way = self._ways.get(player)
        if way is None:
            raise DataError(f"the journal has a frame of {player} before any path: its beginning is missing")
        point = list(from_plain(way["path"]).at(values["beat"]))
        for index, value in way["pins"].items():
            point[int(index)] = value
        classes = way["classes"]
        weights = Blend(**classes).at(values["beat"])
        latent = np.array(point, np.float64) * way["truncation"]
        return self._painter(way["package"]).paint(latent.astype(np.float32), np.array(weights, np.float32))

    def _painter(self, name: str) -> Painter:
        if name not in self._painters:
            self._painters[name] = Painter(self._package(name))
        return self._painters[name]

    def _package(self, name: str) -> Package:
        return package_of(self._played.get(name, {"package": name}), "painted")


def _save(folder: Path, name: str, picture: np.ndarray) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(folder / name, "PNG", compress_level=1)
    except OSError as error:
        raise DataError(f"{folder / name} cannot be written ({error.strerror or error})") from error
