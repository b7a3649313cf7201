"""The session keeps to what Open Stage Control knows: its widgets, and of each the properties that it has."""

import json

import pytest

from bridge.patches import Player, Setting
from bridge.patches.open_stage_control import session

# From its own tables (src/client/widgets, version 1.2x): what a widget has, by its categories, and what each adds or lacks.
WIDGET, GEOMETRY, STYLE = {"type", "id", "comments", "interaction"}, {"width", "height"}, {"html", "alphaStroke"}
VALUE, SCRIPTS = {"value", "default"}, {"onCreate", "onValue"}
OSC = {"address", "target", "decimals", "typeTags", "bypass"}
COMMON = WIDGET | GEOMETRY | STYLE | VALUE | SCRIPTS | OSC
PANEL = COMMON | {"layout", "scroll", "contain", "widgets", "tabs"}
WIDGETS = {
    "root": PANEL,
    "tab": (PANEL | {"label"}) - GEOMETRY - {"alphaStroke"},
    "panel": PANEL,
    "knob": COMMON | {"range"},
    "input": COMMON | {"numeric"},
    "button": COMMON | {"mode", "on", "off", "label"},
    "dropdown": COMMON | {"values", "label"},
    "text": (COMMON | {"wrap"}) - {"typeTags"},
    "keyboard": COMMON | {"keys", "start", "on", "off", "velocity", "mode"},
    "variable": COMMON - GEOMETRY - STYLE - {"interaction"},
    "frame": COMMON - {"decimals", "typeTags", "bypass"},
    "xy": COMMON | {"rangeX", "rangeY"},
}
MODES = {"button": {"toggle", "push", "momentary", "tap"}, "keyboard": {"push", "toggle", "tap"}}


def every(widget):
    yield widget
    for child in (*widget.get("widgets", ()), *widget.get("tabs", ())):
        yield from every(child)


@pytest.fixture
def root(setting):
    return json.loads(session(setting))["content"]


def test_the_file_says_what_it_is(setting):
    told = json.loads(session(setting))
    assert (told["createdWith"], told["type"], told["content"]["type"]) == ("Open Stage Control", "session", "root")
    assert tuple(map(int, told["version"].split("."))) > (1, 24, 2), "no older format is converted"


def test_every_widget_exists_and_has_only_its_properties(root):
    for widget in every(root):
        assert set(widget) <= WIDGETS[widget["type"]], widget


def test_every_widget_has_an_id_of_its_own(root):
    names = [widget["id"] for widget in every(root)]
    assert len(set(names)) == len(names)


def test_nothing_contains_widgets_and_tabs_at_once(root):
    assert not [widget for widget in every(root) if widget.get("widgets") and widget.get("tabs")]


def test_modes_are_such_as_there_are(root):
    assert all(w["mode"] in MODES[w["type"]] for w in every(root) if "mode" in w)


def test_there_is_a_tab_for_each_player(root, setting):
    assert [tab["label"] for tab in root["tabs"]] == ["stage", *(player.name for player in setting.players)]


def test_every_address_begins_with_a_slash_and_goes_to_the_server(root, setting):
    for widget in every(root):
        if "address" in widget:
            assert widget["address"].startswith("/")
            assert widget["target"] == f"{setting.host}:{setting.osc_port}"


def test_a_knob_has_range_default_and_type_of_the_table():
    found = every(json.loads(session(Setting((Player("bach", "music", values={"low": 40}),))))["content"])
    low = next(widget for widget in found if widget.get("address") == "/bach/low")
    assert (low["range"], low["default"], low["typeTags"], low["decimals"]) == ({"min": 0, "max": 127}, 40, "i", 0)


def test_a_trigger_sends_its_address_alone():
    found = every(json.loads(session(Setting()))["content"])
    assert next(widget for widget in found if widget.get("address") == "/panic")["mode"] == "momentary"


def test_a_picture_is_framed():
    found = every(json.loads(session(Setting((Player("eye", "image"),), http_port=9771)))["content"])
    assert next(widget for widget in found if widget["type"] == "frame")["value"] == "http://127.0.0.1:9771/view/eye"


def test_the_keyboard_that_shows_answers_is_set_by_its_own_id(root):
    shown = {widget["id"] for widget in every(root) if widget["type"] == "keyboard" and widget.get("interaction") is False}
    scripts = [widget["onValue"] for widget in every(root) if "onValue" in widget]
    assert all(script.split("'")[1] in shown for script in scripts)
    assert len(scripts) == len(shown)
