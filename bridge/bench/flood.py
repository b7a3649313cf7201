"""Control messages far faster than they matter, for seconds on end, while music is played: what is lost, what it costs.

A process of its own sends `CONTROLS` in turn from one socket, by plain datagrams (no bundles), then asks for the last one.
Lost is what the server's own counter has not seen; the kernel drops what finds the socket's buffer full.
"""

import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

from ..osc.packet import encode, parse
from . import family
from .accompany import Duende, Series
from .beside import play
from .room import ANSWER_S, Room, environment

RATE = 50_000  # messages a second
CONTROLS = ("/music/temperature", "/music/top_p", "/music/pause")
CYCLE = 1200  # different messages
QUESTIONS = 5  # for the newest value, a second each
SLOT_S = 0.001  # the sender sends what is due, then sleeps so long
TARGET = {"lost": 0, "applied_ms": 5.0, "growth_mib": 8.0}


def measure(seconds: float, package: str, rate: int = RATE) -> dict:
    """`seconds` of notes alone, `seconds` of notes under the flood. Times in milliseconds, memory in MiB."""
    with Room(package=package) as room:
        client = room.client()
        ours, dice = Duende(client), random.Random(1)
        series = {"alone": Series([]), "flood": Series([])}
        play(ours, dice, seconds, series["alone"])
        before, at_rest = client.status(), family.resident(room.process.pid)
        asked, used = client.said, family.processors(room.process.pid)
        sender = _start(room.port, rate, seconds)
        began = time.monotonic()
        play(ours, dice, seconds / 2, series["flood"])
        halfway = family.resident(room.process.pid)
        play(ours, dice, seconds / 2, series["flood"])
        sent = _ended(sender)
        used = family.processors(room.process.pid) - used
        elapsed = time.monotonic() - began
        after = client.status()
        received = _count(after, "messages_received") - _count(before, "messages_received") - (client.said - asked)
        dropped = _count(after, "journal_dropped") - _count(before, "journal_dropped")
        at_the_end = family.resident(room.process.pid)
        client.close()
    received -= sent.pop("questions")
    return sent | {
        "asked_rate": rate,
        "received": received,
        "lost": sent["sent"] - received,
        "not_journaled": dropped,
        "rows": {name: one.plain() for name, one in series.items()},
        "memory": _memory(at_rest, halfway, at_the_end),
        "processors": round(used / elapsed, 3),
        "target": TARGET,
    }


def _count(status: dict[str, str], name: str) -> int:
    return int(float(status[name]))


def _memory(*moments: dict[int, tuple[str, float]]) -> list[dict]:
    """Of each process that was there at all of these moments, the MiB at each."""
    first, *later = moments
    return [
        {"what": what, "mib": [mib, *(moment[pid][1] for moment in later)]}
        for pid, (what, mib) in first.items()
        if all(pid in moment for moment in later)
    ]


# --- the sender ---


def _start(port: int, rate: int, seconds: float) -> subprocess.Popen:
    command = [sys.executable, "-m", "bridge.bench.flood", str(port), str(rate), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment("/"))


def _ended(sender: subprocess.Popen) -> dict:
    said, _ = sender.communicate()
    return json.loads(said)


def send(port: int, rate: int, seconds: float, controls: Sequence[str] = CONTROLS) -> dict:
    """What was sent, in how long, and how long after the last datagram its value was in force (None: not within 5 s)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", port))
        sock.settimeout(ANSWER_S)
        packets = [encode(*_control(i, controls)) for i in range(CYCLE)]
        total, sent = round(rate * seconds), 0
        began = time.monotonic()
        while sent < total:
            due = min(total, round((time.monotonic() - began) * rate))
            for i in range(sent, due):
                sock.send(packets[i % CYCLE])
            sent = max(sent, due)
            time.sleep(SLOT_S)
        last = time.monotonic()
        asked, applied = _wait_for(sock, *_control(total - 1, controls))
    applied_ms = round((applied - last) * 1e3, 3) if applied else None
    return {"sent": total, "sent_s": round(last - began, 3), "applied_ms": applied_ms, "questions": asked}


def _control(i: int, controls: Sequence[str]) -> tuple[str, tuple[float]]:
    """The i-th message; its value is within the bounds of all CONTROLS."""
    return controls[i % len(controls)], (0.1 + 0.8 * (i % CYCLE) / CYCLE,)


def _wait_for(sock: socket.socket, address: str, value: tuple[float]) -> tuple[int, float | None]:
    """Ask until the answer is this value: how many questions that took, and when it came; None when it never did."""
    for asked in range(1, QUESTIONS + 1):
        sock.send(encode(address))
        try:
            told = parse(sock.recv(65536))[0]
        except TimeoutError:
            continue
        if abs(told.args[0] - value[0]) < 1e-6:
            return asked, time.monotonic()
    return QUESTIONS, None


if __name__ == "__main__":
    port, rate, seconds = sys.argv[1:4]
    print(json.dumps(send(int(port), int(rate), float(seconds))))
