"""What OSCQuery says of one address, from its row of the table. Where the proposal leaves a choice, what clients do with
it has decided (docs/log.md, 2026-11-25):

TYPE         what must be sent, one letter an argument. Optional arguments are OVERLOADS. `I` for what takes none: clients
             draw a button. A switch is `T` or `F`, as it stands: clients draw a switch, and its VALUE is a JSON boolean.
ACCESS       3 for parameters, 2 for all else that comes in, 0 for what leaves.
RANGE        MIN and MAX, or VALS for words. Left out where no argument has any: Chataigne takes a text with an empty one
             for a menu without entries.
CLIPMODE     what happens beyond RANGE: parameters are clipped; `none` where a value out of range is refused.
DEFAULT      ours: what a parameter is where the show says nothing, the package's own or the table's; like VALUE.
CRITICAL     notes, triggers and commands: they are never dropped here, so they deserve a way that loses nothing.
"""

import struct
from collections.abc import Sequence
from typing import Any

from bridge.address import Arg, Row

ATTRIBUTES = (
    "FULL_PATH", "DESCRIPTION", "TYPE", "ACCESS", "VALUE", "DEFAULT", "RANGE", "CLIPMODE", "UNIT", "EXTENDED_TYPE", "TAGS",
    "CRITICAL", "OVERLOADS", "CONTENTS",
)  # fmt: skip
READABLE = 1  # the bit of ACCESS
_FLOAT32 = struct.Struct(">f")
_ACCESS = {"parameter": 3, "out": 0}  # all else: 2
_LETTERS = {"choice": "s", "switch": "T"}
_PULSE = "I"  # OSC's impulse: a message without arguments does the same
# Ours → the proposal's (units.md). Others are said in our words: no list has beats.
_UNITS = {"BPM": "time.bpm", "ms": "time.ms", "s": "time.second", "frames per second": "time.hz"}
_UNITS_BY_NAME = {"pitch": "time.midinote"}


def describe(
    row: Row, address: str, words: Sequence[str] = (), size: int = 1, default: Sequence[Any] | None = None
) -> dict[str, Any]:
    """All attributes but VALUE and CONTENTS. `words` may stand where the table leaves it open, `size` is the number of
    values of an argument that takes many, `default` the package's own where it has one."""
    shapes = [_spread(args, size) for args in _shapes(row)]
    told = {"FULL_PATH": address, "DESCRIPTION": _description(row, address)}
    told |= _typed(row, shapes[0], words)
    told["ACCESS"] = _ACCESS.get(row.role, 2)
    default = default or [arg.default for arg in row.args]
    if row.parameter and None not in default:
        told["DEFAULT"] = value_attributes(default, told["TYPE"])["VALUE"]
    told["TAGS"] = [row.role, *(["learnable"] if row.learnable else [])]
    if row.role in ("note", "trigger", "command"):
        told["CRITICAL"] = True
    if overloads := [_typed(row, shape, words) for shape in shapes[1:]] + _looser(row, shapes[0], words):
        told["OVERLOADS"] = overloads
    return told


def value_attributes(args: Sequence[Any], type_tags: str) -> dict[str, Any]:
    """VALUE of a parameter whose TYPE is `type_tags`, and TYPE as the value makes it: switches are T or F."""
    if type_tags in ("T", "F"):
        on = bool(args[0])
        return {"TYPE": "T" if on else "F", "VALUE": [on]}
    return {"VALUE": [_shortest(value) if isinstance(value, float) else value for value in args]}


def _shapes(row: Row) -> list[tuple[Arg, ...]]:
    """The arguments that a message may have: first the fewest that say something, then the other numbers of them."""
    needed = sum(not arg.optional for arg in row.args)
    counts = sorted(row.counts or range(needed, len(row.args) + 1))
    if counts[0] == 0 and len(counts) > 1:  # everything may be left out: a client shows what could be said
        counts = [counts[-1], *counts[:-1]]
    return [row.args[:count] for count in counts]


def _spread(args: tuple[Arg, ...], size: int) -> tuple[Arg, ...]:
    return args[:-1] + args[-1:] * size if args and args[-1].many else args


def _typed(row: Row, args: Sequence[Arg], words: Sequence[str]) -> dict[str, Any]:
    """TYPE and what goes along with it, one entry an argument."""
    told: dict[str, Any] = {"TYPE": "".join(_LETTERS.get(arg.type, arg.type) for arg in args) or _PULSE}
    ranges = [_range(row, arg, words) for arg in args]
    if any(ranges):
        told["RANGE"] = ranges
        if row.incoming:
            told["CLIPMODE"] = [_clip_mode(arg) for arg in args]
    if any(units := [_unit(arg) for arg in args]):
        told["UNIT"] = units
    if len(args) > 1:
        told["EXTENDED_TYPE"] = [arg.name for arg in args]
    return told


def _range(row: Row, arg: Arg, words: Sequence[str]) -> dict[str, Any]:
    if arg.type in ("s", "choice"):
        known = arg.choices or (tuple(words) if arg.type == "choice" or arg is row.args[0] else ())
        return {"VALS": list(known)} if known else {}
    if arg.type == "switch":
        return {}
    told = {"MIN": min(arg.among), "MAX": max(arg.among), "VALS": list(arg.among)} if arg.among else {}
    number = int if arg.type == "i" else float
    return told or {key: number(limit) for key, limit in (("MIN", arg.low), ("MAX", arg.high)) if limit is not None}


def _clip_mode(arg: Arg) -> str:
    if not arg.clamp:
        return "none"
    return {(True, True): "both", (True, False): "low", (False, True): "high"}.get(
        (arg.low is not None, arg.high is not None), "none"
    )


def _unit(arg: Arg) -> str | None:
    return _UNITS_BY_NAME.get(arg.name) or _UNITS.get(arg.unit, arg.unit) or None


def _looser(row: Row, args: Sequence[Arg], words: Sequence[str]) -> list[dict[str, Any]]:
    """What else one argument may be: 0 and 1 for a switch or a trigger, the index of a word."""
    if row.role == "trigger" or (row.incoming and len(args) == 1 and args[0].type == "switch"):
        return [{"TYPE": "i", "RANGE": [{"MIN": 0, "MAX": 1}]}]
    if row.incoming and len(args) == 1 and args[0].type == "choice" and (known := args[0].choices or words):
        return [{"TYPE": "i", "RANGE": [{"MIN": 0, "MAX": len(known) - 1}]}]
    return []


def _description(row: Row, address: str) -> str:
    text = row.doc + (f"; answered {row.replies}" if row.replies else "")
    return text.replace("/NAME/", f"/{address.split('/')[1]}/")


def _shortest(value: float) -> float:
    """The shortest decimal number that is the same as a 32-bit float: 0.7, not 0.699999988079071."""
    short = float(f"{value:.7g}")
    return short if _FLOAT32.pack(short) == _FLOAT32.pack(value) else value
