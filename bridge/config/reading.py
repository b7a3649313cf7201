"""From TOML to a `Show`. Keys are described by the same `Arg` as the arguments of addresses, so the sentences are the
same; a player takes every parameter of its kind's table as a key.

Out of range is refused here, not clamped: a file is written once and can be corrected, a knob on stage cannot.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bridge.address import KINDS, Arg, Row, check_player_name, found, parameters
from bridge.errors import ConfigError

from .lines import line_of_syntax_error
from .show import ClockSettings, Controller, FrameOutput, Listener, Midi, MidiIn, MidiOut, Player, Route, Server, Show
from .strangers import STRANGERS
from .tables import Source, Table

OURS = "duende "  # as bridge.midi.system calls its ports
VIRTUAL = re.compile(r"[\w+-][\w +-]{0,31}")
BUNDLED = Path(__file__).parents[1] / "packages"  # one folder or .zip a package
LOOPBACK = "127.0.0.1"


def text(name: str) -> Arg:
    return Arg(name, "s")


def switch(name: str) -> Arg:
    return Arg(name, "switch", 0, 1)


def names(args: tuple[Arg, ...]) -> tuple[str, ...]:
    return tuple(arg.name for arg in args)


# fmt: off
OFFSET = Arg("offset_ms", "f", -500, 500, "ms")  # of every output; more is later
SERVER = (
    Arg("osc_port", "i", 0, 65535), Arg("http_port", "i", 0, 65535),  # 0 = any free one
    text("host"), Arg("device", "choice", choices=("auto", "cpu", "cuda")), text("journal"),
    Arg("seed", "i", 0, 2**31 - 1), switch("mdns"),
)
PLAYER = (text("name"), Arg("kind", "choice", choices=KINDS), text("package"))
LISTENER = (
    text("host"), Arg("port", "i", 1, 65535), text("name"), switch("timetags"),
    Arg("lookahead_ms", "f", 0, 10_000, "ms"), OFFSET, switch("feedback"),
)
ROUTE_RANGE = tuple(Arg(name, "f") for name in ("in_min", "in_max", "out_min", "out_max"))
FRAMES = (text("player"), Arg("to", "choice", choices=("ndi", "spout", "syphon")), text("name"))
MIDI = (switch("enabled"), switch("echo_guard"), switch("pickup"), switch("clock_out"))
MIDI_IN = (text("name"), text("virtual"))
MIDI_OUT = (*MIDI_IN, OFFSET, switch("clock"), switch("feedback"))
CONTROLLER = (
    Arg("controller", "i", 0, 127), Arg("channel", "i", 0, 16), Arg("encoder", "choice", choices=("twos", "offset", "sign")),
)
CONTROLLER_RANGE = (Arg("low", "f"), Arg("high", "f"))
TABLES = ("server", "clock", "player", "listener", "route", "frames", "midi", "midi_map")
# fmt: on


def load_show(path: Path | str, bundled: Mapping[str, Path] | None = None) -> Show:
    """Read a show file; ConfigError with file, line, key and what is allowed.

    `bundled` is name → place of the packages that come with duende (None = look).
    """
    path = Path(path)
    try:
        content = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: the show file cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: a show file is UTF-8 text; its byte {error.start} is not") from None
    return read_show(content, path, bundled_packages() if bundled is None else bundled)


def read_show(content: str, path: Path, bundled: Mapping[str, Path]) -> Show:
    """The show that a text describes. Relative paths in it start from the folder of `path`."""
    try:
        data = tomllib.loads(content)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        raise ConfigError(f"{path}:{line_of_syntax_error(content, str(error))}: this is not TOML: {error}") from None
    return Reading(Source(content, path), bundled).show(data)


def bundled_packages(folder: Path = BUNDLED) -> dict[str, Path]:
    """Name → place of the packages that come with duende."""
    if not folder.is_dir():
        return {}
    places = [place for place in sorted(folder.iterdir()) if _is_package(place)]
    return {place.stem if place.suffix == ".zip" else place.name: place for place in places}


def _is_package(place: Path) -> bool:
    return place.suffix == ".zip" or (place / "manifest.json").is_file()


class Reading:
    """One show file being read."""

    def __init__(self, source: Source, bundled: Mapping[str, Path]):
        self.source, self.bundled = source, bundled
        self.folder = source.path.parent

    def show(self, data: dict) -> Show:
        Table(self.source, "", data).only(*TABLES)
        players = self._players(self._all(data, "player"))
        return Show(
            path=self.source.path,
            server=self._server(self._one(data, "server")),
            clock=self._clock(self._one(data, "clock")),
            players=players,
            listeners=self._listeners(self._all(data, "listener")),
            routes=tuple(self._route(table) for table in self._all(data, "route")),
            frames=self._frames(self._all(data, "frames"), players),
            midi=self._midi(self._one(data, "midi")),
            controllers=tuple(self._controller(table) for table in self._all(data, "midi_map")),
        )

    def _one(self, data: dict, name: str) -> Table:
        return Table(self.source, name, data.get(name, {}))

    def _all(self, data: dict, name: str) -> list[Table]:
        content = data.get(name, [])
        if not isinstance(content, list):
            raise Table(self.source, name, {}).refuse("", f"must be written [[{name}]]; found {found(content)}")
        return [Table(self.source, name, each, index) for index, each in enumerate(content)]

    def _server(self, table: Table) -> Server:
        table.only(*names(SERVER), *STRANGERS)
        settings = table.settings(SERVER)
        if "journal" in settings:
            settings["journal"] = self.folder / settings["journal"]
        settings |= {key: check(table, key) for key, check in STRANGERS.items() if key in table}
        return Server(**settings)

    def _clock(self, table: Table) -> ClockSettings:
        rows = {row.tail.removeprefix("clock/"): row for row in parameters("server") if row.tail.startswith("clock/")}
        table.only(*rows)
        settings = {key: _parameter(table, key, rows[key]) for key in table.content}
        return ClockSettings(tempo_given="tempo" in settings, **settings)

    # --- players ---

    def _players(self, tables: list[Table]) -> tuple[Player, ...]:
        players: dict[str, Player] = {}
        for table in tables:
            player = self._player(table)
            if player.name in players:
                raise table.refuse("name", f"two players are named {player.name}; each needs a name of its own")
            players[player.name] = player
        return tuple(players.values())

    def _player(self, table: Table) -> Player:
        table.need("name", "kind")
        name, kind, _ = PLAYER
        rows = {row.tail: row for row in parameters(table.take("kind", kind))}
        table.only(*names(PLAYER), *rows)
        settings = {key: _parameter(table, key, rows[key]) for key in table.content if key in rows}
        at = table.at("package" if "package" in table else "kind")
        return Player(_name(table, name), table.take("kind", kind), self._package(table), settings, at)

    def _package(self, table: Table) -> Path | None:
        if "package" not in table:
            return None
        name = table.take("package", text("package"))
        place = self.bundled.get(name) or self.folder / name
        if not name or not place.exists():
            own = ", ".join(self.bundled) or "none"
            raise table.refuse("package", f"there is no package {name!r}: neither at {place} nor among our own ({own})")
        return place

    # --- listeners, routes, MIDI ---

    def _listeners(self, tables: list[Table]) -> tuple[Listener, ...]:
        listeners: list[Listener] = []
        for table in tables:
            listener = self._listener(table)
            if any((listener.host, listener.port) == (other.host, other.port) for other in listeners):
                raise table.refuse("port", f"{listener.host}:{listener.port} is there twice")
            if listener.name and any(listener.name == other.name for other in listeners):
                raise table.refuse("name", f"two listeners are named {listener.name}; each needs a name of its own")
            listeners.append(listener)
        return tuple(listeners)

    def _listener(self, table: Table) -> Listener:
        table.only(*names(LISTENER), "patterns")
        table.need("port")
        patterns = table.texts("patterns") if "patterns" in table else ()
        return Listener(**{"host": LOOPBACK, "patterns": patterns, **table.settings(LISTENER)})

    def _route(self, table: Table) -> Route:
        table.only("from", "to", "range")
        table.need("from", "to")
        scale = table.several("range", ROUTE_RANGE) if "range" in table else None
        return Route(table.address("from"), table.address("to"), scale, table.at(""))

    def _frames(self, tables: list[Table], players: tuple[Player, ...]) -> tuple[FrameOutput, ...]:
        outputs: list[FrameOutput] = []
        seen = [player.name for player in players if player.kind == "image"] if players else ["image"]
        for table in tables:
            table.only(*names(FRAMES))
            table.need("player", "to")
            output = FrameOutput(**table.settings(FRAMES))
            if output.player not in seen:
                image = ", ".join(seen) or "none"
                raise table.refuse("player", f"there is no image player {output.player!r}; image players are {image}")
            if any((output.to, output.name or output.player) == (o.to, o.name or o.player) for o in outputs):
                raise table.refuse("name", f"{output.name or output.player!r} is sent by {output.to} twice")
            outputs.append(output)
        return tuple(outputs)

    def _midi(self, table: Table) -> Midi:
        table.only(*names(MIDI), "in", "out")
        inputs = _ports(table, "in", MidiIn, MIDI_IN)
        outputs = _ports(table, "out", MidiOut, MIDI_OUT)
        return Midi(inputs=inputs, outputs=outputs, at=table.at(""), **table.settings(MIDI))

    def _controller(self, table: Table) -> Controller:
        table.only(*names(CONTROLLER), "to", "range")
        table.need("controller", "to")
        scale = table.several("range", CONTROLLER_RANGE) if "range" in table else None
        return Controller(target=table.address("to"), range=scale, **table.settings(CONTROLLER))


def _name(table: Table, arg: Arg) -> str:
    name = table.take("name", arg)
    try:
        return check_player_name(name)
    except ConfigError as error:
        raise table.refuse("name", str(error)) from None


def _parameter(table: Table, key: str, row: Row) -> Any:
    """The value of a parameter as OSC would hold it; a tuple where it has several arguments."""
    return table.take(key, row.args[0]) if len(row.args) == 1 else table.several(key, row.args)


def _ports(table: Table, key: str, port: type, args: tuple[Arg, ...]) -> tuple | None:
    """The MIDI ports listed under a key, each with a name of its own; None where there is no such key."""
    if key not in table:
        return None
    ports = tuple(_port(table, key, port, args, content) for content in table.list_of(key))
    for index, each in enumerate(ports):
        if any(each.name == other.name for other in ports[:index]):
            raise table.refuse(key, f"{each.name!r} is there twice")
    return ports


def _port(table: Table, key: str, port: type, args: tuple[Arg, ...], content: Any) -> Any:
    """`"NAME"`, a part of a real port's name, or a table of it: `name` or, for a port of our own, `virtual`, and more."""
    given = {"name": content} if isinstance(content, str) else content
    allowed = (*names(args), "players")
    if not isinstance(given, dict) or ("name" in given) == ("virtual" in given) or not given.keys() <= {*allowed}:
        more = ", ".join(word for word in allowed if word not in ("name", "virtual"))
        due = f'"NAME" or {{ name = "NAME" }}, or {{ virtual = "NAME" }} for a port of our own; with them may stand {more}'
        raise table.refuse(key, f"each port must be {due}; found {found(content)}")
    settings = {arg.name: table.fit(key, arg, given[arg.name]) for arg in args if arg.name in given}
    settings |= {key: bool(settings[key]) for key in ("clock", "feedback") if key in settings}
    if "players" in given:
        settings["players"] = _players_of(table, key, given["players"])
    if virtual := settings.pop("virtual", ""):
        settings |= {"name": _virtual(table, key, virtual), "virtual": True}
    if not settings.get("name", "").strip():
        raise table.refuse(key, "a port's name is empty; it must be a part of the name that duende ports shows")
    return port(**settings)


def _players_of(table: Table, key: str, content: Any) -> tuple[str, ...]:
    if not isinstance(content, list) or not content or not all(isinstance(name, str) for name in content):
        raise table.refuse(key, f'players must be a list of names, like ["bach"]; found {found(content)}')
    return tuple(content)


def _virtual(table: Table, key: str, name: str) -> str:
    """Every port of ours begins with our name: so we never listen to ourselves."""
    if not VIRTUAL.fullmatch(name):
        raise table.refuse(key, f"virtual must be 1-32 letters, digits, spaces or - _ +; found {found(name)}")
    return name if name.startswith(OURS) else OURS + name
