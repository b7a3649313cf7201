"""What a stage must know of its show, as plain values and back: the journal keeps it, so that a night can be played again.

Packages, ports of the network and the token are not in it: they are no part of what is played again.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..address import coerce, find
from ..errors import AddressError
from ..tempo import FASTEST_BPM, SLOWEST_BPM
from .show import ClockSettings, Controller, Listener, Midi, MidiIn, MidiOut, Route, Show


def plain(show: Show) -> dict[str, Any]:
    """`show_from_plain` reads it."""
    return {
        "clock": asdict(show.clock), "midi": _told(show.midi), "listeners": list(map(asdict, show.listeners)),
        "routes": list(map(_told, show.routes)), "controllers": list(map(asdict, show.controllers)),
    }  # fmt: skip


def show_from_plain(told: Mapping[str, Any]) -> Show:
    """KeyError, TypeError or ValueError for what `plain` never made."""
    midi = dict(told["midi"])
    for way, port in (("inputs", MidiIn), ("outputs", MidiOut)):
        midi[way] = None if midi[way] is None else tuple(port(**_tupled(each)) for each in midi[way])
    return Show(
        clock=_clock(told["clock"]), midi=Midi(**midi),
        listeners=tuple(Listener(**_tupled(each)) for each in told["listeners"]),
        routes=tuple(Route(**_tupled(each)) for each in told["routes"]),
        controllers=tuple(Controller(**_tupled(each)) for each in told["controllers"]),
    )  # fmt: skip


def _clock(told: Mapping[str, Any]) -> ClockSettings:
    """Its beats are counted: in a tempo and a meter that there are."""
    clock = ClockSettings(**_tupled(told))
    if not SLOWEST_BPM <= clock.tempo <= FASTEST_BPM:
        raise ValueError(f"clock: a tempo of {clock.tempo!r:.40} BPM")
    try:
        coerce(find("server", "clock/meter")[0], clock.meter)
    except AddressError as error:
        raise ValueError(f"clock: {error}") from error
    return clock


def _told(part: Midi | Route) -> dict[str, Any]:
    """Without the place in the file."""
    return {key: value for key, value in asdict(part).items() if key != "at"}


def _tupled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
