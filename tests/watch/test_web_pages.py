"""Which page stands at which path."""

import json
import re

import pytest

from bridge.watch.web.address_space import AddressSpace
from bridge.watch.web.board import Board
from bridge.watch.web.gate import Gate
from bridge.watch.web.pages import Pages, Request
from bridge.watch.web.shelf import Shelf

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Desk:
    """Pages at a moment that the test sets."""

    def __init__(self):
        self.now, self.board = 10.0, Board()
        space = AddressSpace(7770, 7771, lambda: 1.7e9, lambda peer: lambda descriptor: None)
        shelf = Shelf(7770, 7771)
        views = lambda request: shelf(request) or space(request)  # noqa: E731
        self.pages = Pages(self.board, Gate("127.0.0.1"), lambda: self.now, views)

    def ask(self, path, query="", method="GET", **headers):
        return self.pages(Request(method, path, query, {"host": "localhost"} | headers))


@pytest.fixture
def desk():
    desk = Desk()
    desk.board.hear(("status", {"version": "0.1.0", "clock_tempo": 120.0, "music_kind": "music"}), desk.now)
    return desk


def test_a_browser_gets_the_page(desk):
    page = desk.ask("/", accept=FIREFOX)
    assert (page.status, page.kind) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize("accept", ["*/*", "application/json", "", "text/html;q=0, */*"])
def test_any_other_client_gets_the_tree_of_addresses(desk, accept):
    page = desk.ask("/", accept=accept)
    assert page.kind.startswith("application/json")
    assert "clock" in json.loads(page.body)["CONTENTS"]


def test_a_program_in_java_gets_the_tree_though_it_names_html(desk):
    headers = {"accept": "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "user-agent": "Java/17.0.9"}
    assert desk.ask("/", **headers).kind == "application/json"


def test_caches_know_that_the_root_has_two_faces(desk):
    for accept in ("*/*", FIREFOX):
        assert "Accept" in dict(desk.ask("/", accept=accept).headers)["Vary"].split(", ")


def test_the_status_has_the_server_and_its_players(desk):
    status = json.loads(desk.ask("/api/status").body)
    assert (status["version"], status["clock_tempo"], status["healthy"]) == ("0.1.0", 120.0, True)
    assert status["players"] == [{"name": "music", "kind": "music"}]


def test_health_is_ok_while_core_speaks(desk):
    page = desk.ask("/health")
    assert (page.status, page.body) == (200, b"ok")


def test_health_says_what_is_wrong(desk):
    desk.now += 3.5
    page = desk.ask("/health")
    assert (page.status, page.body) == (503, b"the bridge has said nothing for 4 s")


@pytest.mark.parametrize(
    ("engine", "said"),
    [("starting", b"the model of music is not ready"), ("given up", b"degraded: the model of music died over and over")],
)
def test_health_says_whose_model_is_away(desk, engine, said):
    desk.board.hear(("status", {"music_kind": "music", "music_engine": engine}), desk.now)
    page = desk.ask("/health")
    assert page.status == 503 and page.body.startswith(said)


def test_metrics_are_of_the_kind_that_prometheus_expects(desk):
    page = desk.ask("/metrics")
    assert page.kind.startswith("text/plain; version=0.0.4")
    assert b"\nduende_clock_tempo 120\n" in page.body


@pytest.mark.parametrize("path", ["/nope", "/api", "/api/status/", "/../etc/passwd", "//", "*"])
def test_a_path_that_does_not_exist_is_told_with_those_that_do(desk, path):
    page = desk.ask(path)
    assert page.status == 404
    assert "/api/status, /health" in json.loads(page.body)["error"]


@pytest.mark.parametrize("accept", ["*/*", FIREFOX])
def test_who_asks_for_an_attribute_of_the_root_gets_no_page(desk, accept):
    assert json.loads(desk.ask("/", "HOST_INFO", accept=accept).body)["OSC_PORT"] == 7770


def test_who_asks_for_html_by_oscquery_gets_the_page(desk):
    assert desk.ask("/", "HTML").body == desk.ask("/", accept=FIREFOX).body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_only_reading_is_served(desk, method):
    page = desk.ask("/", method=method)
    assert page.status == 405
    assert ("Allow", "GET, HEAD") in page.headers


def test_another_host_is_refused_before_anything_else(desk):
    assert desk.ask("/nope", host="evil.com").status == 403
    assert desk.ask("/", origin="http://evil.com").status == 403


# --- the first page ---


def test_the_pages_ask_nobody_else_for_anything(desk):
    for path in ("/", "/reference"):
        words = desk.ask(path, accept=FIREFOX).body.decode()
        assert not re.findall(r"(?:src|href)=[\"']?(?:https?:)?//|@import|url\(", words)


def test_the_first_page_has_the_line_that_sounds(desk):
    assert b"oscsend localhost 7770 /music/note ii 60 100" in desk.ask("/", accept=FIREFOX).body


def test_every_link_of_the_first_page_leads_somewhere(desk):
    links = re.findall(r'<a [^>]*href="(/[^"]+)"', desk.ask("/", accept=FIREFOX).body.decode())
    assert {desk.ask(link).status for link in links if link != "/patches/"} == {200}  # that one is the shelf's
    assert {"/reference", "/patches/"} <= set(links)


def test_every_place_that_the_script_fills_exists(desk):
    words = desk.ask("/", accept=FIREFOX).body.decode()
    assert set(re.findall(r"at\('(\w+)'\)", words)) <= set(re.findall(r'id="(\w+)"', words))
