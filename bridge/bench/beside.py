"""What music loses by what plays beside it: blocks of accompaniment in turns, alone and with the others at work.

The blocks are short and many, so that what else the machine does falls on both sides alike.
"""

import random
import time
from collections.abc import Callable

from .accompany import GAP_S, HOLD_S, SCALE, Duende, Series, rest, strike
from .room import Client

BLOCK_S = 5.0
SETTLE_S = 0.5  # after a switch, before the first key


def compare(client: Client, seconds: float, switch: Callable[[bool], None]) -> dict:
    """About `seconds` of playing on each side. `switch(on)` sets the others to work, or to rest.

    By side p50 … max in milliseconds, and how the p50 and the p99 grow.
    """
    ours, dice = Duende(client), random.Random(1)
    sides = {"alone": Series([]), "beside": Series([])}
    for _ in range(max(1, round(seconds / BLOCK_S))):
        for name, series in sides.items():
            switch(name == "beside")
            time.sleep(SETTLE_S)
            play(ours, dice, min(BLOCK_S, seconds), series)
    switch(False)
    table = {name: series.plain() for name, series in sides.items()}
    return {"rows": table, "growth": growth(table)}


def growth(table: dict[str, dict]) -> dict[str, float]:
    alone, beside = table["alone"], table["beside"]
    if not (alone["n"] and beside["n"]):
        return {}
    return {name: round(beside[name] / alone[name], 2) for name in ("p50", "p99")}


def play(ours: Duende, dice: random.Random, seconds: float, series: Series) -> None:
    """Keys at random, each answered before the next, for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        rest(dice, GAP_S)
        ours.client.drain()
        strike(ours, dice.choice(SCALE), series)
        rest(dice, HOLD_S)
        ours.release()
