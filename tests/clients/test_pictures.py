"""An image player as those see it who watch: `duende serve` with a small package, from OSC in to pictures out."""

import io
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from peers.osc import Client
from peers.server import NO_MIDI, Duende, alive, served
from peers.waiting import until
from peers.websocket import WebSocket
from PIL import Image

from bridge.frames import rings
from bridge.frames.reader import RingReader

SIDE = 16
UPGRADE = (
    "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
READER = Path(__file__).parents[2] / "examples" / "read_frames.py"


@pytest.fixture(scope="module")
def words(players, tiny_pictures):
    return (*players, "--package", f"image={tiny_pictures}", *NO_MIDI)


@pytest.fixture(scope="module")
def duende(words, tmp_path_factory):
    with served(tmp_path_factory.mktemp("server"), *words) as server:
        yield server


@pytest.fixture
def client(duende):
    client = Client(duende.osc)
    client.send("/image/walk", 0.0)
    yield client
    client.send("/image/walk", 0.0)
    client.leave()


@pytest.fixture
def ring(duende):
    reader = RingReader(rings.ring_name("image", duende.pid))
    yield reader
    reader.close()


def ask(port, path):
    """Status and body."""
    with socket.create_connection(("127.0.0.1", port), 15) as sock:
        sock.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: sock.recv(1 << 16), b""))
    return int(answer.split()[1]), answer.partition(b"\r\n\r\n")[2]


def still(duende):
    """The newest picture over HTTP."""
    status, body = ask(duende.http, "/image.png")
    return np.asarray(Image.open(io.BytesIO(body))) if status == 200 else None


def seed(duende, client, ring, number):
    """The picture of a seed."""
    before = ring.written
    client.send("/image/seed", number)
    until(lambda: ring.written > before, "no new picture")
    time.sleep(0.2)  # it is due
    return still(duende)


def test_the_same_seed_is_the_same_picture_everywhere(duende, client, ring):
    one, other, again = (seed(duende, client, ring, number) for number in (5, 6, 5))
    assert one.shape == (SIDE, SIDE, 3)
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert np.array_equal(ring.newest().array, one)
    with WebSocket(duende.http, "/ws/image?format=rgb") as ws:
        assert json.loads(ws.receive())["width"] == SIDE
        assert ws.receive()[16:] == one.tobytes()
    done = subprocess.run([sys.executable, READER, rings.path_of(ring.name)], capture_output=True, timeout=20)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(done.stdout))), one)


def test_a_walk_is_a_film_for_who_watches(duende, client):
    client.send("/image/fps", 30)
    client.send("/image/walk", 4.0)
    with WebSocket(duende.http, "/ws/image?format=rgb") as ws:
        ws.receive()
        messages = [ws.receive() for _ in range(20)]
    indices = [struct.unpack_from("<Q", message)[0] for message in messages]
    assert indices == sorted(set(indices))
    assert len({message[16:] for message in messages}) > 10


def test_very_slow_viewers_leave_the_others_alone(duende, client, ring):
    """Ten that take next to nothing; pictures are painted as before, and a note is answered."""
    client.send("/image/walk", 4.0)
    slow = []
    for path in ("/image.mjpg", "/ws/image?format=rgb") * 5:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        sock.connect(("127.0.0.1", duende.http))
        sock.sendall(f"GET {path} HTTP/1.1\r\n{UPGRADE}\r\n".encode())
        slow.append(sock)
    client.send("/hello", client.port)
    before = ring.written
    for _ in range(3):
        time.sleep(0.7)
        for sock in slow:
            sock.recv(1)
    assert ring.written - before > 20
    client.send("/music/pause", 0.2)
    for pitch in (60, 62, 64):
        client.send("/music/note", pitch, 90)
        client.send("/music/note", pitch, 0)
    client.wait("/music/out/note")
    assert ask(duende.http, "/image.png")[0] == 200
    for sock in slow:
        sock.close()


def test_the_last_seconds_are_kept_as_a_film(duende, client):
    av = pytest.importorskip("av", reason="PyAV is not installed")
    client.send("/image/walk", 4.0)
    until(lambda: "bridge.frames.recorder" in duende.children(), "no recorder")
    time.sleep(2.0)
    client.forget()
    client.send("/capture", 2.0)
    path = client.wait(lambda got: got.address == "/capture" and got.args[0].endswith("_image.mp4"), 20.0).args[0]
    with av.open(path) as container:
        pictures = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert pictures[0].shape == (SIDE, SIDE, 3)
    assert np.abs(pictures[-1].astype(int) - pictures[0]).mean() > 1  # it moves


def test_a_killed_engine_paints_on_in_the_same_ring(duende, client, ring):
    client.send("/image/walk", 4.0)
    until(lambda: ring.written > 5, "nothing painted")
    engine = RingWriterPid(ring)
    os.kill(engine.pid, signal.SIGKILL)
    until(lambda: engine.pid != engine.first and alive(engine.pid), "no other engine writes")
    before = ring.written
    until(lambda: ring.written > before + 5, "nothing painted any more")
    assert not ring.gone


class RingWriterPid:
    """The process that writes a ring, as the ring tells."""

    def __init__(self, ring):
        self._ring, self.first = ring, ring._head[7]

    @property
    def pid(self):
        return self._ring._head[7]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_ends_leaves_no_ring(words, tmp_path, how):
    server = Duende(tmp_path, *words)
    try:
        path = rings.path_of(rings.ring_name("image", server.pid))
        until(path.exists, "no ring")  # a server is ready before its models are
        os.kill(server.pid, how)
        server.wait()
        until(lambda: not path.exists(), "the ring is left", 2.0)
    finally:
        server.clean_up()


def test_a_show_may_send_pictures_where_that_is_not_installed(tiny_pictures, tmp_path):
    """Spout, which no Linux has: a line says so, everything else plays."""
    show = tmp_path / "show.toml"
    show.write_text(
        f'[[player]]\nname = "sea"\nkind = "image"\npackage = "{tiny_pictures}"\n[[frames]]\nplayer = "sea"\nto = "spout"\n'
    )
    server = Duende(tmp_path, str(show), *NO_MIDI)
    try:
        until(lambda: "sea is not sent by SPOUT" in server.log, f"nothing said:\n{server.log}")
        assert "pip install 'duende[spout]'" in server.log
        until(lambda: ask(server.http, "/sea.png")[0] == 200, "no picture")
        assert server.end() == 0
    finally:
        server.clean_up()
