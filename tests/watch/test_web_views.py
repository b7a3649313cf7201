"""Which view stands at which path, and who is refused there."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from bridge.clock import VirtualClock
from bridge.frames import rings
from bridge.frames.writer import RingWriter
from bridge.watch.web.board import Board
from bridge.watch.web.gallery import MAX_VIEWERS, Gallery
from bridge.watch.web.gate import Gate
from bridge.watch.web.guests import Takeover
from bridge.watch.web.pages import Pages, Request
from bridge.watch.web.script import Script
from bridge.watch.web.views import Views

UPGRADE = {
    "connection": "Upgrade", "upgrade": "websocket", "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
}  # fmt: skip


class Desk:
    def __init__(self, *said):
        self.clock, self.board, self.script = VirtualClock(10.0), Board(), Script()
        self.gallery = Gallery(self.clock)
        views = Views(self.board, self.gallery, self.script)
        self.pages = Pages(self.board, Gate("127.0.0.1"), self.clock.now, views)
        for message in said:
            self.board.hear(message, self.clock.now())

    def ask(self, path, query="", method="GET", **headers):
        return self.pages(Request(method, path, query, {"host": "localhost:7771"} | headers))

    def socket(self, path, query="", **headers):
        return self.ask(path, query, **UPGRADE, **headers)


@pytest.fixture
def desk():
    desk = Desk(("status", {f"{kind}_kind": kind for kind in ("music", "text", "image")}))
    desk.ring = RingWriter(rings.ring_name("views"), 6, 4)
    desk.gallery.hang({"image": desk.ring.name})
    yield desk
    desk.gallery.close()
    desk.ring.close()
    rings.remove(desk.ring.name)


def paint(desk, value=9):
    desk.ring.write(3, 0.0, np.full((4, 6, 3), value, np.uint8))


def test_a_still_is_the_newest_picture(desk):
    paint(desk)
    page = desk.ask("/image.png")
    assert (page.status, page.kind) == (200, "image/png")
    assert ("X-Index", "3") in page.headers
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(page.body))), np.full((4, 6, 3), 9))


def test_before_the_first_picture_a_still_is_not_there_yet(desk):
    page = desk.ask("/image.png")
    assert (page.status, json.loads(page.body)["error"]) == (503, "image has shown no picture yet")


@pytest.mark.parametrize("path", ["/nobody.png", "/nobody.mjpg", "/ws/nobody", "/view/nobody"])
def test_who_is_not_there_is_not_seen(desk, path):
    page = desk.ask(path)
    assert page.status == 404
    assert json.loads(page.body)["error"] == "there is no player nobody; to be seen are text, image"


@pytest.mark.parametrize("path", ["/music.png", "/music.mjpg", "/ws/music", "/view/music"])
def test_music_is_not_seen(desk, path):
    page = desk.ask(path)
    assert (page.status, "music is a music player" in page.body.decode()) == (404, True)


@pytest.mark.parametrize("path", ["/image.mjpg/x", "/Image.png", "/ws/", "/view/../x", "/view/a%2fb", "/ws/image.png"])
def test_other_paths_are_not_ours(desk, path):
    assert desk.ask(path).status == 404


def test_a_stream_takes_the_connection_over(desk):
    answer = desk.ask("/image.mjpg")
    assert isinstance(answer, Takeover)
    assert b"multipart/x-mixed-replace" in answer.head


def test_a_head_of_a_stream_has_an_end(desk):
    page = desk.ask("/image.mjpg", method="HEAD")
    assert (page.status, page.kind.partition(";")[0]) == (200, "multipart/x-mixed-replace")


@pytest.mark.parametrize(
    "path, query", [("/ws/image", ""), ("/ws/image", "format=rgb"), ("/ws/image", "format=jpeg"), ("/ws/text", "")]
)
def test_a_socket_is_opened(desk, path, query):
    answer = desk.socket(path, query)
    assert isinstance(answer, Takeover)
    assert answer.head.startswith(b"HTTP/1.1 101")


def test_a_format_that_is_not_known_is_a_sentence(desk):
    page = desk.socket("/ws/image", "format=gif")
    assert (page.status, json.loads(page.body)["error"]) == (400, "format is 'gif'; allowed are jpeg, rgb")


@pytest.mark.parametrize("path", ["/ws/image", "/ws/text", "/image.mjpg"])
@pytest.mark.parametrize("foreign", [{"origin": "http://evil.com"}, {"origin": "null"}, {"host": "evil.com"}])
def test_foreign_pages_are_refused(desk, path, foreign):
    assert desk.socket(path, **foreign).status == 403


def test_a_page_of_this_machine_may_open_a_socket(desk):
    assert isinstance(desk.socket("/ws/image", origin="http://localhost:8000"), Takeover)


def test_a_crowd_is_told_so(desk, monkeypatch):
    monkeypatch.setattr(Gallery, "crowded", True)
    monkeypatch.setattr(Script, "crowded", True)
    for path in ("/image.mjpg", "/ws/image", "/ws/text"):
        page = desk.socket(path)
        assert page.status == 503
        assert json.loads(page.body)["error"] == f"{MAX_VIEWERS} watch already, and no more are let in"


@pytest.mark.parametrize("player", ["image", "text"])
def test_the_view_is_a_page_that_may_speak_to_us_alone(desk, player):
    page = desk.ask(f"/view/{player}")
    policy = dict(page.headers)["Content-Security-Policy"]
    assert (page.status, page.kind) == (200, "text/html; charset=utf-8")
    assert "connect-src 'self' ws://localhost:7771" in policy
    assert b"<canvas" in page.body


def test_a_projector_that_is_early_gets_its_page():
    assert Desk().ask("/view/anything").status == 200
