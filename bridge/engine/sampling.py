"""How a class is chosen, written plainly: the reference for what the graph does, and the noise that feeds it.

From raw logits: divide by the temperature, add the bias, keep the K best, of these the likeliest whose predecessors
hold less than `top_p`, add Gumbel noise, take the largest (Gumbel-max, an exact draw from the softmax: Maddison et al.
2014).
Temperature 0 means the likeliest class, always.
"""

import numpy as np

NOISE = 48  # K
FORBID = np.float32(-1e9)  # added to a logit that must not be chosen
NEVER = np.float32(-1e30)
LEAST_NOISE = np.float32(1e-12)  # log(0) has no place in the graph
AHEAD = 4  # draws of a question that are made beforehand: the voices of a chord
NO_DICE = np.full((4, NOISE), 0.5, np.float32)
COLDEST = 1e-3  # below this temperature the choice is the likeliest class


def knobs(temperature: float, top_p: float) -> tuple[float, float]:
    """What the graph is given: it divides by the temperature, so 0 becomes "only the likeliest" by top_p = 0."""
    return (1.0, 0.0) if temperature < COLDEST else (temperature, top_p)


def choose(
    logits: np.ndarray, temperature: float, top_p: float, bias: np.ndarray, noise: np.ndarray
) -> int:
    """One class from `logits` (classes), `bias` (classes), `noise` (K) uniform in (0, 1); top_p 0: the likeliest."""
    scaled = logits / np.float32(temperature) + bias
    index = np.argsort(-scaled, kind="stable")[: len(noise)]
    best = scaled[index]
    chance = np.exp(best - best[0])
    chance /= chance.sum()
    before = np.cumsum(chance) - chance
    gumbel = -np.log(-np.log(noise[: len(best)]))
    return int(index[np.argmax(np.where(before < np.float32(top_p), best + gumbel, NEVER))])


def noise(seed: int, draw: int) -> np.ndarray:
    """(4, K): see `uniform`."""
    return uniform(seed, draw, (4, NOISE))


class DrawnAhead:
    """The noise of the next question is drawn while nobody waits: its numbers lie as far on as those of the last one did."""

    def __init__(self) -> None:
        self._asked: tuple[int, int] | None = None  # seed and first draw of the last question
        self._next: tuple[int, int] | None = None
        self._ready: dict[tuple[int, int], np.ndarray] = {}

    def begin(self, seed: int, draw: int) -> None:
        """A question whose first event takes this draw."""
        before, self._asked = self._asked, (seed, draw)
        ahead = before is not None and before[0] == seed and draw > before[1]
        self._next = (seed, 2 * draw - before[1]) if ahead else None

    def take(self, seed: int, draw: int) -> np.ndarray:
        """`noise(seed, draw)`."""
        ready = self._ready.pop((seed, draw), None)
        return noise(seed, draw) if ready is None else ready

    def look(self) -> np.ndarray:
        """Some of what is ready, which stays; where nothing is, no dice at all."""
        return next(iter(self._ready.values()), NO_DICE)

    def prepare(self) -> None:
        """Now nobody waits."""
        if self._next is not None:
            (seed, draw), self._next = self._next, None
            self._ready = {(seed, draw + i): noise(seed, draw + i) for i in range(AHEAD)}


class Shown:
    """In the place of noise that is drawn: some that lies ready, for a step whose result is thrown away."""

    def __init__(self, drawn: DrawnAhead):
        self._drawn = drawn

    def begin(self, seed: int, draw: int) -> None:
        """It is no question."""

    def take(self, seed: int, draw: int) -> np.ndarray:
        return self._drawn.look()


def uniform(seed: int, draw: int, shape: tuple[int, ...]) -> np.ndarray:
    """float32, uniform in (0, 1). Counter-based (Philox, Salmon et al. 2011): the same `seed` and `draw`, the
    same numbers, whatever was drawn before."""
    words = np.array((seed & _WORD, 0), np.uint64), np.array((0, draw & _WORD, 0, 0), np.uint64)
    _BITS.state = _FRESH | {"state": dict(zip(("key", "counter"), words, strict=True))}
    return np.maximum(_DRAWS.random(shape, np.float32), LEAST_NOISE)


# One generator, set anew for each draw: to make one takes 0.1 ms when the caches are cold, as they are before a note.
_WORD = 2**64 - 1
_BITS = np.random.Philox(0)
_DRAWS = np.random.Generator(_BITS)
_FRESH = _BITS.state  # as made: nothing buffered


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Over the last axis, for scoring."""
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
