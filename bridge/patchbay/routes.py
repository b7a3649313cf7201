"""Routes: one thing that leaves or that the human sends drives another.

From `ADDRESS.FIELD`, a number (or word) drives a parameter, scaled, or fires a trigger; of notes only the ons count.
From a whole `ADDRESS`, the message goes as it is to an address of the same form (offs included), or fires a trigger
or a command that may stand without arguments (`/text/next`). Fields that are implied (`derived`) count as fields.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bridge.address import Arg, Row
from bridge.errors import AddressError

from .derived import Read, derived, offered
from .loops import check_no_loop
from .moves import Move, Range, can_fire, field, fired, same_form, scaled, whole

SHOWN = 80  # characters of an address that are quoted back
MOST = 256  # routes
Beat = Callable[[], float]
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
    """All routes. `lookup` knows the table and the players, and the words that their packages know; `beat` is now, in
    beats of the clock's line."""

    def __init__(self, lookup: Lookup, beat: Beat = float):
        self._lookup, self._beat = lookup, beat
        self._routes: dict[tuple[str, str], tuple[Route, Move]] = {}
        self._moves: dict[str, tuple[tuple[str, Move], ...]] = {}  # source address → targets and how to get there

    def add(self, source: str, target: str, range: Sequence[float] | None = None) -> Route:
        """A new route, or a new range for an old one; AddressError, and nothing changed, when it cannot be."""
        route = Route(source, target, tuple(range) if range and None not in range else None)
        move = _move(route, self._lookup, self._beat)
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


def _move(route: Route, lookup: Lookup, beat: Beat) -> Move:
    """What a message must become on its way; AddressError when these two do not fit."""
    address, dot, name = route.source.partition(".")
    source, target = _source(address, lookup), _target(route.target, lookup)
    read = _read(source, address, name, beat) if dot else _only_number(source, target, route.range)
    if can_fire(target) and (dot or not same_form(source, target)):
        _no_range(route, "a trigger takes no range")
        return fired(source)
    if read is None:
        _no_range(route, f"a range needs a field: {address}.{_names(source, '|')}")
        return whole(source, target, route.target)
    if target.role != "parameter" or len(target.args) != 1:
        raise AddressError(f"{route.source} is one value: it drives a parameter or a trigger, {_not(route)}")
    return scaled(*read, source, target, route.range)


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


def _read(source: Row, address: str, name: str, beat: Beat) -> tuple[Arg, Read]:
    """The field of this name: an argument; of those that take many values also by number, from 0; or a derived one."""
    names = [arg.name for arg in source.args]
    if name in names:
        return field(source, names.index(name))
    if source.args and source.args[-1].many and name.isascii() and name.isdecimal() and len(name) < 5:
        return field(source, int(name))
    if found := derived(source, name, beat):
        return found
    raise AddressError(f"{address} has no field {name[:SHOWN]!r}; it has {_names(source)}")


def _only_number(source: Row, target: Row, range: Range | None) -> tuple[Arg, Read] | None:
    """A whole message of one value that is to be scaled is its only field."""
    one = len(source.args) == 1 and not source.args[0].many
    return field(source, 0) if one and target.role == "parameter" and (range or not same_form(source, target)) else None


def _no_range(route: Route, why: str) -> None:
    if route.range is not None:
        raise AddressError(f"{route.source} → {route.target}: {why}")


def _not(route: Route) -> str:
    return f"not {route.target}; the whole message may go there if it has the same form"


def _names(row: Row, between: str = ", ") -> str:
    return between.join((*(arg.name for arg in row.args), *offered(row))) or "none"
