"""The first note after a long silence beside the notes of a warm server, in one run: does it wake up late?

Rounds of notes with the gaps of a player, then a silence, then one note: that is the first. The warm ones are those of the
rounds but for their beginning.
"""

import random
import time

from .accompany import HOLD_S, SCALE, Duende, Series, rest, strike
from .room import Room

SILENCE_S = 20.0
GAP_S = 0.050, 0.500
WARM_NOTES, COUNTED_FROM = 24, 4  # of a round; the first few are still waking up
TARGET = {"p50_ratio": 1.5}


def measure(rounds: int, silence_s: float, package: str) -> dict:
    """`rounds` of playing and silence. Milliseconds."""
    dice, series = random.Random(1), {"after silence": Series([]), "warm": Series([])}
    with Room(package=package) as room:
        client = room.client()
        ours = Duende(client)
        for number in range(rounds + 1):
            for note in range(WARM_NOTES):
                counted = "warm" if note >= COUNTED_FROM else "after silence" if note == 0 and number else None
                client.drain()
                strike(ours, dice.choice(SCALE), series.get(counted) or Series([]))
                rest(dice, HOLD_S)
                ours.release()
                rest(dice, GAP_S)
            if number < rounds:
                time.sleep(silence_s)
        client.close()
    table = {name: one.plain() for name, one in series.items()}
    first, warm = table["after silence"].get("p50"), table["warm"].get("p50")
    ratio = {"p50_ratio": round(first / warm, 2)} if first and warm else {}
    return {"rows": table, "silence_s": silence_s, "target": TARGET} | ratio
