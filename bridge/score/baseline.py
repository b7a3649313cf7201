"""PPMd, the strong simple baseline: what a text compressor makes of the same events.

Prediction by partial matching (Cleary and Witten 1984; variant H, Shkarin 2002) guesses the next symbol from the longest
contexts that it has met before. Its coder turns probabilities into bytes, so bits = growth of what it has written:

    encode(prime)   reads the training pieces; what this writes is not counted
    encode(held)    now counts: every piece is coded with all before it known, the earlier held-out pieces too

It is asked in two ways. *Separately*: each attribute is a stream of its own (one class a byte; END is a byte of the time
stream, where a model predicts it too; the other streams have no such byte to pay for). *Together*: the four classes of an
event follow each other in one stream, so that each is guessed knowing the others. By attribute only the first can tell;
for the sum the better of the two counts. The order is the best of `ORDERS` on the held-out events themselves, which
favours the baseline.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import DataError, MissingExtra
from ..tokens import END
from .data import Piece

ORDERS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 64)  # symbols of context at most
MEMORY = 512 << 20  # bytes; too little and it forgets what it was primed with
FLUSH = 5  # bytes that end every stream, whatever it holds
ATTRIBUTES = ("time", "pitch", "duration", "velocity")
TOGETHER = "together"


@dataclass(frozen=True)
class Stream:
    """The best that was found for one stream."""

    bits: int
    order: int


@dataclass(frozen=True)
class Baseline:
    prime: str  # the material it was primed with
    events: int
    streams: dict[str, Stream]  # by attribute, and `together`

    @property
    def together(self) -> bool:
        """Whether one stream of all attributes is shorter than four."""
        return self.streams[TOGETHER].bits < sum(self.streams[a].bits for a in ATTRIBUTES)

    @property
    def bits(self) -> dict[str, float]:
        """Bits per event by attribute, `together`, and `sum` (the better of the two ways)."""
        each = {name: stream.bits / self.events for name, stream in self.streams.items()}
        return {**each, "sum": min(each[TOGETHER], sum(each[a] for a in ATTRIBUTES))}


def require() -> None:
    """MissingExtra when PPMd is not installed."""
    try:
        import pyppmd  # noqa: F401
    except ImportError as error:
        raise MissingExtra("the baseline needs pyppmd, which is not installed: pip install 'duende[score]'") from error


def measure(
    prime: Sequence[Piece], held: Sequence[Piece], name: str, orders: Sequence[int] = ORDERS,
    say: Callable[[str], None] = lambda line: None,
) -> Baseline:  # fmt: skip
    """PPMd on `held`, primed with `prime` (called `name`)."""
    require()
    if not held:
        raise DataError("no pieces to measure the baseline on")
    before, after = streams(prime), streams(held)
    found = {}
    for stream in after:
        say(f"PPMd, {stream}")
        found[stream] = min((Stream(cost(o, before[stream], after[stream]), o) for o in orders), key=lambda s: s.bits)
    return Baseline(name, sum(piece.events for piece in held), found)


def streams(pieces: Sequence[Piece]) -> dict[str, bytes]:
    """The pieces one after another, as bytes of classes: a stream for each attribute, and one of all together."""
    end = bytes([END])
    notes = [piece.notes[:, :4].astype(np.uint8) for piece in pieces]
    own = {name: b"".join(n[:, i].tobytes() for n in notes) for i, name in enumerate(ATTRIBUTES)}
    own["time"] = b"".join(n[:, 0].tobytes() + end for n in notes)
    return {**own, TOGETHER: b"".join(n.tobytes() + end for n in notes)}


def cost(order: int, prime: bytes, held: bytes) -> int:
    """Bits that `held` adds after `prime`, to the byte."""
    import pyppmd

    encoder = pyppmd.Ppmd7Encoder(order, MEMORY)
    encoder.encode(prime)
    return 8 * max(0, len(encoder.encode(held)) + len(encoder.flush()) - FLUSH)
