"""How alike two sets of pictures are: sliced Wasserstein distance on Laplacian pyramids (Karras et al. 2018, section 5).

Every set gives patches of 7 × 7 pixels from each level of its pyramids, 16 × 16 to full size. Along random directions both
clouds of patches are sorted and compared (Rabin et al. 2011); a level's distance is the mean over directions, a set's the
mean over levels, times 1000 as in the paper. Lower is more alike. The coarse levels tell layout and colour, the fine ones
texture.

One change to the paper: a channel of both sets is measured in the standard deviations of the *reference*, not each set in
its own. So pictures that are too smooth or too contrasty are found out.
"""

from dataclasses import dataclass

import numpy as np

SMALLEST = 16  # pixels of a side of the last level
PATCH = 7  # pixels of a side
PATCHES = 128  # a picture and level
DIRECTIONS = 512
AT_ONCE = 128  # directions: memory
KERNEL = np.array([1, 4, 6, 4, 1], np.float32) / 16  # Burt and Adelson (1983)
SCALE = 1000.0


@dataclass(frozen=True)
class Distance:
    levels: tuple[float, ...]  # from full size down to 16

    @property
    def mean(self) -> float:
        return sum(self.levels) / len(self.levels)


def distance(found: np.ndarray, reference: np.ndarray, seed: int = 0) -> Distance:
    """Between two sets of pictures (N, S, S, 3) uint8 of one size; as many of each are compared as the smaller set has."""
    dice = np.random.default_rng(seed)
    count = min(len(found), len(reference))
    a, b = (_some(x, count, dice) for x in (found, reference))
    return Distance(tuple(_level(p, q, dice) for p, q in zip(patches(a, dice), patches(b, dice), strict=True)))


def _some(x: np.ndarray, count: int, dice: np.random.Generator) -> np.ndarray:
    return x if len(x) == count else x[np.sort(dice.permutation(len(x))[:count])]


def patches(x: np.ndarray, dice: np.random.Generator) -> list[np.ndarray]:
    """By level, largest first: (N · PATCHES, 7, 7, 3) float32 from places by chance."""
    return [_at(level, dice) for level in pyramid(x.astype(np.float32))]


def _at(level: np.ndarray, dice: np.random.Generator) -> np.ndarray:
    n, side = len(level), level.shape[1]
    picture = np.repeat(np.arange(n), PATCHES)[:, None, None]
    row, column = (dice.integers(0, side - PATCH + 1, n * PATCHES) for _ in range(2))
    step = np.arange(PATCH)
    return level[picture, (row[:, None] + step)[:, :, None], (column[:, None] + step)[:, None, :]]


def pyramid(x: np.ndarray) -> list[np.ndarray]:
    """(N, S, S, 3) → what each halving loses, largest first, and what is left at SMALLEST."""
    levels = []
    while x.shape[1] > SMALLEST:
        small = _halved(x)
        levels.append(x - _doubled(small))
        x = small
    return [*levels, x]


def _halved(x: np.ndarray) -> np.ndarray:
    return _blurred(_blurred(x, 1, KERNEL), 2, KERNEL)[:, ::2, ::2]


def _doubled(x: np.ndarray) -> np.ndarray:
    n, h, w, c = x.shape
    wide = np.zeros((n, 2 * h, 2 * w, c), np.float32)
    wide[:, ::2, ::2] = x
    return _blurred(_blurred(wide, 1, 2 * KERNEL), 2, 2 * KERNEL)


def _blurred(x: np.ndarray, axis: int, kernel: np.ndarray) -> np.ndarray:
    edges = [(0, 0)] * x.ndim
    edges[axis] = (2, 2)
    wide, n = np.pad(x, edges, mode="reflect"), x.shape[axis]
    return sum(k * wide[(slice(None),) * axis + (slice(i, i + n),)] for i, k in enumerate(kernel))


def _level(found: np.ndarray, reference: np.ndarray, dice: np.random.Generator) -> float:
    mean, spread = reference.mean((0, 1, 2)), reference.std((0, 1, 2)) + 1e-6
    a, b = (((x - mean) / spread).reshape(len(x), -1) for x in (found, reference))
    apart = []
    for _ in range(DIRECTIONS // AT_ONCE):
        directions = dice.standard_normal((a.shape[1], AT_ONCE)).astype(np.float32)
        directions /= np.linalg.norm(directions, axis=0)
        apart.append(np.abs(np.sort(a @ directions, 0) - np.sort(b @ directions, 0)).mean())
    return SCALE * float(np.mean(apart))
