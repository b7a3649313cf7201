"""What is made for the show that runs: patches and the address book."""

import io
import json
import re
import zipfile
from html import unescape

import pytest

from bridge.address import TABLE
from bridge.patches import CATALOGUE
from bridge.watch.reference import entry
from bridge.watch.web.pages import Request
from bridge.watch.web.shelf import Shelf

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SINGER = {"kind": "music", "package": "ensemble", "words": {"style": ("folk", "song"), "load": ("ensemble",)}, "places": ()}
DUO = {"fiddle": SINGER, "choir": SINGER}


def ask(shelf, path, local="127.0.0.1", **headers):
    return shelf(Request("GET", path, "", {"host": "localhost"} | headers, local))


@pytest.fixture
def shelf():
    """Of a server without a show, of which nothing was heard yet."""
    return Shelf(7770, 7771)


@pytest.fixture
def duo(shelf):
    shelf.hear(("players", DUO, {}))
    shelf.hear(("values", {"/fiddle/temperature": (1.5,), "/clock/tempo": (96.0,)}))
    return shelf


# --- patches


def test_a_program_gets_the_list_of_patches(shelf):
    listed = json.loads(ask(shelf, "/patches/").body)
    assert [each["file"] for each in listed] == [patch.file for patch in CATALOGUE]
    assert listed[0] == {
        "file": "duende.pd", "host": "Pure Data", "type": "text/plain; charset=utf-8",
        "what": "vanilla objects; open it, it connects by itself", "run": True, "href": "/patches/duende.pd",
    }  # fmt: skip


def test_a_browser_gets_a_page_that_names_the_players(duo):
    page = ask(duo, "/patches/", accept=FIREFOX)
    assert page.kind == "text/html; charset=utf-8"
    assert "fiddle (music, ensemble), choir (music, ensemble), at 127.0.0.1 port 7770." in page.body.decode()


@pytest.mark.parametrize("path", ["/patches/", "/reference"])
def test_no_browser_asks_for_an_icon_that_is_not_there(duo, path):
    assert b'<link rel="icon" href="data:,">' in ask(duo, path, accept=FIREFOX).body


def test_every_link_of_that_page_leads_to_a_file(duo):
    links = re.findall(r'href="(/patches/[^"]+)"', ask(duo, "/patches/", accept=FIREFOX).body.decode())
    assert len(links) == len(CATALOGUE)
    assert {ask(duo, link).status for link in links} == {200}


@pytest.mark.parametrize("patch", CATALOGUE, ids=lambda patch: patch.file)
def test_a_patch_has_its_type_and_its_name(shelf, patch):
    page = ask(shelf, f"/patches/{patch.file}")
    assert (page.status, page.kind) == (200, patch.kind)
    assert ("Content-Disposition", f'attachment; filename="{patch.file}"') in page.headers
    assert page.body == patch.bytes(shelf.setting("127.0.0.1"))


def test_an_archive_opens(shelf):
    names = zipfile.ZipFile(io.BytesIO(ask(shelf, "/patches/duende-chataigne.zip").body)).namelist()
    assert names == ["duende-chataigne/module.json", "duende-chataigne/duende.js"]


def test_a_patch_is_made_for_the_players_of_the_show(duo):
    script = ask(duo, "/patches/duende.scd").body.decode()
    assert "d.fiddle.note(60, 100)" in script
    assert "d.choir.note(60, 100)" in script
    assert "d.music" not in script


def test_a_patch_has_the_values_that_are_set_now(duo):
    session = ask(duo, "/patches/duende-open-stage-control.json").body.decode()
    assert re.search(r'"address": "/fiddle/temperature".*?"default": 1\.5', session, re.DOTALL)


def test_the_address_book_is_there_with_a_slash_behind_it_too(duo):
    assert ask(duo, "/reference/") == ask(duo, "/reference")


def test_who_calls_from_another_machine_gets_the_address_that_it_called(duo):
    assert b"NetAddr.langPort" in ask(duo, "/patches/Duende.sc", local="192.168.1.5").body
    assert b'host = "192.168.1.5", port = 7770' in ask(duo, "/patches/Duende.sc", local="192.168.1.5").body


@pytest.mark.parametrize(
    "name", ["../catalogue.py", "..%2fcatalogue.py", "templates/Duende.sc", "duende.pd/", "", "/etc/passwd", "DUENDE.PD"]
)
def test_what_is_asked_for_is_never_a_path(shelf, name):
    page = ask(shelf, f"/patches/{name}")
    assert page.status == (200 if not name else 404)
    assert not name or "there are duende.pd, duende.maxpat" in json.loads(page.body)["error"]


def test_other_paths_are_left_to_others(shelf):
    assert [ask(shelf, path) for path in ("/", "/patchesx", "/referencex", "/music")] == [None] * 4


# --- the address book


def test_the_book_has_every_address_of_the_table(shelf):
    words = ask(shelf, "/reference").body.decode().replace("<var>", "").replace("</var>", "")
    assert not [
        row.address for row in TABLE if f"<code>{entry(row).row.address}</code>".replace("NAME", shown(row)) not in words
    ]


def test_the_book_has_the_four_lines_of_every_address(shelf):
    words = unescape(ask(shelf, "/reference").body.decode().replace("<var>", "").replace("</var>", ""))
    for row in TABLE:
        lines = entry(row, shown(row), "127.0.0.1", 7770).lines
        assert not [line for line in lines.values() if f"<code>{line}</code>" not in words]


def test_the_book_shows_the_names_and_ports_of_the_show(duo):
    duo._ports = (9770, 9771)
    words = ask(duo, "/reference").body.decode()
    assert "oscsend 127.0.0.1 9770 /<var>fiddle</var>/temperature f 1.2" in words
    assert '<select data-for="music"><option>fiddle</option><option>choir</option></select>' in words
    assert "/music/note.velocity" not in words, "the example of a route names a player that is there"


def test_the_book_says_who_is_not_on_stage(duo):
    assert ask(duo, "/reference").body.decode().count("Nobody of this kind is on stage.") == 4


def test_the_pages_ask_nobody_else_for_anything(shelf):
    for path in ("/patches/", "/reference"):
        words = ask(shelf, path, accept=FIREFOX).body.decode()
        assert not re.findall(r"(?:src|href)=[\"']?(?:https?:)?//|@import|url\(|<link[^>]+stylesheet|<script[^>]+src", words)


def shown(row):
    """Whose address the book of a server without a show shows."""
    return row.kind if row.kind not in ("server", "player") else "music"
