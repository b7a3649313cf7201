"""A request's wishes as the additive bias of the graph: 0 = may be chosen, -1e9 = must not."""

from collections import Counter
from collections.abc import Collection
from functools import lru_cache

import numpy as np

from ..tokens import DURATIONS, END, PITCHES, TICKS_PER_BEAT, TIMES
from .allowed import Allowed, Pitches, times
from .density import Density
from .request import Request
from .sampling import FORBID

TIME = slice(0, TIMES)
PITCH = slice(TIMES, TIMES + PITCHES)
DURATION = slice(PITCH.stop, PITCH.stop + DURATIONS)
# Asked to end, a model that does not find its cadence is urged on: from PATIENCE beats on, by URGE nats a beat.
PATIENCE, URGE = 8, 0.25


class Masks:
    """The state of one job's constraints: how dense it became, and what had to be given up."""

    def __init__(self, request: Request, drums: bool, given_up: Counter):
        self.request = request
        self.given_up = given_up  # wish → how often it could not hold
        self._pitches = Pitches.of(request, drums)
        self._known: dict[frozenset[int], Allowed] = {}  # by what is struck at this tick; the newest, and nothing
        self._density = Density(request.density)

    def times(self, bias: np.ndarray, here: int, struck: Collection[int], ending: bool) -> None:
        """Write the time part of `bias` (403) for the event after tick `here`, where `struck` were struck."""
        request, part = self.request, bias[TIME]
        same_tick = len(struck) < request.polyphony and bool(self._free(struck).values)
        allowed = times(here, request.grid, same_tick, request.earliest_tick)
        self.given_up.update(allowed.given_up)
        part[:] = _only(allowed.values, TIMES)
        if ending:
            beats = (here - request.ending_tick) / TICKS_PER_BEAT
            part[END] = max(0.0, beats - PATIENCE) * URGE
        if request.density:
            part += self._density.bias()

    def pitches(self, bias: np.ndarray, struck: Collection[int] = ()) -> bool:
        """Write the pitch part; False when there is nothing left to strike."""
        allowed = self._free(struck)
        self.given_up.update(allowed.given_up)
        bias[PITCH] = _only(allowed.values, PITCHES)
        return bool(allowed.values)

    def lengths(self, bias: np.ndarray) -> None:
        """No note is without length."""
        bias[DURATION] = 0
        bias[DURATION.start] = FORBID

    def heard(self, distance: int) -> None:
        """One more event is part of the music, `distance` ticks after the one before."""
        self._density.heard(distance)

    def _free(self, struck: Collection[int]) -> Allowed:
        key = frozenset(struck)
        if key not in self._known:
            self._known = {ours: allowed for ours, allowed in self._known.items() if not ours}
            self._known[key] = self._pitches.free(key)
        return self._known[key]


@lru_cache(maxsize=64)
def _only(values: frozenset[int], size: int) -> np.ndarray:
    """(size): 0 for `values`, all others forbidden."""
    part = np.full(size, FORBID, np.float32)
    part[list(values)] = 0
    part.flags.writeable = False
    return part
