"""What is said of an address is what the bridge takes there."""

import pytest

from bridge.address import Outcome, coerce, find, with_choices
from bridge.watch.oscquery import ATTRIBUTES
from bridge.watch.oscquery.attributes import describe, value_attributes

LETTERS = set("ifsTFI")
LISTED = ("RANGE", "CLIPMODE", "UNIT", "EXTENDED_TYPE")


def row(kind: str, tail: str):
    return find(kind, tail)[0]


def methods(tree):
    return [node for node in tree if node.row]


def typed(node) -> list[dict]:
    """The node's own TYPE and what else it takes."""
    return [node.attributes, *node.attributes.get("OVERLOADS", ())]


def arguments(told: dict) -> list:
    """Right arguments for a TYPE and its RANGE."""
    ranges = told.get("RANGE", [{}] * len(told["TYPE"]))
    return [argument(letter, span) for letter, span in zip(told["TYPE"], ranges, strict=True) if letter != "I"]


def argument(letter: str, span: dict):
    if "VALS" in span:
        return span["VALS"][-1]
    return {"i": int, "f": float, "s": lambda _: "any", "T": bool}[letter](span.get("MAX", 1))


def test_every_type_is_of_plain_letters(tree):
    assert {letter for node in methods(tree) for told in typed(node) for letter in told["TYPE"]} <= LETTERS


def test_what_a_type_and_its_range_allow_is_taken(tree):
    words = {"class": ("sea", "sky"), "style": ("any", "folk")}
    for node in methods(tree):
        if node.row.incoming:
            for told in typed(node):
                known = with_choices(node.row, words.get(node.row.tail, ("any",)))
                assert coerce(known, arguments(told)) is not Outcome.ASKS, node.path


@pytest.mark.parametrize("attribute", LISTED)
def test_lists_have_one_entry_an_argument(tree, attribute):
    for node in methods(tree):
        for told in typed(node):
            assert len(told.get(attribute, told["TYPE"])) == len(told["TYPE"]), node.path


def test_nothing_but_known_attributes_is_said(tree):
    assert {name for node in tree for name in node.attributes} <= set(ATTRIBUTES)


def test_parameters_alone_can_be_read(tree):
    assert all(node.readable == node.row.parameter for node in methods(tree))


def test_what_leaves_can_be_neither_read_nor_written(tree):
    assert {node.attributes["ACCESS"] for node in methods(tree) if node.row.role == "out"} == {0}


def test_a_number_has_its_range_and_is_clipped_to_it(tree):
    told = tree.node("/music/temperature").attributes
    assert (told["TYPE"], told["RANGE"], told["CLIPMODE"]) == ("f", [{"MIN": 0.0, "MAX": 2.0}], ["both"])


def test_whole_numbers_have_whole_limits(tree):
    (span,) = tree.node("/music/low").attributes["RANGE"]
    assert [type(limit) for limit in span.values()] == [int, int]


def test_the_only_whole_numbers_allowed_are_listed(tree):
    assert tree.node("/clock/meter").attributes["RANGE"][1]["VALS"] == [1, 2, 4, 8, 16, 32]


def test_a_pitch_out_of_range_is_refused_not_clipped(tree):
    assert tree.node("/music/note").attributes["CLIPMODE"] == ["none", "both"]


def test_a_text_without_a_list_has_no_range(tree):
    """Chataigne would show a menu without entries."""
    assert "RANGE" not in tree.node("/music/scale").attributes


def test_a_choice_lists_its_words(tree):
    assert tree.node("/music/mode").attributes["RANGE"][0]["VALS"][0] == "answer"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/music/style", ["any", "folk"]), ("/image/class", ["sea", "sky"]), ("/text/load", ["verse", "tang"]),
        ("/scene/recall", ["verse"]),
    ],
)  # fmt: skip
def test_words_that_only_the_show_knows_are_listed(tree, path, words):
    assert tree.node(path).attributes["RANGE"] == [{"VALS": words}]


def test_optional_arguments_are_overloads(tree):
    note = tree.node("/music/note").attributes
    assert [note["TYPE"], *(other["TYPE"] for other in note["OVERLOADS"])] == ["ii", "iii"]


def test_where_all_may_be_left_out_the_most_is_shown(tree):
    told = tree.node("/text/next").attributes
    assert [told["TYPE"], *(other["TYPE"] for other in told["OVERLOADS"])] == ["is", "I", "i"]


def test_a_trigger_is_a_button(tree):
    assert tree.node("/panic").attributes["TYPE"] == "I"


@pytest.mark.parametrize(
    ("path", "unit"), [("/clock/tempo", "time.bpm"), ("/music/pause", "time.second"), ("/music/grid", "beats")]
)
def test_units_are_the_proposals_where_one_fits(tree, path, unit):
    assert tree.node(path).attributes["UNIT"] == [unit]


def test_several_arguments_have_their_names(tree):
    assert tree.node("/music/out/note").attributes["EXTENDED_TYPE"] == ["pitch", "velocity", "channel"]


def test_notes_and_triggers_are_critical_and_parameters_are_not(tree):
    critical = {node.row.role for node in methods(tree) if node.attributes.get("CRITICAL")}
    assert critical == {"note", "trigger", "command"}


def test_a_description_names_the_player(tree):
    assert "/music/out/plan" in tree.node("/music/plan").attributes["DESCRIPTION"]


def test_many_values_are_as_many_as_the_package_has():
    assert describe(row("gesture", "in"), "/g/in", size=3)["TYPE"] == "fff"


@pytest.mark.parametrize(("value", "told"), [(1, {"TYPE": "T", "VALUE": [True]}), (0, {"TYPE": "F", "VALUE": [False]})])
def test_a_switch_is_true_or_false(value, told):
    assert value_attributes((value,), "T") == told


@pytest.mark.parametrize(
    ("path", "default"), [("/music/temperature", [1.0]), ("/clock/meter", [4, 4]), ("/music/plan", [True])]
)
def test_what_it_is_without_a_word_is_told(tree, path, default):
    assert tree.node(path).attributes["DEFAULT"] == default


def test_a_32_bit_number_is_said_as_it_was_meant():
    assert value_attributes((0.699999988079071,), "f") == {"VALUE": [0.7]}


def test_a_number_that_no_short_one_equals_is_said_in_full():
    assert value_attributes((1234567.875,), "f") == {"VALUE": [1234567.875]}
