"""Music while something else is done to the server: a process that strikes keys in `accompany` and says how that went."""

import contextlib
import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

from .osc import Client, hanging
from .server import Duende

GAP_S = 0.05, 0.12  # of silence before a key
HELD_S = 0.07  # a new one within 60 ms of the last would join its chord
ANSWER_S = 3.0  # then a note counts as lost
SCALE = (60, 62, 64, 65, 67, 69, 71, 72)


class Musician:
    """Plays from its entering to its leaving; then `struck`, `lost` and `hanging` are counts, `p50_ms` and `p99_ms` the
    time from a key to what the machine adds to it."""

    struck = lost = hanging = 0
    p50_ms = p99_ms = 0.0

    def __init__(self, server: Duende):
        self._server = server

    def __enter__(self) -> "Musician":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "peers.musician", str(self._server.osc)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        )  # fmt: skip
        assert self._process.stdout.readline() == "plays\n"
        return self

    def __exit__(self, *_: object) -> None:
        told, _ = self._process.communicate(timeout=30)
        self.__dict__ |= json.loads(told)

    def __str__(self) -> str:
        return f"{self.struck} keys, {self.lost} lost, p50 {self.p50_ms:.1f} ms, p99 {self.p99_ms:.1f} ms"


def play(port: int) -> None:
    with contextlib.suppress(OSError):  # else what is measured is how long we ourselves wait for a core
        os.setpriority(os.PRIO_PROCESS, 0, -10)
    client, dice, over = Client(port), random.Random(1), threading.Event()
    client.hello()
    client.send("/music/mode", "accompany")
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    times, lost = [], 0
    print("plays", flush=True)
    while not over.is_set():
        client.listen(dice.uniform(*GAP_S))
        client.forget()
        pitch = dice.choice(SCALE)
        began = time.monotonic()
        client.send("/music/note", pitch, 90)
        try:
            times.append(client.wait(lambda g: g.address == "/music/out/note" and g.args[1] > 0, ANSWER_S).moment - began)
        except AssertionError:
            lost += 1
        client.listen(HELD_S)
        client.send("/music/note", pitch, 0)
    client.listen(0.5)
    notes = [g for g in client.got if g.address == "/music/out/note"]
    times.sort()
    figures = {"struck": len(times) + lost, "lost": lost, "hanging": len(hanging(notes))}
    figures |= {f"p{p}_ms": 1000 * times[min(len(times) - 1, len(times) * p // 100)] if times else 0.0 for p in (50, 99)}
    client.leave()
    print(json.dumps(figures))


if __name__ == "__main__":
    play(int(sys.argv[1]))
