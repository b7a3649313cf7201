"""docs/reference.md is the table, and what it tells people to type is right."""

import ast
import json
import re
import shlex
from pathlib import Path

import pytest

from bridge.address import TABLE, coerce, with_choices
from bridge.patches.spoken import LANGUAGES
from bridge.watch.reference import entry, markdown

PAGE = Path(__file__).parents[2] / "docs" / "reference.md"
SENT = [row for row in TABLE if row.incoming]
TOLD = [row for row in TABLE if not row.incoming]


def known(row):
    """The row where its package knows the words of the examples."""
    return with_choices(row, ("folk", "full"))


def named(row):
    return f"{row.kind}{row.address}"


def test_the_committed_page_is_made_from_the_table():
    assert PAGE.read_text(encoding="utf-8") == markdown(), "python -m bridge.watch.reference > docs/reference.md"


def test_every_address_is_on_the_page_once():
    headings = re.findall(r"^### `(.*)`$", markdown(), re.MULTILINE)
    assert headings == [row.address for row in TABLE]


def test_a_block_of_the_page():
    assert """
### `/NAME/pause`
a silence this long ends the phrase

parameter · `f:pause` · 0.05 to 30 s · default 0.6

```text
oscsend        oscsend localhost 7770 /music/pause f 0.8
Pd             [0.8( → [oscformat -f f music pause]
SuperCollider  NetAddr("127.0.0.1", 7770).sendMsg('/music/pause', 0.8);
TouchDesigner  op('oscout1').sendOSC('/music/pause', [0.8])
```
""" in markdown()


@pytest.mark.parametrize("row", TABLE, ids=named)
def test_every_address_has_its_four_lines(row):
    lines = entry(row).lines
    assert list(lines) == [language.name for language in LANGUAGES] == ["oscsend", "Pd", "SuperCollider", "TouchDesigner"]
    assert all(f"{name:<13}  {line}" in markdown() for name, line in lines.items())


@pytest.mark.parametrize("row", SENT, ids=named)
def test_the_line_for_a_shell_can_be_typed(row):
    oscsend, host, port, address, *typed = shlex.split(entry(row).lines["oscsend"])
    assert (oscsend, host, port) == ("oscsend", "localhost", "7770")
    assert re.fullmatch(r"/[a-z0-9_/]+", address)
    assert coerce(known(row), values(typed)) is not None


@pytest.mark.parametrize("row", SENT, ids=named)
def test_the_line_for_touchdesigner_says_the_same(row):
    call = ast.parse(entry(row).lines["TouchDesigner"]).body[0].value
    address, args = map(ast.literal_eval, call.args)
    assert address == shlex.split(entry(row).lines["oscsend"])[3]
    assert tuple(args) == row.example
    assert coerce(known(row), args) is not None


@pytest.mark.parametrize("row", SENT, ids=named)
def test_the_line_for_supercollider_says_the_same(row):
    said = re.fullmatch(
        r"NetAddr\(\"127\.0\.0\.1\", 7770\)\.sendMsg\('(/[a-z0-9_/]+)'(.*)\);", entry(row).lines["SuperCollider"]
    )
    assert said[1] == shlex.split(entry(row).lines["oscsend"])[3]
    assert tuple(json.loads(f"[{said[2].removeprefix(', ')}]")) == row.example


@pytest.mark.parametrize("row", SENT, ids=named)
def test_the_line_for_pd_has_a_type_for_each_argument(row):
    message, box = re.fullmatch(r"\[(.*)\( → \[oscformat (.*)\]", entry(row).lines["Pd"]).groups()
    flag, types, *path = box.split() if row.example else ("-f", "", *box.split())
    assert (flag, len(types)) == ("-f", len(row.example))
    assert "/" + "/".join(path) == shlex.split(entry(row).lines["oscsend"])[3]
    assert row.example or message == "bang"


@pytest.mark.parametrize("row", TOLD, ids=named)
def test_what_leaves_has_a_line_that_hears_it(row):
    address = row.at(row.kind if row.kind not in ("server", "player") else "music", "0")
    lines = entry(row).lines
    assert f" {address} " in lines["oscsend"]
    assert lines["SuperCollider"].endswith(f"'{address}');")
    assert "".join(f" → [route {segment}]" for segment in address[1:].split("/")) in lines["Pd"]
    assert f"'{address}'" in lines["TouchDesigner"]


def values(typed):
    """What oscsend makes of its arguments."""
    types, *words = typed or [""]
    return tuple({"i": int, "f": float, "s": str}[kind](word) for kind, word in zip(types, words, strict=True))
