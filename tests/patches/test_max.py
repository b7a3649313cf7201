"""The Max patcher keeps to the format: its boxes are as Max's reference has them, its cords join what is there."""

import json

import pytest

from bridge.patches import Player, Setting
from bridge.patches.max import patch

# Max's reference: object → inlets, outlets. Those whose number depends on their arguments are counted below.
REFERENCE = {
    "comment": (1, 0), "message": (2, 1), "button": (1, 1), "toggle": (1, 1), "number": (1, 2), "flonum": (1, 2),
    "umenu": (1, 3), "live.dial": (1, 2), "kslider": (2, 2), "textedit": (1, 4), "ezdac~": (2, 0), "jweb": (1, 1),
    "udpsend": (1, 0), "udpreceive": (1, 1), "loadbang": (1, 1), "delay": (2, 1), "prepend": (1, 1), "tosymbol": (1, 1),
    "s": (1, 0), "r": (0, 1), "notein": (1, 3), "noteout": (3, 0), "makenote": (3, 2), "mtof": (1, 1), "cycle~": (2, 1),
    "*~": (2, 1), "line~": (2, 2), "/": (2, 1), "p": (0, 0),
}  # fmt: skip
BY_ARGUMENTS = {
    "route": lambda n: (n + 1, n + 1), "t": lambda n: (1, n), "pack": lambda n: (n, 1), "unpack": lambda n: (1, n),
}  # fmt: skip


def patchers(patcher):
    """A patcher and all that are inside it."""
    yield patcher
    for box in patcher["boxes"]:
        if "patcher" in box["box"]:
            yield from patchers(box["box"]["patcher"])


@pytest.fixture
def every(setting):
    return list(patchers(json.loads(patch(setting))["patcher"]))


def test_a_patcher_has_what_the_format_asks_for(every):
    for patcher in every:
        assert patcher["fileversion"] == 1
        assert {"major", "minor", "revision", "architecture", "modernui"} == set(patcher["appversion"])
        assert patcher["classnamespace"] == "box"
        assert len(patcher["rect"]) == 4


def test_every_box_has_an_id_of_its_own_and_a_place(every):
    for patcher in every:
        boxes = [each["box"] for each in patcher["boxes"]]
        assert len({box["id"] for box in boxes}) == len(boxes)
        assert all(
            len(box["patching_rect"]) == 4 and all(isinstance(n, float) for n in box["patching_rect"]) for box in boxes
        )


def test_every_box_has_the_inlets_and_outlets_of_the_reference(every):
    for box in (each["box"] for patcher in every for each in patcher["boxes"]):
        name, *arguments = box["text"].split() if box["maxclass"] == "newobj" else [box["maxclass"]]
        expected = BY_ARGUMENTS[name](len(arguments)) if name in BY_ARGUMENTS else REFERENCE[name]
        assert (box["numinlets"], box["numoutlets"]) == expected, box
        assert len(box.get("outlettype", ())) == box["numoutlets"]


def test_every_cord_joins_boxes_that_have_such_an_inlet_and_outlet(every):
    for patcher in every:
        boxes = {each["box"]["id"]: each["box"] for each in patcher["boxes"]}
        for line in (each["patchline"] for each in patcher["lines"]):
            (source, outlet), (target, inlet) = line["source"], line["destination"]
            assert outlet < boxes[source]["numoutlets"]
            assert inlet < boxes[target]["numinlets"]


def test_a_live_parameter_has_a_name_of_its_own_and_a_range(every):
    dials = [each["box"] for patcher in every for each in patcher["boxes"] if each["box"]["maxclass"] == "live.dial"]
    values = [dial["saved_attribute_attributes"]["valueof"] for dial in dials]
    assert len({value["parameter_longname"] for value in values}) == len(values)
    assert all(value["parameter_mmin"] < value["parameter_mmax"] for value in values)
    assert all(dial["parameter_enable"] == 1 for dial in dials)


def test_a_whole_number_of_live_is_one_byte(every):
    values = [
        each["box"]["saved_attribute_attributes"]["valueof"]
        for patcher in every for each in patcher["boxes"] if each["box"]["maxclass"] == "live.dial"
    ]  # fmt: skip
    whole = [value for value in values if value["parameter_type"] == 1]
    assert all(value["parameter_mmax"] - value["parameter_mmin"] <= 255 for value in whole)


def test_it_says_hello_and_hears_at_the_same_port(every):
    texts = [each["box"].get("text", "") for each in every[0]["boxes"]]
    assert "/hello 9001, /feedback 1" in texts
    assert "udpreceive 9001" in texts


def test_it_calls_the_server_of_the_show():
    assert '"udpsend 10.0.0.2 9770"' in patch(Setting(host="10.0.0.2", osc_port=9770))


def test_a_player_has_a_patcher_of_its_name():
    assert '"p fiddle"' in patch(Setting((Player("fiddle", "music"),)))
