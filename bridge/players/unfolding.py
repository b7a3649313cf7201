"""From pieces to what a room sees: tokens, words, lines, stanza breaks, as soon as each is known to be complete.

A word ends at a space or a line's end; a character of a script written without spaces is a word at once. A line ends at a
line break, at the end of a poem, or before the word with which it would be too long; the words of such a line are joined by
one space where they were apart. Never empty, no spaces around, no control characters.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from ..pieces import ONE

Shown = tuple[str, str]  # ("token" | "word" | "line" | "stanza", text)
CONTROL = re.compile(r"[^\S\n ]|[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass
class Unfolding:
    line: str = ""  # the whole words of the line so far
    word: str = ""  # what there is of the next one
    apart: bool = False  # a space came after the line's last word
    begun: bool = False  # a line has been shown since the last stanza break

    def copy(self) -> "Unfolding":
        return replace(self)

    @property
    def within(self) -> bool:
        """In the middle of a line."""
        return bool(self.line or self.word)

    def feed(self, piece: str, longest: int) -> list[Shown]:
        """What one more piece completes, `longest` characters a line at most."""
        shown: list[Shown] = [("token", piece)]
        for letter in piece:
            if letter == "\n":
                shown += self.end_line(longest)
            elif letter.isspace():
                shown += self._end_word(longest)
                self.apart = True
            elif ONE.match(letter):
                shown += self._end_word(longest)
                self.word = letter
                shown += self._end_word(longest)
            elif unicodedata.category(letter) != "Cc":
                self.word += letter
                if len(self.word) >= longest:
                    shown += self._end_word(longest)
        return shown

    def end_line(self, longest: int) -> list[Shown]:
        """The line is over; after an empty one the stanza is."""
        if not self.within:
            return self.end_stanza()
        shown = self._end_word(longest)
        shown.append(("line", self.line))
        self.line, self.apart, self.begun = "", False, True
        return shown

    def end_poem(self, longest: int) -> list[Shown]:
        return (self.end_line(longest) if self.within else []) + self.end_stanza()

    def end_stanza(self) -> list[Shown]:
        if not self.begun:
            return []
        self.begun = False
        return [("stanza", "")]

    def _end_word(self, longest: int) -> list[Shown]:
        word, self.word = self.word, ""
        if not word:
            return []
        joined = self.line + " " * (self.apart and bool(self.line)) + word
        shown: list[Shown] = []
        if self.line and len(joined) > longest:
            shown.append(("line", self.line))
            self.begun, joined = True, word
        self.line, self.apart = joined, False
        return [*shown, ("word", word)]


def cleaned(text: str) -> str:
    """What came from outside as text of lines: one kind of line break, no control characters, whole characters only."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", text).encode("utf8", "replace").decode("utf8")
    return CONTROL.sub(" ", text)


def lines_of(text: str, longest: int) -> list[str]:
    """`text` as lines of at most `longest` characters, none of them empty."""
    reader = Unfolding()
    shown = reader.feed(text, longest) + reader.end_poem(longest)
    return [line for what, line in shown if what == "line"]
