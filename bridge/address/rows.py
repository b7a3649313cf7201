"""A row of the table, and the rule that takes or refuses the arguments of one message to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from operator import call
from typing import Any, Literal

from bridge.errors import AddressError

from .arguments import Arg, finite, found, plain, taker

Role = Literal["parameter", "trigger", "command", "query", "note", "out"]
PLACES = ("INDEX", "INPUT")  # these stand for one segment of a real address


class Outcome(Enum):
    """What a message may mean other than arguments."""

    ASKS = "a parameter without arguments: answer with its value"
    NOTHING = "a trigger whose button was let go: do nothing"


Accept = Callable[[Sequence[Any]], "tuple | Outcome"]


@dataclass(frozen=True)
class Row:
    address: str  # "/clock/tempo", "/NAME/temperature"; NAME, INDEX and INPUT stand for one segment each
    kind: str  # "server", "player" (every kind of player) or one of bridge.kinds
    role: Role
    args: tuple[Arg, ...]
    doc: str  # one line, plain words
    replies: str = ""  # what a query or command is answered
    counts: tuple[int, ...] = ()  # allowed numbers of arguments where optional ones go together
    example: tuple = ()  # arguments that are right and worth copying
    learns: str = ""  # of a derived `/NAME/PARAM/learn`: the parameter's tail

    @cached_property
    def tail(self) -> str:
        """The address after `/` (server) or `/NAME/` (players)."""
        return self.address.removeprefix("/NAME").removeprefix("/")

    @property
    def parameter(self) -> bool:
        return self.role == "parameter"

    @property
    def newest_wins(self) -> bool:
        """The overflow rule: of a parameter only the newest counts; all else is never dropped and keeps its order."""
        return self.role == "parameter"

    @property
    def learnable(self) -> bool:
        """A MIDI controller can drive it: a trigger, one number of an input, or one argument with a bounded range."""
        if self.kind == "server" or self.learns:
            return False
        if self.role == "trigger" or (self.role == "note" and self.tail.endswith("/INDEX")):
            return True
        if self.role != "parameter" or len(self.args) != 1 or self.tail == "seed":
            return False
        arg = self.args[0]
        return arg.type in ("switch", "choice") or (arg.low is not None and arg.high is not None)

    @property
    def incoming(self) -> bool:
        return self.role != "out"

    def at(self, name: str, part: str = "") -> str:
        """The real address for a player of this name; `part` fills INDEX or INPUT."""
        address = self.address.replace("/NAME", f"/{name}", 1)
        for place in PLACES:
            address = address.replace(f"/{place}", f"/{part}")
        return address


def signature(row: Row) -> str:
    """The arguments as the reference writes them: `i:pitch i:velocity [i:channel=1]`."""
    return " ".join(_named(arg) for arg in row.args)


def _named(arg: Arg) -> str:
    letter = {"switch": "i", "choice": "s"}.get(arg.type, arg.type)
    text = f"{letter}:{arg.name}" + (" …" if arg.many else "")
    if not arg.optional:
        return text
    if arg.default is None:
        return f"[{text}]"
    return f"[{text}={arg.default if isinstance(arg.default, str) else plain(arg.default)}]"


def learn_row(row: Row) -> Row:
    """`/NAME/PARAM/learn` of what is learnable: the next MIDI controller moved drives it."""
    doc = f"the next MIDI controller moved drives {row.tail}; again: it does not, and what was learnt is forgotten"
    return Row(f"{row.address}/learn", row.kind, "trigger", (), doc, learns=row.tail)


def with_choices(row: Row, choices: tuple[str, ...]) -> Row:
    """The row with the words that a player's package knows (styles, classes) where the table leaves them open."""
    return replace(row, args=tuple(replace(arg, choices=choices) if is_open(arg) else arg for arg in row.args))


def is_open(arg: Arg) -> bool:
    """A choice whose words only the package knows."""
    return arg.type == "choice" and not arg.choices


def coerce(row: Row, args: Sequence[Any]) -> tuple | Outcome:
    """The arguments as the row means them, defaults filled in; AddressError with a sentence when they do not fit."""
    return acceptor(row)(args)


def acceptor(row: Row) -> Accept:
    """`coerce` for one row, compiled once; nothing but AddressError ever leaves it."""
    if row.role == "trigger":
        return _press
    exact = _many(row) if row.args and row.args[-1].many else _counted(row)
    if row.role != "parameter":
        return exact
    return lambda args: exact(args) if args else Outcome.ASKS


def _press(args: Sequence[Any]) -> tuple | Outcome:
    """Every trigger: a button lets go with 0 or F, which does nothing."""
    if not args:
        return ()
    value = args[0]
    if len(args) > 1 or not isinstance(value, (bool, int, float)) or not finite(value):
        what = found(value) if len(args) == 1 else f"{len(args)} arguments"
        raise AddressError(f"a trigger takes no argument, or one number (0 does nothing); found {what}")
    return () if value else Outcome.NOTHING


def _counted(row: Row) -> Accept:
    takers = [taker(arg) for arg in row.args]
    defaults = tuple(arg.default for arg in row.args)
    needed = sum(not arg.optional for arg in row.args)
    counts = frozenset(row.counts or range(needed, len(row.args) + 1))
    if len(takers) == 1 and needed == 1:
        return _single(row, takers[0])

    def accept(args: Sequence[Any]) -> tuple:
        count = len(args)
        if count not in counts:
            raise wrong_count(row, count)
        return tuple(map(call, takers, args)) + defaults[count:]

    return accept


def _single(row: Row, take: Callable[[Any], Any]) -> Accept:
    def accept(args: Sequence[Any]) -> tuple:
        if len(args) != 1:
            raise wrong_count(row, len(args))
        return (take(args[0]),)

    return accept


def _many(row: Row) -> Accept:
    takers = [taker(arg) for arg in row.args]
    needed = sum(not arg.optional for arg in row.args)
    last = len(takers) - 1

    def accept(args: Sequence[Any]) -> tuple:
        if len(args) < needed:
            raise wrong_count(row, len(args))
        return tuple([takers[min(i, last)](value) for i, value in enumerate(args)])

    return accept


def wrong_count(row: Row, count: int) -> AddressError:
    takes = f"the arguments must be {signature(row)}" if row.args else "it takes no arguments"
    return AddressError(f"{takes}; found {count or 'none'}")
