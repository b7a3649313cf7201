"""Milliseconds a step of anything that steps: one after another, and with gaps as on stage."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, sleep

HOT_STEPS = 100
GAP_S = 0.020  # between the steps of a player in a hurry; in the gap caches and clock speeds fall asleep
GAPPED_STEPS = 45  # about a second


@dataclass(frozen=True)
class Timing:
    hot_p50: float  # one after another
    hot_p99: float
    p50: float  # with gaps of 20 ms, as on stage
    p99: float


def measure(step: Callable[[], object], hot: int = HOT_STEPS, gapped: int = GAPPED_STEPS, gap_s: float = GAP_S) -> Timing:
    """`step` does the same work each time."""
    without, with_gaps = _times(step, hot, 0), _times(step, gapped, gap_s)
    return Timing(_at(without, 0.5), _at(without, 0.99), _at(with_gaps, 0.5), _at(with_gaps, 0.99))


def _times(step: Callable[[], object], count: int, gap_s: float) -> list[float]:
    """Milliseconds of each step, shortest first."""
    times = []
    for _ in range(count):
        if gap_s:
            sleep(gap_s)
        began = perf_counter()
        step()
        times.append((perf_counter() - began) * 1e3)
    return sorted(times)


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
