"""A module for Chataigne: module.json (what there is) and duende.js (what it does), a folder of Documents/Chataigne/modules.

Made by the documentation and by modules of others; it has not been run in Chataigne here.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from . import controls as knobs
from .controls import Button, Control
from .setting import Player, Setting

LISTENS = 9004  # where Chataigne hears; said in /hello
SERVER = "stage"
_HERE = Path(__file__).parent / "templates"
MIDI = {"type": "Integer", "min": 0, "max": 127}
# kind of player → what it does: tail, the values it shows (name, definition)
OUTPUTS: dict[str, tuple[tuple[str, tuple[tuple[str, dict], ...]], ...]] = {
    "music": (
        ("out/note", (("Pitch", MIDI), ("Loudness", MIDI))),
        ("out/chord", (("Harmony", {"type": "String"}),)),
    ),
    "text": (("out/line", (("Line", {"type": "String"}),)), ("out/word", (("Word", {"type": "String"}),))),
    "image": (("out/seed", (("Came by", {"type": "Integer"}),)),),
}  # fmt: skip


def module(setting: Setting) -> dict[str, str]:
    """The folder: path in it → text."""
    return {"duende-chataigne/module.json": definition(setting), "duende-chataigne/duende.js": script(setting)}


def definition(setting: Setting) -> str:
    containers = {SERVER: _container([*knobs.server_controls(), *knobs.server_buttons()], ())}
    for player in setting.players:
        turned = [*knobs.inputs(player), *knobs.controls(player), *knobs.buttons(player)]
        containers[player.name] = _container(turned, _outputs(player))
    told = {
        "name": "duende",
        "type": "OSC",
        "path": "Software",
        "version": "1.0.0",
        "description": f"Neural models as players; made for the show at {setting.host}:{setting.osc_port}",
        "hasInput": True,
        "hasOutput": True,
        "hideDefaultCommands": False,
        "defaults": {
            "autoAdd": False,
            "oscInput": {"localPort": LISTENS},
            "OSC Outputs": {"OSC Output": {"local": setting.host == "127.0.0.1", "remoteHost": setting.host,
                                          "remotePort": setting.osc_port}},
        },
        "hideDefaultParameters": ["autoAdd"],
        "scripts": ["duende.js"],
        "parameters": {},
        "values": containers,
        "commands": _commands(setting),
    }  # fmt: skip
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def script(setting: Setting) -> str:
    shown: dict[str, list[str]] = {}
    turned: dict[str, list[str]] = {}
    asked: list[str] = []
    for name, each in _all(setting):
        turned[f"{name}/{short(_title(each))}"] = [each.address, each.what if isinstance(each, Control) else "trigger"]
        if isinstance(each, Control):
            shown[each.address] = [name, short(_title(each))]
            asked += [] if "/in/" in each.address else [each.address]
    for player in setting.players:
        for tail, values in _outputs(player):
            shown[f"/{player.name}/{tail}"] = [player.name, *(short(title) for title, _ in values)]
    text = _template()
    words = {"@HOST@": setting.host, "@OSC@": str(setting.osc_port)}
    words |= {"@SHOWN@": _lines(shown), "@TURNED@": _lines(turned), "@ASKED@": json.dumps(asked)}
    for place, word in words.items():
        text = text.replace(place, word)
    return text


def short(title: str) -> str:
    """How a script calls what stands in the file as a title: `Came by` is cameBy."""
    first, *others = re.split(r"[^A-Za-z0-9]+", title)
    return "".join([first[:1].lower() + first[1:], *(word[:1].upper() + word[1:] for word in others)])


def _all(setting: Setting) -> list[tuple[str, Control | Button]]:
    found: list[tuple[str, Control | Button]] = [
        (SERVER, each) for each in (*knobs.server_controls(), *knobs.server_buttons())
    ]
    for player in setting.players:
        turned = (*knobs.inputs(player), *knobs.controls(player), *knobs.buttons(player))
        found += [(player.name, each) for each in turned]
    return found


def _outputs(player: Player) -> tuple:
    state = {"type": "Enum", "options": {word: word for word in ("idle", "listening", "thinking", "playing")}}
    values = tuple((f"Value {i}", {"type": "Float"}) for i in range(len(player.places_of("in/INDEX"))))
    own = (("out/value", values),) if player.kind == "gesture" and values else OUTPUTS.get(player.kind, ())
    return (("out/state", (("State", state),)), *own)


def _container(turned: list, outputs: tuple) -> dict:
    found: dict[str, Any] = {"type": "Container"}
    for each in turned:
        found[_title(each)] = _value(each)
    for _, values in outputs:
        for title, told in values:
            found[title] = told | {"readOnly": True}
    return found


def _title(each: Control | Button) -> str:
    """As a person reads it; a script's name for it is made from this: `top_p` is Top p, in JavaScript topP."""
    words = re.split(r"[_/ ]+", each.label)
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def _value(each: Control | Button) -> dict:
    if isinstance(each, Button):
        return {"type": "Trigger", "description": each.doc}
    told: dict[str, Any] = {"description": each.doc, "default": each.told}
    match each.what:
        case "switch":
            return {"type": "Boolean"} | told | {"default": bool(each.value)}
        case "menu":
            return {"type": "Enum", "options": {word: word for word in each.words}} | told
        case "text":
            return {"type": "String"} | told
    kind = "Integer" if each.letter == "i" else "Float"
    return {"type": kind, "min": each.low, "max": each.high} | told


