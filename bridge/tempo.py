"""Beats and seconds: pure arithmetic on frozen values, and an ear for the beat in a human's rhythm.

A beat is a quarter note, whatever the meter: 120 BPM are 120 quarters a minute, and MIDI clock has 24 ticks in one.
A *line* (`Tempo`) says which beat any moment is. A *position* is a beat counted from 0 at the start of bar 1; bars, and
beats within a bar, are shown counted from 1 and in the meter's unit (6/8 shows six eighths, each half a beat long).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

SLOWEST_BPM = 20.0
FASTEST_BPM = 400.0
EXACT = 1e-9  # beats; below this two places are the same place (far under a microsecond at any tempo)
JUST = 1e-6  # beats; a start that is late by so little is in time


@dataclass(frozen=True, slots=True)
class Tempo:
    """A line through one known point: at `at_moment` seconds it was beat `at_beat`, and `bpm` beats pass a minute."""

    bpm: float = 120.0
    at_beat: float = 0.0
    at_moment: float = 0.0  # seconds on the monotonic line

    @property
    def seconds_per_beat(self) -> float:
        return 60.0 / self.bpm

    def beat_at(self, moment: float) -> float:
        """The beat at that moment, before and after the known point alike."""
        return self.at_beat + (moment - self.at_moment) * self.bpm / 60.0

    def moment_of(self, beat: float) -> float:
        """The moment of that beat, in seconds."""
        return self.at_moment + (beat - self.at_beat) * 60.0 / self.bpm

    def with_bpm(self, bpm: float, now: float) -> "Tempo":
        """Another tempo from `now` on; the beat does not jump."""
        return Tempo(bpm, self.beat_at(now), now)

    def shifted(self, seconds: float) -> "Tempo":
        """The same beats, all later by `seconds`."""
        return replace(self, at_moment=self.at_moment + seconds)


@dataclass(frozen=True, slots=True)
class Meter:
    """`beats` notes of the length 1/`unit` make a bar."""

    beats: int = 4
    unit: int = 4

    @property
    def step(self) -> float:
        """Quarter notes in one counted beat."""
        return 4.0 / self.unit

    @property
    def bar(self) -> float:
        """Quarter notes in one bar."""
        return self.beats * self.step


def next_multiple(beat: float, step: float) -> float:
    """The first multiple of `step` at or after `beat`; a step of 0 or less leaves it as it is."""
    if step <= 0:
        return beat
    return math.ceil(beat / step - EXACT / step) * step


def launch(beat: float, step: float, bar: float, origin: float = 0.0) -> float:
    """The first beat at or after `beat` at which something quantised to `step` beats may begin; a step of 0: `beat` itself.

    A step shorter than a bar is counted anew from every downbeat. A bar or more are whole bars (4 beats in 3/4: every bar),
    counted from `origin`, the beat of bar 1.
    """
    if step <= 0:
        return beat
    position = beat - origin
    if step >= bar - EXACT:
        return origin + next_multiple(position - JUST, max(1, round(step / bar)) * bar)
    downbeat = math.floor((position + JUST) / bar) * bar
    return origin + downbeat + min(bar, next_multiple(position - downbeat - JUST, step))


def bar_and_beat(position: float, meter: Meter) -> tuple[int, int]:
    """Both counted from 1, the beat in the meter's unit; positions before the start have bars of 0 and less."""
    counted = math.floor(position / meter.step + EXACT)
    bar, beat = divmod(counted, meter.beats)
    return bar + 1, beat + 1


# --- The beat in a human's rhythm -------------------------------------------------------------------------------------
#
# Which beat would have made these onsets likeliest? A player is thought of as walking from place to place in the beat:
# each beat is cut either in 4 or in 3, some places are commoner than others, near places are commoner than far ones, and
# hands are some milliseconds off. For each candidate beat the best walk (Viterbi) is scored in nats; a finer grid pays
# for itself because its places are many, so it is chosen only where it explains more. Only intervals between
# neighbouring onsets count, so a tempo that drifts is followed.

LISTEN_BPM = (60.0, 180.0)  # beats outside are heard as their half or double
USUAL_BPM = 110.0  # centre of the prior ...
USUAL_SPREAD = 0.32  # ... and its width, in natural logarithms (London, "Hearing in Time": preferred pulse 0.5–0.7 s)
CHORD_S = 0.035  # onsets closer than this are one chord
PAUSE_S = 3.0  # a longer interval is a pause, not a rhythm
HANDS_S = 0.016  # standard deviation of one interval ...
DRIFT = 0.015  # ... and what is added per second of it
ONSETS = 21  # newest ones heard; 20 intervals cost about 5 ms
FEWEST_INTERVALS = 4
SURE = 0.35  # nats per interval; rhythms reach 0.5–1.3, onsets at random stay under 0.25
MISSED = math.log(0.02)  # an interval that fits no place at all
REACH = 8  # beats that one interval may span
NEARNESS = 0.5  # each beat further away is half as likely


