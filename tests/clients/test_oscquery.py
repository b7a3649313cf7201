"""OSCQuery before a running server: by a client that we did not write, by the text of the proposal, and by WebSocket."""

import http.client
import json
import re
import subprocess
import time

import pytest
from peers.node import FOLDER, needs_node
from peers.osc import packet, read
from peers.waiting import until
from peers.websocket import WebSocket

REQUIRED = ("FULL_PATH", "CONTENTS", "TYPE", "HOST_INFO")  # the proposal's core functionality
TEMPERATURE, NOTES = "/music/temperature", "/music/out/note"


def get(duende, target: str, **headers) -> tuple[int, bytes, dict]:
    """Status, body and headers, as a small program asks: no Accept, one request a connection."""
    connection = http.client.HTTPConnection("127.0.0.1", duende.http, timeout=10)
    connection.request("GET", target, headers={"Connection": "close"} | headers)
    answer = connection.getresponse()
    try:
        return answer.status, answer.read(), dict(answer.getheaders())
    finally:
        connection.close()


def told(duende, target: str, **headers) -> dict:
    status, body, about = get(duende, target, **headers)
    assert status == 200 and about["Content-Type"].startswith("application/json"), (status, body)
    return json.loads(body)


def nodes(tree: dict) -> list[dict]:
    return [tree, *(node for child in tree.get("CONTENTS", {}).values() for node in nodes(child))]


# --- npm's client ---


@pytest.fixture(scope="module")
def browsed(duende) -> dict:
    command = ["node", FOLDER / "oscquery.js", str(duende.http)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)


def method(browsed: dict, path: str) -> dict:
    return next(each for each in browsed["methods"] if each["full_path"] == path)


needs_npm = needs_node("oscquery")


@needs_npm
def test_npms_client_finds_where_osc_is(browsed, duende):
    host = browsed["host"]
    assert (host["name"], host["oscIp"], host["oscPort"], host["oscTransport"]) == ("duende", "127.0.0.1", duende.osc, "UDP")


@needs_npm
def test_npms_client_sees_a_knob_with_range_and_value(browsed):
    (argument,) = method(browsed, TEMPERATURE)["arguments"]
    assert argument == {"type": "f", "range": {"min": 0, "max": 2}, "clipmode": "both", "value": 1}


@needs_npm
def test_npms_client_sees_the_words_of_a_choice(browsed):
    (argument,) = method(browsed, "/music/mode")["arguments"]
    assert argument["value"] in argument["range"]["vals"]


@needs_npm
def test_npms_client_sees_a_switch_and_a_button(browsed):
    (switch,), (button,) = method(browsed, "/music/plan")["arguments"], method(browsed, "/panic")["arguments"]
    assert (switch["type"], switch["value"], button["type"]) == ("T", True, "I")


@needs_npm
def test_npms_client_sees_every_method_that_the_server_has(browsed, duende):
    methods = {node["FULL_PATH"] for node in nodes(told(duende, "/")) if "TYPE" in node}
    assert {each["full_path"] for each in browsed["methods"]} == methods


# --- the text of the proposal ---


def test_every_node_is_at_its_path_as_it_is_in_the_tree(duende):
    tree = told(duende, "/")
    for node in nodes(tree)[::7]:
        assert told(duende, node["FULL_PATH"]) == node


@pytest.mark.parametrize("path", ["/", "/music", TEMPERATURE])
def test_required_attributes_are_answered(duende, path):
    for attribute in REQUIRED:
        assert set(told(duende, f"{path}?{attribute}")) <= {attribute} or attribute == "HOST_INFO"


def test_attributes_have_as_many_entries_as_types(duende):
    for node in nodes(told(duende, "/")):
        for attribute in ("VALUE", "RANGE", "CLIPMODE", "UNIT", "EXTENDED_TYPE"):
            assert len(node.get(attribute, node.get("TYPE", ""))) == len(node.get("TYPE", "")), node


