"""How likely a mixture finds the step that came: the formulas that training (in PyTorch) and scoring (here) share.

A graph's output `mixture` is a row of K (1 + 2 (1 + D)) numbers: K log weights (not normalised), then for the time and for
each value K centres, then likewise K log scales:

    [weights K | centres (1 + D) × K | log scales (1 + D) × K]

Component k: time and values are independent logistic variables (Salimans et al. 2017, PixelCNN++) around its centres; the
time's variable is ln(1 + ms), a value's is on 0 … 1. The chance of a cell is what lies of a logistic between its edges.
"""

from collections.abc import Sequence

import numpy as np

from ..package.gesture import Value
from .take import MS, levels

FAR = 1e9  # stands for infinity at the outermost edges


def time_edges(wait: np.ndarray, longest_s: float) -> tuple[np.ndarray, np.ndarray]:
    """Cell t of the time, in ln(1 + ms): lower and upper edge."""
    low, high = np.log1p(wait), np.log1p(wait + 1.0)
    return np.where(wait <= 0, -FAR, low), np.where(wait >= longest_s * MS - 1, FAR, high)


def value_edges(level: np.ndarray, values: Sequence[Value]) -> tuple[np.ndarray, np.ndarray]:
    """The cells of the values, (…, D), on 0 … 1."""
    top = np.array([levels(v) - 1 for v in values])
    low, high = (level - 0.5) / top, (level + 0.5) / top
    return np.where(level <= 0, -FAR, low), np.where(level >= top, FAR, high)


def edges(wait: np.ndarray, level: np.ndarray, values: Sequence[Value], longest_s: float) -> tuple[np.ndarray, np.ndarray]:
    """wait (N,), level (N, D) → lower and upper edges, each (N, 1 + D): the time first."""
    time, value = time_edges(wait[:, None], longest_s), value_edges(level, values)
    return tuple(np.concatenate(pair, 1) for pair in zip(time, value, strict=True))


def log_cell(low: np.ndarray, high: np.ndarray, centre: np.ndarray, log_scale: np.ndarray) -> np.ndarray:
    """ln of what a logistic holds between two edges.

    σ(b) − σ(a) = σ(b) σ(−a) (1 − e^(a − b)), which loses nothing where the cell lies far out."""
    inverse = np.exp(-log_scale)
    a, b = (low - centre) * inverse, (high - centre) * inverse
    return _log_sigmoid(b) + _log_sigmoid(-a) + np.log(-np.expm1(np.maximum(a - b, -FAR)))


def nats(mixture: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """mixture (N, …) and the edges of what came (N, 1 + D) → - ln of its chance, and that of the time alone, each (N,)."""
    wide = low.shape[1]
    k = mixture.shape[1] // (1 + 2 * wide)
    weights, centres, scales = np.split(mixture.astype(np.float64), [k, k * (1 + wide)], 1)
    logs = log_cell(low[..., None], high[..., None], centres.reshape(-1, wide, k), scales.reshape(-1, wide, k))
    log_weights = weights - _log_sum(weights)[:, None]
    return -_log_sum(log_weights + logs.sum(1)), -_log_sum(log_weights + logs[:, 0])


def _log_sigmoid(x: np.ndarray) -> np.ndarray:
    return -np.logaddexp(0, -x)


def _log_sum(x: np.ndarray) -> np.ndarray:
    top = x.max(-1)
    return top + np.log(np.exp(x - top[..., None]).sum(-1))
