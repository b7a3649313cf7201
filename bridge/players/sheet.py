"""What a text player has made and not let out: tokens ahead, and how the room will see them."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..pieces import END, Pieces
from .unfolding import Shown, Unfolding

MOST = 400  # tokens ahead; where they hold no whole word or line, they are let out as they are


@dataclass(frozen=True)
class Proposal:
    """A line that waits for a human: its tokens, and whether it ends though the text has no break there."""

    text: str
    tokens: int
    cut: bool


@dataclass(frozen=True)
class Standing:
    """How a sheet stood before something was let out."""

    reader: Unfolding
    free: int
    cut: bool


@dataclass
class Sheet:
    pieces: Pieces
    ahead: deque[int] = field(default_factory=deque)
    reader: Unfolding = field(default_factory=Unfolding)  # of what was let out
    proposed: Proposal | None = None
    hungry: bool = False  # what was looked for last is not whole yet
    _free: int = 0  # tokens ahead that were accepted
    _cut: bool = False  # after them the line ends

    def standing(self) -> Standing:
        return Standing(self.reader.copy(), self._free, self._cut)

    def put_back(self, tokens: Sequence[int], before: Standing) -> None:
        """These were not let out after all."""
        self.ahead.extendleft(reversed(tokens))
        self.reader, self._free, self._cut = before.reader, before.free, before.cut
        self.proposed = None

    def clear(self) -> int:
        """Nothing is ahead any more; so many tokens were."""
        count = len(self.ahead)
        self.ahead.clear()
        self.proposed, self._free, self._cut, self.hungry = None, 0, False, False
        return count

    def accept(self) -> None:
        if self.proposed is not None:
            self._free, self._cut, self.proposed = self.proposed.tokens, self.proposed.cut, None

    # --- what comes next -----------------------------------------------------------------------------------------------

    def token(self) -> list[int]:
        """The next one, or none."""
        return self._found(min(1, len(self.ahead)))

    def word(self, longest: int) -> list[int]:
        """The tokens of the next word and the breaks behind it; none while it is not known to be whole."""
        limit = self._free or len(self.ahead)
        reader, whole = self.reader.copy(), 0
        for i in range(limit):
            token = self.ahead[i]
            if whole and not self._is_break(token):
                return self._found(whole)
            shown = self.unfold(reader, token, longest)
            if whole or any(what == "word" for what, _ in shown):
                whole = i + 1
        return self._found(limit if self._free or limit >= MOST else 0)

    def propose(self, longest: int) -> Proposal | None:
        """With preview: the next whole line when none waits and nothing is free; None while there is no new one."""
        if self._free or self.proposed is not None:
            return None
        reader, begun = self.reader.copy(), 0  # tokens before the word under way
        for i, token in enumerate(self.ahead):
            shown = self.unfold(reader, token, longest)
            lines = [text for what, text in shown if what == "line"]
            if lines:
                cut = not self._is_break(token) and begun > 0
                self.proposed = Proposal(lines[0], begun if cut else i + 1, cut)
                return self.proposed
            if not reader.word:
                begun = i + 1
        if len(self.ahead) >= MOST:
            self.proposed = Proposal(reader.line or reader.word, len(self.ahead), True)
            return self.proposed
        self.hungry = True
        return None

    @property
    def may_leave(self) -> bool:
        """With preview: something was accepted."""
        return self._free > 0

    def _found(self, count: int) -> list[int]:
        self.hungry = count == 0
        return [self.ahead[i] for i in range(count)]

    def _is_break(self, token: int) -> bool:
        return token == END or self.pieces.text_of(token) == "\n"

    # --- letting out -----------------------------------------------------------------------------------------------------

    def let_out(self, count: int, longest: int) -> list[Shown]:
        """The next `count` tokens are out; what they show."""
        shown = []
        for _ in range(count):
            shown += self.unfold(self.reader, self.ahead.popleft(), longest)
        self._free = max(0, self._free - count)
        if self._cut and not self._free:
            self._cut = False
            shown += self.reader.end_line(longest) if self.reader.within else []
        return shown

    def unfold(self, reader: Unfolding, token: int, longest: int) -> list[Shown]:
        if token == END:
            return reader.end_poem(longest)
        return reader.feed(self.pieces.text_of(token), longest)

    def other(self, pieces: Pieces) -> "Sheet":
        """An empty one for another vocabulary, with the line that was begun."""
        return replace(self, pieces=pieces, ahead=deque(), proposed=None, hungry=False, _free=0, _cut=False)
