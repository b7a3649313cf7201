"""proof.json as frozen values: what was compared with PyTorch, and a recorded run to repeat on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import PackageError
from .fields import Fields, checked, number, parse

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
    """What went in and what came out where the package was made, by graph file.

    Music: `rows` and `forced` are one prompt, the outputs are the logits of its last events. Every other kind: row i of
    each table is call i, from a state of zeros that is carried on; an input's numbers in the order of its shape
    flattened, each input but the state named. An output's row holds all its numbers, or n of its N at the places
    floor(k N / n), k = 0 … n - 1 (pictures have many).
    """

    inputs: Mapping[str, tuple]  # name → rows of numbers
    outputs: Mapping[str, Mapping[str, tuple]]  # graph file → output name → rows of numbers
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
        {name: numbers(f"{inputs.where}: {name}", value) for name, value in inputs.value.items()},
        {graph: _recorded(outputs.table(graph)) for graph in outputs.value},
        {graph: allowed.take(graph, float) for graph in allowed.value},
    )


def _recorded(fields: Fields) -> dict[str, tuple]:
    return {name: numbers(f"{fields.where}: {name}", value) for name, value in fields.value.items()}


def numbers(where: str, value: Any) -> tuple[tuple, ...]:
    """A rectangular table of numbers; whole ones stay whole."""
    rows = [checked(where, row, list) for row in checked(where, value, list)]
    if len({len(row) for row in rows}) > 1:
        raise PackageError(f"{where}: rows of different lengths; a rectangular table is due")
    if sum(map(len, rows)) > TABLE:
        raise PackageError(f"{where}: {sum(map(len, rows)):,} numbers; at most {TABLE:,} are allowed")
    return tuple(tuple(number(where, item) for item in row) for row in rows)
