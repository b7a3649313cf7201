"""How exactly the timer process keeps its moments while inference runs flat out, and what it adds to a note due at once.

Events 3–9 ms apart leave by UDP for a socket of this process; the kernel stamps their arrival there (SO_TIMESTAMPNS), so
what is measured is the packet, not the timer's own word. The load is another process. Conditions take turns.
"""

import random
import socket
import struct
import subprocess
import sys
import time
from dataclasses import dataclass

from ..errors import DuendeError
from ..schedule.remote import Timer
from .figures import Figures
from .room import environment

SPACING_S = 0.003, 0.009
AHEAD_S = 0.05  # an event is asked for this long before its moment
GAPS_S = 0.02, 0.2  # between notes that are due at once
ROUNDS = 2
SCHEDULED_SHARE = 0.75  # of the time; the others are few in any case
TARGET_MS = {"p99": 0.3}  # where real-time priority is granted
STARTING_S = 5.0
ANSWER_S = 2.0
_SO_TIMESTAMPNS = 35  # Linux, asm-generic/socket.h
_STAMP = struct.Struct("=qq")


@dataclass(frozen=True)
class Condition:
    load: bool
    priority: bool


CONDITIONS = (Condition(True, True), Condition(True, False), Condition(False, True))


class Ear:
    """A listener and a timer that speaks to it."""

    def __init__(self, priority: bool):
        self.sock, self.door = _udp_socket(), _udp_socket()
        self.stamped = sys.platform.startswith("linux")
        if self.stamped:
            self.sock.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self.sock.settimeout(ANSWER_S)
        self.timer = Timer(self.door, ordinary=not priority)
        self.timer.send(("sink", 1, {"kind": "udp", "host": "127.0.0.1", "port": self.sock.getsockname()[1]}))
        self.obtained = self._wait_until_ready()

    def _wait_until_ready(self) -> str:
        deadline = time.monotonic() + STARTING_S
        while time.monotonic() < deadline:
            for report in self.timer.receive():
                if report[0] == "ready":
                    return report[1]["priority"]
            time.sleep(0.01)
        raise DuendeError("the timer process does not start")

    def hear(self) -> float:
        """Wait for one packet; when it arrived, on the monotonic line."""
        if not self.stamped:
            self.sock.recv(512)
            return time.monotonic()
        offset = time.time() - time.monotonic()
        _, control, _, _ = self.sock.recvmsg(512, 128)
        seconds, nanoseconds = _STAMP.unpack(control[0][2])
        return seconds + nanoseconds * 1e-9 - offset

    def close(self) -> None:
        self.timer.close()
        self.sock.close()
        self.door.close()


def scheduled(ear: Ear, seconds: float) -> list[float]:
    """Arrival minus due, for events asked for in advance."""
    dice = random.Random(1)
    dues = [time.monotonic() + 0.1]
    while dues[-1] < dues[0] + seconds:
        dues.append(dues[-1] + dice.uniform(*SPACING_S))
    errors, asked = [], 0
    for due in dues:
        while asked < len(dues) and dues[asked] < due + AHEAD_S:
            ear.timer.send(("say", dues[asked], "/bench/out/tick", (asked,)))
            asked += 1
        errors.append(ear.hear() - due)
        ear.timer.receive()
    return errors


def at_once(ear: Ear, seconds: float) -> list[float]:
    """Arrival minus the moment of asking, for notes that are due when asked for."""
    dice = random.Random(2)
    errors, note = [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(dice.uniform(*GAPS_S))
        note += 1
        now = time.monotonic()
        ear.timer.send(("note", note, now, "bench", 60, 100, 1))
        errors.append(ear.hear() - now)
        ear.timer.send(("off", note, now))
        ear.hear()
        ear.timer.receive()
    return errors


def measure(seconds: float, package: str) -> dict:
    """About `seconds` in all, a row for each condition and kind of event."""
    each = seconds / (len(CONDITIONS) * ROUNDS)
    taken: dict[Condition, list[dict]] = {condition: [] for condition in CONDITIONS}
    for _ in range(ROUNDS):
        for condition in CONDITIONS:
            taken[condition].append(_one(condition, each, package))
    return {"rows": [row for one, rounds in taken.items() for row in _rows(one, rounds)], "target_ms": TARGET_MS}


def _one(condition: Condition, seconds: float, package: str) -> dict:
    load = _start_load(package) if condition.load else None
    ear = Ear(condition.priority)
    try:
        planned, now = seconds * SCHEDULED_SHARE, seconds * (1 - SCHEDULED_SHARE)
        return {"obtained": ear.obtained, "scheduled": scheduled(ear, planned), "at once": at_once(ear, now)}
    finally:
        ear.close()
        if load:
            load.kill()
            load.wait()
            load.stdout.close()


def _start_load(package: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "bridge.bench.load", package]
    load = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment("/"))
    if load.stdout.readline() != "busy\n":
        load.stdout.close()
        load.wait()
        raise DuendeError(f"the load did not start: {package}")
    return load


def _rows(condition: Condition, rounds: list[dict]) -> list[dict]:
    common = {"inference": condition.load, "priority": rounds[0]["obtained"]}
    kinds = ("scheduled", "at once")
    return [common | {"event": kind} | Figures.of([e for one in rounds for e in one[kind]]).plain() for kind in kinds]


def _udp_socket() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    return sock
