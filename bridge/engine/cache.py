"""The rows that a music model has heard, and its key/value cache: a plain object with plain verbs.

Rows can be ahead of the cache: `hear` only notes them, `prefill` brings the cache after them in chunks, `advance` runs
what is left and gives the last row's outputs. `rewind` costs nothing. What follows a context depends on nothing but the
context, not on how it came into the cache, bit for bit on one machine: see the two that can run it, `binding.Binding` and
`native.playing.NativeBinding`.

`prepare`, a run by whoever runs several contexts together, and `outcome` are the two halves of `advance`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .binding import Binding
    from .native.playing import NativeBinding

CHUNK = 16  # rows at once: some 3 ms, so that a halt or a note never waits long
FREE = (-1, -1, -1, -1)  # forced: choose all four attributes
HEARD = (0, 0, 0, 0)  # forced where nothing is chosen: whatever
HEADS = ("time", "pitch", "duration", "velocity")
LOGITS = tuple(f"{head}_logits" for head in HEADS)


@dataclass(frozen=True)
class Step:
    """What came out for the last row. The arrays are overwritten by the next call."""

    event: np.ndarray  # (4,) int64 classes
    logits: tuple[np.ndarray, ...]  # four of (classes,) float32, before temperature and bias


class Context:
    def __init__(self, binding: "Binding | NativeBinding"):
        self.binding = binding
        arrays = binding.arrays
        self.temperature, self.top_p = arrays["temperature"], arrays["top_p"]  # (4,)
        self.bias, self.noise = arrays["bias"][0], arrays["noise"]  # (403,), (4, K)
        self.temperature[:], self.top_p[:], self.noise[:] = 1, 1, 0.5
        self.capacity: int = binding.capacity
        self.rows: list[Sequence[int]] = []
        self.length = 0  # rows that are in the cache
        self._prepared = 0  # rows of the call that `outcome` reads
        self._steps: dict[int, Step] = {}  # by rows of a call, whose arrays are the same ones each time

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
        if not self.prepare_prefill(chunk):
            return False
        self.binding.run()
        self.heard()
        return True

    def prepare_prefill(self, chunk: int) -> int:
        """All of `prefill` but the run itself and `heard`; how many rows."""
        count = self._prepared = min(chunk, self.pending)
        if count:
            self._place(count, HEARD, 0)
        return count

    def heard(self) -> None:
        """The run since `prepare_prefill` is over."""
        self.length += self._prepared

    def advance(self, forced: Sequence[int] = FREE) -> Step:
        """What follows the last row. At least one row must have been heard."""
        self.prepare(forced)
        self.binding.run()
        return self.outcome()

    def prepare(self, forced: Sequence[int] = FREE) -> None:
        """All but the run itself; what is more than a chunk behind is heard first."""
        while self.pending > CHUNK:
            self.prefill()
        if not self.pending:
            self.length -= 1  # all heard already: the last row once more
        count = self._prepared = self.pending
        self._place(count, [HEARD] * (count - 1) + [forced], 1)

    def outcome(self) -> Step:
        """What came out of the run since `prepare`."""
        self.length += self._prepared
        if self._prepared not in self._steps:
            last, out = self._prepared - 1, self.binding.call(self._prepared)
            self._steps[self._prepared] = Step(out["event"][0, last], tuple(out[name][0, last] for name in LOGITS))
        return self._steps[self._prepared]

    def prepare_again(self, forced: Sequence[int]) -> None:
        """As `prepare`, for the last step once more with other constraints."""
        self.length -= 1
        self.prepare(forced)

    def score(self, forced: np.ndarray, chunk: int = CHUNK) -> tuple[np.ndarray, ...]:
        """Logits (N, classes) of all pending rows, N of them, given the true next attributes `forced` (N, 4)."""
        parts: list[list[np.ndarray]] = [[] for _ in HEADS]
        done = 0
        while self.pending:
            count = min(chunk, self.pending, self.binding.most)
            out = self._run(count, forced[done : done + count], count)
            done += count
            for part, name in zip(parts, LOGITS, strict=True):
                part.append(out[name][0, :count].copy())
        return tuple(np.concatenate(part) for part in parts)

    def _run(self, count: int, forced: Sequence | np.ndarray, wanted: int) -> dict[str, np.ndarray]:
        """Hear `count` more rows; the outputs of the last `wanted` of them are among the T ≥ count that come."""
        self._place(count, forced, wanted)
        self.binding.run()
        self.length += count
        return self.binding.call(count)

    def _place(self, count: int, forced: Sequence | np.ndarray, wanted: int) -> None:
        arrays = self.binding.call(count)
        if count == 1:  # most steps are: half the time
            arrays["rows"][0, 0] = self.rows[self.length]
            arrays["forced"][0] = forced
        else:
            arrays["rows"][0, :count] = self.rows[self.length : self.length + count]
            arrays["forced"][0, :count] = forced
        self.binding.place(count, self.length, wanted)
