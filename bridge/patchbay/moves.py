"""What becomes of a message on a route: scaled to a parameter, turned into a trigger, or handed on whole."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from bridge.address import Arg, Row
from bridge.errors import AddressError

from .derived import Read

Range = tuple[float, float, float, float]  # in_min, in_max, out_min, out_max
Move = Callable[[Sequence[Any]], tuple | None]  # arguments in, arguments out; None = this message drives nothing

# Which kinds of argument may stand for which.
TAKES = {
    "i": ("i", "switch"),
    "f": ("i", "f", "switch"),
    "switch": ("i", "switch"),
    "s": ("s", "choice"),
    "choice": ("s", "choice"),
}
NUMBERS = ("i", "f", "switch")


def can_fire(target: Row) -> bool:
    """It acts without arguments: a trigger, or a command all of whose arguments may be left out (`/text/next`)."""
    return target.role == "trigger" or (
        target.role == "command" and _takes_count(target, 0) and all(arg.optional for arg in target.args)
    )


def fired(source: Row) -> Move:
    """A trigger acts each time; of notes, at each on."""
    counts = _counts(source)
    return lambda args: () if counts(args) else None


def whole(source: Row, target: Row, address: str) -> Move:
    """The message as it is, offs included; AddressError when the target has another form."""
    if not same_form(source, target):
        raise AddressError(f"{address} takes {_form(target)}, {source.address} has another form: {_form(source)}")
    return tuple


def same_form(source: Row, target: Row) -> bool:
    """Does the target take all arguments of the source as they are?"""
    given, taken = source.args, target.args
    if given and given[-1].many:
        return bool(taken) and taken[-1].many and given[-1].type in TAKES[taken[-1].type]
    if not _takes_count(target, len(given)):
        return False
    if taken and taken[-1].many:
        taken = (*taken, *[taken[-1]] * len(given))
    return all(one.type in TAKES[other.type] for one, other in zip(given, taken, strict=False))


def _takes_count(row: Row, count: int) -> bool:
    if row.counts:
        return count in row.counts
    needed = sum(not arg.optional for arg in row.args)
    return needed <= count and (count <= len(row.args) or row.args[-1].many if row.args else count == 0)


def field(source: Row, index: int) -> tuple[Arg, Read]:
    """One argument of a message, and how to read it; of notes only the ons say something."""
    counts = _counts(source)
    return source.args[min(index, len(source.args) - 1)], lambda args: (
        args[index] if index < len(args) and counts(args) else None
    )


def scaled(given: Arg, read: Read, source: Row, target: Row, range: Range | None) -> Move:
    """One field to a parameter: numbers by a straight line, clamped as the table says; words as words."""
    taken = target.args[0]
    if given.type not in NUMBERS:
        return _word(given, read, taken, target, range)
    if taken.type == "s":
        raise AddressError(f"{target.address} takes a text; {given.name} of {source.address} is a number")
    line, fit = _line(_range(given, taken, range)), _fitting(taken)

    def move(args: Sequence[Any]) -> tuple | None:
        value = read(args)
        return None if value is None else (fit(line(value)),)

    return move


def _word(given: Arg, read: Read, taken: Arg, target: Row, range: Range | None) -> Move:
    if taken.type in NUMBERS or range is not None:
        raise AddressError(f"{given.name} is a text: it cannot be scaled and drives no number like {target.address}")

    def move(args: Sequence[Any]) -> tuple | None:
        value = read(args)
        return None if value is None else (value,)

    return move


def _range(given: Arg, taken: Arg, range: Range | None) -> Range | None:
    """The range that was asked for, else from the whole of the one to the whole of the other, where both have ends."""
    if range is not None:
        return _checked(range)
    ends = (*_ends(given), *_ends(taken))
    return None if None in ends or ends[0] == ends[1] else ends


def _checked(range: Range) -> Range:
    if len(range) != 4 or not all(math.isfinite(value) for value in range):
        raise AddressError("a range is four numbers: in_min in_max out_min out_max")
    if range[0] == range[1]:
        raise AddressError(f"in_min and in_max must differ; both are {range[0]:g}")
    return range


def _ends(arg: Arg) -> tuple[float | None, float | None]:
    if arg.type == "switch":
        return 0, 1
    if arg.type == "choice":
        return (0, len(arg.choices) - 1) if arg.choices else (None, None)
    return arg.low, arg.high


def _line(range: Range | None) -> Callable[[float], float]:
    if range is None:
        return float
    in_min, in_max, out_min, out_max = range
    slope = (out_max - out_min) / (in_max - in_min)
    return lambda value: out_min + (value - in_min) * slope


def _fitting(arg: Arg) -> Callable[[float], float | int]:
    """The value that the table takes: inside the range, whole where it must be (0.5 goes up)."""
    low, high = _ends(arg)
    low, high = -math.inf if low is None else low, math.inf if high is None else high

    def fit(value: float) -> float | int:
        value = min(max(value, low), high)
        return value if arg.type == "f" else math.floor(value + 0.5)

    return fit


def _counts(source: Row) -> Callable[[Sequence[Any]], bool]:
    """Does this message count for a field or a trigger? Of notes only the ons do."""
    names = [arg.name for arg in source.args]
    if "velocity" not in names or "pitch" not in names:
        return lambda args: True
    velocity = names.index("velocity")
    return lambda args: len(args) > velocity and args[velocity] > 0


def _form(row: Row) -> str:
    return " ".join(f"{arg.type[0]}:{arg.name}" for arg in row.args) or "no arguments"
