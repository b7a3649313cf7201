"""Ways through a latent space: where a picture is at every beat. Pure, no numpy: core plans, the engine paints.

A point is a tuple of coordinates, Gaussian by nature: most of their length √D lies in their direction, so between two
points the direction and the length are interpolated apart (a straight line would pass through the middle, where all
pictures look alike).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

Point = tuple[float, ...]

SEEDS = 2**31  # seeds are 0 … 2³¹ − 1


def point_of(seed: int, size: int) -> Point:
    """The point of a seed: `size` standard normal numbers, the same ones on every machine and in every version.

    Box–Muller over the Mersenne Twister's 53-bit uniforms, whose sequence Python guarantees; `Random.gauss` it does not.
    """
    uniform, point = Random(seed).random, []
    while len(point) < size:
        radius, angle = math.sqrt(-2 * math.log(1 - uniform())), 2 * math.pi * uniform()
        point += (radius * math.cos(angle), radius * math.sin(angle))
    return tuple(point[:size])


def landmark(walk: int, number: int) -> int:
    """The seed of the number-th picture (from 1) that the walk of seed `walk` comes by."""
    return Random(f"{walk}/{number}").randrange(SEEDS)


class Path(Protocol):
    @property
    def end(self) -> float:
        """The beat from which on it stands still."""

    def at(self, beat: float) -> Point: ...

    def plain(self) -> dict:
        """As the journal keeps it; `from_plain` reads it."""


@dataclass(frozen=True)
class Still:
    point: Point

    @property
    def end(self) -> float:
        return -math.inf

    def at(self, beat: float) -> Point:
        return self.point

    def plain(self) -> dict:
        return {"still": self.point}


@dataclass(frozen=True)
class Glide:
    """From one point to another within two beats, setting off and arriving softly. `end` is after `begin`."""

    start: Point
    goal: Point
    begin: float
    end: float

    def at(self, beat: float) -> Point:
        if beat >= self.end:
            return self.goal
        part = max(0.0, (beat - self.begin) / (self.end - self.begin))
        return between(self.start, self.goal, part * part * (3 - 2 * part))

    def plain(self) -> dict:
        return {"start": self.start, "goal": self.goal, "begin": self.begin, "end": self.end}


@dataclass(frozen=True)
class Stride:
    """One stretch of a walk: from `knots[1]` to `knots[2]` by Catmull–Rom, so that strides join without a kink.

    `done`: the part of the way that lay behind at `begin` already (a walk whose speed was changed on its way)."""

    knots: tuple[Point, Point, Point, Point]
    begin: float
    end: float
    done: float = 0.0

    def part(self, beat: float) -> float:
        if beat >= self.end:
            return 1.0
        if beat <= self.begin:
            return self.done
        return self.done + (1 - self.done) * (beat - self.begin) / (self.end - self.begin)

    def at(self, beat: float) -> Point:
        u = self.part(beat)
        a, b = u * (u * (1 - u / 2) - 0.5), 1 + u * u * (1.5 * u - 2.5)
        c, d = u * (0.5 + u * (2 - 1.5 * u)), u * u * (u - 1) / 2
        point = [a * p + b * q + c * r + d * s for p, q, r, s in zip(*self.knots, strict=True)]
        softly = u * u * (3 - 2 * u)  # a straight line from length to length would be a kink at each knot
        return _scaled(point, (1 - softly) * length(self.knots[1]) + softly * length(self.knots[2]))

    def plain(self) -> dict:
        return {"knots": self.knots, "begin": self.begin, "end": self.end, "done": self.done}


@dataclass(frozen=True)
class Blend:
    """Weights on their way to others, softly and straight; `end` = `begin` is a cut."""

    start: Point
    goal: Point
    begin: float
    end: float

    def at(self, beat: float) -> Point:
        if beat >= self.end or self.begin == self.end:  # a changed tempo may put now a hair before the beat of a cut
            return self.goal
        part = max(0.0, (beat - self.begin) / (self.end - self.begin))
        part *= part * (3 - 2 * part)
        return tuple(a + (b - a) * part for a, b in zip(self.start, self.goal, strict=True))

    def plain(self) -> dict:
        return {"start": self.start, "goal": self.goal, "begin": self.begin, "end": self.end}


def from_plain(values: dict) -> Path:
    """What `plain` gave, after JSON."""
    if "still" in values:
        return Still(tuple(values["still"]))
    if "knots" in values:
        return Stride(tuple(map(tuple, values["knots"])), values["begin"], values["end"], values["done"])
    return Glide(tuple(values["start"]), tuple(values["goal"]), values["begin"], values["end"])


def between(start: Point, goal: Point, part: float) -> Point:
    """On the arc from one point to another: spherical in direction, straight in length."""
    a, b = length(start), length(goal)
    if part <= 0 or part >= 1 or not a or not b:
        return tuple(p + (q - p) * min(1.0, max(0.0, part)) for p, q in zip(start, goal, strict=True))
    cosine = max(-1.0, min(1.0, sum(p * q for p, q in zip(start, goal, strict=True)) / (a * b)))
    angle = math.acos(cosine)
    if angle < 1e-4 or angle > math.pi - 1e-4:  # no arc, or no one arc: straight
        return tuple(p + (q - p) * part for p, q in zip(start, goal, strict=True))
    wanted = a + (b - a) * part
    left, right = (wanted * math.sin(angle * t) / math.sin(angle) for t in (1 - part, part))
    return tuple(left * p / a + right * q / b for p, q in zip(start, goal, strict=True))


def length(point: Sequence[float]) -> float:
    return math.sqrt(sum(x * x for x in point))


def _scaled(point: Sequence[float], wanted: float) -> Point:
    found = length(point)
    return tuple(x * wanted / found for x in point) if found else tuple(point)
