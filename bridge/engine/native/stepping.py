"""A music model as step.c plays it: weights packed once, and rows of any contexts run together.

Arrays are numpy's, the C code gets their addresses in a table that is written once; a step writes into arrays that are
there already and makes one call. Nothing is allocated.
"""

import numpy as np

from ...errors import PackageError
from .library import Library
from .weights import Weights

MOST_ROWS, MOST_WIDE, MOST_CLASSES, MOST_NOISE, MOST_CONTEXT = 64, 4352, 128, 128, 4096  # as in step.c
ALIGNED = 64  # bytes: a line of the cache

P, N = np.uintp, np.int32  # an address, a number
MODEL = np.dtype(
    [
        *((name, N) for name in ("width", "layers", "heads", "kv_heads", "head_width", "hidden", "head_hidden", "context")),
        ("columns", N), ("noise", N), ("classes", N, 4), ("table", N), ("epsilon", np.float32),
        ("embed", P), ("cos", P), ("sin", P), ("norms", P), ("matrices", P), ("chosen", P, 3),
    ],
    align=True,
)  # fmt: skip
ROW = np.dtype(
    [
        ("cache", P), ("position", N), ("wanted", N), ("row", P), ("temperature", P), ("top_p", P), ("bias", P),
        ("noise", P), ("forced", P), ("event", P), ("logits", P),
    ],
    align=True,
)  # fmt: skip


def address(array: np.ndarray) -> int:
    return array.ctypes.data


def aligned(count: int, dtype: type) -> np.ndarray:
    """Zeros that begin at the beginning of a cache line."""
    room = np.zeros(count * np.dtype(dtype).itemsize + ALIGNED, np.uint8)
    at = -address(room) % ALIGNED
    return room[at : at + count * np.dtype(dtype).itemsize].view(dtype)


class Model:
    """`run(count)` runs the first `count` rows of `rows` (ROW); rows of one context follow each other."""

    def __init__(self, library: Library, weights: Weights, columns: int, noise: int):
        """PackageError when it is larger than step.c has room for."""
        wide, events = max(max(m.n, m.k) for m in weights.matrices), len(weights.cos)
        most = (MOST_WIDE - 32, MOST_CLASSES, MOST_NOISE, MOST_CONTEXT)
        if any(size > limit for size, limit in zip((wide, max(weights.classes), noise, events), most, strict=True)):
            raise PackageError(f"a music model too large for the step in C ({wide} wide, {events} events)")
        self.weights, self.columns, self.noise = weights, columns, noise
        self._library = library
        self._packed = [self._pack(matrix) for matrix in weights.matrices]
        self._lines = [packed[: packed.nbytes // ALIGNED * ALIGNED].view(np.int64)[::8] for packed in self._packed]
        self._matrices = np.array([address(packed) for packed in self._packed], P)
        self._model = np.zeros((), MODEL)
        self._describe()
        self._scratch = aligned(library.scratch_bytes(), np.uint8)
        self.rows = np.zeros(MOST_ROWS, ROW)
        self._at = address(self._model), address(self._scratch)
        self.rows_at = address(self.rows)

    @property
    def bytes_read(self) -> int:
        """Of weights, by one step: each of them once, of the tables one row a class."""
        return sum(packed.nbytes for packed in self._packed) + self.weights.norms.nbytes

    def cache(self) -> np.ndarray:
        """An empty key/value cache for one context, touched: the longer a piece, the more pages it would ask for."""
        cache = aligned(self._library.cache_halves(self._at[0]), np.float16)
        cache.fill(0)
        return cache

    @property
    def matrices(self) -> int:
        """How many there are to `touch`."""
        return len(self._lines)

    def touch(self, matrix: int) -> None:
        """Bring one of them into the caches, a number of each line."""
        self._lines[matrix].sum()

    def run(self, count: int, rows: int | None = None) -> None:
        """`rows`: address of others than its own. ValueError where a row names a class that there is not."""
        model, scratch = self._at
        rows = self.rows_at if rows is None else rows
        if wrong := self._library.step(model, rows, count, scratch):
            raise ValueError(f"row {wrong - 1} of {count} names what the model's tables do not hold")

    def _pack(self, matrix) -> np.ndarray:
        out = aligned(self._library.packed_bytes(matrix.n, matrix.k), np.uint8)
        self._library.pack(address(matrix.weights), address(matrix.scales), matrix.n, matrix.k, address(out))
        return out

    def _describe(self) -> None:
        w, m = self.weights, self._model
        for name in ("width", "layers", "heads", "kv_heads", "head_width", "hidden", "head_hidden", "classes", "epsilon"):
            m[name] = getattr(w, name)
        m["table"] = len(w.embed)
        m["context"], m["columns"], m["noise"] = len(w.cos), self.columns, self.noise
        for name in ("embed", "cos", "sin", "norms"):
            m[name] = address(getattr(w, name))
        m["matrices"], m["chosen"] = address(self._matrices), [address(c) for c in w.chosen]


class Rows:
    """What one context says and hears: the arrays of `most` rows, and where step.c finds them.

    `rows` (most, columns), `forced` and `event` (most, 4), `logits` (most, classes) row by row; `temperature`, `top_p`
    (4), `bias` (classes), `noise` (4, K) for all of them."""

    def __init__(self, model: Model, most: int):
        self.model, classes = model, sum(model.weights.classes)
        self.cache = model.cache()
        self.rows = np.zeros((most, model.columns), np.int64)
        self.forced, self.event = np.zeros((most, 4), np.int64), np.zeros((most, 4), np.int64)
        self.logits = np.zeros((most, classes), np.float32)
        self.temperature, self.top_p = np.ones(4, np.float32), np.ones(4, np.float32)
        self.bias, self.noise = np.zeros(classes, np.float32), np.full((4, model.noise), 0.5, np.float32)
        self.table = np.zeros(most, ROW)
        for name in ("cache", "temperature", "top_p", "bias", "noise"):
            self.table[name] = address(getattr(self, name))
        for ours, theirs in (("rows", "row"), ("forced", "forced"), ("event", "event"), ("logits", "logits")):
            array = getattr(self, ours)
            self.table[theirs] = address(array) + array.strides[0] * np.arange(most)
        self.table_at = address(self.table)
        self._position, self._wanted = self.table["position"], self.table["wanted"]

    def place(self, count: int, begin: int, wanted: int) -> None:
        """The first `count` rows stand at `begin` and after it; the last `wanted` of them are asked."""
        if count == 1:
            self._position[0], self._wanted[0] = begin, wanted
            return
        self._position[:count] = range(begin, begin + count)
        self._wanted[: count - wanted] = 0
        self._wanted[count - wanted : count] = 1
