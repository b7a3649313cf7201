"""The show file: TOML in, frozen values out. What does not fit is refused with file, line and key."""

from .plain import plain, show_from_plain
from .reading import bundled_packages, load_show, read_show
from .show import ClockSettings, Controller, FrameOutput, Listener, Midi, MidiIn, MidiOut, Player, Route, Server, Show
from .strangers import without_token

__all__ = [
    "ClockSettings",
    "Controller",
    "FrameOutput",
    "Listener",
    "Midi",
    "MidiIn",
    "MidiOut",
    "Player",
    "Route",
    "Server",
    "Show",
    "bundled_packages",
    "load_show",
    "plain",
    "read_show",
    "show_from_plain",
    "without_token",
]
