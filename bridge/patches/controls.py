"""What there is to turn, press and choose: the rows of the table as widgets, alike for every host."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from ..address import PLACES, Row, rows_for, server_rows
from .setting import Player

What = Literal["fader", "number", "switch", "menu", "text"]
WIDEST = 1000  # a whole number with more steps is typed in, not slid
SCALES = ("any", "C major", "A minor", "D dorian", "F# blues", "0 2 4 7 9")  # of any number of scales, a few to press


@dataclass(frozen=True)
class Control:
    """One parameter of one player, or of the server."""

    address: str  # the real one: /music/temperature
    label: str  # temperature
    what: What
    letter: str  # OSC's: i f s
    doc: str
    low: float = 0.0
    high: float = 1.0
    value: Any = 0  # now, or the default
    words: tuple[str, ...] = ()  # of a menu; of a text a few that are worth a press
    unit: str = ""

    @property
    def path(self) -> list[str]:
        """The segments: ["music", "temperature"]."""
        return self.address.strip("/").split("/")

    @property
    def told(self) -> float | int | str:
        """The value as its type says it."""
        return int(self.value) if self.letter == "i" else float(self.value) if self.letter == "f" else str(self.value)


@dataclass(frozen=True)
class Button:
    address: str
    label: str
    doc: str

    @property
    def path(self) -> list[str]:
        return self.address.strip("/").split("/")


def controls(player: Player) -> tuple[Control, ...]:
    """Every parameter of a player, in the order of the table; `latent/INDEX` as its first few coordinates. A choice of which
    no word is known is left out: its package offers none."""
    found = []
    for row in rows_for(player.kind):
        if row.parameter:
            tails = player.places_of(row.tail) if row.tail.endswith(PLACES) else (row.tail,)
            found += [made for tail in tails if (made := _control(row, tail, player))]
    return tuple(found)


def buttons(player: Player) -> tuple[Button, ...]:
    """Every trigger of a player."""
    return tuple(Button(row.at(player.name), row.tail, row.doc) for row in rows_for(player.kind) if row.role == "trigger")


def choices(player: Player) -> tuple[Control, ...]:
    """The commands whose only word the package or the server knows: `load`, `class`. They have no value to show."""
    found = []
    for row in rows_for(player.kind):
        words = player.words.get(row.tail, ())
        if row.role == "command" and words:
            found.append(Control(row.at(player.name), row.tail, "menu", "s", row.doc, value=words[0], words=words))
    return tuple(found)


def inputs(player: Player) -> tuple[Control, ...]:
    """What a hand moves: `/gesture/in/0` …, a fader each; none for players that are not moved so."""
    found = []
    for row in rows_for(player.kind):
        if row.role == "note" and row.tail.endswith("INDEX"):  # an INPUT takes as many numbers as its model wants
            for tail in player.places_of(row.tail):
                found.append(Control(f"/{player.name}/{tail}", tail, "fader", "f", row.doc))
    return tuple(found)


def server_controls() -> tuple[Control, ...]:
    """The parameters of the server that have one value."""
    nobody = Player("", "")
    rows = [row for row in server_rows() if row.parameter and len(row.args) == 1]
    return tuple(made for row in rows if (made := _control(row, row.tail, nobody)))


def server_buttons() -> tuple[Button, ...]:
    """Panic, start, stop …; not those that are about the connection itself."""
    rows = [row for row in server_rows() if row.role == "trigger" and row.tail != "bye"]
    return tuple(Button(row.address, row.tail, row.doc) for row in rows)


def row_of(kind: str, tail: str) -> Row:
    """The row of the table at a tail; of a kind, or the server's."""
    return next(row for row in (server_rows() if kind == "server" else rows_for(kind)) if row.tail == tail)


def _control(row: Row, tail: str, player: Player) -> Control | None:
    arg = row.args[0]
    words = arg.choices or player.words.get(row.tail, ())
    address = f"/{player.name}/{tail}" if player.name else row.address
    value = player.values.get(tail, arg.default)
    made = Control(address, tail, "text", "s", row.doc, value=value, unit=arg.unit)
    match arg.type:
        case "choice" if words:
            return replace(made, what="menu", words=tuple(words), value=value if value in words else words[0])
        case "choice":
            return None
        case "switch":
            return replace(made, what="switch", letter="i", high=1, value=int(value or 0))
        case "s":
            return replace(made, words=SCALES if row.tail == "scale" else (), value=value or "")
    bounded = arg.low is not None and arg.high is not None
    what: What = "fader" if bounded and (arg.type == "f" or arg.high - arg.low <= WIDEST) else "number"
    low, high = (arg.low, arg.high) if bounded else (0, WIDEST)
    return replace(made, what=what, letter=arg.type, low=low, high=high, value=value or 0)
