"""A real browser before the pages that show pictures and text."""

import http.server
import io
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from peers.browser import PROGRAM, Browser
from peers.painter import Painter
from peers.waiting import needs, until
from PIL import Image

from bridge.watch.web_remote import Web

pytestmark = needs("chromium", PROGRAM)

EXAMPLE = Path(__file__).parents[2] / "examples" / "viewer.html"
INDEX = "document.getElementById('picture')?.dataset.index"  # of the picture on the screen
COLOURS = ((200, 60, 40), (40, 160, 90))


def halves(index: int, side: int) -> np.ndarray:
    """Left red, right green; the last row tells the index."""
    picture = np.empty((side, side, 3), np.uint8)
    picture[:, : side // 2], picture[:, side // 2 :] = COLOURS
    picture[-1] = index % 256
    return picture


@pytest.fixture(scope="module")
def browser():
    with Browser() as browser:
        yield browser


@pytest.fixture
def painter():
    painter = Painter("browser", 64, 30, halves)
    yield painter
    painter.close()


@pytest.fixture
def web(painter):
    web = Web("127.0.0.1", 0)
    web.start()
    web.wait_open(15)
    tell(web, painter)
    yield web
    web.close()


def tell(web, painter):
    web.send_status({"image_kind": "image", "text_kind": "text"})
    web.send_rings({"image": painter.name})


def seen(browser):
    """The screen: height × width × 3."""
    return np.asarray(Image.open(io.BytesIO(browser.shot())).convert("RGB")).astype(int)


def fills_the_height(screen):
    """The picture stands in the middle, as high as the screen, red on the left, green on the right, black beside it."""
    height, width = screen.shape[:2]
    middle, quarter = screen[height // 2], height // 4
    red, green = middle[width // 2 - quarter], middle[width // 2 + quarter]
    beside = [middle[4], middle[width - 5], screen[4, 4]]
    top, bottom = screen[6, width // 2 - quarter], screen[height - 12, width // 2 - quarter]
    near = all(np.abs(found - due).max() < 12 for found, due in ((red, COLOURS[0]), (green, COLOURS[1]), (top, COLOURS[0])))
    return near and np.abs(bottom - COLOURS[0]).max() < 12 and not np.any(beside)


@pytest.mark.parametrize("query", ["", "?format=rgb", "?rendering=pixelated"])
def test_the_view_of_an_image_player_fills_the_screen_with_its_newest_picture(browser, web, painter, query):
    browser.go(f"http://127.0.0.1:{web.port}/view/image{query}")
    until(lambda: browser.value(INDEX), "no picture")
    first = int(browser.value(INDEX))
    until(lambda: int(browser.value(INDEX)) > first + 5, "it stands still")
    until(lambda: fills_the_height(seen(browser)), "it does not fill the screen")
    assert abs(painter.painted - int(browser.value(INDEX))) < painter.fps  # the newest, not a queue


def test_the_view_of_a_text_player_shows_its_lines(browser, web):
    browser.go(f"http://127.0.0.1:{web.port}/view/text")
    web.say("text", "line", "床前明月光")
    web.say("text", "line", "<b>Shall I</b>")
    for word in ("compare", "thee"):
        web.say("text", "word", word)
    shown = "[...document.querySelectorAll('p')].map(p => p.textContent)"
    until(lambda: browser.value(shown) == ["床前明月光", "<b>Shall I</b>", "compare thee"], "not shown")
    web.say("text", "line", "compare thee?")
    until(lambda: browser.value(shown)[-1] == "compare thee?", "the line did not take the words' place")
    assert len(browser.value(shown)) == 3
    time.sleep(1.0)  # the last line has come by now
    screen = seen(browser)
    assert screen.max() > 200  # bright letters
    assert not screen[:8].any()  # on black


def test_a_view_comes_back_by_itself(browser, web, painter):
    browser.go(f"http://127.0.0.1:{web.port}/view/image")
    until(lambda: browser.value(INDEX), "no picture")
    web.close()
    again = Web("127.0.0.1", web.port)
    until(lambda: opens(again), "the port is not free again")
    try:
        tell(again, painter)
        before = painter.painted
        until(lambda: int(browser.value(INDEX)) > before, "it did not come back")
    finally:
        again.close()


def opens(web):
    try:
        web.start()
        web.wait_open(15)
    except Exception:
        return False
    return True


def test_an_image_element_plays_the_stream(browser, web):
    browser.go(f"http://127.0.0.1:{web.port}/image.mjpg")
    until(lambda: browser.value("document.images[0]?.naturalWidth") == 64, "no picture")


class Shelf(http.server.SimpleHTTPRequestHandler):
    """The folder of examples."""

    def __init__(self, *words):
        super().__init__(*words, directory=str(EXAMPLE.parent))

    def log_message(self, *_):
        """Says nothing."""


def test_the_example_page_shows_the_picture(browser, web):
    """Opened from another port of this machine, as `python3 -m http.server` would serve it."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shelf) as shelf:
        threading.Thread(target=shelf.serve_forever, daemon=True).start()
        address = f"http://localhost:{shelf.server_address[1]}/viewer.html?bridge=127.0.0.1:{web.port}&player=image"
        browser.go(address)
        until(lambda: browser.value("document.querySelector('canvas')?.width") == 64, "no picture")
        shelf.shutdown()
