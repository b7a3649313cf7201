"""Least squares through the newest ticks: where the last one should have come, and the period. Two of them.

Gains of the expanding-memory polynomial filter of first and second degree (Brookner, "Tracking and Kalman Filtering Made
Easy", 1998, §7.2); where the memory no longer grows they are those of one that fades. Seconds, and seconds a tick.
"""


def straight(memory: int) -> tuple[float, float]:
    """Gains of place and period for a steady tempo, after `memory` + 1 ticks."""
    scale = (memory + 1) * (memory + 2)
    return 2 * (2 * memory + 1) / scale, 6 / scale


def bent(memory: int) -> tuple[float, float, float]:
    """Gains of place, period and change of the period for a tempo that glides, after `memory` + 1 ticks."""
    scale = (memory + 1) * (memory + 2) * (memory + 3)
    return 3 * (3 * memory * (memory + 1) + 2) / scale, 18 * (2 * memory + 1) / scale, 60 / scale


class Fit:
    """One of them: `advance` to where the next tick is due, then `correct` by how much later it came."""

    def __init__(self, longest: int, bends_from: int | None = None):
        """The memory grows to `longest` ticks; with `bends_from` so many it knows a tempo that glides (None: never)."""
        self.place = self.period = self.bend = 0.0
        self.memory = 0
        self._longest, self._bends_from = longest, longest + 1 if bends_from is None else bends_from

    def begin(self, place: float, period: float, memory: int = 0) -> None:
        """Known from elsewhere, as surely as if it came from `memory` ticks."""
        self.place, self.period, self.bend, self.memory = place, period, 0.0, min(memory, self._longest)

    def advance(self, ticks: int) -> float:
        """Go on by so many ticks; the place where the last of them is due."""
        self.place += ticks * (self.period + self.bend / 2)
        self.period += self.bend
        return self.place

    def correct(self, error: float, ticks: int) -> None:
        """The tick came `error` seconds after its place; `ticks` as it was advanced."""
        self.memory = min(self._longest, self.memory + 1)
        if self.memory < self._bends_from:
            of_place, of_period = straight(self.memory)
        else:
            of_place, of_period, of_bend = bent(self.memory)
            self.bend += of_bend * error
        self.place += of_place * error
        self.period += of_period * error / ticks

    def doubt(self, memory: int) -> None:
        """Trust no more than the newest `memory` ticks."""
        self.memory = min(self.memory, memory)
