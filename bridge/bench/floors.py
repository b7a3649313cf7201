"""What one core of this machine can do at all: read so many bytes, multiply so many numbers. Nothing is faster than both."""

import time
from collections.abc import Callable

import numpy as np

from ..engine.native.library import library

COUNT = 9_600_000  # products of a measurement: a few tenths of a millisecond
TIMES = 9
SIDE = 384  # of square matrices, where NumPy has to show how fast floats are multiplied: they fit a core's own cache
WHOLE_NUMBERS = 2  # numbers of 16 bits, as 8-bit weights become, are multiplied twice as many at a time as floats


def reader(size: int) -> Callable[[], object]:
    """Reads an array of `size` bytes once, from wherever the caches have it by then."""
    numbers = np.ones(max(64, size // 4 // 64 * 64), np.float32)
    here = library()
    words = numbers.view(np.uint64)
    if here is None:
        return lambda: np.bitwise_or.reduce(words)  # of what NumPy has the fastest; measured: 0.85 of the loop in C
    return lambda: here.read_through(words.ctypes.data, words.nbytes)


def products_a_second() -> float:
    """Multiply-adds of float32, best of a few tries on one core; of NumPy's own where the loop in C is not here."""
    here = library()
    if here is not None:
        return COUNT / min(_seconds(lambda: here.multiply_in_place(0.5, COUNT)) for _ in range(TIMES))
    a = np.ones((SIDE, SIDE), np.float32)
    return SIDE**3 / min(_seconds(lambda: np.matmul(a, a)) for _ in range(TIMES))


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
