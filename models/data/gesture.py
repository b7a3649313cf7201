"""Windows of gestures for training: cut anywhere, turned over and stretched a little, and always on the grid."""

from collections.abc import Sequence

import numpy as np

from bridge.gestures.likelihood import edges
from bridge.gestures.take import MS, Piece, levels
from bridge.package.gesture import Value

STRETCH = 1.25  # time runs up to so much faster or slower
FLIP, SHIFT = 0.5, 0.1  # chance that a value is turned upside down; by how much a gesture lies elsewhere
WINDOW = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


class Windows:
    """Draws batches: time (T, B) as ln(1 + ms), values (T, B, D) on 0 … 1, edges of the cells that follow (T, B, 1 + D).

    `flip`: whether a value upside down is as good a gesture (a fader's is, a pen's is not); `shift`: whether one is that
    lies a little elsewhere. Piece and place are drawn in proportion to length."""

    def __init__(
        self, pieces: Sequence[Piece], values: Sequence[Value], longest_s: float, length: int, seed: int, flip: bool
    ):
        self._pieces, self._values, self._longest, self._length = list(pieces), values, longest_s, length
        self._flip, self._seed = flip, seed
        self._top = np.array([levels(v) - 1 for v in values])
        sizes = np.array([piece.steps for piece in pieces], float)
        self._share = np.cumsum(sizes / sizes.sum())
        self._dice = np.random.default_rng(seed)

    def seek(self, step: int) -> None:
        """So a run that was stopped goes on with the windows that were due."""
        self._dice = np.random.default_rng((self._seed, step))

    def batch(self, rows: int) -> WINDOW:
        windows = [self._window() for _ in range(rows)]
        return tuple(np.stack(part, 1).astype(np.float32) for part in zip(*windows, strict=True))

    def _window(self) -> WINDOW:
        """One row. A piece shorter than a window is said over and over, as a hand would."""
        dice, wish = self._dice, self._length + 1
        wait, level = [], []
        while sum(map(len, wait)) < wish:
            piece = self._pieces[int(np.searchsorted(self._share, dice.random()))]
            at = int(dice.integers(0, max(1, len(piece.wait) - wish + 1)))
            wait.append(piece.wait[at : at + wish])
            level.append(piece.level[at : at + wish])
        return self._placed(np.concatenate(wait)[:wish], np.concatenate(level)[:wish])

    def _placed(self, wait: np.ndarray, level: np.ndarray) -> WINDOW:
        dice = self._dice
        wait = np.floor((wait + dice.random(len(wait))) * STRETCH ** dice.uniform(-1, 1)).clip(0, self._longest * MS - 1)
        if self._flip:
            over = dice.random(len(self._values)) < FLIP
            level = np.where(over, self._top - level, level)
        elif dice.random() < 0.5:
            room = np.where(self._top > 1, dice.uniform(-SHIFT, SHIFT, len(self._top)), 0)
            level = (level + np.rint(room * self._top)).clip(0, self._top)
        low, high = edges(wait[1:], level[1:], self._values, self._longest)
        return np.log1p(wait[:-1]), level[:-1] / self._top, low, high
