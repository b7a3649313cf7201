"""The script for TouchDesigner builds what its documentation knows, its callbacks do what they say: in a double of `td`."""

import ast
import types

import pytest

from bridge.patches import Player, Setting
from bridge.patches.touchdesigner import LISTENS, builder, callbacks, parameter_name

# Operator type → those of its parameters that are used, as its documentation page names them.
OPERATORS = {
    "baseCOMP": set(),
    "oscoutDAT": {"address", "port"},
    "oscinDAT": {"port", "callbacks"},
    "textDAT": set(),
    "tableDAT": set(),
    "executeDAT": {"start"},
    "parameterexecuteDAT": {"op", "pars", "custom", "builtin", "valuechange", "onpulse"},
    "websocketDAT": {"netaddress", "port", "callbacks", "active"},
    "scriptTOP": {"callbacks"},
    "textTOP": {"text"},
    "dattoCHOP": {"dat", "output", "firstrow", "firstcolumn"},
}
STYLES = {"Float", "Int", "Toggle", "Menu", "StrMenu", "Pulse"}


class Par:
    """A custom parameter: `val` and what describes it."""

    def __init__(self, name, style, label, owner):
        self.name, self.style, self.label, self.owner, self.val = name, style, label, owner, None
        self.menuNames = None

    def eval(self):
        return self.val


class Pars:
    """The parameters of an operator: only those that it has can be set."""

    def __init__(self, known):
        object.__setattr__(self, "known", set(known))

    def __setattr__(self, name, value):
        assert name in self.known, f"there is no parameter {name}"
        present = self.__dict__.get(name)
        if isinstance(present, Par):
            present.val = value
        else:
            object.__setattr__(self, name, value)


class Page:
    def __init__(self, owner):
        self.owner = owner

    def __getattr__(self, method):
        style = method.removeprefix("append")
        assert style in STYLES, method

        def append(name, label=None):
            assert name[0].isupper() and name[1:].isalnum() and name[1:] == name[1:].lower(), name
            assert name not in self.owner.par.known, f"{name} is there twice"
            par = Par(name, style, label, self.owner)
            self.owner.par.known.add(name)
            object.__setattr__(self.owner.par, name, par)
            return [par]

        return append


class Op:
    """An operator: made by `create`, found by `op`."""

    def __init__(self, kind, name, parent, td):
        self.kind, self.name, self._parent, self._td = kind, name, parent, td
        self.children, self.par, self.text, self.sent, self.rows, self.stored = {}, Pars(OPERATORS[kind]), "", [], [], {}
        self.cooked = 0

    def create(self, kind, name):
        assert name not in self.children
        self.children[name] = Op(kind, name, self, self._td)
        return self.children[name]

    def op(self, name):
        return self.children.get(name)

    def parent(self):
        return self._parent

    def destroy(self):
        del self._parent.children[self.name]

    def findChildren(self, type, depth):
        return [child for child in self.children.values() if child.kind == type]

    def appendCustomPage(self, name):
        return Page(self)

    def store(self, key, value):
        self.stored[key] = value

    def fetch(self, key, default=None):
        return self.stored.get(key, default)

    def unstore(self, key):
        del self.stored[key]

    def cook(self, force):
        self.cooked += 1

    def sendOSC(self, address, args):
        self.sent.append((address, *args))

    # a table
    def clear(self):
        self.rows = []

    def appendRow(self, cells):
        self.rows.append([str(cell) for cell in cells])

    def deleteRow(self, row):
        del self.rows[row]

    def row(self, name):
        return next((row for row in self.rows if row[0] == name), None)

    @property
    def numRows(self):
        return len(self.rows)

    def __getitem__(self, place):
        return self.rows[place[0]][place[1]]

    def __setitem__(self, place, value):
        self.row(place[0])[place[1]] = str(value)

    @property
    def module(self):
        """What the text of a DAT defines, run where it stands."""
        return self._td.run(self.text, self)


class TouchDesigner:
    """Just enough of it: `/project1`, and scripts that run in it."""

    def __init__(self):
        self.root, self.debugged = Op("baseCOMP", "project1", None, self), []

    def run(self, script, dat=None):
        home = dat.parent() if dat else None
        found = types.SimpleNamespace()
        found.__dict__.update({kind: kind for kind in OPERATORS})
        found.op = lambda path: self.root if path == "/project1" else home.op(path)
        found.parent = lambda: home
        found.debug = lambda *words: self.debugged.append(words)
        exec(compile(script, "script", "exec"), found.__dict__)
        return found


@pytest.fixture
def td():
    return TouchDesigner()


@pytest.fixture
def duo(td):
    """Its network for two players and a hand, built."""
    setting = Setting(
        (
            Player("bach", "music"),
            Player("poet", "text"),
            Player("eye", "image"),
            Player("pen", "gesture", places=("in/0",)),
        ),
        osc_port=9770,
        http_port=9771,
    )
    td.run(builder(setting))
    home = td.root.op("duende")
    home.op("osc_out").sent.clear()
    return home


