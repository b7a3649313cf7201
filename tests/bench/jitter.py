"""How exactly the timer process keeps its moments, and what it adds to a note that is due at once.

    python tests/bench/jitter.py [--seconds 5] [--rounds 3] [--model MODEL.onnx] [--json FILE]

Events 3-9 ms apart leave by UDP for a socket of this process; the kernel stamps their arrival there (SO_TIMESTAMPNS), so
what is measured is the packet, not the timer's own word. Each condition runs in a process apart from the load, which
works flat out on one core: a matrix product, or an ONNX model where one is given. Conditions take turns within a round.
"""

import argparse
import json
import os
import random
import socket
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bridge.schedule.remote import Timer

SPACING_S = 0.003, 0.009
AHEAD_S = 0.05  # an event is asked for this long before its moment
GAPS_S = 0.02, 0.2  # between notes that are due at once
_SO_TIMESTAMPNS = 35
_STAMP = struct.Struct("=qq")

MATRIX = """
import numpy
a = numpy.random.rand(192, 192).astype("f")
print("busy", flush=True)
while True:
    a @ a
"""
MODEL = """
import sys, numpy, onnxruntime
o = onnxruntime.SessionOptions()
o.intra_op_num_threads = o.inter_op_num_threads = 1
o.add_session_config_entry("session.intra_op.allow_spinning", "0")
s = onnxruntime.InferenceSession(sys.argv[1], o, providers=["CPUExecutionProvider"])
kinds = {"tensor(float)": "f4", "tensor(int64)": "i8", "tensor(int32)": "i4", "tensor(uint8)": "u1", "tensor(int8)": "i1"}
size = lambda d: d if isinstance(d, int) else 1
feed = {i.name: numpy.zeros([size(d) for d in i.shape], kinds[i.type]) for i in s.get_inputs()}
print("busy", flush=True)
while True:
    s.run(None, feed)
"""


@dataclass(frozen=True)
class Condition:
    load: bool
    priority: bool


CONDITIONS = [Condition(load, priority) for load in (False, True) for priority in (False, True)]


class Room:
    """A listener and a timer that speaks to it."""

    def __init__(self, priority: bool):
        self.ear = _udp_socket()
        self.ear.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self.ear.settimeout(2)
        self.door = _udp_socket()
        self.timer = Timer(self.door, ordinary=not priority)
        self.timer.send(("sink", 1, {"kind": "udp", "host": "127.0.0.1", "port": self.ear.getsockname()[1]}))
        self.obtained = self._wait_until_ready()

    def _wait_until_ready(self) -> str:
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            for report in self.timer.receive():
                if report[0] == "ready":
                    return report[1]["priority"]
            time.sleep(0.01)
        raise SystemExit("the timer process does not start")

    def hear(self) -> float:
        """Wait for one packet; when it arrived, on the monotonic line."""
        offset = time.time() - time.monotonic()
        _, control, _, _ = self.ear.recvmsg(512, 128)
        seconds, nanoseconds = _STAMP.unpack(control[0][2])
        return seconds + nanoseconds * 1e-9 - offset

    def close(self) -> None:
        self.timer.close()
        self.ear.close()
        self.door.close()


def scheduled(room: Room, seconds: float) -> list[float]:
    """Arrival minus due, for events asked for in advance."""
    dice = random.Random(1)
    dues = [time.monotonic() + 0.1]
    while dues[-1] < dues[0] + seconds:
        dues.append(dues[-1] + dice.uniform(*SPACING_S))
    errors = []
    asked = 0
    for due in dues:
        while asked < len(dues) and dues[asked] < due + AHEAD_S:
            room.timer.send(("say", dues[asked], "/bench/out/tick", (asked,)))
            asked += 1
        errors.append(room.hear() - due)
        room.timer.receive()
    return errors


def at_once(room: Room, seconds: float) -> list[float]:
    """Arrival minus the moment of asking, for notes that are due when asked for."""
    dice = random.Random(2)
    errors = []
    end = time.monotonic() + seconds
    note = 0
    while time.monotonic() < end:
        time.sleep(dice.uniform(*GAPS_S))
        note += 1
        now = time.monotonic()
        room.timer.send(("note", note, now, "bench", 60, 100, 1))
        errors.append(room.hear() - now)
        room.timer.send(("off", note, now))
        room.hear()
        room.timer.receive()
    return errors


def start_load(model: str | None) -> subprocess.Popen:
    program = [sys.executable, "-c", MODEL, model] if model else [sys.executable, "-c", MATRIX]
    one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    load = subprocess.Popen(program, stdout=subprocess.PIPE, env=os.environ | one_thread)
    load.stdout.readline()
    return load


def measure(condition: Condition, model: str | None, seconds: float) -> dict:
    load = start_load(model) if condition.load else None
    room = Room(condition.priority)
    try:
        return {"obtained": room.obtained, "errors": scheduled(room, seconds), "added": at_once(room, seconds)}
    finally:
        room.close()
        if load:
            load.kill()
            load.wait()


def figures(errors: list[float]) -> dict[str, float]:
    """p50, p99, p99.9 and max in microseconds."""
    ordered = sorted(errors)
    ranks = {"p50": 0.5, "p99": 0.99, "p99.9": 0.999}
    chosen = {name: ordered[min(len(ordered) - 1, int(share * len(ordered)))] for name, share in ranks.items()}
    return {name: round(value * 1e6) for name, value in (chosen | {"max": ordered[-1]}).items()} | {"n": len(ordered)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5, help="of each measurement (5)")
    parser.add_argument("--rounds", type=int, default=3, help="of all conditions (3)")
    parser.add_argument("--model", help="an ONNX file to run as the load; else a matrix product")
    parser.add_argument("--json", help="also write the figures there")
    asked = parser.parse_args()
    taken = {condition: [] for condition in CONDITIONS}
    for _ in range(asked.rounds):
        for condition in CONDITIONS:
            taken[condition].append(measure(condition, asked.model, asked.seconds))
    rows = [row for condition, rounds in taken.items() for row in summary(condition, rounds)]
    print(table(rows))
    if asked.json:
        Path(asked.json).write_text(json.dumps({"machine": os.uname().release, "rows": rows}, indent=1) + "\n")


def summary(condition: Condition, rounds: list[dict]) -> list[dict]:
    common = {"load": "busy" if condition.load else "idle", "priority": rounds[0]["obtained"]}
    return [
        common | {"what": what} | figures([error for one in rounds for error in one[key]])
        for what, key in (("scheduled", "errors"), ("at once", "added"))
    ]


def table(rows: list[dict]) -> str:
    head = "| event | other process | priority | p50 µs | p99 | p99.9 | max | n |\n|---|---|---|---|---|---|---|---|"
    cells = ("what", "load", "priority", "p50", "p99", "p99.9", "max", "n")
    return "\n".join([head] + ["| " + " | ".join(str(row[cell]) for cell in cells) + " |" for row in rows])


def _udp_socket() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    return sock


if __name__ == "__main__":
    main()
