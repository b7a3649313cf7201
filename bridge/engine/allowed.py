"""Which pitches and times an event may have: pure, and never empty without saying so.

When a wish leaves nothing to choose, wishes are given up in a stated order, each by its name; the caller counts them:

    pitch   "scale", then "register" (widened octave by octave on both sides, the scale holding again where it can),
            last of all "avoid"
    time    "grid" (the distances nearest to a grid line remain)

A pitch that was struck at this very tick is never struck again; where that leaves none, there is no event at this tick.
"""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..tokens import DRUMS, GRID
from .request import Request


class Allowed(NamedTuple):
    values: frozenset[int]  # pitches or time classes
    given_up: tuple[str, ...] = ()  # the wishes that could not hold


@dataclass(frozen=True)
class Pitches:
    """The wishes about pitch of one request."""

    low: int
    high: int
    scale: frozenset[int] | None
    avoid: frozenset[int]
    drums: bool

    @classmethod
    def of(cls, request: Request, drums: bool) -> "Pitches":
        low, high = sorted((request.low, request.high))
        scale = frozenset(request.scale) if request.scale else None
        return cls(low, high, scale, request.avoid, drums)

    def free(self, struck: Collection[int] = ()) -> Allowed:
        """What may sound where `struck` sound already; empty only if all there is was struck."""
        ladder = self._drum_ladder() if self.drums else self._ladder()
        for values, given_up in ladder:
            left = values.difference(struck)
            if left:
                return Allowed(left, given_up)
        return Allowed(frozenset())

    def _drum_ladder(self):
        """Scale and register mean nothing to a drum kit."""
        yield frozenset(DRUMS) - self.avoid, ()
        yield frozenset(DRUMS), ("avoid",)

    def _ladder(self):
        yield self._within(0, self.scale), ()
        yield self._within(0, None), ("scale",)
        for octaves in range(1, 12):
            yield self._within(octaves, self.scale), ("register",)
        yield self._within(11, None), ("scale", "register")
        yield frozenset(range(128)), ("scale", "register", "avoid")

    def _within(self, octaves: int, scale: frozenset[int] | None) -> frozenset[int]:
        low, high = max(0, self.low - 12 * octaves), min(127, self.high + 12 * octaves)
        return _register(low, high, scale) - self.avoid


@lru_cache(maxsize=64)  # the same wishes are asked for at every event
def _register(low: int, high: int, scale: frozenset[int] | None) -> frozenset[int]:
    return frozenset(p for p in range(low, high + 1) if scale is None or p % 12 in scale)


def times(here: int, grid: int, same_tick: bool, earliest: int | None = None) -> Allowed:
    """Time classes after tick `here` that fall on the grid, class 0 only with `same_tick` (this very tick has room left).

    None before tick `earliest`; the longest alone where none reaches it."""
    first = 0 if same_tick else 1
    if earliest is not None and earliest > here:
        first = max(first, min(bisect_left(GRID, earliest - here), len(GRID) - 1))
    return _on_grid(here, grid, range(first, len(GRID)))


def _on_grid(here: int, grid: int, classes: range) -> Allowed:
    """Those of `classes` whose onset is a multiple of `grid` ticks, else those nearest to one."""
    if grid <= 1:
        return _anywhere(classes)
    off = {c: abs((here + GRID[c] + grid // 2) % grid - grid // 2) for c in classes}
    nearest = min(off.values())
    return Allowed(frozenset(c for c in classes if off[c] == nearest), ("grid",) if nearest else ())


@lru_cache(maxsize=64)
def _anywhere(classes: range) -> Allowed:
    return Allowed(frozenset(classes))
