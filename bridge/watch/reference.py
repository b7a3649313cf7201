"""docs/reference.md, made from the table: `python -m bridge.watch.reference > docs/reference.md`."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bridge.address import KINDS, TABLE, Arg, Row, signature
from bridge.address.arguments import plain
from bridge.patches.spoken import HOST, LANGUAGES, OSC_PORT, heard, said

HEAD = """\
# Address book

Made from the one table of addresses (`bridge/address/table.py`) by
`python -m bridge.watch.reference > docs/reference.md`; a test fails when the two differ. A server shows the same at
`/reference`, with the names of the players that are on its stage.

OSC over UDP and TCP on port 7770. `[…]` may be left out.

- A **parameter** without arguments asks: it is answered at its own address. Out of range becomes the nearest allowed
  value, and the newest value wins.
- A **trigger** acts without arguments, or with one number that is not 0; 0 and F (a button let go) do nothing.
- **Notes**, triggers, commands and queries are never dropped and keep their order of arrival.
- **Out** is what leaves: to listeners (`/hello`), or to whoever asked.
- A whole number is fine where a number is due, a number is rounded where a whole one is due; switches take T, F, 1, 0;
  a choice takes its word or its index from 0. Anything else changes nothing and is answered
  `/error s:address s:what was wrong and what is allowed`.
- Patterns work as in OSC 1.0: `/*/stop`, `/{music,text}/reset`.

Each address has a line to copy for four programs. What they take for granted:

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
LEARN = "\nAfter `/NAME/PARAM/learn` the next MIDI controller moved drives that parameter, if it has a range.\n"
PLACE = "0"  # stands for INDEX and INPUT in lines to copy


class Entry(NamedTuple):
    """What the book says of one address."""

    row: Row
    facts: str  # "parameter · `f:temperature` · 0 to 2 · default 1"
    doc: str
    lines: dict[str, str]  # language → a line to copy


def entry(
    row: Row,
    name: str = "",
    host: str = HOST,
    port: int = OSC_PORT,
    *,
    music: str = "music",
    words: Sequence[str] = (),
    size: int = 0,
) -> Entry:
    """Its lines are for a player of this name ("" = the one of its kind in a server without a show); `music` is a music
    player, where an example names one; `words` are such as may stand here where only a package knows, `size` is how many
    numbers its package wants where any number may follow."""
    address = row.at(name or default_name(row), PLACE)
    args = [value.replace("/music/", f"/{music}/") if isinstance(value, str) else value for value in row.example]
    if words and args and args[0] not in words:
        args[0] = words[0]
    if size and row.args and row.args[-1].many:
        args = [*args, *[0.0] * size][:size]
    lines = said(address, args, host, port) if row.incoming else heard(address)
    facts = [row.role, *([f"`{signature(row)}`"] if row.args else []), *_said_of_all(row)]
    return Entry(row, " · ".join(facts), row.doc + (f"; answered {row.replies}" if row.replies else ""), lines)


def default_name(row: Row) -> str:
    return row.kind if row.kind in KINDS else "music"


def sections(rows: Iterable[Row] = TABLE) -> list[tuple[str, list[Row]]]:
    """Kind → its rows, in the order of the book."""
    rows = tuple(rows)
    return [(kind, [row for row in rows if row.kind == kind]) for kind in TITLES]


def markdown(rows: Iterable[Row] = TABLE) -> str:
    """The whole page."""
    about = "".join(f"- **{language.name}**: {language.about}\n" for language in LANGUAGES)
    return HEAD + about + "".join(_section(kind, own) for kind, own in sections(rows)) + LEARN


def _section(kind: str, rows: list[Row]) -> str:
    title, words = TITLES[kind]
    return f"\n## {title}\n{words}\n" + "".join(_block(entry(row)) for row in rows)


def _block(said_of: Entry) -> str:
    width = max(len(name) for name in said_of.lines)
    lines = "\n".join(f"{name:<{width}}  {line}" for name, line in said_of.lines.items())
    return f"\n### `{said_of.row.address}`\n{said_of.doc}\n\n{said_of.facts}\n\n```text\n{lines}\n```\n"


def _said_of_all(row: Row) -> list[str]:
    """Range and default, where there is something to say."""
    spans, defaults = _of_all(row, span), _of_all(row, default)
    return [*([spans] if spans else []), *([f"default {defaults}"] if defaults else [])]


def _of_all(row: Row, say: Callable[[Arg], str]) -> str:
    """One word per argument, a dash where one has nothing to say; "" where none has."""
    words = [say(arg) for arg in row.args]
    return ", ".join(word or "–" for word in words) if any(words) else ""


def span(arg: Arg) -> str:
    if arg.type == "switch":
        return "0 or 1"
    if arg.type == "choice":
        return " ".join(arg.choices) or "the package's words"
    if arg.among:
        return " ".join(map(str, arg.among))
    if arg.low is None:
        return arg.unit
    limits = f"{plain(arg.low)} and more" if arg.high is None else f"{plain(arg.low)} to {plain(arg.high)}"
    return f"{limits} {arg.unit}".strip()


def default(arg: Arg) -> str:
    if arg.default is None:
        return ""
    return arg.default if isinstance(arg.default, str) else plain(arg.default)


if __name__ == "__main__":
    print(markdown(), end="")
