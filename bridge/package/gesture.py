"""What a gesture package says of its values and of time.

The graph takes and gives values scaled to 0 … 1, and seconds since the value before; its own normalisation is inside it.
"""

from dataclasses import dataclass
from typing import Any

from ..errors import PackageError
from .fields import Fields, between, checked, distinct

MOST = 64  # values of one gesture
LONGEST_S = 3600.0


@dataclass(frozen=True)
class Value:
    """One of the numbers that move together: a fader, a coordinate, a pressure."""

    name: str
    low: float = 0.0  # what leaves the graph as 0 is sent as `low`, 1 as `high`
    high: float = 1.0
    steps: int = 0  # levels that its training data knew (2 = a switch, 128 = a MIDI controller); 0 = continuous


@dataclass(frozen=True)
class Gesture:
    values: tuple[Value, ...]
    longest_s: float  # a pause as long ends a gesture: longer time steps were never learned


def read_gesture(fields: Fields) -> Gesture:
    """PackageError names what does not fit."""
    values = fields.list_of("values", _value)
    if not 1 <= len(values) <= MOST:
        raise PackageError(f"{fields.where}: values: {len(values)} of them; 1 to {MOST} are allowed")
    distinct(f"{fields.where}: values", tuple(value.name for value in values))
    longest = between(f"{fields.where}: longest_s", fields.take("longest_s", float), 0.001, LONGEST_S)
    return Gesture(values, longest)


def _value(where: str, item: Any) -> Value:
    fields = Fields(where, item)
    value = Value(
        checked(f"{where}: name", fields.take("name", str), str),
        fields.take("low", float, 0.0),
        fields.take("high", float, 1.0),
        between(f"{where}: steps", fields.take("steps", int, 0), 0, 1 << 16, int),
    )
    if not value.low < value.high:
        raise PackageError(f"{where}: low is {value.low:g}, high {value.high:g}; low must be below high")
    return value