def test_what_can_be_read_has_a_value_within_its_range(duende):
    for node in nodes(told(duende, "/")):
        assert ("VALUE" in node) == bool(node["ACCESS"] & 1), node["FULL_PATH"]
        for value, span in zip(node.get("VALUE", ()), node.get("RANGE", ()), strict=False):
            assert value in span.get("VALS", [value])
            assert span.get("MIN", value) <= value <= span.get("MAX", value), node["FULL_PATH"]


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/nobody/here", 404), (f"{TEMPERATURE}?COLOUR", 400), ("/panic?VALUE", 204), ("/music?VALUE", 204),
        ("/music?TYPE", 200),
    ],
)  # fmt: skip
def test_errors_are_the_proposals(duende, target, status):
    assert get(duende, target)[0] == status


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/json, text/plain, */*", "text/plain"])
def test_whoever_asks_for_no_html_gets_json(duende, accept):
    assert told(duende, "/", Accept=accept)["FULL_PATH"] == "/"


def test_every_extension_that_is_promised_is_served(duende):
    extensions = told(duende, "/?HOST_INFO")["EXTENSIONS"]
    commands = {"LISTEN", "IGNORE", "PATH_CHANGED", "PATH_ADDED", "PATH_REMOVED", "TIME"}
    for attribute in {name for name, served in extensions.items() if served} - commands:
        assert get(duende, f"/?{attribute}")[0] in (200, 204), attribute


def test_a_value_set_by_osc_is_told_by_http(duende, client):
    client.send(TEMPERATURE, 0.25)
    until(lambda: told(duende, f"{TEMPERATURE}?VALUE") == {"VALUE": [0.25]}, "the value does not come")
    client.send(TEMPERATURE, 1.0)


def test_every_incoming_address_of_the_tree_is_understood(duende, client):
    """Asked of each parameter; none is answered `/error`."""
    parameters = [node["FULL_PATH"] for node in nodes(told(duende, "/")) if node["ACCESS"] == 3]
    for path in parameters:
        assert client.ask(path) is not None
    assert len(parameters) > 20


# --- WebSocket ---


@pytest.fixture
def socket(duende):
    with WebSocket(duende.http, "/") as socket:
        yield socket


def say(socket: WebSocket, command: str, data: object) -> None:
    socket.send(json.dumps({"COMMAND": command, "DATA": data}))


def heard(socket: WebSocket) -> tuple:
    """A command as (COMMAND, DATA), a packet as (address, arguments)."""
    message = socket.receive()
    if isinstance(message, str):
        return tuple(json.loads(message).values())
    (got,) = read(message, 0.0)
    return got.address, got.args


def test_who_listens_sees_a_knob_turn(socket, client):
    say(socket, "LISTEN", TEMPERATURE)
    assert heard(socket) == (TEMPERATURE, (1.0,))
    client.send(TEMPERATURE, 0.5)
    assert heard(socket) == (TEMPERATURE, (0.5,))
    client.send(TEMPERATURE, 1.0)
    assert heard(socket) == (TEMPERATURE, (1.0,))


def test_a_knob_that_is_turned_on_the_socket_turns_everywhere(socket, client):
    socket.send(packet(TEMPERATURE, 0.75))
    until(lambda: client.ask(TEMPERATURE) == (0.75,), "the knob does not turn")
    socket.send(packet(TEMPERATURE, 1.0))
    until(lambda: client.ask(TEMPERATURE) == (1.0,), "the knob does not turn back")


def test_many_changes_at_once_end_with_the_newest(socket, client):
    say(socket, "LISTEN", TEMPERATURE)
    for step in range(101):
        client.send(TEMPERATURE, step / 200)
    values = [heard(socket)[1][0]]
    while values[-1] != 0.5:
        values.append(heard(socket)[1][0])
    client.send(TEMPERATURE, 1.0)
    assert len(values) < 50


def test_what_core_answers_comes_back_on_the_socket(socket):
    socket.send(packet("/clock/tempo"))
    assert heard(socket) == ("/clock/tempo", (120.0,))


def test_notes_that_are_listened_to_come_with_their_offs(socket, client):
    say(socket, "LISTEN", NOTES)
    say(socket, "TIME", 0)
    heard(socket)  # by then core has been told
    client.send("/music/note", 60, 100)
    client.send("/music/note", 60, 0)
    sounding, struck = set(), 0
    while not struck or sounding:
        address, (pitch, velocity, _) = heard(socket)
        assert address == NOTES
        struck += velocity > 0
        (sounding.add if velocity else sounding.discard)(pitch)


def test_a_scene_that_is_saved_is_told(socket, client):
    say(socket, "TIME", 0)
    heard(socket)
    client.send("/scene/save", f"verse {time.time()}")  # another one when this is tried again
    assert heard(socket) == ("PATH_CHANGED", "/scene/recall")


def test_a_package_that_is_loaded_is_told(duende, socket, client):
    """By the path that has changed: look there again."""
    tree = told(duende, "/")["CONTENTS"]
    loads = {name: node["CONTENTS"]["load"] for name, node in tree.items() if "load" in node.get("CONTENTS", ())}
    choices = {name: load["RANGE"][0]["VALS"] for name, load in loads.items()}
    player = next((name for name, packages in choices.items() if len(packages) > 1), None)
    if player is None:
        pytest.skip("no player here has another package to load")
    before = tree[player]["DESCRIPTION"]
    other = next(package for package in choices[player] if not before.endswith(f", {package})"))
    client.send(f"/{player}/load", other)
    assert heard(socket) == ("PATH_CHANGED", f"/{player}")
    assert told(duende, f"/{player}?DESCRIPTION")["DESCRIPTION"].endswith(f", {other})")
    client.send(f"/{player}/undo")
    assert heard(socket) == ("PATH_CHANGED", f"/{player}")


def test_our_clock_is_told(socket):
    say(socket, "TIME", 7)
    command, (echoed, wall) = heard(socket)
    assert (command, echoed) == ("TIME", 7) and abs(wall - time.time()) < 5


def test_no_command_ends_the_connection(socket):
    for nonsense in ("", "{}", "[[", '{"COMMAND": null}', json.dumps({"COMMAND": "LISTEN", "DATA": "/nowhere"})):
        socket.send(nonsense)
        assert heard(socket)[0] == "ERROR"
    say(socket, "TIME", 1)
    assert heard(socket)[0] == "TIME"


def test_the_page_is_served_to_who_asks_for_html_by_attribute(duende):
    assert re.match(rb"\s*<!doctype html>", get(duende, "/?HTML")[1])


def test_nobody_is_told_where_that_is_not_wanted(duende, client):
    """`--no-mdns`: no process, nothing on the network."""
    assert "bridge.announce" not in duende.children() and client.status()["mdns"] == "off"
