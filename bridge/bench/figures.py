"""A series of measurements in a few honest numbers."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figures:
    """Milliseconds. With few values the high percentiles are the largest one: look at `n`."""

    n: int
    p50: float
    p99: float
    p999: float
    max: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Figures":
        """Of a series in seconds; at least one."""
        ordered = sorted(seconds)
        return cls(len(ordered), *(ms(at(ordered, share)) for share in (0.5, 0.99, 0.999, 1.0)))

    def plain(self) -> dict[str, float]:
        return asdict(self)


def at(ordered: list[float], share: float) -> float:
    """The value that `share` of an ordered series does not exceed."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ms(seconds: float) -> float:
    return round(seconds * 1e3, 4)
