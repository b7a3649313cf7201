"""docs/reference.md is the table, and what it tells people to type is right."""

import re
import shlex
from pathlib import Path

import pytest

from bridge.address import TABLE, coerce, with_choices
from bridge.watch.reference import example, markdown

PAGE = Path(__file__).parents[2] / "docs" / "reference.md"
SENT = [row for row in TABLE if row.incoming]


def test_the_committed_page_is_made_from_the_table():
    assert PAGE.read_text(encoding="utf-8") == markdown(), "python -m bridge.watch.reference > docs/reference.md"


def test_every_address_is_on_the_page():
    assert all(f"| `{row.address}` |" in markdown() for row in TABLE)


def test_a_line_of_the_page():
    line = (
        "| `/NAME/pause` | parameter | `f:pause` | 0.05 to 30 s | 0.6 | a silence this long ends the phrase "
        "| `oscsend localhost 7770 /music/pause f 0.8` |"
    )
    assert line in markdown()


@pytest.mark.parametrize("row", SENT, ids=lambda row: f"{row.kind}{row.address}")
def test_every_example_can_be_typed(row):
    oscsend, host, port, address, *typed = shlex.split(example(row))
    assert (oscsend, host, port) == ("oscsend", "localhost", "7770")
    assert re.fullmatch(r"/[a-z0-9_/]+", address)
    assert coerce(with_choices(row, ("folk", "sea")), values(typed)) is not None


def values(typed):
    """What oscsend makes of its arguments."""
    types, *words = typed or [""]
    return tuple({"i": int, "f": float, "s": str}[kind](word) for kind, word in zip(types, words, strict=True))
