"""One argument of an address: what it may be, and the rule that takes a value or refuses it with a sentence.

Being liberal has a limit: an int is fine where a float is due, a float is rounded where an int is due, but a word is
never read as a number and T is never read as 1 outside a switch. Whatever is refused changes nothing.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bridge.errors import AddressError

Kind = Literal["i", "f", "s", "switch", "choice"]
SHOWN = 40  # characters of a found value that are quoted back
WIDEST = 3.4028234e38  # the largest 32-bit float: all that OSC could answer with


@dataclass(frozen=True)
class Arg:
    name: str
    type: Kind  # i whole number, f number, s text, switch 0/1/T/F, choice a word or its index
    low: float | None = None  # lowest value, None = no limit
    high: float | None = None
    unit: str = ""
    default: int | float | str | None = None
    optional: bool = False  # may be left out at the end; `default` then stands in
    clamp: bool = False  # out of range becomes the nearest allowed value; otherwise it is refused
    many: bool = False  # the last argument only: takes all that follow
    choices: tuple[str, ...] = ()  # the words of a choice; empty = the player's package knows them
    among: tuple[int, ...] = ()  # the only whole numbers allowed


def take(arg: Arg, value: Any) -> int | float | str:
    """The value as `arg` means it (a switch is 0 or 1, a choice its word); AddressError with a sentence otherwise."""
    return _TAKERS[arg.type](arg, value)


def taker(arg: Arg) -> Callable[[Any], int | float | str]:
    """`take` for one argument, compiled: the common case costs one comparison, all others fall to the full rule."""
    rule = _TAKERS[arg.type]
    exact = {"i": int, "f": float, "s": str}.get(arg.type)
    if exact is str:
        return lambda value: value if type(value) is str else rule(arg, value)
    if exact is None or arg.among:
        return lambda value: rule(arg, value)
    low = -math.inf if arg.low is None else arg.low
    high = math.inf if arg.high is None else arg.high
    bounded = math.isfinite(low) and math.isfinite(high)

    def quick(value: Any) -> int | float | str:
        if type(value) is exact and low <= value <= high and (bounded or math.isfinite(value)):  # NaN fails the range
            return value
        return rule(arg, value)

    return quick


def allowed(arg: Arg) -> str:
    """What may stand here, in plain words."""
    if arg.type == "s":
        return "a text"
    if arg.type == "switch":
        return "1 or 0 (T or F)"
    if arg.type == "choice":
        words = ", ".join(arg.choices)
        return f"one of {words} (or its index from 0)" if words else "a word that the package knows"
    if arg.among:
        return f"one of {', '.join(map(str, arg.among))}"
    return ("a whole number" if arg.type == "i" else "a number") + span(arg) + (f" {arg.unit}" if arg.unit else "")


def span(arg: Arg) -> str:
    if arg.low is None and arg.high is None:
        return ""
    if arg.high is None:
        return f" from {arg.low:g} up"
    return f" from {plain(arg.low)} to {plain(arg.high)}"


def finite(number: float) -> bool:
    """Neither NaN nor infinite; unlike `math.isfinite` an int of any size is fine."""
    return isinstance(number, int) or math.isfinite(number)


def plain(number: float | None) -> str:
    """A number without a needless `.0`, whole ones in full."""
    return str(int(number)) if number is not None and number == int(number) else f"{number:g}"


def found(value: Any) -> str:
    """A value that came in, quoted so that the sender recognises it."""
    if value is None:
        return "nothing (N)"
    if isinstance(value, bool):
        return "T (true)" if value else "F (false)"
    if isinstance(value, float) and not finite(value):
        return "NaN" if math.isnan(value) else "infinity"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, int):
        return str(value) if abs(value) < 2**64 else "a number beyond 64 bits"
    if isinstance(value, str):
        return f"the text {clipped(value)}"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"a blob of {len(value)} bytes"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    return getattr(value, "called", None) or f"a {type(value).__name__}"


def clipped(text: str) -> str:
    return f"'{text}'" if len(text) <= SHOWN else f"'{text[:SHOWN]}…'"


def refused(arg: Arg, value: Any) -> AddressError:
    return AddressError(f"{arg.name} must be {allowed(arg)}; found {found(value)}")


# --- one rule a type ---


def _number(arg: Arg, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not finite(value):
        raise refused(arg, value)
    return value


def _bounded(arg: Arg, number: float, value: Any) -> float:
    below = arg.low is not None and number < arg.low
    above = arg.high is not None and number > arg.high
    if not below and not above:
        return number
    if not arg.clamp:
        raise refused(arg, value)
    return arg.low if below else arg.high  # type: ignore[return-value]


def _float(arg: Arg, value: Any) -> float:
    number = max(-WIDEST, min(_number(arg, value), WIDEST))
    return float(_bounded(arg, number, value))


def _whole(arg: Arg, value: Any) -> int:
    number = _number(arg, value)
    whole = number if isinstance(number, int) else math.floor(number + 0.5)  # 0.5 goes up, as people expect
    if arg.among and whole not in arg.among:
        raise refused(arg, value)
    return int(_bounded(arg, whole, value))


def _text(arg: Arg, value: Any) -> str:
    if not isinstance(value, str):
        raise refused(arg, value)
    return value


def _switch(arg: Arg, value: Any) -> int:
    if isinstance(value, bool):
        return int(value)
    return int(_number(arg, value) >= 0.5)  # clamped and rounded: a pad that sends 127 means on


def _choice(arg: Arg, value: Any) -> str:
    if isinstance(value, str):
        word = value.strip().lower()
        for choice in arg.choices:
            if choice.lower() == word:
                return choice
        if arg.choices or not word:
            raise refused(arg, value)
        return value.strip()
    index = math.floor(_number(arg, value) + 0.5)
    if not 0 <= index < len(arg.choices):
        raise refused(arg, value)
    return arg.choices[index]


_TAKERS: dict[str, Callable[[Arg, Any], int | float | str]] = {
    "i": _whole,
    "f": _float,
    "s": _text,
    "switch": _switch,
    "choice": _choice,
}