def _commands(setting: Setting) -> dict:
    """What a cue or a mapping does: of a kind that is there, for any of its players."""
    modes = knobs.row_of("music", "mode").args[0].choices
    note = {"Pitch": {"type": "Integer", "min": 0, "max": 127, "default": 60},
            "Velocity": {"type": "Integer", "min": 0, "max": 127, "default": 100, "useForMapping": True}}  # fmt: skip
    kinds = {
        "music": {
            "Note": ("note", note),
            "Mode": ("mode", {"Mode": {"type": "Enum", "options": {word: word for word in modes}}}),
        },
        "text": {
            "Next lines": ("next", {"Count": {"type": "Integer", "min": 1, "max": 100, "default": 1}}),
            "Prompt": ("prompt", {"Text": {"type": "String", "default": "The sea"}}),
        },
        "image": {
            "Glide to picture": ("morph", {"Seed": {"type": "Integer", "min": 0, "default": 7},
                                           "Beats": {"type": "Float", "min": 0, "max": 64, "default": 4}}),
        },
    }  # fmt: skip
    found = {}
    for kind, commands in kinds.items():
        names = {player.name: player.name for player in setting.of_kind(kind)}
        for title, (callback, parameters) in commands.items() if names else ():
            who = {"Player": {"type": "Enum", "options": names}}
            found[title] = {"menu": kind.capitalize(), "callback": callback, "parameters": who | parameters}
    address = {"Address": {"type": "String", "default": "/clock/tempo"}}
    value = {"Value": {"type": "Float", "default": 100, "useForMapping": True}}
    scene = {"Name": {"type": "String"}, "Beats": {"type": "Float", "min": 0, "default": 4}}
    found["Set"] = {"menu": "", "callback": "set", "parameters": address | value}
    found["Trigger"] = {
        "menu": "",
        "callback": "trigger",
        "parameters": {"Address": {"type": "String", "default": "/clock/tap"}},
    }
    found["Recall scene"] = {"menu": "", "callback": "scene", "parameters": scene}
    found["Hello again"] = {"menu": "", "callback": "hello", "parameters": {}}
    found["Panic"] = {"menu": "", "callback": "panic", "parameters": {}}
    return found


def _lines(table: dict) -> str:
    """A table of JavaScript, a line each."""
    return "{\n" + ",\n".join(f"\t{json.dumps(key)}: {json.dumps(value)}" for key, value in table.items()) + "\n}"


@cache
def _template() -> str:
    return (_HERE / "chataigne.js").read_text("utf-8")
