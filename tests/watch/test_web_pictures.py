"""Pictures as they leave: a real web process, a ring that a thread paints, real clients, quick ones and very slow ones."""

import io
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from peers.painter import Painter
from peers.waiting import until
from peers.websocket import Refused, WebSocket
from PIL import Image

from bridge.frames import rings
from bridge.watch.web.gallery import MAX_VIEWERS
from bridge.watch.web_remote import Web

SIDE, FPS = 64, 50
PATIENCE_S = 15


@pytest.fixture
def painter():
    painter = Painter("pictures", SIDE, FPS)
    yield painter
    painter.close()


@pytest.fixture
def web(painter):
    web = Web("127.0.0.1", 0)
    web.start()
    web.wait_open(PATIENCE_S)
    web.send_status({"image_kind": "image", "text_kind": "text"})
    web.send_rings({"image": painter.name})
    until(lambda: ask(web.port, "/image.png")[0] == 200, "no picture", PATIENCE_S)
    yield web
    web.close()


def ask(port, path, **headers):
    """Status and body."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as sock:
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", *(f"{k}: {v}" for k, v in headers.items())]
        sock.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b"".join(iter(lambda: sock.recv(1 << 16), b""))
    return int(answer.split()[1]), answer.partition(b"\r\n\r\n")[2]


class Stream:
    """An MJPEG client: its parts are (index, JPEG)."""

    def __init__(self, port, receive_buffer=None):
        self.sock = socket.socket()
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(PATIENCE_S)
        self.sock.connect(("127.0.0.1", port))
        self.sock.sendall(b"GET /image.mjpg HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.file = self.sock.makefile("rb")

    def head(self):
        lines = list(iter(self.file.readline, b"\r\n"))
        return lines[0], {k.lower(): v.strip() for k, v in (line.decode().split(":", 1) for line in lines[1:])}

    def part(self):
        assert self.file.readline() == b"--duende-frame\r\n"
        headers = dict(line.decode().lower().split(": ") for line in iter(self.file.readline, b"\r\n"))
        body = self.file.read(int(headers["content-length"]))
        assert self.file.read(2) == b"\r\n"
        return int(headers["x-index"]), body

    def close(self):
        self.file.close()
        self.sock.close()


def grey(jpeg):
    return int(np.median(np.asarray(Image.open(io.BytesIO(jpeg)))))


def test_a_stream_brings_one_new_picture_after_the_other(web):
    stream = Stream(web.port)
    first, headers = stream.head()
    assert first == b"HTTP/1.1 200 OK\r\n"
    assert headers["content-type"] == "multipart/x-mixed-replace; boundary=duende-frame"
    assert "content-length" not in headers
    parts = [stream.part() for _ in range(20)]
    indices = [index for index, _ in parts]
    assert indices == sorted(set(indices))
    assert all(abs(grey(body) - index % 256) <= 2 for index, body in parts)
    stream.close()


def test_a_socket_tells_what_comes_and_then_brings_it_as_it_was_painted(web):
    with WebSocket(web.port, "/ws/image?format=rgb") as ws:
        assert json.loads(ws.receive()) == {
            "kind": "image", "player": "image", "format": "rgb", "width": SIDE, "height": SIDE, "channels": 3,
        }  # fmt: skip
        for _ in range(10):
            index, wall = struct.unpack_from("<Qd", message := ws.receive())
            assert message[16:] == bytes([index % 256]) * (SIDE * SIDE * 3)
            assert abs(time.time() - wall) < PATIENCE_S
        assert ws.ping(b"still there?") == b"still there?"
        ws.close()
        while ws.receive() is not None:
            pass
        assert ws.code == 1000


def test_a_socket_brings_jpegs_unless_asked_otherwise(web):
    with WebSocket(web.port, "/ws/image", origin="http://localhost:7771") as ws:
        assert json.loads(ws.receive())["format"] == "jpeg"
        message = ws.receive()
        assert abs(grey(message[16:]) - struct.unpack_from("<Q", message)[0] % 256) <= 2


def test_a_foreign_page_gets_no_socket(web):
    with pytest.raises(Refused, match="403"):
        WebSocket(web.port, "/ws/image", origin="http://evil.com")


def test_what_a_player_says_is_shown_as_it_is_said(web):
    web.say("text", "line", "床前明月光")
    with WebSocket(web.port, "/ws/text") as ws:
        first = json.loads(ws.receive())
        assert (first["kind"], first["lines"]) == ("text", [{"n": 1, "text": "床前明月光"}])
        web.say("text", "word", "Now")
        assert json.loads(ws.receive())["now"] == "Now"


def test_one_that_reads_a_byte_a_second_costs_a_bounded_buffer_and_nobody_else_anything(web):
    """Five such viewers, both ways of watching; meanwhile another one gets its pictures, all of them new."""
    slow = [Stream(web.port, receive_buffer=2048) for _ in range(4)]
    ws = WebSocket(web.port, "/ws/image?format=rgb")
    time.sleep(0.5)
    before = resident(web.pid)
    quick = Stream(web.port)
    quick.head()
    begun, indices = time.monotonic(), []
    while time.monotonic() - begun < 3.0:
        indices.append(quick.part()[0])
        if len(indices) % FPS == 0:
            for stream in slow:
                stream.sock.recv(1)
            ws.sock.recv(1)
    span = indices[-1] - indices[0] + 1
    assert len(indices) > 0.5 * span  # most of them, on a machine that is busy
    assert resident(web.pid) - before < 8 << 20
    assert ask(web.port, "/image.png")[0] == 200
    for stream in slow:
        stream.close()
    ws.sock.close()
    quick.close()


def test_one_that_wakes_up_gets_the_newest(web, painter):
    """What it had not read is some old pictures that the systems' buffers held; then come new ones, none in between."""
    sleeper = Stream(web.port, receive_buffer=2048)
    sleeper.head()
    sleeper.part()
    time.sleep(3.0)
    newest = painter.painted
    indices = []
    while not indices or indices[-1] < newest:
        indices.append(sleeper.part()[0])
    assert len(indices) < newest  # it has skipped
    assert max(b - a for a, b in pairwise(indices)) > FPS
    sleeper.close()


