"""Does a burst of datagrams arrive whole? Parameters and notes in one breath; the server's own counter is the witness."""

import socket
import time

from ..osc.packet import encode
from ..osc.udp import RECEIVE_BUFFER
from .room import Client, Room

SETTLE_S = 10.0


def measure(datagrams: int, package: str) -> dict:
    """How many of them the server has received, and how long it was busy with them."""
    with Room(package=package) as room:
        client = room.client()
        client.say("/music/mode", "off")
        status = client.status()
        before = _received(status)
        packets = [_packet(i) for i in range(datagrams)]
        began = time.monotonic()
        _send(packets, room.port)
        sent = time.monotonic()
        received, done = _wait(client, before, datagrams)
        last = client.ask("/music/temperature")
        client.close()
    expected = round((datagrams - 1) % 100 / 100, 2)
    return {
        "datagrams": datagrams,
        "lost": datagrams - received,
        "sent_s": round(sent - began, 4),
        "taken_s": round(done - began, 4),
        "newest_won": bool(last) and abs(last[0] - expected) < 1e-6,
        "buffer_asked": RECEIVE_BUFFER,
        "buffer_given": int(status.get("udp_buffer_bytes", 0)),
    }


def _packet(i: int) -> bytes:
    """A parameter, a key down, a key up, a parameter …; the last one is a parameter."""
    return encode("/music/temperature", (i % 100 / 100,)) if i % 3 == 0 else encode("/music/note", (60, 90 * (i % 3 == 1)))


def _send(packets: list[bytes], port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", port))
        for packet in packets:
            sock.send(packet)


def _received(status: dict[str, str]) -> int:
    return int(float(status["messages_received"]))


def _wait(client: Client, before: int, expected: int) -> tuple[int, float]:
    """So many of the burst were received in the end, and when the last was. Our own questions are not counted."""
    end, asked, count = time.monotonic() + SETTLE_S, 0, 0
    while time.monotonic() < end:
        asked += 1
        status = client.status()
        if not status:
            continue
        now = _received(status) - before - asked
        if now >= expected or (now == count and asked > 3):
            return now, time.monotonic()
        count = now
        time.sleep(0.05)
    return count, time.monotonic()
