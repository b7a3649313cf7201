"""How well the timer keeps its moments: counters since the start, and errors of the last second."""

import math
from array import array

LATE_S = 0.003  # beyond this an event counts as late, whoever was late with it: 3 ms is where drummers begin to notice
REMEMBERED = 8192  # errors kept until the next report; more in a second are not measured


class Tally:
    def __init__(self) -> None:
        self.sent = self.late = self.dropped = self.wrong = self.unreported = 0
        self._errors = array("d")

    def left(self, actual: float, sounds: float, leaves: float, asked: float) -> None:
        """Something left at `actual` that was to sound at `sounds`, to leave at `leaves`, and asked for at `asked`.

        The timer's own error counts from when it could have sent: nothing leaves before it was asked for.
        """
        self.sent += 1
        if actual - sounds > LATE_S:
            self.late += 1
        if asked < math.inf and len(self._errors) < REMEMBERED:
            self._errors.append(actual - max(leaves, asked))

    def report(self) -> dict[str, float]:
        """Counters, and p50, p99 and max of the errors since the last report in microseconds (none: no such keys)."""
        figures = {"sent": self.sent, "late": self.late, "dropped": self.dropped, "wrong": self.wrong}
        figures["unreported"] = self.unreported
        errors = sorted(self._errors)
        self._errors = array("d")
        if errors:
            figures |= {f"p{rank}_us": _rank(errors, rank / 100) * 1e6 for rank in (50, 99)}
            figures["max_us"] = errors[-1] * 1e6
        return figures


def _rank(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
