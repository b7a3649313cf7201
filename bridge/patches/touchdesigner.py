"""TouchDesigner: a script that builds the network of a show, and the callbacks of its OSC In DAT."""

from functools import cache
from pathlib import Path
from pprint import pformat

from .controls import Button, Control, buttons, choices, controls, inputs, server_buttons, server_controls
from .setting import Setting

LISTENS = 9002  # where TouchDesigner hears; said in /hello
STYLES = {"switch": "Toggle", "menu": "Menu", "text": "StrMenu"}  # of the others their letter tells
_HERE = Path(__file__).parent / "templates"


def builder(setting: Setting) -> str:
    """The script: run in a Text DAT it makes /project1/duende."""
    players = [
        (p.name, p.kind, [*map(_told, (*inputs(p), *controls(p), *choices(p), *buttons(p)))]) for p in setting.players
    ]
    server = [*map(_told, (*server_controls(), *server_buttons()))]
    for first in dict.fromkeys(address.split("/")[1] for _, _, address, *_ in server):
        players.append((first, "server", [told for told in server if told[2].split("/")[1] == first]))
    words = {
        "@PLAYERS@": pformat(players, width=120),
        "@CALLBACKS@": f"'''\n{callbacks(setting)}'''",
        "@LISTENS@": str(LISTENS),
        "@HTTP@": str(setting.http_port),
    }
    return _filled("touchdesigner.py.in", setting, words)


def callbacks(setting: Setting) -> str:
    """The text of the DAT `callbacks` alone."""
    return _filled("callbacks.py.in", setting, {})


def parameter_name(tail: str) -> str:
    """How a custom parameter is called there: a capital, then small letters and digits. `in/0` is In0, `top_p` Topp."""
    return "".join(letter for letter in tail.lower() if letter.isalnum()).capitalize()


def _told(each: Control | Button) -> tuple:
    if isinstance(each, Button):
        return parameter_name(each.label), "Pulse", each.address, 0, 1, 0, ()
    style = STYLES.get(each.what) or ("Int" if each.letter == "i" else "Float")
    return parameter_name(each.label), style, each.address, each.low, each.high, each.told, each.words


def _filled(name: str, setting: Setting, words: dict[str, str]) -> str:
    text = _template(name)
    for place, word in (words | {"@HOST@": setting.host, "@OSC@": str(setting.osc_port)}).items():
        text = text.replace(place, word)
    return text


@cache
def _template(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
