"""How long after a key the machine's voice sounds: OSC in, OSC out, through the real server, beside its peers.

A key is struck, its answer awaited, the key held a little and let go; then comes a gap as between a player's notes. So
processor and caches have cooled down as they do on stage. Everybody takes turns within a round, ours twice.
"""

import os
import random
import time
from dataclasses import dataclass
from typing import Protocol

from . import peers
from .figures import Figures
from .room import Client, Room, sounds

GAP_S = 0.020, 0.500  # of silence before a key; short ones are as frequent as long ones (log-uniform)
HOLD_S = 0.050, 0.110  # the key stays down; a new one within 60 ms of the last would join its chord
SCALE = (60, 62, 64, 65, 67, 69, 71, 72)
TARGET_MS = {"p50": 4.0, "p99": 10.0}  # on two quiet cores
OURS = "duende"


class Striker(Protocol):
    def strike(self, pitch: int) -> bool:
        """One note; True when the answer has come."""


class Duende:
    """The real server in `accompany`."""

    def __init__(self, client: Client):
        self.client = client
        client.say("/music/mode", "accompany")
        client.say("/music/style", "chorale")
        self._down: int | None = None

    def strike(self, pitch: int) -> bool:
        self._down = pitch
        self.client.say("/music/note", pitch, 90)
        return self.client.wait_for(sounds) is not None

    def release(self) -> None:
        if self._down is not None:
            self.client.say("/music/note", self._down, 0)


@dataclass
class Series:
    times: list[float]
    lost: int = 0

    def plain(self) -> dict:
        return (Figures.of(self.times).plain() if self.times else {"n": 0}) | {"lost": self.lost}


def measure(seconds: float, package: str) -> dict:
    """About `seconds` of playing. By name p50 … max in milliseconds, ratios to the floor, and why a peer is missing."""
    running, missing = peers.peers(package)
    try:
        with Room(package=package) as room:
            client = room.client()
            ours = Duende(client)
            series = _play(ours, running, seconds)
            priority = _granted(room, client)
            client.close()
    finally:
        peers.close(list(running.values()))
    table = {name: one.plain() for name, one in series.items()}
    return {"rows": table, "missing": missing, "ratios": _ratios(table), "target_ms": TARGET_MS, "priority": priority}


def _granted(room: Room, client: Client) -> dict[str, str]:
    """What the system let the timer and core have."""
    core = f"nice {os.getpriority(os.PRIO_PROCESS, room.process.pid)}" if hasattr(os, "getpriority") else "unknown"
    return {"timer": client.status().get("timer_priority", "unknown"), "core": core}


def _play(ours: Duende, others: dict[str, peers.Peer], seconds: float) -> dict[str, Series]:
    dice = random.Random(1)
    everyone: dict[str, Striker] = {OURS: ours} | others
    series = {name: Series([]) for name in everyone}
    turns = [name for name in everyone for _ in range(2 if name == OURS else 1)]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        dice.shuffle(turns)
        for name in turns:
            rest(dice, GAP_S)
            ours.client.drain()
            strike(everyone[name], dice.choice(SCALE), series[name])
            if name == OURS:
                rest(dice, HOLD_S)
                ours.release()
    return series


def strike(striker: Striker, pitch: int, series: Series) -> None:
    began = time.monotonic()
    if striker.strike(pitch):
        series.times.append(time.monotonic() - began)
    else:
        series.lost += 1


def rest(dice: random.Random, span: tuple[float, float]) -> None:
    low, high = span
    time.sleep(low * (high / low) ** dice.random())


def _ratios(table: dict[str, dict]) -> dict[str, float]:
    """Medians of this run: how much of ours is the model itself, and how many times as long the peer takes."""
    ratios = {}
    ours = table[OURS].get("p50")
    for name in ("floor", "PyTorch eager"):
        other = table.get(name, {}).get("p50")
        if ours and other:
            ratios[f"{OURS} / {name}"] = round(ours / other, 2)
    return ratios
