"""What text players have said last, and the WebSockets that show it.

A message is the whole state, so whoever is slow has missed nothing when the next one comes:
`{"kind": "text", "player": NAME, "lines": [{"n": 17, "text": "…"}, …], "now": "the line being written"}`; a stanza break is
a line without text.
"""

import asyncio
import re
from collections import deque

from .websocket import Socket

LINES = 16
GATHER_S = 0.02  # words that come together are told together
MAX_READERS = 32
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


class Page:
    """One player's last lines."""

    def __init__(self, player: str):
        self.player = player
        self._lines: deque[dict] = deque(maxlen=LINES)
        self._count, self._now = 0, ""

    def take(self, what: str, text: str) -> None:
        """A word joins the line being written; a line takes its place."""
        if what == "word":
            self._now = joined(self._now, text)
        elif what in ("line", "stanza"):
            self._count, self._now = self._count + 1, ""
            self._lines.append({"n": self._count, "text": text if what == "line" else ""})

    def told(self) -> dict:
        return {"kind": "text", "player": self.player, "lines": list(self._lines), "now": self._now}


class Script:
    """The pages of all text players: core's `("said", player, "line" | "word" | "stanza", text)`."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._readers: set[Reader] = set()
        self._changed: set[str] = set()

    @property
    def crowded(self) -> bool:
        return len(self._readers) >= MAX_READERS

    def hear(self, player: str, what: str, text: str) -> None:
        self.page(player).take(what, text)
        if not self._changed and self._readers:
            asyncio.get_running_loop().call_later(GATHER_S, self._tell)
        if self._readers:
            self._changed.add(player)

    def page(self, player: str) -> Page:
        return self._pages.setdefault(player, Page(player))

    def enter(self, reader: "Reader") -> None:
        self._readers.add(reader)
        reader.show(self.page(reader.player).told())

    def leave(self, reader: "Reader") -> None:
        self._readers.discard(reader)

    def _tell(self) -> None:
        changed, self._changed = self._changed, set()
        for reader in [reader for reader in self._readers if reader.player in changed]:
            reader.show(self.page(reader.player).told())


class Reader:
    """`/ws/NAME` of a text player."""

    def __init__(self, script: Script, player: str):
        self._script, self.player = script, player
        self._owed = False

    def show(self, told: dict) -> None:
        self._owed = self._socket.full
        if not self._owed:
            self._socket.send(told)

    def opened(self, socket: Socket) -> None:
        self._socket = socket
        self._script.enter(self)

    def heard(self, message: str | bytes) -> None:
        """It is read, not written to."""

    def room(self) -> None:
        if self._owed:
            self.show(self._script.page(self.player).told())

    def left(self) -> None:
        self._script.leave(self)


def joined(line: str, word: str) -> str:
    """Words are parted by a space, except where Chinese or Japanese stands on either side, or punctuation follows."""
    if not line or not word or _wide(line[-1]) or _wide(word[0]) or word[0] in ",.;:!?)’”…":
        return line + word
    return f"{line} {word}"


def _wide(sign: str) -> bool:
    return _WIDE.match(sign) is not None
