"""A running server: its pages, its tree for OSCQuery, its name on the network, and what it says of itself."""

import http.client
import json
from collections.abc import Iterator

from ..errors import PortError
from ..reach import is_loopback
from .case import Case
from .findings import Finding
from .network import BROWSE_S, announced

ANSWER_S = 3.0


def pages(case: Case) -> Iterator[Finding]:
    """HTTP and OSCQuery."""
    if not case.running:
        return
    wanted, port = case.show.server.http_port, case.http_port
    if wanted not in (0, port):
        what = f"wrong port: the page is at {case.host}:{port}, not at {wanted}"
        cure = f"open http://{case.host}:{port}/, or start the server with --http-port {wanted}"
        yield Finding("input", "note", what, cure)
    cure = "the web process says why on the server's own output; it is started again by itself"
    status, body = _get(case.host, port, "/health")
    if status == 0:
        yield Finding("input", "dead", f"HTTP at {case.host}:{port} does not answer", cure)
        return
    if status != 200:
        yield Finding("input", "dead", f"HTTP at {case.host}:{port} answers {status}: {body[:120]}", cure)
        return
    yield Finding("input", "ok", f"the page answers at http://{case.host}:{port}/")
    yield _tree(case)


def _tree(case: Case) -> Finding:
    status, body = _get(case.host, case.http_port, "/?HOST_INFO")
    try:
        told = json.loads(body) if status == 200 else {}
    except ValueError:
        told = {}
    if told.get("OSC_PORT") != case.port:
        what = f"OSCQuery names the OSC port {told.get('OSC_PORT', 'nothing')}, and we found the server at {case.port}"
        return Finding("input", "dead", what, "restart the server")
    return Finding("input", "ok", f"OSCQuery answers, and leads to OSC port {case.port}")


def _get(host: str, port: int, path: str) -> tuple[int, str]:
    """Status and body; 0 when nobody answers."""
    connection = http.client.HTTPConnection(host, port, timeout=ANSWER_S)
    try:
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read(1 << 20).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def name(case: Case) -> Iterator[Finding]:
    """Is it found by mDNS, as tools look for it?"""
    said = case.running.get("mdns", "")
    if not case.running or said.startswith("off"):
        if said not in ("", "off"):
            yield Finding("input", "note", f"mDNS is {said}", "tools find the server by its address alone")
        return
    try:
        found = next((name for name, port in announced(case.show.server.host) if port == case.port), "")
    except PortError as error:
        yield Finding("input", "note", f"{error}: tools find the server by its address alone")
        return
    if found:
        where = "on this machine alone" if is_loopback(case.host) else "on the network"
        yield Finding("input", "ok", f"tools find it by mDNS as {found!r}, {where}")
    else:
        cure = "multicast (UDP 5353) may be blocked by a firewall or the network; give tools the address instead"
        yield Finding("input", "note", f"nobody hears of port {case.port} by mDNS within {BROWSE_S:g} s", cure)


def counts(case: Case) -> Iterator[Finding]:
    """What a running server counts that should not happen."""
    for what, told, cure in (
        ("midi_echoes_dropped", "our own notes came back by MIDI", "a cable or a track leads our output back to our input"),
        ("timer_dropped", "notes could not leave in time", "a listener does not read what it is sent"),
        ("messages_refused", "messages were refused", "/error told the sender what was wrong"),
        ("messages_unreadable", "packets were no OSC", "look at what sends to this port"),
        ("not_allowed", "packets came from addresses that the show does not allow", "see allow under [server]"),
        ("mistakes", "mistakes of duende's own", "the server's output has them; please report them"),
    ):
        number = float(case.running.get(what, 0) or 0)
        if number > 0:
            yield Finding("input", "note", f"{told}: {number:.0f}", cure)
    if loops := case.running.get("midi_loops"):
        cure = "take our output away from the track that feeds our input, or switch its monitoring off (docs/daws.md)"
        yield Finding("input", "note", f"MIDI goes round in a loop: {loops}", cure)
