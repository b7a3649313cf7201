"""What a music package makes of held-out pieces: bits by attribute, every event scored exactly once.

Windows. A piece longer than the windows of training is scored in overlapping ones: each later window hears `MEMORY` events
again before it is asked for new ones, and begins, as in training, with the start row.

Style. Nobody tells the style of a piece. The one under which its first `OPENING` events are likeliest is taken, and naming
it is paid for: log2(number of styles to choose from) bits a piece, a two-part code (Rissanen 1978). Drum files (channel 10)
say what they are: they take the style `drums` and nothing else does, so it is neither offered to the others nor paid for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from ..engine.cache import HEADS, Context
from ..engine.sampling import log_softmax
from ..tokens import END, start_row
from .data import Piece, input_rows

WINDOW = 384  # rows; the model was trained on windows of so many
MEMORY = 192  # events heard again before a later window is scored
OPENING = 64  # events by which the style is chosen
CHUNK = 64  # rows a call
DRUMS = "drums"


@dataclass(frozen=True)
class Score:
    """Total bits of all pieces by attribute; `style` is what naming the styles has cost."""

    pieces: int
    events: int
    totals: dict[str, float]  # time, pitch, duration, velocity, style
    styles: dict[str, int]  # style → pieces for which it was chosen

    @property
    def bits(self) -> dict[str, float]:
        """Bits per event, and their sum. END counts in time."""
        each = {name: total / self.events for name, total in self.totals.items()}
        return {**each, "sum": sum(each.values())}


def windows(events: int, size: int = WINDOW) -> Iterator[tuple[int, int, int]]:
    """(start, first, stop): hear from event `start` on, score targets `first` … `stop` - 1. Target i is event i; the
    last one, number `events`, is the end of the piece. A window has at most `size` rows."""
    start = first = 0
    while first <= events:
        stop = min(events + 1, start + size)
        yield start, first, stop
        start, first = stop - min(MEMORY, size // 2), stop


class Scorer:
    """`context` as the stage uses it; `styles` of the package, in the order of its style indices."""

    def __init__(self, context: Context, styles: Sequence[str]):
        self.context, self.styles = context, tuple(styles)
        self.window = min(WINDOW, context.capacity)

    def all(self, pieces: Iterable[Piece], say: Callable[[str], None] = lambda line: None) -> Score:
        totals, styles, count, events = np.zeros(len(HEADS)), Counter(), 0, 0
        named = 0.0
        for piece in pieces:
            style, price = self.style(piece)
            totals += self.bits(piece, style)
            styles[self.styles[style]] += 1
            count, events, named = count + 1, events + piece.events, named + price
            say(f"{count} pieces, {events:,} events: {(totals.sum() + named) / events:.2f} bits an event")
        return Score(count, events, {**dict(zip(HEADS, totals.tolist(), strict=True)), "style": named}, dict(styles))

    def style(self, piece: Piece) -> tuple[int, float]:
        """The style under which the piece begins likeliest, and the bits that naming it costs."""
        offered = self.candidates(piece.drums)
        if len(offered) == 1:
            return offered[0], 0.0
        opening = min(piece.events, OPENING, self.window)
        costs = {style: self._window(piece, style, 0, 0, opening).sum() for style in offered}
        return min(costs, key=costs.get), log2(len(offered))

    def candidates(self, drums: bool) -> list[int]:
        mine = [i for i, style in enumerate(self.styles) if (style == DRUMS) == drums]
        return mine or list(range(len(self.styles)))

    def bits(self, piece: Piece, style: int) -> np.ndarray:
        """(4,) bits of the whole piece by attribute, its end counted in time."""
        return sum(self._window(piece, style, *window) for window in windows(piece.events, self.window))

    def _window(self, piece: Piece, style: int, start: int, first: int, stop: int) -> np.ndarray:
        notes = piece.notes[start : stop - 1].copy()
        notes[:1, 0] = 0  # a window's first event has nothing before it
        rows = [start_row(style), *input_rows(notes, style).tolist()]
        self.context.rewind(0)
        self.context.hear(rows[: first - start])
        while self.context.prefill(CHUNK):
            pass
        self.context.hear(rows[first - start :])
        return _bits(self.context.score, _targets(piece, first, stop), stop > piece.events)


def _targets(piece: Piece, first: int, stop: int) -> np.ndarray:
    """(stop - first, 4) true classes; the end of the piece is (END, 0, 0, 0)."""
    targets = piece.notes[first:stop, :4].astype(np.int64)
    if stop > piece.events:
        targets = np.concatenate((targets, [[END, 0, 0, 0]]))
    return targets


def _bits(score: Callable, targets: np.ndarray, ended: bool) -> np.ndarray:
    bits = np.zeros(len(HEADS))
    for i, logits in enumerate(score(targets, CHUNK)):
        count = len(targets) - (ended and i > 0)  # the end has a time and nothing else
        picked = np.take_along_axis(log_softmax(logits[:count].astype(np.float64)), targets[:count, i : i + 1], -1)
        bits[i] = -picked.sum() / np.log(2)
    return bits
