"""The pages of a running server, and its counts. A real server, or one that answers wrongly."""

import http.server
import threading

import pytest
from peers.server import free_port

from bridge.config import Show
from bridge.config.show import Server
from bridge.doctor import service
from bridge.doctor.case import Case


def case(http_port, osc=7770, wanted=0, **running):
    show = Show(server=Server(osc_port=osc, http_port=wanted))
    return Case(show, running=running | {"name": "duende"}, http_port=http_port)


@pytest.fixture
def page():
    """`page(status, body)` is the port of a server that answers everything so."""
    servers = []

    def start(status, body):
        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server.server_address[1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_server_answers_by_http_and_oscquery(serve):
    server = serve()
    found = list(service.pages(case(server.http, server.osc, server.http)))
    assert [finding.state for finding in found] == ["ok", "ok"]
    assert f"leads to OSC port {server.osc}" in found[1].what


def test_a_page_that_does_not_answer_is_dead():
    (finding,) = service.pages(case(free_port()))
    assert finding.state == "dead" and "does not answer" in finding.what


def test_a_page_that_is_not_healthy_is_dead(page):
    (finding,) = service.pages(case(page(503, b"the model of music is not ready")))
    assert finding.state == "dead" and "the model of music is not ready" in finding.what


def test_a_page_at_another_port_than_the_show_says_is_told(serve):
    server = serve()
    finding = next(service.pages(case(server.http, server.osc, wanted=7771)))
    assert finding.state == "note" and "wrong port" in finding.what and f":{server.http}/" in finding.cure


@pytest.mark.parametrize("body", [b'{"OSC_PORT": 1234}', b"ok", b"[" * 9])
def test_a_tree_that_leads_elsewhere_is_dead(page, body):
    finding = list(service.pages(case(page(200, body))))[-1]
    assert finding.state == "dead" and "OSCQuery" in finding.what


def test_nothing_wrong_is_nothing_told():
    assert list(service.counts(case(1, midi_echoes_dropped="0", messages_refused="0"))) == []


@pytest.mark.parametrize(
    ("what", "cure"),
    [("midi_echoes_dropped", "leads our output back"), ("timer_dropped", "does not read"), ("messages_refused", "/error")],
)
def test_what_should_not_happen_is_told(what, cure):
    (finding,) = service.counts(case(1, **{what: "3"}))
    assert finding.state == "note" and cure in finding.cure and finding.what.endswith("3")


def test_a_loop_is_named():
    (finding,) = service.counts(case(1, midi_loops="duende out comes back at IAC Driver Bus 1 (12 notes)"))
    assert "IAC Driver Bus 1" in finding.what and "monitoring" in finding.cure


def test_mdns_that_is_off_is_not_looked_for():
    assert list(service.name(case(1, mdns="off"))) == []
    (finding,) = service.name(case(1, mdns="off: zeroconf is not installed"))
    assert finding.state == "note"
