"""A little music made of nothing but a seed: what parity and self-test feed to both sides."""

import random

import numpy as np

from bridge import tokens
from bridge.tokens import DURATIONS, GRID, TIMES, Event


def prompt(events: int, seed: int = 0, style: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """rows (N, 8), the start row first, and the true next attributes (N, 4); N = events."""
    dice = random.Random(seed)
    here, music = 0, []
    for _ in range(events):
        time = 0 if not music else dice.choice((0, 0, 6, 12, 24, 48, 61, dice.randrange(TIMES - 1)))
        here += GRID[time]
        length = dice.choice((12, 24, 48, GRID[dice.randrange(1, DURATIONS)], None))
        music.append((time, Event(here, dice.randrange(36, 97), length, dice.randrange(1, 128))))
    rows = [tokens.start_row(style), *(tokens.row(time, event, style) for time, event in music[:-1])]
    targets = [_target(time, event) for time, event in music]
    return np.array(rows, np.int64), np.array(targets, np.int64)


def _target(time: int, event: Event) -> tuple[int, int, int, int]:
    length = tokens.duration_class(event.duration or 24)
    return time, event.pitch, length, tokens.velocity_class(event.velocity)
