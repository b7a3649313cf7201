"""What stands behind a window of the Pure Data patch: names become OSC, and OSC sets what is shown."""

from .controls import Button, Control
from .pd_canvas import Canvas, messages
from .setting import Player

STEP = 46


def sends(address: str) -> str:
    """The name to which a control sends: `music.temperature!`."""
    return address.strip("/").replace("/", ".") + "!"


def hears(address: str) -> str:
    """The name by which what is shown is set: `music.temperature=`."""
    return address.strip("/").replace("/", ".") + "="


class Wires:
    """`pd wires` of a window; `name` is its player's, "" the server's. `canvas` is asked for once, at the end."""

    def __init__(self, name: str):
        self._name = name
        self._box = Canvas("wires", 900, 560)
        self._asked: list[str] = []  # what is asked when the patch begins, as oscformat is told it
        self._routes: dict[str, list[tuple[str, ...]]] = {}  # first words after the player's → what happens with the rest
        self._y = 20

    def control(self, control: Control, asked: bool = True) -> None:
        """Out by its name, in by its address; `asked`: the server has a value of it."""
        source = self._box.obj(20, self._y, f"r {sends(control.address)}")
        packet = self._box.obj(330, self._y, "oscformat " + " ".join(control.path))
        if control.letter == "s":
            self._box.cord(source, packet)
        else:
            shown = self._box.msg(200, self._y, r"set \$1")
            number = self._box.obj(160, self._y, "int" if control.letter == "i" else "float")
            self._box.chain(source, number, packet)
            self._box.chain(number, shown, self._box.obj(260, self._y, f"s {hears(control.address)}"))
        self._out(packet)
        if asked:
            self._asked += ["set " + " ".join(control.path), "bang"]
            self.shows("/".join(control.path[1:] if self._name else control.path), hears(control.address), control.letter)

    def button(self, button: Button) -> None:
        self.command(button.address)

    def command(self, address: str) -> None:
        """A list, a number or a bang to its name is sent as it is."""
        packet = self._box.obj(330, self._y, "oscformat " + " ".join(address.strip("/").split("/")))
        self._box.cord(self._box.obj(20, self._y, f"r {sends(address)}"), packet)
        self._out(packet)

    def press(self, name: str, text: str, receiver: str) -> None:
        """A button that sends to `name` says this to `receiver`."""
        boxes = (self._box.obj(20, self._y, f"r {name}"), self._box.msg(200, self._y, text))
        self._box.chain(*boxes, self._box.obj(400, self._y, f"s {receiver}"))
        self._y += STEP // 2

    def shows(self, tail: str, receiver: str, letter: str = "s") -> None:
        """What comes at this tail is shown at that name."""
        self._routes.setdefault(tail, []).append(("word" if letter == "s" else "number", receiver))

    def says(self, tail: str, receiver: str, skip: int = 0) -> None:
        """As `shows`, of a sentence that follows after `skip` other arguments."""
        self._routes.setdefault(tail, []).append(("after", receiver, str(skip)))

    def passes(self, tail: str, *receivers: str) -> None:
        """What comes at this tail goes to these names as it is."""
        self._routes.setdefault(tail, []).extend(("pass", receiver) for receiver in receivers)

    def spreads(self, tail: str, receivers: tuple[str, ...]) -> None:
        """Each number of what comes at this tail is shown at its own name."""
        self._routes.setdefault(tail, []).append(("spread", *receivers))

    def into(self) -> tuple[Canvas, int]:
        """For what is particular to one kind: the canvas, and a height at which it is free."""
        self._y += 6 * STEP
        return self._box, self._y - 6 * STEP

    def canvas(self) -> Canvas:
        if self._asked:
            packet = self._box.obj(330, self._y, "oscformat")
            ask = self._box.msg(20, self._y + STEP, messages(self._asked))
            self._box.chain(self._box.obj(20, self._y, "r duende.ask"), ask, packet)
            self._out(packet)
        source = self._box.obj(480, 20, "r duende.in")
        if self._name:
            source = self._box.chain(source, self._box.obj(480, 46, f"route {self._name}"))
        self._branch(source, self._tree(), 480, 80)
        return self._box

    def _out(self, packet: int) -> None:
        self._box.cord(packet, self._box.obj(330, self._y + 20, "s duende.send"))
        self._y += STEP

    # --- from addresses to what is shown

    def _tree(self) -> dict:
        tree: dict = {}
        for tail, ends in self._routes.items():
            *path, last = tail.split("/")
            place = tree
            for segment in path:
                place = place.setdefault(segment, {})
            place[last] = ends
        return tree

    def _branch(self, source: int, tree: dict, x: int, y: int) -> int:
        """One `route` and what hangs on it; how far down it reaches."""
        if all(map(str.isdecimal, tree)):
            source = self._index(source, x, y)
            y += 3 * STEP
        route = self._box.obj(x, y, "route " + " ".join(tree))
        self._box.cord(source, route)
        y += STEP
        for outlet, part in enumerate(tree.values()):
            if isinstance(part, dict):
                y = self._branch_at(route, outlet, part, x + 40, y)
            else:
                for end in part:
                    self._end(route, outlet, end, x + 40, y)
                    y += STEP
        return y

    def _index(self, source: int, x: int, y: int) -> int:
        """`oscparse` gives the 0 of /latent/0 as a symbol, which `route 0` does not know: its digit becomes a number. Of
        longer ones nothing comes out: no more than the first few places are shown."""
        box = self._box
        apart = box.obj(x, y, "list split 1")
        digits = box.obj(x, y + STEP, "list fromsymbol")
        one = box.obj(x + 130, y + STEP, "list split 2")
        number = box.obj(x + 250, y + STEP, "- 48")  # from its code
        pair = box.obj(x, y + 2 * STEP, "pack f f")
        box.chain(source, apart, digits, one)
        box.cord(one, number, outlet=2)
        box.cord(number, pair)
        box.cord(apart, pair, outlet=1, inlet=1)
        return pair

    def _branch_at(self, route: int, outlet: int, tree: dict, x: int, y: int) -> int:
        through = self._box.obj(x, y, "list")
        trimmed = self._box.obj(x + 50, y, "list trim")
        self._box.cord(route, through, outlet)
        self._box.cord(through, trimmed)
        return self._branch(trimmed, tree, x + 40, y + STEP)

    def _end(self, route: int, outlet: int, end: tuple[str, ...], x: int, y: int) -> None:
        box = self._box
        match end:
            case ("number", receiver):
                first = box.msg(x, y, r"set \$1")
                box.cord(first, box.obj(x + 70, y, f"s {receiver}"))
            case ("word", receiver):
                first = box.obj(x, y, "list split 1")
                box.chain(first, box.obj(x + 95, y, "list prepend set"), box.obj(x + 220, y, "list trim"),
                          box.obj(x + 290, y, f"s {receiver}"))  # fmt: skip
            case ("after", receiver, "0"):
                return self._end(route, outlet, ("word", receiver), x, y)
            case ("after", receiver, skip):
                first = box.obj(x, y, f"list split {skip}")
                prepend = box.obj(x + 95, y, "list prepend set")
                box.cord(first, prepend, outlet=1)
                box.chain(prepend, box.obj(x + 220, y, "list trim"), box.obj(x + 290, y, f"s {receiver}"))
            case ("spread", *receivers):
                first = box.obj(x, y, "unpack " + " ".join("f" * len(receivers)))
                for number, receiver in enumerate(receivers):
                    shown = box.msg(x + 60 + 130 * number, y + 22, r"set \$1")
                    box.cord(first, shown, number)
                    box.cord(shown, box.obj(x + 60 + 130 * number, y + 44, f"s {receiver}"))
            case (_, receiver):
                first = box.obj(x, y, f"s {receiver}")
        box.cord(route, first, outlet)


def own(player: Player, tail: str) -> str:
    return f"/{player.name}/{tail}"
