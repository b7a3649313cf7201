"""What controllers have learnt outlives the server: a file in its state folder, written in the background."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..inputs.controllers import Key, from_plain, plain
from ..patchbay import kept
from .knobs import Knobs

VERSION = 1
FILE, WHAT = "controllers.json", "learnt controllers"
Background = Callable[[Callable[[], Any], Callable[[Any], None]], None]


def load(folder: Path) -> dict[Key, str]:
    """What was learnt before; DataError as `kept.load`."""
    return kept.load(folder / FILE, WHAT, _read, {})


def store(folder: Path, learnt: Mapping[Key, str]) -> None:
    """DataError as `kept.store`. Not for the core's thread."""
    kept.store(folder / FILE, WHAT, {"version": VERSION, "controllers": plain(learnt)})


def _read(content: dict) -> dict[Key, str]:
    if content["version"] != VERSION:
        raise ValueError(f"its version is {content['version']!r}, this duende writes {VERSION}")
    return from_plain(content["controllers"])


class Learnt:
    """`aside` tells the artist a sentence."""

    def __init__(self, knobs: Knobs, folder: Path, background: Background, aside: Callable[[str], None]):
        self._knobs, self._folder, self._background, self._aside = knobs, folder, background, aside
        self._storing = False
        try:
            knobs.map.learnt = load(folder)
        except DataError as error:
            aside(str(error))

    def keep(self) -> None:
        """What is new is stored, once at a time; call it once a second."""
        if self._knobs.fresh and not self._storing:
            self._knobs.fresh, self._storing = False, True
            learnt = dict(self._knobs.map.learnt)
            self._background(lambda: store(self._folder, learnt), self._kept)

    def _kept(self, done: Any) -> None:
        self._storing = False
        if isinstance(done, Exception):
            self._aside(str(done))

    def close(self) -> None:
        """The server ends: what was learnt in its last second too."""
        if self._knobs.fresh:
            try:
                store(self._folder, self._knobs.map.learnt)
            except DataError as error:
                self._aside(str(error))
