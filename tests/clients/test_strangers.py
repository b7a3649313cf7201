"""Strangers and floods before a real server, while music plays: refused or shed, no note is lost, memory stays where it was.

What music's p99 was before and during each is printed (`pytest -s`), not asserted: it is a figure of the machine.
"""

import contextlib
import http.client
import json
import random
import re
import socket
import struct
import time
from pathlib import Path

import pytest
from peers.musician import Musician
from peers.osc import HOST, packet
from peers.server import NO_MIDI, Duende, served
from peers.waiting import until
from peers.websocket import Refused, WebSocket

WEB = "bridge.watch.web"
MIB = 1 << 20
LARGE = 100 * MIB
QUIET_S = 3.0  # of music before all, to compare with
SLOW_S = 8.0  # of slow readers
SLACK_MIB = 12  # an interpreter's own coming and going


@pytest.fixture(scope="module")
def duende(players, tiny_pictures, tmp_path_factory):
    with served(tmp_path_factory.mktemp("server"), *players, "--package", f"image={tiny_pictures}", *NO_MIDI) as server:
        yield server


@pytest.fixture(scope="module")
def before(duende):
    with Musician(duende) as before:
        time.sleep(QUIET_S)
    print(f"\n    before: {before}")


@pytest.fixture
def unharmed(duende, before):
    """Music plays during the test; afterwards the same processes are there, as large as they were."""
    processes, memory = duende.children(), resident(duende)
    with Musician(duende) as during:
        yield
        time.sleep(0.3)
    print(f"\n    during: {during}; web process {memory:.0f} → {resident(duende):.0f} MiB")
    assert (during.lost, during.hanging) == (0, 0) and during.struck > 1
    assert duende.children() == processes
    assert resident(duende) < 1.25 * memory + SLACK_MIB
    assert status(duende)["healthy"]


def resident(server: Duende) -> float:
    """MiB of the web process."""
    words = Path(f"/proc/{server.children()[WEB]}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", words)[1]) / 1024


