"""The simple baselines of gestures: what stood there stays ("last"), or goes on as it went ("linear").

Each predicts a value by itself; how far it is off is described by whichever of three laws suits the training data best,
fitted to it: a Gaussian, a Laplacian (both by maximum likelihood), or the counted differences themselves (each level's
difference, one added to every count). The counted ones are a strong baseline: they know how often a fader stands still.
The time is described likewise, as ln(1 + ms): around its mean, around the time before, or counted on 64 cells. All are
judged on the cells of `bridge.gestures.take`, so that they and the model answer one question.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..gestures.likelihood import FAR, time_edges, value_edges
from ..gestures.reading import Material
from ..gestures.take import MS, Piece, levels

PREDICTORS = ("last", "linear")
LEAST = 1e-4  # spread of a law: a fader that never moved
TIME_CELLS = 64


@dataclass(frozen=True)
class Baseline:
    prime: str  # the material it was fitted to
    steps: int
    nats: dict[str, float]  # by predictor, time included; "time": its part
    laws: dict[str, tuple[str, ...]]  # by predictor: which law describes each value; "time": which describes the time

    @property
    def best(self) -> str:
        """The better predictor."""
        return min(PREDICTORS, key=self.nats.__getitem__)


def measure(prime: Material, held: Material) -> Baseline:
    """Fitted to `prime`, judged on `held`; both on one grid."""
    time, time_law = _time(prime, held)
    nats, laws = {"time": time}, {"time": (time_law,)}
    for predictor in PREDICTORS:
        costs, names = zip(*(_value(prime, held, i, predictor) for i in range(len(held.values))), strict=True)
        nats[predictor], laws[predictor] = time + sum(costs), names
    return Baseline(prime.name, held.steps, nats, laws)


def guessed(level: np.ndarray, predictor: str, top: int) -> np.ndarray:
    """(N,) levels → what was guessed of levels 1 … N - 1."""
    if predictor == "last":
        return level[:-1]
    before = np.concatenate([level[:1], level[:-2]])
    return np.clip(2 * level[:-1] - before, 0, top)


def _value(prime: Material, held: Material, i: int, predictor: str) -> tuple[float, str]:
    """Nats per step of value i, and the law."""
    value, top = held.values[i], levels(held.values[i]) - 1
    pairs = [_gathered(m.pieces, i, predictor, top) for m in (prime, held)]

    def cells(there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return tuple(edge[:, 0] for edge in value_edges(there[:, None], [value]))

    laws = {
        "gaussian": _smooth(_gaussian, pairs[0], cells, top),
        "laplace": _smooth(_laplace, pairs[0], cells, top),
        "counted": _counted(pairs[0], top),
    }
    return _best(laws, *pairs)


def _time(prime: Material, held: Material) -> tuple[float, str]:
    def gathered(pieces: Sequence[Piece], around: bool) -> tuple[np.ndarray, np.ndarray]:
        there = np.concatenate([p.wait[1:] for p in pieces])
        before = np.concatenate([np.concatenate([p.wait[1:2], p.wait[1:-1]]) for p in pieces])
        return there, np.log1p(before if around else np.zeros_like(before))

    def cells(there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return time_edges(there, held.longest_s)

    found = []
    for around in (False, True):
        pairs = [gathered(m.pieces, around) for m in (prime, held)]
        shift = 0.0 if around else float(np.log1p(pairs[0][0]).mean())
        pairs = [(there, guess + shift) for there, guess in pairs]
        laws = {
            f"{name}, around {'the time before' if around else 'the mean'}": _smooth(form, pairs[0], cells, 1, np.log1p)
            for name, form in (("gaussian", _gaussian), ("laplace", _laplace))
        }
        if not around:
            laws["counted"] = _counted_times(pairs[0][0], held.longest_s)
        found.append(_judged(laws, *pairs))
    _, held_nats, name = min(part for parts in found for part in parts)
    return held_nats, name


def _gathered(pieces: Sequence[Piece], i: int, predictor: str, top: int) -> tuple[np.ndarray, np.ndarray]:
    """What was, and what was guessed, of all pieces one after another."""
    there = np.concatenate([p.level[1:, i] for p in pieces])
    return there, np.concatenate([guessed(p.level[:, i], predictor, top) for p in pieces])


def _best(laws: dict, prime: tuple, held: tuple) -> tuple[float, str]:
    """The law that describes the training data best, on the held-out data."""
    _, nats, name = min(_judged(laws, prime, held))
    return nats, name


def _judged(laws: dict, prime: tuple, held: tuple) -> list[tuple[float, float, str]]:
    return [(float(law(*prime).mean()), float(law(*held).mean()), name) for name, law in laws.items()]


def _smooth(form: Callable, prime: tuple, cells: Callable, top: int, place: Callable = lambda x: x) -> Callable:
    """A law around the guess, its width fitted to the training data, on the cells of the grid."""
    off = (place(prime[0]) - prime[1]) / top
    width = max(LEAST, float(np.abs(off).mean() if form is _laplace else np.sqrt((off**2).mean())))

    def nats(there: np.ndarray, guess: np.ndarray) -> np.ndarray:
        low, high = cells(there)
        centre = guess / top
        return -np.log(np.maximum(form((high - centre) / width) - form((low - centre) / width), 1e-30))

    return nats


def _counted(prime: tuple, top: int) -> Callable:
    """The counts of each difference, among those that stay on the grid."""
    counts = np.bincount(prime[0] - prime[1] + top, minlength=2 * top + 1) + 1.0
    running = np.concatenate([[0.0], np.cumsum(counts)])

    def nats(there: np.ndarray, guess: np.ndarray) -> np.ndarray:
        possible = running[2 * top - guess + 1] - running[top - guess]
        return -np.log(counts[there - guess + top] / possible)

    return nats


def _counted_times(there: np.ndarray, longest_s: float) -> Callable:
    """Counts on cells that widen with the time, each spread evenly over its milliseconds."""
    bounds = np.unique(np.rint(np.geomspace(1, longest_s * MS, TIME_CELLS + 1)).astype(int)) - 1
    counts = np.histogram(there, np.append(bounds[:-1], bounds[-1] + 1))[0] + 1.0
    chance = counts / counts.sum() / np.diff(np.append(bounds[:-1], bounds[-1] + 1))

    def nats(there: np.ndarray, guess: np.ndarray) -> np.ndarray:
        return -np.log(chance[np.clip(np.searchsorted(bounds, there, "right") - 1, 0, len(chance) - 1)])

    return nats


def _gaussian(x: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + _erf(x / np.sqrt(2.0)))


def _laplace(x: np.ndarray) -> np.ndarray:
    near = np.exp(-np.abs(np.minimum(np.abs(x), FAR)))
    return np.where(x < 0, 0.5 * near, 1 - 0.5 * near)


def _erf(x: np.ndarray) -> np.ndarray:
    """Abramowitz and Stegun 7.1.26; absolute error below 1.5e-7."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.sign(x) * (1 - poly * np.exp(-np.minimum(x * x, 700.0)))
