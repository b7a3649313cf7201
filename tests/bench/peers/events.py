"""The same job for everybody: an event comes by OSC, the model makes one, it leaves by OSC. Blocks of events in turns."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from bridge.bench.accompany import HOLD_S, SCALE, Series, rest, strike

from .band import Player, everybody, processors, workplace

GAPS = {"20–500 ms": (0.020, 0.500), "20 ms": (0.020, 0.020)}  # of silence before an event
BLOCK = 8  # events
SETTLE_S = 0.3  # after a player has taken its turn: what was stopped catches up
IDLE_S = 2.0
# Who is held against which of ours at the same size.
EQUAL = {
    "Notochord 0.8.0": "duende, Notochord's size",
    "IMPSY 1.2.1, its default": "duende, IMPSY's size",
    "IMPSY 1.2.1, its largest": "duende",
}
OURS = "duende"
TARGET = {"Notochord 0.8.0": 5.0, "IMPSY 1.2.1, its default": 10.0, "IMPSY 1.2.1, its largest": 10.0}


def measure(rounds: int, package: str, say: Callable[[str], None]) -> dict:
    """By gap and player p50 … max in milliseconds, processor time an event; at rest the share of a core."""
    with workplace() as folder:
        players, missing = everybody(package, Path(folder), say)
        try:
            series, used = _play(players, rounds, say)
            idle = {name: _idle(player) for name, player in players.items()}
        finally:
            for player in players.values():
                player.close()
    rows = {
        gap: {name: one.plain() | {"cpu_ms": used[gap, name]} for name, one in by_name.items()}
        for gap, by_name in series.items()
    }
    about = {name: vars(player.about) | {"idle_cores": idle[name]} for name, player in players.items()}
    return {"rows": rows, "about": about, "missing": missing, "ratios": ratios(rows), "target": TARGET}


def _play(players: dict[str, Player], rounds: int, say: Callable[[str], None]) -> tuple[dict, dict]:
    dice = random.Random(1)
    series = {gap: {name: Series([]) for name in players} for gap in GAPS}
    used: dict[tuple[str, str], list[float]] = {(gap, name): [] for gap in GAPS for name in players}
    turns = [(gap, name) for gap in GAPS for name in players]
    for number in range(rounds):
        say(f"round {number + 1} of {rounds} …")
        dice.shuffle(turns)
        for gap, name in turns:
            used[gap, name].append(_block(players[name], dice, GAPS[gap], series[gap][name]))
    return series, {turn: round(sorted(each)[len(each) // 2], 2) for turn, each in used.items()}


def _block(player: Player, dice: random.Random, gap: tuple[float, float], series: Series) -> float:
    """A player's turn; milliseconds of processor time an event (what it burns between events is its own)."""
    player.wake()
    time.sleep(SETTLE_S)
    player.drain()
    pitch = _another(dice, 0)
    player.strike(pitch)  # after a rest: not counted
    rest(dice, HOLD_S)
    player.release()
    before = processors(player)
    for _ in range(BLOCK):
        rest(dice, gap)
        player.drain()
        pitch = _another(dice, pitch)
        strike(player, pitch, series)
        rest(dice, HOLD_S)  # ours holds a key meanwhile; everybody waits as long
        player.release()
    spent = processors(player) - before
    player.rest()
    return spent * 1e3 / BLOCK


def _another(dice: random.Random, last: int) -> int:
    """A key that is not the one before: the same key struck again at once is accompanied by what sounds already."""
    return dice.choice([pitch for pitch in SCALE if pitch != last])


def _idle(player: Player) -> float:
    """The share of a core that it takes when nobody plays."""
    player.wake()
    time.sleep(SETTLE_S)
    before = processors(player)
    time.sleep(IDLE_S)
    spent = processors(player) - before
    player.rest()
    return round(spent / IDLE_S, 3)


def ratios(rows: dict[str, dict]) -> list[dict]:
    """Medians and 99th percentiles of this run: a peer's over ours, as we ship it and at the peer's size."""
    found = []
    for gap, by_name in rows.items():
        for peer, equal in EQUAL.items():
            for size, ours in (("as it ships", OURS), ("equal size", equal)):
                if by_name.get(peer, {}).get("n") and by_name.get(ours, {}).get("n"):
                    ratio = {key: round(by_name[peer][key] / by_name[ours][key], 2) for key in ("p50", "p99")}
                    found.append({"gap": gap, "peer": peer, "ours": ours, "size": size} | ratio)
    return found
