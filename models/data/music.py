"""Pieces become the batches that training draws: windows, transposed, stretched and masked as their style allows."""

from dataclasses import dataclass

import numpy as np

from bridge import tokens
from bridge.tokens import TICKS_PER_BEAT

from .pieces import Piece, Source

CLASS_OF = np.array([tokens.nearest(t) for t in range(tokens.GRID[-1] + 1)], np.int32)  # ticks → class
GRID = np.array(tokens.GRID, np.int32)
OFFSETS = np.array(tokens.OFFSETS, np.int64)
ANY, DRUMS, PIANO, CHORALE = (tokens.STYLES.index(s) for s in ("any", "drums", "piano", "chorale"))
FLAT = 4.0  # standard deviation of velocities below which music of any style was written, not played


@dataclass(frozen=True)
class Augment:
    """How far a window may be bent. Every figure is a probability or a range, applied once a window."""

    transpose: int = 6  # semitones either way; never drums
    stretch: float = 0.1  # performed piano only: tempo ± 10 %
    upwards: float = 0.25  # chorales written from the bass up, so that a player's bass note can lead
    restrike: float = 0.5  # scores: another constant velocity, so that the model follows the player's dynamics
    hold: float = 0.5  # some lengths hidden, as they are while keys are down
    anonymous: float = 0.15  # the style not told
    ending: float = 0.5  # the end announced 4 to 24 notes ahead


PLAIN = Augment(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def encode(events: np.ndarray, style: int, ended: bool, announce: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """One piece or window → input rows (N+1, 8) as table indices and targets (N+1, 4).

    Row 0 is the start row; target i is the event after row i; after the last comes END (if `ended`) or nothing (-1).
    The last `announce` rows carry the ending flag.
    """
    ticks, pitch, duration, velocity = events.T
    time, tick = _rebuild(ticks)
    n = len(events)
    held = duration < 0
    columns = np.zeros((n + 1, 8), np.int64)
    length = np.maximum(1, CLASS_OF[np.clip(duration, 0, GRID[-1])])
    strength = np.minimum(tokens.VELOCITIES - 1, velocity // 4)
    columns[0, :4] = tokens.END, tokens.START_PITCH, tokens.HELD, tokens.VELOCITIES
    columns[1:, 0], columns[1:, 1], columns[1:, 3] = time, pitch, strength
    columns[1:, 2] = np.where(held, tokens.HELD, length)
    columns[1:, 4] = tick // (TICKS_PER_BEAT // tokens.PHASES) % tokens.PHASES
    columns[1:, 5] = tick // TICKS_PER_BEAT % tokens.BEATS
    columns[:, 6] = style
    if announce:
        columns[-announce:, 7] = 1
    target = np.full((n + 1, 4), -1, np.int64)
    target[:n] = np.stack((time, pitch, length, strength), 1)
    target[:n, 2][held] = -1
    if ended:
        target[n, 0] = tokens.END
    return columns + OFFSETS, target


def _rebuild(ticks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Time classes and rebuilt onsets (tokens.rebuild, for arrays), the first event standing at distance 0."""
    classes, onsets, here = [], [], int(ticks[0])
    for t in ticks.tolist():
        c = int(CLASS_OF[min(max(0, t - here), GRID[-1])])
        here += tokens.GRID[c]
        classes.append(c)
        onsets.append(here)
    return np.array(classes, np.int32), np.array(onsets, np.int64)


class Windows:
    """Endless training batches: sources by weight, pieces by length, each window bent by `augment`.

    The same seed gives the same batches; after `seek` they are those of that step, whatever was drawn before.
    """

    def __init__(self, pieces: list[Piece], sources: tuple[Source, ...], length: int, seed: int, augment=Augment()):
        self.length, self.augment, self.seed = length, augment, seed
        self.seek(0)
        self.by_source = [[p for p in pieces if p.source == i] for i in range(len(sources))]
        weight = np.array([s.weight if have else 0.0 for s, have in zip(sources, self.by_source, strict=True)])
        self.weight = weight / weight.sum()
        sizes = [np.array([len(p.events) for p in have], float) for have in self.by_source]
        self.chance = [s / s.sum() if len(s) else s for s in sizes]

    def seek(self, step: int) -> None:
        self.random = np.random.default_rng((self.seed, step))

    def batch(self, rows: int) -> tuple[np.ndarray, np.ndarray]:
        """rows (rows, T, 8) and targets (rows, T, 4), int64."""
        pairs = [self._row() for _ in range(rows)]
        return np.stack([a for a, _ in pairs]), np.stack([b for _, b in pairs])

    def _row(self) -> tuple[np.ndarray, np.ndarray]:
        """Short pieces of one source follow each other, each with a start row, until the row is full."""
        source = self.random.choice(len(self.weight), p=self.weight)
        parts, room = [], self.length
        while room > 0:
            part = self._window(source, room)
            parts.append(part)
            room -= len(part[0])
        rows, targets = (np.concatenate(p)[: self.length] for p in zip(*parts, strict=True))
        return rows, targets

    def _window(self, source: int, room: int) -> tuple[np.ndarray, np.ndarray]:
        r, pieces = self.random, self.by_source[source]
        piece = pieces[r.choice(len(pieces), p=self.chance[source])]
        n = len(piece.events)
        start = 0 if n < room or r.random() < 0.25 else int(r.integers(0, n - room // 2))
        events = piece.events[start : start + room - 1 if room > 1 else start + 1].copy()
        ended = start + len(events) == n
        events = self._bend(events, piece.style)
        style = 0 if r.random() < self.augment.anonymous else piece.style
        announce = int(r.integers(4, 25)) if ended and r.random() < self.augment.ending else 0
        return encode(events, style, ended, min(announce, len(events)))

    def _bend(self, events: np.ndarray, style: int) -> np.ndarray:
        r, a = self.random, self.augment
        base = events[0, 0]
        events[:, 0] -= base - base % (TICKS_PER_BEAT * tokens.BEATS)  # keep where the window stands in the bar
        if style == PIANO and a.stretch:
            factor = 1 + r.uniform(-a.stretch, a.stretch)
            events[:, (0, 2)] = np.maximum(np.round(events[:, (0, 2)] * factor), (0, 1))
        if style != DRUMS and a.transpose:
            shift = int(r.integers(-a.transpose, a.transpose + 1))
            if events[:, 1].min() + shift >= 12 and events[:, 1].max() + shift <= 115:
                events[:, 1] += shift
        if style == CHORALE and r.random() < a.upwards:
            events = events[np.lexsort((events[:, 1], events[:, 0]))]
        if not _played(events, style) and r.random() < a.restrike:
            level = r.integers(30, 120) - events[:, 3].mean()
            events[:, 3] = np.clip(events[:, 3] + level + r.normal(0, r.uniform(0, 6), len(events)), 1, 127)
        if r.random() < a.hold:
            events[r.random(len(events)) < r.uniform(0, 0.5), 2] = -1
        return events


def _played(events: np.ndarray, style: int) -> bool:
    """Its dynamics are a musician's, and stay."""
    return style in (DRUMS, PIANO) or (style == ANY and events[:, 3].std() > FLAT)
