"""A session for Open Stage Control (version 1): a tab for each player, knobs with the table's ranges, a keyboard.

Made by the program's own tables of widgets and properties; it has not been opened in it here. The session says hello when it
is loaded, so knobs show what the server has. Open Stage Control must listen at an OSC port (`osc-port`): the server answers
the socket that asked, which is that one.
"""

import json
from itertools import count
from typing import Any

from . import controls as knobs
from .controls import Button, Control
from .setting import Player, Setting

VERSION = "1.25.0"
KEYS, LOWEST = 37, 48
DECIMALS = 3
PER_ROW = 8


def session(setting: Setting) -> str:
    """The whole file."""
    return json.dumps(_Session(setting).told(), indent=2, ensure_ascii=False) + "\n"


class _Session:
    def __init__(self, setting: Setting):
        self._setting = setting
        self._target = f"{setting.host}:{setting.osc_port}"
        self._numbers = count(1)

    def told(self) -> dict:
        tabs = [self._tab("stage", self._stage()), *(self._tab(p.name, self._player(p)) for p in self._setting.players)]
        asked = [c.address for c in knobs.server_controls()]
        asked += [control.address for player in self._setting.players for control in knobs.controls(player)]
        sends = [f"send('{self._target}', '/hello')", f"send('{self._target}', '/feedback', {{type: 'i', value: 1}})"]
        sends += [f"send('{self._target}', '{address}')" for address in asked]
        root = {"type": "root", "id": "root", "target": self._target, "tabs": tabs, "onCreate": "\n".join(sends)}
        return {"createdWith": "Open Stage Control", "version": VERSION, "type": "session", "content": root}

    def _stage(self) -> list[dict]:
        hello = [self._button(Button("/hello", "hello again", "this program hears what players do"))]
        pressed = [self._button(button) for button in knobs.server_buttons()]
        shown = [self._knob(control) for control in knobs.server_controls()]
        error = self._widget("text", "/error", "what was wrong", wrap="soft", height=60, width="100%")
        return [self._row("say", [*hello, *pressed]), self._row("clock", shown, 150), error]

    def _player(self, player: Player) -> list[dict]:
        rows = [*_KINDS[player.kind](self, player)]
        controls = [*knobs.inputs(player), *knobs.controls(player), *knobs.choices(player)]
        for start in range(0, len(controls), PER_ROW):
            rows.append(self._row(player.name, [self._knob(control) for control in controls[start : start + PER_ROW]], 150))
        rows.append(self._row(player.name, [self._button(button) for button in knobs.buttons(player)]))
        rows.append(self._widget("text", f"/{player.name}/out/state", "what it does", height=40, width="100%"))
        return rows

    # --- widgets

    def _tab(self, name: str, widgets: list[dict]) -> dict:
        return {"type": "tab", "id": f"{name}_tab", "label": name, "layout": "vertical", "widgets": widgets}

    def _row(self, name: str, widgets: list[dict], height: int = 70) -> dict:
        return {
            "type": "panel", "id": self._id(f"{name}_row"), "layout": "horizontal", "height": height, "width": "100%",
            "bypass": True, "alphaStroke": 0, "scroll": True, "contain": False, "widgets": widgets,
        }  # fmt: skip

    def _widget(self, kind: str, address: str, doc: str, **more: Any) -> dict:
        name = address.strip("/").replace("/", "_")
        return {"type": kind, "id": self._id(name), "address": address, "target": self._target, "comments": doc, **more}

    def _id(self, name: str) -> str:
        return f"{name}_{next(self._numbers)}"

    def _knob(self, control: Control) -> dict:
        title = {"html": f"<div style='text-align:center'>{control.label}</div>"}
        whole = {"typeTags": control.letter, "decimals": 0 if control.letter == "i" else DECIMALS}
        span = {"min": control.low, "max": control.high}
        match control.what:
            case "fader":
                more: dict[str, Any] = {"range": span, "default": control.told, "width": 110} | whole | title
                return self._widget("knob", control.address, control.doc, **more)
            case "number":
                return self._widget("input", control.address, control.doc, numeric=True, width=110, **whole, **title)
            case "switch":
                more = {"mode": "toggle", "on": 1, "off": 0, "typeTags": "i", "label": control.label, "width": 110}
                return self._widget("button", control.address, control.doc, **more)
            case "menu":
                more = {"values": list(control.words), "typeTags": "s", "width": 130} | title
                return self._widget("dropdown", control.address, control.doc, **more)
        return self._widget("input", control.address, control.doc, typeTags="s", default=control.told, width=130, **title)

    def _button(self, button: Button) -> dict:
        """Without a value: `momentary` sends the address alone, which is what a trigger wants."""
        return self._widget("button", button.address, button.doc, mode="momentary", label=button.label, width=110)

    # --- what is particular to a kind

    def music(self, player: Player) -> list[dict]:
        shape = {"keys": KEYS, "start": LOWEST, "height": 130, "width": "100%"}
        note = {"on": 100, "off": 0, "velocity": True, "mode": "push", "typeTags": "ii"}
        played = self._widget("keyboard", f"/{player.name}/note", "what you play", **shape, **note)
        shown = self._widget("keyboard", f"/{player.name}/shown", "what it plays", **shape, interaction=False, bypass=True)
        # An answer has three arguments, the keyboard shows two of them.
        script = f"set('{shown['id']}', [value[0], value[1]], {{send: false}})"
        heard = self._widget("variable", f"/{player.name}/out/note", "its notes, to the keyboard", onValue=script)
        chord = self._widget("text", f"/{player.name}/out/chord", "the harmony", height=40, width="100%")
        return [played, shown, heard, chord]

    def text(self, player: Player) -> list[dict]:
        line = self._widget("text", f"/{player.name}/out/line", "its last line", height=80, width="100%", wrap="soft")
        prompt = self._widget("input", f"/{player.name}/prompt", "what it goes on from", typeTags="s", width=300)
        more = {"mode": "tap", "typeTags": "i", "width": 110}
        counts = [
            self._widget("button", f"/{player.name}/next", f"{n} lines", on=n, label=f"{n} lines", **more) for n in (1, 4)
        ]
        play = self._widget(
            "button", f"/{player.name}/play", "on and on", on=1, off=0, label="play", mode="toggle", typeTags="i"
        )
        return [line, self._row(player.name, [prompt, *counts, play])]

    def image(self, player: Player) -> list[dict]:
        seen = {"value": f"{self._setting.page}/view/{player.name}", "height": 320, "width": "100%"}
        more = {"mode": "tap", "typeTags": "if", "width": 110}
        glides = [
            self._widget("button", f"/{player.name}/morph", f"glide to {n}", on=[n, 4], label=f"glide to {n}", **more)
            for n in (1, 2, 3, 7, 42)
        ]
        return [
            self._widget("frame", f"/{player.name}/frame", "its pictures", **seen),
            self._row(player.name, glides),
        ]

    def gesture(self, player: Player) -> list[dict]:
        places = player.places_of("in/INDEX")
        if len(places) < 2:
            return []
        pad = {
            "rangeX": {"min": 0, "max": 1},
            "rangeY": {"min": 0, "max": 1},
            "height": 300,
            "width": "100%",
            "typeTags": "ff",
        }
        return [self._widget("xy", f"/{player.name}/in", "your hand: its first two values", decimals=DECIMALS, **pad)]

    def tensor(self, player: Player) -> list[dict]:
        return [self._widget("text", f"/{player.name}/out/value", "what it gives", height=60, width="100%")]


_KINDS = {kind: getattr(_Session, kind) for kind in ("music", "text", "image", "gesture", "tensor")}
