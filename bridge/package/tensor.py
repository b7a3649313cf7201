"""What an adopted ONNX file takes and gives, in words that fit into addresses.

Names in a graph may hold anything (`serving_default_x:0`); addresses may not. So each port that the outside sees has a
name of its own, and all but the state stand here.
"""

import re
from dataclasses import dataclass
from typing import Any

from ..errors import PackageError
from .fields import Fields, between, distinct

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}")  # one segment of an address
# Numbers of all inputs together: one OSC message over TCP carries no more (1 MiB); over UDP it is MOST_OUT.
MOST_IN = 200_000
MOST_OUT = 12_000  # numbers of all outputs together: what one UDP packet carries


@dataclass(frozen=True)
class Slot:
    """An input or output: `size` numbers, in the order of the port's shape flattened."""

    name: str  # what /NAME/in/INPUT says
    port: str  # the graph's own
    size: int
    low: float | None = None  # inputs are clamped to low … high where both are given
    high: float | None = None


@dataclass(frozen=True)
class Tensor:
    inputs: tuple[Slot, ...]
    outputs: tuple[Slot, ...]  # they leave together, one after another, as one list of numbers


def read_tensor(fields: Fields) -> Tensor:
    """PackageError names what does not fit."""
    return Tensor(_side(fields, "inputs", MOST_IN), _side(fields, "outputs", MOST_OUT))


def _side(fields: Fields, key: str, most: int) -> tuple[Slot, ...]:
    slots, where = fields.list_of(key, _slot), f"{fields.where}: {key}"
    if not slots or sum(slot.size for slot in slots) > most:
        raise PackageError(f"{where}: {sum(s.size for s in slots):,} numbers in all; 1 to {most:,} are allowed")
    distinct(where, tuple(slot.name for slot in slots))
    return slots


def _slot(where: str, item: Any) -> Slot:
    fields = Fields(where, item)
    name, low, high = fields.take("name", str), fields.take("low", float, None), fields.take("high", float, None)
    if not NAME.fullmatch(name):
        raise PackageError(f"{where}: name {name[:40]!r}; letters, digits, '_', '-', '.' are allowed, at most 32")
    if (low is None) != (high is None) or (low is not None and not low < high):
        raise PackageError(f"{where}: low is {low}, high {high}; both are due, low below high, or none")
    size = between(f"{where}: size", fields.take("size", int), 1, MOST_IN, int)
    return Slot(name, fields.take("port", str), size, low, high)
