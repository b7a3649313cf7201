"""THE table of addresses, and how to ask it. Everything that speaks about addresses is made from here."""

from functools import cache

from bridge.kinds import KINDS

from .arguments import Arg, allowed, found, span, take
from .names import HTTP_SEGMENTS, NAME, RESERVED, check_player_name
from .rows import PLACES, Outcome, Row, acceptor, coerce, learn_row, signature, with_choices
from .table import TABLE

__all__ = [
    "HTTP_SEGMENTS", "KINDS", "NAME", "PLACES", "RESERVED", "TABLE", "Arg", "Outcome", "Row", "acceptor", "allowed",
    "check_player_name", "coerce", "find", "found", "learn_row", "parameters", "rows_for", "server_rows", "signature",
    "span", "take", "with_choices",
]  # fmt: skip


@cache
def server_rows() -> tuple[Row, ...]:
    """§4: the rows that belong to no player."""
    return tuple(row for row in TABLE if row.kind == "server")


@cache
def rows_for(kind: str) -> tuple[Row, ...]:
    """Every row of a player of this kind: its own first, then those of every player that it does not redefine."""
    own = tuple(row for row in TABLE if row.kind == kind)
    taken = {row.address for row in own}
    return own + tuple(row for row in TABLE if row.kind == "player" and row.address not in taken)


def parameters(kind: str) -> tuple[Row, ...]:
    """The parameters of a kind ("server" too), those with INDEX in their address left out."""
    rows = server_rows() if kind == "server" else rows_for(kind)
    return tuple(row for row in rows if row.parameter and not row.address.endswith(PLACES))


@cache
def _by_tail(kind: str) -> dict[str, Row]:
    rows = server_rows() if kind == "server" else rows_for(kind)
    learns = [learn_row(row) for row in rows if row.learnable and not row.address.endswith(PLACES)]
    return {row.tail: row for row in (*rows, *learns)}


def find(kind: str, tail: str) -> tuple[Row, str] | None:
    """The row at a tail (`"clock/tempo"` of "server", `"temperature"` of "music"), and what stood for INDEX or INPUT.

    `PARAM/learn` is found though the table does not list it.
    """
    rows = _by_tail(kind)
    if row := rows.get(tail):
        return row, ""
    if tail.endswith("/learn") and not tail.endswith("/learn/learn"):
        found = find(kind, tail.removesuffix("/learn"))
        return (learn_row(found[0]), found[1]) if found and found[0].learnable else None
    stem, _, part = tail.rpartition("/")
    for place in PLACES:
        row = rows.get(f"{stem}/{place}")
        if row and part and (place != "INDEX" or _is_index(part)):
            return row, part
    return None


def _is_index(part: str) -> bool:
    return part.isascii() and part.isdecimal() and len(part) <= 5
