"""Which player plays which kind of package."""

from typing import Any

from ..package import Manifest
from .gesture import GesturePlayer
from .image import ImagePlayer
from .music import MusicPlayer
from .player import Player
from .room import Room
from .tensor import TensorPlayer
from .text import TextPlayer


def create(name: str, room: Room, manifest: Manifest, parameters: dict[str, Any]) -> Player:
    """A player for a package of this manifest; its kind must be one of `KINDS`."""
    return KINDS[manifest.kind](name, room, manifest, parameters)


def _music(name: str, room: Room, manifest: Manifest, parameters: dict[str, Any]) -> Player:
    return MusicPlayer(name, room, parameters, manifest.styles)


KINDS = {"music": _music, "text": TextPlayer, "image": ImagePlayer, "gesture": GesturePlayer, "tensor": TensorPlayer}
