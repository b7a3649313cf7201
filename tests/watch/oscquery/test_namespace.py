"""The tree holds every row of the one table, for every player, and says what core says."""

import json

import pytest

from bridge.address import PLACES, rows_for, server_rows
from bridge.watch.oscquery import Namespace


def listed(told: dict) -> dict[str, dict]:
    """FULL_PATH → node, of a tree as JSON."""
    found = {told["FULL_PATH"]: told}
    for child in told.get("CONTENTS", {}).values():
        found |= listed(child)
    return found


def test_every_row_of_the_table_is_in_the_tree(tree, players):
    wanted = {row.address for row in server_rows()}
    for name, player in players.items():
        wanted |= {row.at(name) for row in rows_for(player["kind"]) if not row.address.endswith(PLACES)}
        wanted |= {f"/{name}/{tail}" for tail in player["places"]}
    assert {node.path for node in tree if node.row} == wanted


def test_the_json_has_each_node_under_its_own_name(tree):
    for path, told in listed(tree.root.told({})).items():
        for name, child in told.get("CONTENTS", {}).items():
            assert child["FULL_PATH"] == f"{path.rstrip('/')}/{name}"


def test_the_json_has_all_required_attributes(tree):
    """The proposal: FULL_PATH always, CONTENTS of containers, TYPE of methods."""
    for told in listed(tree.root.told({})).values():
        assert told["FULL_PATH"].startswith("/") and ("CONTENTS" in told or "TYPE" in told)


def test_indices_are_real_nodes(tree):
    assert list(tree.node("/image/latent").children) == ["0", "1", "2", "3", "4"]


def test_inputs_have_their_names(tree):
    assert list(tree.node("/tensor/in").children) == ["pose", "force"]


def test_all_coordinates_at_once_have_as_many_types(tree):
    assert tree.node("/image/latent").attributes["TYPE"] == "fffff"


@pytest.mark.parametrize("path", ["/gesture/in", "/gesture/out/value", "/gesture/out/heard"])
def test_a_gesture_has_as_many_values_as_inputs(tree, path):
    assert tree.node(path).attributes["TYPE"] == "fff"


def test_a_value_that_core_has_said_is_told(tree):
    assert tree.node("/clock/meter").told({"/clock/meter": (3, 4)})["VALUE"] == [3, 4]


def test_a_value_that_nobody_has_said_is_left_out(tree):
    assert "VALUE" not in tree.node("/clock/meter").told({})


def test_what_cannot_be_read_has_no_value(tree):
    assert "VALUE" not in tree.node("/panic").told({"/panic": (1,)})


def test_knobs_are_no_containers(tree):
    """Most clients take a node with CONTENTS for a group: what a learn address hangs on would be no knob any more."""
    assert "CONTENTS" not in tree.node("/music/temperature").told({})


def test_learn_is_found_though_it_is_not_listed(tree):
    assert tree.node("/music/temperature/learn").attributes["TYPE"] == "I"


@pytest.mark.parametrize("path", ["/music/scale/learn", "/nobody/temperature/learn", "/music/learn", "/learn"])
def test_what_cannot_be_learnt_is_not_found(tree, path):
    assert tree.node(path) is None


@pytest.mark.parametrize("path", ["/music/", "/music"])
def test_a_slash_at_the_end_makes_no_difference(tree, path):
    assert tree.node(path).path == "/music"


@pytest.mark.parametrize("path", ["/musi", "/music/temperature/x", "/image/latent/5", "/tensor/in/other", "music"])
def test_other_paths_are_nowhere(tree, path):
    assert tree.node(path) is None


def test_a_slip_of_the_pen_is_understood(tree):
    assert tree.near("/music/temprature") == "/music/temperature"


def test_players_of_one_package_have_different_headings(players):
    players["bach"] = players["music"]
    tree = Namespace(players)
    assert tree.node("/bach").attributes["DESCRIPTION"] != tree.node("/music").attributes["DESCRIPTION"]


def test_a_package_has_its_own_defaults(players):
    players["music"]["defaults"] = {"temperature": 0.75, "style": "folk"}
    tree = Namespace(players)
    assert [tree.node(f"/music/{tail}").attributes["DEFAULT"] for tail in ("temperature", "style")] == [[0.75], ["folk"]]


def test_without_players_the_server_is_there():
    assert Namespace().node("/clock/tempo").readable


def test_it_is_json(tree):
    told = json.loads(json.dumps(tree.node("/music").told({"/music/plan": (1,)})))
    assert told["CONTENTS"]["plan"]["VALUE"] == [True]
