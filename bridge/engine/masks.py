"""A request's wishes as the additive bias of the graph: 0 = may be chosen, -1e9 = must not."""

from collections import Counter
from collections.abc import Collection

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
        self._anywhere: Allowed | None = None  # where nothing is struck at the same tick, once that was asked for
        self._density = Density(request.density)

    def times(self, bias: np.ndarray, here: int, struck: Collection[int], ending: bool) -> None:
        """Write the time part of `bias` (403) for the event after tick `here`, where `struck` were struck."""
        request, part = self.request, bias[TIME]
        same_tick = len(struck) < request.polyphony and bool(self._free(struck).values)
        allowed = times(here, request.grid, same_tick)
        self.given_up.update(allowed.given_up)
        part[:] = FORBID
        part[list(allowed.values)] = 0
        if ending:
            beats = (here - request.ending_tick) / TICKS_PER_BEAT
            part[END] = max(0.0, beats - PATIENCE) * URGE
        if request.density:
            part += self._density.bias()

    def pitches(self, bias: np.ndarray, struck: Collection[int] = ()) -> bool:
        """Write the pitch part; False when there is nothing left to strike."""
        allowed = self._free(struck)
        self.given_up.update(allowed.given_up)
        part = bias[PITCH]
        part[:] = FORBID
        part[list(allowed.values)] = 0
        return bool(allowed.values)

    def lengths(self, bias: np.ndarray) -> None:
        """No note is without length."""
        bias[DURATION] = 0
        bias[DURATION.start] = FORBID

    def heard(self, distance: int) -> None:
        """One more event is part of the music, `distance` ticks after the one before."""
        self._density.heard(distance)

    def _free(self, struck: Collection[int]) -> Allowed:
        if struck:
            return self._pitches.free(struck)
        if self._anywhere is None:
            self._anywhere = self._pitches.free()
        return self._anywhere
