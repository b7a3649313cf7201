"""proof.json as frozen values: what was compared with PyTorch, and a recorded run to repeat on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import PackageError
from .fields import Fields, checked, parse

TABLE = 200_000  # numbers in one recorded table


@dataclass(frozen=True)
class Parity:
    """One comparison with PyTorch: names first, then shapes, then numbers."""

    graph: str  # file
    check: str  # what was done: "whole prompt", "step by step" …
    name: str  # of the output
    shape: tuple[int, ...]
    delta: float  # max |Δ|
    allowed: float

    @property
    def holds(self) -> bool:
        return self.delta <= self.allowed


@dataclass(frozen=True)
class SelfTest:
    """A prompt and what came out where the package was made, by graph file."""

    inputs: Mapping[str, tuple]  # name → nested lists of whole numbers
    outputs: Mapping[str, Mapping[str, tuple]]  # graph file → output name → nested lists, the last events only
    allowed: Mapping[str, float]  # graph file → max |Δ|: CPUs differ a little


@dataclass(frozen=True)
class Proof:
    parity: tuple[Parity, ...]
    self_test: SelfTest


def read_proof(package: str, data: bytes) -> Proof:
    fields = parse(f"{package}: proof.json", data)
    return Proof(fields.list_of("parity", _parity), _self_test(fields.table("self_test")))


def _parity(where: str, item: Any) -> Parity:
    fields = Fields(where, item)
    return Parity(
        graph=fields.take("graph", str),
        check=fields.take("check", str),
        name=fields.take("name", str),
        shape=fields.list_of("shape", lambda place, size: checked(place, size, int)),
        delta=fields.take("delta", float),
        allowed=fields.take("allowed", float),
    )


def _self_test(fields: Fields) -> SelfTest:
    inputs = fields.table("inputs")
    outputs = fields.table("outputs")
    allowed = fields.table("allowed")
    return SelfTest(
        {name: numbers(f"{inputs.where}: {name}", value, int) for name, value in inputs.value.items()},
        {graph: _recorded(outputs.table(graph)) for graph in outputs.value},
        {graph: allowed.take(graph, float) for graph in allowed.value},
    )


def _recorded(fields: Fields) -> dict[str, tuple]:
    return {name: numbers(f"{fields.where}: {name}", value, float) for name, value in fields.value.items()}


def numbers(where: str, value: Any, kind: type) -> tuple[tuple, ...]:
    """A rectangular table of numbers."""
    rows = [checked(where, row, list) for row in checked(where, value, list)]
    if len({len(row) for row in rows}) > 1:
        raise PackageError(f"{where}: rows of different lengths; a rectangular table is due")
    if sum(map(len, rows)) > TABLE:
        raise PackageError(f"{where}: {sum(map(len, rows)):,} numbers; at most {TABLE:,} are allowed")
    return tuple(tuple(checked(where, number, kind) for number in row) for row in rows)
