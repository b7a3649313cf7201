"""The text vocabulary, shared by training and stage: pieces of words that carry the space behind them.

A token is END (a poem is over; as an input: one begins), one of the 256 bytes of UTF-8, or a piece: a character or a run
of characters that was learnt from the training text. A piece never crosses a line break, and it ends with a word's
following space or has none: so a word and a line are known to be complete as soon as their last piece is there. Characters
of scripts written without spaces stand alone. What no piece can spell is spelt in bytes, so any text has tokens.

Pieces are joined as in byte-pair encoding (Sennrich et al. 2016): of all neighbours in a chunk those are joined first
whose join was learnt first, which is the order of the list.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

VOCABULARY = 1  # raised when anything below changes meaning; a package says which it speaks
END = 0
BYTES = 1  # token of byte 0
FIRST = BYTES + 256  # token of the first piece
LONGEST = 32  # characters a piece may have
CACHED = 65536  # chunks whose tokens are kept

# Written without spaces: Han (with its radicals, marks and extensions), kana, bopomofo, full-width forms.
ALONE = (
    "\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
ONE = re.compile(f"[{ALONE}]")
CHUNK = re.compile(
    rf"[{ALONE}]"
    rf"|['’]?[^\W\d_{ALONE}]+(?:['’][^\W\d_{ALONE}]+)* ?"  # a word
    r"|\d+ ?"
    r"|\n"
    r"|[^\S\n]+"  # an indent
    rf"|[^\w\s{ALONE}]+ ?|_+ ?"  # marks
)


def chunks(text: str) -> list[str]:
    """`text` cut where no piece crosses; joined again it is `text`."""
    return CHUNK.findall(text)


class Pieces:
    """The tokens of one package. `listed`: the pieces in the order in which they were learnt, all different."""

    def __init__(self, listed: Sequence[str]):
        self.listed = tuple(listed)
        self._token = {piece: FIRST + i for i, piece in enumerate(self.listed)}
        if len(self._token) != len(self.listed) or any(not 1 <= len(p) <= LONGEST for p in self.listed):
            raise ValueError(f"pieces are all different and have 1 to {LONGEST} characters")
        self._known: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        """Tokens in all."""
        return FIRST + len(self.listed)

    def encode(self, text: str) -> list[int]:
        """The canonical tokens of `text`. What is no Unicode text (a lone surrogate) is read as U+FFFD."""
        tokens: list[int] = []
        for chunk in chunks(text):
            found = self._known.get(chunk)
            if found is None:
                if len(self._known) >= CACHED:
                    self._known.clear()
                found = self._known[chunk] = tuple(self._join(chunk))
            tokens += found
        return tokens

    def _join(self, chunk: str) -> list[int]:
        parts, spelt = [chunk[i : i + LONGEST] for i in range(0, len(chunk), LONGEST)], []
        for part in parts:
            spelt += self._join_short(part)
        return spelt

    def _join_short(self, chunk: str) -> list[int]:
        parts, rank = list(chunk), self._token
        while len(parts) > 1:
            ranks = [rank.get(a + b, 1 << 30) for a, b in pairwise(parts)]
            best = min(ranks)
            if best == 1 << 30:
                break
            joined, i = [], 0
            while i < len(parts):
                if i < len(ranks) and ranks[i] == best:
                    joined.append(parts[i] + parts[i + 1])
                    i += 2
                else:
                    joined.append(parts[i])
                    i += 1
            parts = joined
        return [token for part in parts for token in self._spell(part)]

    def _spell(self, part: str) -> Iterable[int]:
        token = self._token.get(part)
        if token is not None:
            return (token,)
        return (BYTES + byte for byte in part.encode("utf8", "surrogatepass" if part.isascii() else "replace"))

    def text_of(self, token: int) -> str:
        """What a piece spells; nothing for END and bytes."""
        return self.listed[token - FIRST] if token >= FIRST else ""

    def within(self, token: int) -> bool:
        """A word may go on after it: it ends with a letter of a script that is written with spaces."""
        last = self.text_of(token)[-1:]
        return (last.isalpha() or last in ("'", "’")) and last != "" and not ONE.match(last)

    def decode(self, tokens: Iterable[int]) -> str:
        """The text of `tokens`; bytes that are no UTF-8 become U+FFFD, END ends nothing and says nothing."""
        spelt = bytearray()
        for token in tokens:
            spelt += bytes((token - BYTES,)) if BYTES <= token < FIRST else self.text_of(token).encode("utf8")
        return spelt.decode("utf8", "replace")