def test_more_than_so_many_are_not_let_in_and_make_room_when_they_go(web):
    streams = [Stream(web.port) for _ in range(MAX_VIEWERS)]
    for stream in streams:
        stream.head()
    status, body = ask(web.port, "/image.mjpg")
    assert (status, json.loads(body)["error"]) == (503, f"{MAX_VIEWERS} watch already, and no more are let in")
    streams.pop().close()
    until(lambda: watching(web.port), "no room was made", PATIENCE_S)
    for stream in streams:
        stream.close()


def test_viewers_of_a_still_picture_make_room_at_once_when_they_go(web, painter):
    painter.pause()
    streams = [Stream(web.port) for _ in range(MAX_VIEWERS)]
    for stream in streams:
        stream.head()
        stream.close()
    until(lambda: watching(web.port), "no room was made", 3.0)  # sooner than a still picture is repeated


def test_one_that_only_listens_any_more_is_still_served(web):
    stream = Stream(web.port)
    stream.sock.shutdown(socket.SHUT_WR)
    stream.head()
    first = stream.part()[0]
    assert max(stream.part()[0] for _ in range(10)) > first + 5
    stream.close()


def watching(port):
    """Is a stream let in?"""
    stream = Stream(port)
    first, _ = stream.head()
    stream.close()
    return b"200" in first


def test_viewers_come_back_to_a_new_web_process(web):
    time.sleep(1.1)  # one that dies younger waits for the next status
    os.kill(web.pid, signal.SIGKILL)
    until(lambda: "restarted" in [report[0] for report in web.receive()], "not started again", PATIENCE_S)
    until(lambda: ask(web.port, "/image.png")[0] == 200, "no picture", PATIENCE_S)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="parents are told to children on Linux alone")
def test_the_rings_of_a_killed_core_are_removed():
    program = (
        "from bridge.watch.web_remote import Web\n"
        "from bridge.frames import rings, writer\n"
        "name = rings.ring_name('image')\n"
        "ring, web = writer.RingWriter(name, 4, 4), Web('127.0.0.1', 0)\n"
        "web.start(); web.wait_open(15); web.send_rings({'image': name}); print(name, flush=True); input()"
    )
    core = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with core:
        path = rings.path_of(core.stdout.readline().strip())
        time.sleep(0.3)
        assert path.exists()
        core.kill()
        until(lambda: not path.exists(), "the ring is left", 2.0)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed (apt install curl)")
def test_curl_takes_a_still_and_a_stream(web, tmp_path):
    curl = ["curl", "-sS", "--max-time", "2"]
    subprocess.run([*curl, "-o", tmp_path / "a.png", f"http://127.0.0.1:{web.port}/image.png"], check=True)
    with Image.open(tmp_path / "a.png") as still:
        assert still.size == (SIDE, SIDE)
    done = subprocess.run([*curl, "-N", f"http://127.0.0.1:{web.port}/image.mjpg"], capture_output=True)
    assert done.stdout.count(b"--duende-frame\r\nContent-Type: image/jpeg\r\n") > 5


def resident(pid):
    """Bytes."""
    return int(Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0]) << 10
