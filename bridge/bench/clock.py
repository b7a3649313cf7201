"""How exactly an incoming MIDI clock is followed: simulated clocks, in virtual time, against two simpler followers.

The phase error is the distance in time between where the follower puts the beat and where the clock that made the ticks has
it, at every tick and halfway to the next, once four beats have passed. Ticks come ±3 ms off (uniform), off by a normal
distribution of 1.5 ms, as a busy USB host hands them over (at whole milliseconds, one in 25 held back 1–6 ms with those
behind it), or ±1 ms through a computer that stalls for 20–120 ms, twice in ten seconds, and then hands over all at once. The
others: the last tick and the mean of the last 24 (what many programs do), and a phase-locked loop of fixed
gains (critically damped, 0.12 a tick).
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..midi.clock import TICKS_PER_BEAT, ClockFollower
from ..tempo import Tempo
from .figures import Figures

JITTER_S, NORMAL_S = 0.003, 0.0015
SETTLED_TICKS = 4 * TICKS_PER_BEAT
BEGINS = 16  # the beat at which a tempo begins to move
AFTER_S = 10.0  # what is heard after it
TARGET_MS = {"p99": 2.0}

Jitter = Callable[[float], float]  # a tick's moment → when it arrives


@dataclass(frozen=True)
class Case:
    name: str
    bpm: Callable[[float], float]  # beat → tempo
    seconds: float
    jitter: str = "uniform"
    lost: str = ""  # "1 %", "bursts"
    judged: bool = True  # the target is for these


class Mean:
    """The last tick and the mean of the last 24 periods."""

    def __init__(self) -> None:
        self.ticks, self._arrivals = -1, []

    def tick(self, moment: float) -> None:
        self.ticks += 1
        self._arrivals = [*self._arrivals[-TICKS_PER_BEAT:], moment]

    @property
    def line(self) -> Tempo:
        kept = self._arrivals
        period = max(1e-4, (kept[-1] - kept[0]) / (len(kept) - 1)) if len(kept) > 1 else 0.02
        return Tempo(60.0 / period / TICKS_PER_BEAT, self.ticks / TICKS_PER_BEAT, kept[-1])


class Loop:
    """A phase-locked loop of second order."""

    OF_PLACE = 0.12
    OF_PERIOD = OF_PLACE**2 / (2 - OF_PLACE)  # critically damped

    def __init__(self) -> None:
        self.ticks, self._place, self._period = -1, None, 60.0 / 120.0 / TICKS_PER_BEAT

    def tick(self, moment: float) -> None:
        self.ticks += 1
        if self._place is None:
            self._place = moment
            return
        error = moment - self._place - self._period
        self._place += self._period + self.OF_PLACE * error
        self._period += self.OF_PERIOD * error

    @property
    def line(self) -> Tempo:
        return Tempo(60.0 / self._period / TICKS_PER_BEAT, self.ticks / TICKS_PER_BEAT, self._place)


FOLLOWERS = {"duende": ClockFollower, "mean of 24": Mean, "loop": Loop}


def cases(seconds: float) -> Iterator[Case]:
    """`seconds` of each steady clock."""
    for bpm in (60, 90, 120, 150, 200):
        yield Case(f"{bpm} BPM, ±3 ms", _steady(bpm), seconds)
    for bpm in (60, 120, 200):
        yield Case(f"{bpm} BPM, normal, 1.5 ms", _steady(bpm), seconds, "normal")
    for bpm in (60, 120, 200):
        yield Case(f"{bpm} BPM, a busy USB host", _steady(bpm), seconds, "usb")
    for bpm in (60, 120, 200):
        yield Case(f"{bpm} BPM, ±1 ms, a host that stalls", _steady(bpm), seconds, "stalls")
    for lost in ("1 %", "bursts"):
        for bpm in (60, 120, 200):
            yield Case(f"{bpm} BPM, ±3 ms, {lost} lost", _steady(bpm), seconds, lost=lost)
    for first, last, beats in ((120, 140, 16), (140, 120, 16), (100, 104, 8), (60, 120, 32), (180, 90, 16)):
        name = f"{first} to {last} BPM in {beats} beats, ±3 ms"
        yield Case(name, _gliding(first, last, beats), (BEGINS + beats) * 60 / min(first, last) + AFTER_S, judged=False)
    for first, last in ((120, 126), (120, 60), (60, 120)):
        name = f"{first} to {last} BPM at once, ±3 ms"
        yield Case(name, _gliding(first, last, 1e-9), BEGINS * 60 / min(first, last) + AFTER_S, judged=False)


def measure(seconds: float, takes: int) -> dict:
    """`takes` of every clock, each with jitter of its own; milliseconds."""
    rows = []
    for case in cases(seconds):
        moments = list(_ticks(case))
        row: dict = {"clock": case.name, "judged": case.judged}
        for name, make in FOLLOWERS.items():
            errors, miscounted = [], 0
            for take in range(takes):
                follower = make()
                errors += _errors(follower, case, moments, take)
                miscounted += abs(follower.ticks - (len(moments) - 2))
            row[name] = Figures.of(errors).plain() | {"miscounted": miscounted}
        rows.append(row)
    return {"target_ms": TARGET_MS, "takes": takes, "rows": rows}


def _steady(bpm: float) -> Callable[[float], float]:
    return lambda beat: bpm


def _gliding(first: float, last: float, beats: float) -> Callable[[float], float]:
    return lambda beat: first + (last - first) * min(max((beat - BEGINS) / beats, 0.0), 1.0)


def _ticks(case: Case) -> Iterator[float]:
    """The moments at which the clock ticks."""
    moment, number = 0.0, 0
    while moment < case.seconds:
        yield moment
        moment += 60.0 / case.bpm(number / TICKS_PER_BEAT) / TICKS_PER_BEAT
        number += 1


def _errors(follower: ClockFollower | Mean | Loop, case: Case, moments: list[float], take: int) -> Iterator[float]:
    """|phase error| in seconds, at each tick and halfway to the next."""
    jitter, lost = _jitter(case.jitter, random.Random(take)), _lost(case.lost, len(moments), random.Random(1000 + take))
    arrived = -1.0
    for number, (moment, following) in enumerate(pairwise(moments)):
        if number in lost:
            continue
        arrived = max(arrived, jitter(moment))  # none overtakes another
        follower.tick(arrived)
        if number >= SETTLED_TICKS:
            line = follower.line
            for part in (0.0, 0.5):
                beats = line.beat_at(moment + part * (following - moment)) - (number + part) / TICKS_PER_BEAT
                yield abs(beats) * line.seconds_per_beat


def _jitter(kind: str, rng: random.Random) -> Jitter:
    if kind == "uniform":
        return lambda moment: moment + rng.uniform(-JITTER_S, JITTER_S)
    if kind == "normal":
        return lambda moment: moment + rng.gauss(0, NORMAL_S)
    return _usb(rng) if kind == "usb" else _stalls(rng)


def _stalls(rng: random.Random) -> Jitter:
    begins, ends = 5.0, 5.05

    def arrives(moment: float) -> float:
        nonlocal begins, ends
        came = moment + rng.uniform(-0.001, 0.001)
        if came > ends:
            begins = ends + rng.uniform(2.0, 8.0)
            ends = begins + rng.uniform(0.02, 0.12)
        return ends if begins <= came <= ends else came

    return arrives


def _usb(rng: random.Random) -> Jitter:
    held = 0.0

    def arrives(moment: float) -> float:
        nonlocal held
        frame = -(-moment // 0.001) * 0.001
        if rng.random() < 0.04:
            held = frame + rng.uniform(0.001, 0.006)
        return max(frame, held)

    return arrives


def _lost(kind: str, ticks: int, rng: random.Random) -> set[int]:
    """Their numbers; none before the clock is known, and not the last."""
    if not kind:
        return set()
    first, last = SETTLED_TICKS, ticks - 3
    if kind == "1 %":
        return {number for number in range(first, last) if rng.random() < 0.01}
    return {number for start in range(first, last - 12, 150) for number in range(start, start + rng.randint(2, 12))}
