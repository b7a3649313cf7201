"""One window of Pure Data as text: boxes where they stand, cords between them.

The file format: every line a message to Pd, ended by `;`; boxes count from 0 in the order in which they are written, and
`#X connect` names them by that number. Commas, semicolons, dollars and spaces that belong to a word have a backslash before
them.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

FONT = 12
LABEL = "#404040"  # of the labels beside sliders and buttons
SLIDER_PX = 160
_SPECIAL = re.compile(r"([\\,;$ {}])")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


def word(text: str) -> str:
    """A symbol as a file says it."""
    return _SPECIAL.sub(r"\\\1", text)


def is_number(text: str) -> bool:
    """Would Pd read this word as a number?"""
    return bool(_NUMBER.fullmatch(text))


def atom(value: float | int | str) -> str:
    return word(value) if isinstance(value, str) else f"{value:.10g}"


class Canvas:
    """Its boxes and cords; `sub` puts a window into a box."""

    def __init__(self, name: str = "", width: int = 600, height: int = 400, *, x: int = 60, y: int = 60):
        self._name, self._place, self._size = name, (x, y), (width, height)
        self._lines: list[str] = []
        self._cords: list[str] = []
        self._count = 0

    def sized(self, width: int, height: int) -> "Canvas":
        """Itself, as a window of this size."""
        self._size = width, height
        return self

    def obj(self, x: int, y: int, text: str) -> int:
        """`text` as it is typed into an object box; words with special signs have gone through `word`."""
        return self._put(f"#X obj {x} {y} {text}")

    def msg(self, x: int, y: int, text: str) -> int:
        return self._put(f"#X msg {x} {y} {text}")

    def text(self, x: int, y: int, words: str, width: int = 0) -> int:
        """A comment."""
        return self._put(f"#X text {x} {y} {_comment(words)}" + (f", f {width}" if width else ""))

    def sub(self, x: int, y: int, canvas: "Canvas") -> int:
        return self._put(f"{canvas._body()}\n#X restore {x} {y} pd {word(canvas._name)}")

    def cord(self, source: int, target: int, outlet: int = 0, inlet: int = 0) -> None:
        self._cords.append(f"#X connect {source} {outlet} {target} {inlet}")

    def chain(self, *boxes: int) -> int:
        """Cords from the first outlet of each to the first inlet of the next; the last."""
        for source, target in pairwise(boxes):
            self.cord(source, target)
        return boxes[-1]

    # --- what is turned and pressed: no cords, a name that it sends to and one by which it is set

    def slider(self, x: int, y: int, low: float, high: float, sends: str, hears: str) -> int:
        span = f"{SLIDER_PX} 15 {low:.10g} {high:.10g} 0 0"
        return self.obj(x, y, f"hsl {span} {sends} {hears} empty -2 -8 0 {FONT} #e6dcd1 #b5371f {LABEL} 0 1")

    def switch(self, x: int, y: int, sends: str, hears: str) -> int:
        return self.obj(x, y, f"tgl 17 0 {sends} {hears} empty 20 8 0 {FONT} #e6dcd1 #b5371f {LABEL} 0 1")

    def button(self, x: int, y: int, label: str, sends: str) -> int:
        return self.obj(x, y, f"bng 17 250 50 0 {sends} empty {word(label)} 22 8 0 {FONT} #e6dcd1 #b5371f {LABEL}")

    def number(self, x: int, y: int, digits: int, low: float, high: float, sends: str, hears: str) -> int:
        return self._put(f"#X floatatom {x} {y} {digits} {low:.10g} {high:.10g} 0 - {hears} {sends} {FONT}")

    def words(self, x: int, y: int, letters: int, hears: str) -> int:
        """A line in which a word or a sentence is shown."""
        return self._put(f"#X symbolatom {x} {y} {letters} 0 0 0 - {hears} - {FONT}")

    # --- the file

    def __str__(self) -> str:
        return self._body() + "\n"

    def _body(self) -> str:
        kind = f"{word(self._name)} 0" if self._name else f"{FONT}"  # 0: opened by a click
        head = f"#N canvas {' '.join(map(str, (*self._place, *self._size)))} {kind}"
        return ";\n".join([head, *self._lines, *self._cords]) + ";"

    def _put(self, line: str) -> int:
        self._lines.append(line)
        self._count += 1
        return self._count - 1


def said(values: tuple[float | int | str, ...]) -> str:
    """What a message box says: one word as a symbol, numbers as they are."""
    if len(values) == 1 and isinstance(values[0], str):
        return f"symbol {word(values[0])}"
    return " ".join(map(atom, values))


def messages(each: Iterable[str]) -> str:
    """Several messages in one box, said one after the other."""
    return r" \, ".join(each)


def _comment(words: str) -> str:
    return re.sub(r" ?([,;$])", r" \\\1", words)
