"""The rows that a music model has heard, and its key/value cache: a plain object with plain verbs.

Rows can be ahead of the cache: `hear` only notes them, `prefill` brings the cache after them in chunks, `advance` runs
what is left and gives the last row's outputs. `rewind` costs nothing.

One row alone goes through other kernels than two or more, whose sums end in other last bits: enough for 8-bit rounding to
turn, and so for another note now and then. So a single row runs with a spare one behind it that is never heard. Then what
follows a context depends on nothing but the context, not on how it came into the cache, bit for bit on one machine. It
costs 0.1–0.2 ms a step.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .binding import Binding

CHUNK = 16  # rows at once: some 3 ms, so that a halt or a note never waits long
FEWEST = 2  # rows that run together, see above
FREE = (-1, -1, -1, -1)  # forced: choose all four attributes
HEARD = (0, 0, 0, 0)  # forced where nothing is chosen: whatever
HEADS = ("time", "pitch", "duration", "velocity")


@dataclass(frozen=True)
class Step:
    """What came out for the last row. The arrays are overwritten by the next call."""

    event: np.ndarray  # (4,) int64 classes
    logits: tuple[np.ndarray, ...]  # four of (classes,) float32, before temperature and bias


class Context:
    def __init__(self, binding: Binding):
        self.binding = binding
        arrays = binding.arrays
        self.temperature, self.top_p = arrays["temperature"], arrays["top_p"]  # (4,)
        self.bias, self.noise = arrays["bias"][0], arrays["noise"]  # (403,), (4, K)
        self._seqlens, self._total = arrays["seqlens_k"], arrays["total"]
        self.temperature[:], self.top_p[:], self.noise[:] = 1, 1, 0.5
        past = next(p for p in binding.graph.inputs if p.name == "past_key_0")
        self.capacity: int = past.shape[2] - 1  # one place is the spare row's
        self.rows: list[Sequence[int]] = []
        self.length = 0  # rows that are in the cache

    @property
    def pending(self) -> int:
        """Rows that the cache has not heard."""
        return len(self.rows) - self.length

    @property
    def room(self) -> int:
        return self.capacity - len(self.rows)

    def hear(self, rows: Iterable[Sequence[int]]) -> None:
        """Note rows after the last one; there must be room."""
        self.rows.extend(rows)
        if len(self.rows) > self.capacity:
            raise ValueError(f"{len(self.rows)} rows; the cache holds {self.capacity}")

    def rewind(self, length: int) -> None:
        """Only the first `length` rows were ever heard."""
        del self.rows[length:]
        self.length = min(self.length, length)

    def replace(self, rows: list[Sequence[int]]) -> None:
        """These rows and no others; the common beginning stays in the cache."""
        same = 0
        while same < min(len(rows), len(self.rows)) and rows[same] == self.rows[same]:
            same += 1
        self.rewind(same)
        self.hear(rows[same:])

    def prefill(self, chunk: int = CHUNK) -> bool:
        """Let the cache hear up to `chunk` more rows; False when nothing was left to hear."""
        count = min(chunk, self.pending)
        if count:
            self._run(count, HEARD)
        return count > 0

    def advance(self, forced: Sequence[int] = FREE) -> Step:
        """What follows the last row. At least one row must have been heard."""
        while self.pending > CHUNK:
            self.prefill()
        if not self.pending:
            self.length -= 1  # all heard already: the last row once more
        return self._choose(self.pending, forced)

    def again(self, forced: Sequence[int]) -> Step:
        """The last step once more, with other constraints."""
        self.length -= 1
        return self._choose(1, forced)

    def score(self, forced: np.ndarray, chunk: int = CHUNK) -> tuple[np.ndarray, ...]:
        """Logits (N, classes) of all pending rows, N of them, given the true next attributes `forced` (N, 4)."""
        parts: list[list[np.ndarray]] = [[] for _ in HEADS]
        done = 0
        while self.pending:
            count = min(chunk, self.pending)
            out = self._run(count, forced[done : done + count])
            done += count
            for part, head in zip(parts, HEADS, strict=True):
                part.append(out[f"{head}_logits"][0, :count].copy())
        return tuple(np.concatenate(part) for part in parts)

    def _choose(self, count: int, forced: Sequence[int]) -> Step:
        """Hear `count` more rows; the last one's outputs."""
        out, last = self._run(count, [HEARD] * (count - 1) + [forced]), count - 1
        return Step(out["event"][0, last], tuple(out[f"{head}_logits"][0, last] for head in HEADS))

    def _run(self, count: int, forced: Sequence | np.ndarray) -> dict[str, np.ndarray]:
        """Hear `count` more rows; all outputs (T ≥ count rows of them, those beyond count mean nothing)."""
        together = max(count, FEWEST)
        arrays = self.binding.call(together)
        arrays["rows"][0, :count] = self.rows[self.length : self.length + count]
        arrays["forced"][0, :count] = forced
        end = self.length + together
        self._seqlens[0], self._total[()] = end - 1, end
        self.binding.run(together)
        self.length += count
        return arrays
