"""SuperCollider: a class with its help, and a script to try it with, made for the players of a show."""

from functools import cache
from pathlib import Path

from .setting import Player, Setting

_HERE = Path(__file__).parent / "templates"
QUARK = """\
(
	name: "Duende",
	summary: "Neural models as players, over OSC",
	version: "1.0",
	schelp: "Duende",
	license: "MIT"
)
"""
TRIES = {
    "music": (
        "d.{name}.note(60, 100); d.{name}.note(60, 0);   // a key, down and up; pause, and it answers",
        "d.{name}.mode = \\accompany;   // {modes}",
        "d.{name}.temperature = 1.2;",
        "Pbind(\\type, \\duende, \\player, \\{name}, \\degree, Pseq([0, 2, 4, 7], 2), \\dur, 0.5).play;",
    ),
    "text": (
        "d.hear('/{name}/out/line', {{ |msg| msg[1].postln }});",
        'd.{name}.prompt("The sea"); d.{name}.next(4);',
    ),
    "image": (
        '"{page}/view/{name}".openOS;   // its pictures, in a browser',
        "d.{name}.morph(8, 4.0);   // glide to picture 8 in four beats",
        "d.{name}.walk = 1.0;",
    ),
    "gesture": (
        "d.hear('/{name}/out/value', {{ |msg| msg[1..].postln }});",
        "d.{name}.send(\\in, 0.2, 0.7);   // your hand; then rest, and it goes on",
    ),
    "tensor": (
        "d.hear('/{name}/out/value', {{ |msg| msg[1..].postln }});",
        "d.{name}.send(\\in, 0.2, 0.7);",
    ),
}


def class_file(setting: Setting) -> str:
    """Duende.sc: the server's host and port are its defaults."""
    return _filled("Duende.sc", setting)


def help_file(setting: Setting) -> str:
    """Duende.schelp, which goes into HelpSource/Classes."""
    about = "\n".join(f"## code::d.{player.name}:: || {_about(player)}" for player in setting.players)
    return _filled("Duende.schelp", setting).replace("@PLAYERS@", f"DEFINITIONLIST::\n{about}\n::")


def script(setting: Setting) -> str:
    """duende.scd: something to run for every player."""
    parts = []
    for player in setting.players:
        modes = " ".join(next((row for row in _modes(player)), ()))
        lines = [line.format(name=player.name, page=setting.page, modes=modes) for line in TRIES[player.kind]]
        parts.append("\n".join([f"// {player.name}: {_about(player)}", *lines]))
    return _filled("duende.scd", setting).replace("@TRIES@", "\n\n".join(parts) + "\n")


def quark(setting: Setting) -> dict[str, str]:
    """A folder for Platform.userExtensionDir, or for Quarks.install: path in it → text."""
    return {
        "Duende/Duende.quark": QUARK,
        "Duende/Duende.sc": class_file(setting),
        "Duende/HelpSource/Classes/Duende.schelp": help_file(setting),
        "Duende/duende.scd": script(setting),
    }


def _modes(player: Player) -> list[tuple[str, ...]]:
    from .controls import row_of

    return [row_of(player.kind, "mode").args[0].choices] if player.kind == "music" else []


def _about(player: Player) -> str:
    return player.kind + (f", package {player.package}" if player.package else "")


def _filled(name: str, setting: Setting) -> str:
    text = _template(name)
    for place, word in (("@HOST@", setting.host), ("@OSC@", setting.osc_port), ("@PAGE@", setting.page)):
        text = text.replace(place, str(word))
    return text


@cache
def _template(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
