"""A series of measurements in a few honest numbers, and all of it as a histogram."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

A_DECADE = 12  # bins: each is a fifth wider than the one before
LEAST_MS = 1e-3  # all below, what came early too, is in the first bin


@dataclass(frozen=True)
class Figures:
    """Milliseconds. With few values the high percentiles are the largest one: look at `n`.

    histogram   `edges_ms`, one more than `counts`: the bins from the first to the last that holds anything
    """

    n: int
    p50: float
    p99: float
    p999: float
    max: float
    histogram: dict[str, list] = field(default_factory=dict)

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Figures":
        """Of a series in seconds; at least one."""
        ordered = sorted(seconds)
        return cls(len(ordered), *(ms(at(ordered, share)) for share in (0.5, 0.99, 0.999, 1.0)), histogram(ordered))

    def plain(self) -> dict:
        return asdict(self)


def histogram(seconds: Iterable[float]) -> dict[str, list]:
    counts = Counter(math.floor(A_DECADE * math.log10(max(each * 1e3, LEAST_MS))) for each in seconds)
    first, last = min(counts), max(counts)
    edges = [float(f"{10 ** (i / A_DECADE):.5g}") for i in range(first, last + 2)]
    return {"edges_ms": edges, "counts": [counts[i] for i in range(first, last + 1)]}


def at(ordered: list[float], share: float) -> float:
    """The value that `share` of an ordered series does not exceed."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ms(seconds: float) -> float:
    return round(seconds * 1e3, 4)
