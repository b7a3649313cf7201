"""Pages of other sites in a real Chromium that try to play: on another port of this machine, and under a foreign name that
its owner has pointed to 127.0.0.1."""

import http.server
import threading

import pytest
from peers.browser import Browser
from peers.waiting import needs, until

pytestmark = needs("chromium", "chromium")

FOREIGN = "evil.example"
TRY = """
new Promise(done => {
  const socket = new WebSocket('ws://%s/');
  socket.onopen = () => done('open');
  socket.onerror = () => done('refused');
})"""
READ = "fetch('http://%s/api/status').then(answer => answer.text(), () => 'refused')"
POST = "fetch('http://%s/music/temperature', {method: 'POST', mode: 'no-cors', body: '2'}).then(() => 'sent', () => '')"


class Elsewhere(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>elsewhere</title>")

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def elsewhere():
    """The port of another web server on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    with Browser(f"--host-resolver-rules=MAP {FOREIGN} 127.0.0.1") as browser:
        yield browser


def opened(browser, address):
    browser.go(address)
    until(lambda: browser.value("[document.readyState, location.href]") == ["complete", address], "no page")
    return browser


@pytest.mark.parametrize("name", ["localhost", FOREIGN])
def test_a_page_of_another_origin_cannot_play(duende, client, browser, elsewhere, name):
    before = client.ask("/music/temperature")
    page = opened(browser, f"http://{name}:{elsewhere}/")
    assert page.value(TRY % f"localhost:{duende.http}") == "refused"
    assert page.value(READ % f"localhost:{duende.http}") == "refused"
    page.value(POST % f"localhost:{duende.http}")
    assert client.ask("/music/temperature") == before


def test_a_foreign_name_for_our_address_gets_nothing(duende, browser):
    page = opened(browser, f"http://{FOREIGN}:{duende.http}/")
    assert "does not answer to the host" in page.value("document.body.innerText")
    assert page.value(TRY % f"{FOREIGN}:{duende.http}") == "refused"


def test_our_own_page_can(duende, browser):
    page = opened(browser, f"http://localhost:{duende.http}/")
    assert page.value(TRY % f"localhost:{duende.http}") == "open"
    assert '"healthy": true' in page.value(READ % f"localhost:{duende.http}")
