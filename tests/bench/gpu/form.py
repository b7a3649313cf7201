"""One thing that is measured: a step, in one precision, by one runtime."""

from collections.abc import Callable
from dataclasses import dataclass

Step = Callable[[], object]


@dataclass(frozen=True)
class Form:
    row: str  # what is done: "music ensemble, after 256", "image 256 × 16"
    runtime: str  # duende, PyTorch eager …
    precision: str
    open: Callable[[], Step]  # any error that it raises says why there is no figure
    pictures: int = 0  # a step paints; 0: it paints none
    read: int = 0  # bytes of weights and cache that a step must read; 0: not counted
