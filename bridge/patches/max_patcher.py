"""One patcher of Max as JSON: boxes with their inlets and outlets, cords between them.

The format is that of .maxpat files: `{"patcher": {"boxes": [{"box": …}], "lines": [{"patchline": {"source": [id, outlet],
"destination": [id, inlet]}}]}}`; a box says what it is by `maxclass`, objects that are typed by `newobj` and their text.
"""

import json
from itertools import pairwise
from typing import Any

# Inlets and the types of outlets of what we use, as Max's reference pages have them. "" is any message.
SHAPES: dict[str, tuple[int, tuple[str, ...]]] = {
    "comment": (1, ()), "message": (2, ("",)), "button": (1, ("bang",)), "toggle": (1, ("int",)),
    "number": (1, ("", "bang")), "flonum": (1, ("", "bang")), "umenu": (1, ("int", "", "")),
    "live.dial": (1, ("", "float")), "kslider": (2, ("int", "int")), "textedit": (1, ("", "int", "", "")),
    "ezdac~": (2, ()), "jweb": (1, ("",)),
    "udpsend": (1, ()), "udpreceive": (1, ("",)), "loadbang": (1, ("bang",)), "delay": (2, ("bang",)),
    "prepend": (1, ("",)), "tosymbol": (1, ("",)), "s": (1, ()), "r": (0, ("",)), "print": (1, ()),
    "notein": (1, ("int", "int", "int")), "noteout": (3, ()), "makenote": (3, ("float", "float")),
    "pack": (2, ("",)), "mtof": (1, ("",)), "cycle~": (2, ("signal",)), "*~": (2, ("signal",)),
    "line~": (2, ("signal", "bang")), "/": (2, ("float",)),
}  # fmt: skip


def shape(text: str) -> tuple[int, tuple[str, ...]]:
    """Inlets and outlets of an object as it is typed: those of some depend on their arguments."""
    name, *arguments = text.split()
    match name:
        case "route":  # one outlet for each word and one for the rest; inlets likewise
            return len(arguments) + 1, ("",) * (len(arguments) + 1)
        case "unpack":
            return 1, tuple("int" if word == "i" or "." not in word else "float" for word in arguments)
        case "t":
            return 1, tuple({"b": "bang", "i": "int", "f": "float"}.get(word, "") for word in arguments)
        case "p":
            return 0, ()
    return SHAPES[name]


class Patcher:
    """Boxes where they stand (pixels), and cords. `obj` and `ui` give the id that `cord` wants. Presentation mode, in which
    it opens, shows all but what is typed."""

    def __init__(self, width: int, height: int):
        self._size, self._boxes, self._lines = (width, height), [], []

    def obj(self, x: int, y: int, text: str, **more: Any) -> str:
        """What is typed into an object box."""
        inlets, outlets = shape(text)
        return self._put(x, y, max(40, 8 + 7 * len(text)), 22, "newobj", inlets, outlets, {"text": text, **more})

    def ui(self, x: int, y: int, width: int, height: int, maxclass: str, **more: Any) -> str:
        inlets, outlets = SHAPES[maxclass]
        return self._put(x, y, width, height, maxclass, inlets, outlets, more)

    def text(self, x: int, y: int, words: str, width: int = 0, **more: Any) -> str:
        return self.ui(x, y, width or 12 + 7 * len(words), 20, "comment", text=words, **more)

    def msg(self, x: int, y: int, words: str, width: int = 0) -> str:
        return self.ui(x, y, width or 16 + 7 * len(words), 22, "message", text=words)

    def hidden(self, x: int, y: int, words: str, width: int) -> str:
        """A message that presentation does not show."""
        return self._put(x, y, width, 22, "message", *SHAPES["message"], {"text": words, "presentation": 0})

    def sub(self, x: int, y: int, name: str, patcher: "Patcher") -> str:
        return self.obj(x, y, f"p {name}", patcher=patcher.told())

    def cord(self, source: str, target: str, outlet: int = 0, inlet: int = 0) -> None:
        self._lines.append({"patchline": {"source": [source, outlet], "destination": [target, inlet]}})

    def chain(self, *boxes: str) -> str:
        for source, target in pairwise(boxes):
            self.cord(source, target)
        return boxes[-1]

    def told(self) -> dict:
        """The patcher as values."""
        return {
            "fileversion": 1,
            "appversion": {"major": 8, "minor": 5, "revision": 0, "architecture": "x64", "modernui": 1},
            "classnamespace": "box",
            "rect": [80.0, 100.0, *map(float, self._size)],
            "bglocked": 0,
            "openinpresentation": 1,
            "default_fontsize": 12.0,
            "default_fontface": 0,
            "default_fontname": "Arial",
            "gridonopen": 1,
            "gridsize": [15.0, 15.0],
            "boxes": [{"box": box} for box in self._boxes],
            "lines": self._lines,
        }

    def __str__(self) -> str:
        return json.dumps({"patcher": self.told()}, indent=1, ensure_ascii=False) + "\n"

    def _put(self, x: int, y: int, w: int, h: int, maxclass: str, inlets: int, outlets: tuple[str, ...], more: dict) -> str:
        box = {
            "id": f"obj-{len(self._boxes) + 1}",
            "maxclass": maxclass,
            "numinlets": inlets,
            "numoutlets": len(outlets),
            "patching_rect": [float(x), float(y), float(w), float(h)],
            **more,
        }
        if "presentation" not in more and (maxclass != "newobj" or "patcher" in more):
            box |= {"presentation": 1, "presentation_rect": box["patching_rect"]}
        if outlets:
            box["outlettype"] = list(outlets)
        self._boxes.append(box)
        return box["id"]
