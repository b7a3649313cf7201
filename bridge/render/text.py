"""Lines as the player would let them out, from the same engine and the same unfolding; same seed, same lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.text_model import Pen
from ..pieces import END, Pieces
from ..players.text import opening
from ..players.unfolding import Unfolding

MOST = 1_000_000  # tokens


@dataclass(frozen=True)
class Wish:
    prompt: str
    words: int  # at most so many, and the line that the last one stands in; 0: no limit
    lines: int  # at most so many; 0: no limit
    longest: int  # characters a line
    seed: int
    temperature: float
    top_p: float


def write(pen: Pen, pieces: Pieces, wish: Wish) -> Iterator[str]:
    """The lines, the prompt's own first; an empty one is a stanza break."""
    reader = Unfolding()
    start = opening(wish.prompt)
    for what, text in reader.feed(start, wish.longest):
        if what in ("line", "stanza"):
            yield text
    pen.sync(0, pieces.encode(start))
    while pen.hear():
        pass
    words = lines = 0
    for number in range(MOST):
        token = pen.draw(wish.seed, number, wish.temperature, wish.top_p)
        pen.tell(token)
        if token == END:
            shown = reader.end_poem(wish.longest)
        else:
            shown = reader.feed(pieces.text_of(token), wish.longest)
        for what, text in shown:
            words += what == "word"
            if what in ("line", "stanza"):
                yield text
            lines += what == "line"
            if what == "line" and (0 < wish.lines <= lines or 0 < wish.words <= words):
                return
