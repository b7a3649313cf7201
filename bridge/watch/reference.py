"""docs/reference.md, made from the table: `python -m bridge.watch.reference > docs/reference.md`."""

import shlex
from collections.abc import Callable, Iterable

from bridge.address import KINDS, TABLE, Arg, Row, signature
from bridge.address.arguments import plain

OSC_PORT = 7770
HEAD = """\
# Address book

Made from the one table of addresses (`bridge/address/table.py`) by
`python -m bridge.watch.reference > docs/reference.md`; a test fails when the two differ.

OSC over UDP and TCP on port 7770. Examples are for `oscsend` (Debian: liblo-tools). `[…]` may be left out.

- A **parameter** without arguments asks: it is answered at its own address. Out of range becomes the nearest allowed
  value, and the newest value wins.
- A **trigger** acts without arguments, or with one number that is not 0; 0 and F (a button let go) do nothing.
- **Notes**, triggers, commands and queries are never dropped and keep their order of arrival.
- **Out** is what leaves: to listeners (`/hello`), or to whoever asked.
- A whole number is fine where a number is due, a number is rounded where a whole one is due; switches take T, F, 1, 0;
  a choice takes its word or its index from 0. Anything else changes nothing and is answered
  `/error s:address s:what was wrong and what is allowed`.
- Patterns work as in OSC 1.0: `/*/stop`, `/{music,text}/reset`.
"""
TITLES = {
    "server": ("The server", "Clock, listeners, scenes, routes."),
    "player": ("Every player", "`NAME` is the player's name, as in `/music/stop`."),
    "music": ("Music", "Players of kind `music`."),
    "text": ("Text", "Players of kind `text`."),
    "image": ("Image", "Players of kind `image`; `INDEX` counts from 0."),
    "gesture": ("Gesture", "Players of kind `gesture`; `INDEX` counts from 0."),
    "tensor": ("Tensor", "Players of kind `tensor`: any ONNX model; `INPUT` is the name of one of its inputs."),
}
COLUMNS = ("address", "is a", "arguments", "range", "default", "meaning", "try")
LEARN = "\nAfter `/NAME/PARAM/learn` the next MIDI controller moved drives that parameter, if it has a range.\n"


def markdown(rows: Iterable[Row] = TABLE) -> str:
    """The whole page."""
    rows = tuple(rows)
    sections = [_section(kind, [row for row in rows if row.kind == kind]) for kind in ("server", "player", *KINDS)]
    return HEAD + "".join(sections) + LEARN


def example(row: Row) -> str:
    """A line for the shell that sends something right to this address; "" for what only leaves."""
    if not row.incoming:
        return ""
    address = row.at(row.kind if row.kind in KINDS else "music", "0")
    types = "".join("f" if isinstance(v, float) else "i" if isinstance(v, int) else "s" for v in row.example)
    words = [shlex.quote(plain(v) if isinstance(v, float) else str(v)) for v in row.example]
    return " ".join(["oscsend localhost", str(OSC_PORT), shlex.quote(address), *([types] if types else []), *words])


def _section(kind: str, rows: list[Row]) -> str:
    title, words = TITLES[kind]
    lines = [_line(COLUMNS), _line(["---"] * len(COLUMNS)), *(_line(_cells(row)) for row in rows)]
    return f"\n## {title}\n{words}\n\n" + "\n".join(lines) + "\n"


def _cells(row: Row) -> list[str]:
    shell = example(row)
    return [
        f"`{row.address}`",
        row.role,
        f"`{signature(row)}`" if row.args else "–",
        _of_all(row, _range),
        _of_all(row, _default),
        row.doc + (f"; answered {row.replies}" if row.replies else ""),
        f"`{shell}`" if shell else "–",
    ]


def _of_all(row: Row, say: Callable[[Arg], str]) -> str:
    """One word per argument; a dash where none has anything to say."""
    words = [say(arg) for arg in row.args]
    return " · ".join(word or "–" for word in words) if any(words) else "–"


def _range(arg: Arg) -> str:
    if arg.type == "switch":
        return "0 1"
    if arg.type == "choice":
        return " ".join(arg.choices) or "the package's words"
    if arg.among:
        return " ".join(map(str, arg.among))
    if arg.low is None:
        return arg.unit
    limits = f"{plain(arg.low)} and more" if arg.high is None else f"{plain(arg.low)} to {plain(arg.high)}"
    return f"{limits} {arg.unit}".strip()


def _default(arg: Arg) -> str:
    if arg.default is None:
        return ""
    return arg.default if isinstance(arg.default, str) else plain(arg.default)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    print(markdown(), end="")
