"""Routes: one thing that leaves or that the human sends drives another.

From `ADDRESS.FIELD`, a number (or word) drives a parameter, scaled, or fires a trigger; of notes only the ons count.
From a whole `ADDRESS`, the message goes as it is to an address of the same form (offs included), or fires a trigger.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bridge.address import Row
from bridge.errors import AddressError

from .loops import check_no_loop
from .moves import Move, Range, fired, same_form, scaled, whole

SHOWN = 80  # characters of an address that are quoted back
MOST = 256  # routes
Lookup = Callable[[str], Row | None]  # the row of a real address of the players that there are

# These concern whoever sends them; a route is nobody.
NOT_FROM = ("/error", "/welcome")
NOT_TO = ("/hello", "/bye", "/listen", "/feedback")


@dataclass(frozen=True)
class Route:
    source: str  # "/music/out/note.velocity" or "/music/out/note"
    target: str  # "/image/walk"
    range: Range | None = None  # None = the ranges of the table

    @property
    def source_address(self) -> str:
        return self.source.partition(".")[0]

    @property
    def args(self) -> tuple:
        """As `/route/list` shows it."""
        return (self.source, self.target, *(self.range or ()))


class Routes:
    """All routes. `lookup` knows the table and the players, and the words that their packages know."""

    def __init__(self, lookup: Lookup):
        self._lookup = lookup
        self._routes: dict[tuple[str, str], tuple[Route, Move]] = {}
        self._moves: dict[str, tuple[tuple[str, Move], ...]] = {}  # source address → targets and how to get there

    def add(self, source: str, target: str, range: Sequence[float] | None = None) -> Route:
        """A new route, or a new range for an old one; AddressError, and nothing changed, when it cannot be."""
        route = Route(source, target, tuple(range) if range and None not in range else None)
        move = _move(route, self._lookup)
        if (source, target) not in self._routes and len(self._routes) >= MOST:
            raise AddressError(f"there are {MOST} routes, more are not possible; remove one first")
        check_no_loop(route.source_address, target, [(one.source_address, one.target) for one in self.listing()])
        self._routes[source, target] = route, move
        self._connect(route.source_address)
        return route

    def remove(self, source: str, target: str) -> None:
        """AddressError when there is no such route."""
        if (source, target) not in self._routes:
            known = "; ".join(f"{one.source} → {one.target}" for one in self.listing()[:10]) or "none"
            raise AddressError(f"there is no route {source[:SHOWN]} → {target[:SHOWN]}; there are: {known}")
        route, _ = self._routes.pop((source, target))
        self._connect(route.source_address)

    def listing(self) -> tuple[Route, ...]:
        """In the order of their adding."""
        return tuple(route for route, _ in self._routes.values())

    def apply(self, address: str, args: Sequence[Any]) -> list[tuple[str, tuple]]:
        """What a message drives: (address, arguments) as the target takes them. `args` are complete, as coerced.

        One step only; the results may be given to `apply` again, for there are no loops.
        """
        moves = self._moves.get(address)
        if moves is None:
            return []
        return [(target, moved) for target, move in moves if (moved := move(args)) is not None]

    def _connect(self, address: str) -> None:
        """Make the short list for one source anew."""
        moves = [(route.target, move) for route, move in self._routes.values() if route.source_address == address]
        if moves:
            self._moves[address] = tuple(moves)
        else:
            self._moves.pop(address, None)


# --- may this route be? ---


def _move(route: Route, lookup: Lookup) -> Move:
    """What a message must become on its way; AddressError when these two do not fit."""
    address, dot, field = route.source.partition(".")
    source, target = _source(address, lookup), _target(route.target, lookup)
    index = _field(source, address, field) if dot else _only_number(source, target, route.range)
    if target.role == "trigger":
        _no_range(route, "a trigger takes no range")
        return fired(source)
    if index is None:
        _no_range(route, f"a range needs a field: {address}.{_names(source, '|')}")
        return whole(source, target, route.target)
    if target.role != "parameter" or len(target.args) != 1:
        raise AddressError(f"{route.source} is one value: it drives a parameter or a trigger, {_not(route)}")
    return scaled(source, index, target, route.range)


def _source(address: str, lookup: Lookup) -> Row:
    row = lookup(address)
    if row is None:
        raise AddressError(f"a route cannot come from {address[:SHOWN]!r}: no player and no part of the server has it")
    if row.role == "query" or address in NOT_FROM:
        raise AddressError(f"a route cannot come from {address}: it is neither put out nor played by the human")
    return row


def _target(address: str, lookup: Lookup) -> Row:
    row = lookup(address)
    if row is None:
        raise AddressError(f"a route cannot lead to {address[:SHOWN]!r}: no player and no part of the server has it")
    if row.role in ("out", "query") or address in NOT_TO:
        raise AddressError(f"a route cannot lead to {address}: it drives parameters, triggers and what players hear")
    return row


def _field(source: Row, address: str, field: str) -> int:
    """Which argument a field is: by its name; of those that take many values also by number, from 0."""
    names = [arg.name for arg in source.args]
    if field in names:
        return names.index(field)
    if source.args and source.args[-1].many and field.isascii() and field.isdecimal() and len(field) < 5:
        return int(field)
    raise AddressError(f"{address} has no field {field[:SHOWN]!r}; it has {_names(source)}")


def _only_number(source: Row, target: Row, range: Range | None) -> int | None:
    """A whole message of one value that is to be scaled is its only field."""
    one = len(source.args) == 1 and not source.args[0].many
    return 0 if one and target.role == "parameter" and (range or not same_form(source, target)) else None


def _no_range(route: Route, why: str) -> None:
    if route.range is not None:
        raise AddressError(f"{route.source} → {route.target}: {why}")


def _not(route: Route) -> str:
    return f"not {route.target}; the whole message may go there if it has the same form"


def _names(row: Row, between: str = ", ") -> str:
    return between.join(arg.name for arg in row.args) or "none"