def get(server: Duende, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(HOST, server.http, timeout=10)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    with contextlib.closing(connection):
        return answer.status, answer.read()


def status(server: Duende) -> dict:
    return json.loads(get(server, "/api/status")[1])


@contextlib.contextmanager
def counted(server: Duende, **least: int):
    """So much more is counted afterwards."""
    before = status(server)
    yield
    after = status(server)
    rise = {what: after[f"web_{what}"] - before[f"web_{what}"] for what in least}
    assert all(rise[what] >= count for what, count in least.items()), rise


def open_socket(server: Duende, small: bool = False) -> socket.socket:
    sock = socket.socket()
    if small:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    sock.settimeout(10)
    sock.connect((HOST, server.http))
    return sock


def shake_hands(server: Duende, path: str = "/", small: bool = False) -> socket.socket:
    """A WebSocket by hand: what comes on it nobody reads."""
    sock = open_socket(server, small)
    upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    sock.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{upgrade}Sec-WebSocket-Key: {'A' * 22}==\r\n\r\n".encode())
    begun = sock.recv(12, socket.MSG_PEEK)
    if begun != b"HTTP/1.1 101":
        sock.close()
    assert begun == b"HTTP/1.1 101"
    return sock


def is_closed(sock: socket.socket, seconds: float) -> bool:
    """Does the other side end it within this time? What came before is read."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sock.settimeout(max(0.01, end - time.monotonic()))
        try:
            if not sock.recv(1 << 16):
                return True
        except TimeoutError:
            return False
        except OSError:
            return True
    return False


def pour(sock: socket.socket, data: bytes, size: int) -> int:
    """How much of `size` bytes the other side takes before it ends the connection."""
    sent = 0
    try:
        while sent < size:
            sent += sock.send(data)
    except OSError:
        pass
    return sent


# --- pages of other sites, forged names


def test_a_page_of_another_origin_cannot_play(unharmed, duende):
    with counted(duende, refused_origin=90):
        for origin in ("http://evil.example", "http://localhost:8000", "null") * 30:
            with pytest.raises(Refused, match="403"):
                WebSocket(duende.http, "/", host=f"localhost:{duende.http}", origin=origin)


def test_our_own_page_and_a_program_can(unharmed, duende):
    for origin in (f"http://localhost:{duende.http}", None):
        with WebSocket(duende.http, "/", host=f"localhost:{duende.http}", origin=origin) as ws:
            ws.send(packet("/clock/tempo"))
            assert ws.receive().startswith(b"/clock/tempo\0")


def test_a_forged_host_is_refused(unharmed, duende):
    with counted(duende, refused_host=12):
        for host in ("evil.example", "evil.example:7771", "127.0.0.1.evil.example"):
            assert {get(duende, path, Host=host)[0] for path in ("/", "/api/status", "/image.png")} == {403}
            with pytest.raises(Refused, match="403"):
                WebSocket(duende.http, "/", host=host, origin=f"http://{host}")


def test_nothing_is_changed_by_http(unharmed, duende):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT"):
        assert get(duende, "/music/temperature?VALUE=2", method)[0] in (400, 405, 413)


# --- too many


def test_of_a_thousand_idle_websockets_the_oldest_go_and_one_that_listens_stays(unharmed, duende):
    with contextlib.ExitStack() as stack, counted(duende, shed_idle=800):
        page = stack.enter_context(WebSocket(duende.http, "/"))
        page.send(json.dumps({"COMMAND": "LISTEN", "DATA": "/clock/tempo"}))
        page.receive()
        first = stack.enter_context(contextlib.closing(shake_hands(duende)))
        for _ in range(999):
            stack.enter_context(contextlib.closing(shake_hands(duende)))
        assert is_closed(first, 5)
        page.send(json.dumps({"COMMAND": "TIME", "DATA": 7}))
        assert json.loads(page.receive())["DATA"][0] == 7
        assert status(duende)["web_websockets"] <= 128
    until(lambda: status(duende)["web_websockets"] == 0, "they are counted after they have gone")


def test_ten_thousand_connections_in_a_row(unharmed, duende):
    for _ in range(10_000):
        open_socket(duende).close()
    assert get(duende, "/health") == (200, b"ok")


def test_five_hundred_that_never_come_to_the_point(unharmed, duende):
    with contextlib.ExitStack() as stack, counted(duende, shed_quiet=300):
        slow = [stack.enter_context(contextlib.closing(open_socket(duende))) for _ in range(500)]
        for byte in b"GET /":
            for sock in slow:
                with contextlib.suppress(OSError):
                    sock.send(bytes([byte]))
            assert get(duende, "/health") == (200, b"ok")


# --- too much


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("length", [f"Content-Length: {LARGE}", "Transfer-Encoding: chunked"])
def test_a_hundred_megabytes_are_refused_unread(unharmed, duende, method, length):
    with contextlib.closing(open_socket(duende)) as sock, counted(duende, refused_body=1):
        sock.sendall(f"{method} /music/temperature HTTP/1.1\r\nHost: localhost\r\n{length}\r\n\r\n".encode())
        assert sock.recv(12, socket.MSG_PEEK) in (b"HTTP/1.1 405", b"HTTP/1.1 413")
        assert pour(sock, b"10000\r\n" + b"x" * 65536 + b"\r\n" if "chunked" in length else b"x" * 65536, LARGE) < LARGE / 2


def test_a_head_without_end_is_refused(unharmed, duende):
    with contextlib.closing(open_socket(duende)) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        assert pour(sock, b"x" * 65536, LARGE) < LARGE / 2


@pytest.mark.parametrize("kind", ["text", "binary"])
def test_a_message_of_a_hundred_megabytes_ends_that_websocket(unharmed, duende, kind):
    with contextlib.closing(shake_hands(duende)) as sock:
        sock.sendall(bytes([0x81 if kind == "text" else 0x82, 0xFF]) + struct.pack(">Q", LARGE) + bytes(4))
        assert pour(sock, b"x" * 65536, LARGE) < LARGE / 2
        assert is_closed(sock, 5)


def test_a_message_in_endless_empty_parts_costs_nothing(unharmed, duende):
    with contextlib.closing(shake_hands(duende)) as sock:
        sock.sendall(b"\x02\x80\0\0\0\0")  # binary, to be continued
        pour(sock, b"\x00\x80\0\0\0\0" * 5000, 1_200_000)


def test_commands_without_end_from_one_who_does_not_listen(unharmed, duende):
    with contextlib.closing(shake_hands(duende, small=True)) as sock:
        sock.settimeout(1)
        words = json.dumps({"COMMAND": "TIME", "DATA": "x" * 1000}).encode()
        pour(sock, (b"\x81\xfe" + struct.pack(">H", len(words)) + bytes(4) + words) * 20, 20 * MIB)


# --- nonsense


def test_garbage_instead_of_http(unharmed, duende):
    dice = random.Random(7)
    for size in (1, 10, 100, 1000, 20_000) * 40:
        with contextlib.closing(open_socket(duende)) as sock, contextlib.suppress(OSError):
            sock.sendall(dice.randbytes(size) + b"\r\n\r\n")
            sock.shutdown(socket.SHUT_WR)
            sock.recv(1000)


def test_garbage_instead_of_websocket_frames(unharmed, duende):
    dice = random.Random(7)
    for path in ("/", "/ws/image") * 50:
        with contextlib.closing(shake_hands(duende, path)) as sock, contextlib.suppress(OSError):
            sock.sendall(dice.randbytes(500))
            is_closed(sock, 0.02)


@pytest.mark.parametrize(
    "words",
    ["", "{", "[]", "null", "7", '"LISTEN"', "[" * 30_000, '{"COMMAND": 7}', '{"COMMAND": "LISTEN"}',
     '{"COMMAND": "LISTEN", "DATA": {"a": ' + "[" * 900 + "]" * 900 + "}}", '{"COMMAND": "LISTEN", "DATA": "/nope"}',
     '{"COMMAND": "START_OSC_STREAMING"}', "\x00", '{"COMMAND": "TIME"}'],
)  # fmt: skip
def test_wrong_commands_leave_the_websocket_open(duende, words):
    with WebSocket(duende.http, "/") as ws:
        ws.send(words)
        ws.send(json.dumps({"COMMAND": "TIME", "DATA": "still here"}))
        while json.loads(told := ws.receive())["COMMAND"] != "TIME" or "still here" not in told:
            pass


# --- slow readers. (That they are closed at last takes half a minute: tests/watch/test_web_server.py, in virtual time.)


def test_beside_slow_readers_a_quick_one_misses_nothing(unharmed, duende):
    """They do not read pictures, nor the values that they listen to, nor all that core says."""
    with contextlib.ExitStack() as stack:
        quick = stack.enter_context(WebSocket(duende.http, "/", seconds=60))
        quick.send(packet("/image/walk", 4.0))
        pictures = stack.enter_context(contextlib.closing(open_socket(duende, small=True)))
        pictures.sendall(b"GET /image.mjpg HTTP/1.1\r\nHost: localhost\r\n\r\n")
        greedy = stack.enter_context(contextlib.closing(shake_hands(duende, small=True)))
        for words in (packet("/hello"), packet("/feedback", 1)):
            greedy.sendall(bytes([0x82, 0x80 | len(words)]) + bytes(4) + words)
        ask = packet("/status")
        frame = bytes([0x82, 0x80 | len(ask)]) + bytes(4) + ask
        began, number = time.monotonic(), 0
        while time.monotonic() - began < SLOW_S:
            number += 1
            quick.send(packet("/music/temperature", (number % 100) / 100))
            quick.send(packet("/music/temperature"))
            assert quick.receive().startswith(b"/music/temperature\0")
            with contextlib.suppress(OSError):
                greedy.sendall(frame)
            time.sleep(0.04)
        quick.send(packet("/image/walk", 0.0))
        quick.send(packet("/music/temperature", 1.0))