def receive(home, address, *args):
    script = home._td.run(home.op("callbacks").text, home.op("callbacks"))
    script.onReceiveOSC(home.op("osc_in"), 0, "", b"", 0.0, address, list(args), None)


def turn(home, player, name, value):
    """As a hand on a custom parameter."""
    par = getattr(home.op(player).par, name)
    par.val, before = value, par.val
    home.op(f"{player}_watch").module.onValueChange(par, before)


def test_both_files_are_python(setting):
    for script in (builder(setting), callbacks(setting)):
        ast.parse(script)


def test_the_network_is_built_of_operators_and_parameters_that_there_are(td, setting):
    td.run(builder(setting))
    home = td.root.op("duende")
    assert {player.name for player in setting.players} <= set(home.children)


def test_it_can_be_built_again(td):
    for _ in range(2):
        td.run(builder(Setting()))
    assert list(td.root.children) == ["duende"]


def test_it_says_hello_and_asks_how_everything_stands(td):
    td.run(builder(Setting((Player("bach", "music"),))))
    sent = td.root.op("duende").op("osc_out").sent
    assert sent[:2] == [("/hello", LISTENS), ("/feedback", 1)]
    assert ("/bach/temperature",) in sent
    assert ("/bach/stop",) not in sent


def test_it_calls_the_server_of_the_show_and_hears_where_it_said(duo):
    assert (duo.op("osc_out").par.address, duo.op("osc_out").par.port) == ("127.0.0.1", 9770)
    assert (duo.op("osc_in").par.port, duo.op("osc_in").par.callbacks) == (LISTENS, "callbacks")


def test_a_parameter_has_range_default_and_menu_of_the_table(duo):
    density, mode = duo.op("bach").par.Density, duo.op("bach").par.Mode
    assert (density.min, density.max, density.val, density.label) == (0, 32, 0.0, "density")
    assert mode.menuNames == ["answer", "continue", "trade", "accompany", "solo", "off"]


def test_what_is_turned_is_sent(duo):
    turn(duo, "bach", "Temperature", 1.5)
    turn(duo, "bach", "Low", 40)
    turn(duo, "bach", "Mode", "solo")
    assert duo.op("osc_out").sent == [("/bach/temperature", 1.5), ("/bach/low", 40), ("/bach/mode", "solo")]


def test_a_pulse_sends_its_address_alone(duo):
    duo.op("bach_watch").module.onPulse(duo.op("bach").par.Answer)
    assert duo.op("osc_out").sent == [("/bach/answer",)]


def test_what_somebody_else_turned_is_shown_and_not_sent_back(duo):
    receive(duo, "/bach/temperature", 0.5)
    par = duo.op("bach").par.Temperature
    assert par.val == 0.5
    duo.op("bach_watch").module.onValueChange(par, 1.0)
    assert duo.op("osc_out").sent == []
    turn(duo, "bach", "Temperature", 0.7)
    assert duo.op("osc_out").sent == [("/bach/temperature", 0.7)]


def test_the_table_of_notes_has_those_that_sound(duo):
    receive(duo, "/bach/out/note", 60, 90, 1)
    receive(duo, "/bach/out/note", 64, 80, 1)
    receive(duo, "/bach/out/note", 60, 0, 1)
    assert duo.op("bach_notes").rows == [["pitch", "velocity", "channel"], ["64", "80", "1"]]


def test_a_line_a_state_a_movement_and_a_beat_are_shown(duo):
    receive(duo, "/poet/out/line", "the sea")
    receive(duo, "/poet/out/state", "playing")
    receive(duo, "/poet/out/state", "idle")
    receive(duo, "/pen/out/value", 0.25, 0.5)
    receive(duo, "/clock/out/beat", 2, 3, 96.0)
    assert duo.op("poet_line").par.text == "the sea"
    assert duo.op("states").rows == [["poet", "idle"]]
    assert duo.op("pen_values").rows == [["v0", "0.25"], ["v1", "0.5"]]
    assert duo.op("beat").rows == [["bar", "2"], ["beat", "3"], ["tempo", "96.0"]]


def test_an_error_is_told(duo):
    receive(duo, "/error", "/bach/low", "low must be a whole number")
    assert duo._td.debugged == [("duende:", "/bach/low", "low must be a whole number")]


def test_a_picture_goes_from_the_socket_to_the_script_top(duo):
    socket = duo.op("eye_socket")
    assert (socket.par.netaddress, socket.par.port) == ("127.0.0.1/ws/eye", 9771)
    duo.op(socket.par.callbacks).module.onReceiveBinary(socket, bytes(16) + b"jpeg")
    assert (duo.op("eye_picture").fetch("jpeg"), duo.op("eye_picture").cooked) == (b"jpeg", 1)
    ast.parse(duo.op(duo.op("eye_picture").par.callbacks).text)


@pytest.mark.parametrize(("tail", "name"), [("top_p", "Topp"), ("in/0", "In0"), ("clock/tempo", "Clocktempo")])
def test_names_of_parameters_are_such_as_it_allows(tail, name):
    assert parameter_name(tail) == name