@dataclass(frozen=True)
class _Grid:
    """A beat cut in equal parts: how common each place is, and from place to place (natural logarithms)."""

    parts: int
    places: tuple[float, ...]
    steps: tuple[tuple[float, ...], ...]  # [place][how many parts further]
    chance: float
    toll: float  # per interval; triplets everywhere are rarer than the ratio 2:3 between two tempos


def _grid(places: Sequence[float], chance: float, toll: float) -> _Grid:
    parts = len(places)
    rows = []
    for place in range(parts):
        weights = [places[(place + k) % parts] * NEARNESS ** (k / parts) for k in range(1, REACH * parts + 1)]
        rows.append((-math.inf, *(math.log(weight / sum(weights)) for weight in weights)))
    return _Grid(parts, tuple(map(math.log, places)), tuple(rows), math.log(chance), toll)


_GRIDS = (_grid((0.5, 0.13, 0.25, 0.12), 0.65, 0.0), _grid((0.5, 0.2, 0.3), 0.35, 0.08))
_CANDIDATES = [60.0 / bpm for bpm in (60.0 * 1.03**i for i in range(38)) if bpm <= LISTEN_BPM[1]]


@dataclass(frozen=True, slots=True)
class _Interval:
    seconds: float
    spread: float  # standard deviation, seconds
    peak: float  # logarithm of the density in its middle


def estimate_tempo(onsets_s: Sequence[float]) -> float | None:
    """Seconds per beat that explain these onsets best, a beat of 60–180 BPM; None when there is too little to go by.

    Half and double are told apart by what is usual (near 110 BPM, few sixteenths). Takes about 5 ms: once a phrase.
    """
    intervals = _intervals(onsets_s)
    if len(intervals) < FEWEST_INTERVALS:
        return None
    rough = sorted(_CANDIDATES, key=lambda beat: -_score(intervals, beat)[0])[:4]
    finer = [_refined(intervals, beat) for beat in rough]
    score, beat = max((_score(intervals, beat)[0], beat) for beat in finer)
    return beat if score >= SURE * len(intervals) else None


def _intervals(onsets_s: Sequence[float]) -> list[_Interval]:
    apart: list[float] = []
    for onset in sorted(onsets_s):
        if not apart or onset - apart[-1] > CHORD_S:
            apart.append(onset)
    gaps = [after - before for before, after in pairwise(apart[-ONSETS:])]
    spreads = [(gap, math.hypot(HANDS_S, DRIFT * gap)) for gap in gaps if gap < PAUSE_S]
    return [_Interval(gap, spread, -math.log(spread * math.sqrt(2 * math.pi))) for gap, spread in spreads]


def _score(intervals: Sequence[_Interval], beat: float) -> tuple[float, list[float]]:
    """How well this beat explains the intervals (nats, prior included), and the beats that each then spans."""
    score, spans = max(_walk(intervals, beat, grid) for grid in _GRIDS)
    unusual = math.log(60.0 / beat / USUAL_BPM) / USUAL_SPREAD
    return score - unusual**2 / 2, spans


def _walk(intervals: Sequence[_Interval], beat: float, grid: _Grid) -> tuple[float, list[float]]:
    scores, steps = list(grid.places), []
    for interval in intervals:
        scores, came_from = _step(scores, interval, beat / grid.parts, grid)
        steps.append(came_from)
    place = best = max(range(grid.parts), key=scores.__getitem__)
    spans = []
    for came_from in reversed(steps):
        place, parts = came_from[place]
        spans.append(parts / grid.parts)
    return scores[best] + grid.chance, spans[::-1]


def _step(scores: list[float], interval: _Interval, part_s: float, grid: _Grid) -> tuple[list[float], list]:
    """One interval further: the best score of each place, and (place before, parts between; 0 = fits nothing)."""
    before = max(range(grid.parts), key=scores.__getitem__)
    after = [scores[before] + MISSED + place for place in grid.places]
    came_from = [(before, 0)] * grid.parts
    nearest = max(1, math.ceil((interval.seconds - 3 * interval.spread) / part_s))
    furthest = min(REACH * grid.parts, math.floor((interval.seconds + 3 * interval.spread) / part_s))
    for parts in range(nearest, furthest + 1):
        off = (interval.seconds - parts * part_s) / interval.spread
        fit = interval.peak - grid.toll - off * off / 2
        for place in range(grid.parts):
            score = scores[place] + grid.steps[place][parts] + fit
            there = (place + parts) % grid.parts
            if score > after[there]:
                after[there], came_from[there] = score, (place, parts)
    return after, came_from


def _refined(intervals: Sequence[_Interval], beat: float) -> float:
    """The same reading of the rhythm, its beat fitted by weighted least squares."""
    _, spans = _score(intervals, beat)
    read = [(i.seconds, span, 1 / i.spread**2) for i, span in zip(intervals, spans, strict=True) if span]
    weight = sum(span * span * w for _, span, w in read)
    fitted = sum(seconds * span * w for seconds, span, w in read) / weight if weight else beat
    return min(max(fitted, 60.0 / LISTEN_BPM[1]), 60.0 / LISTEN_BPM[0])
