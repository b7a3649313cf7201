"""Error replies that cannot flood: equal ones to one socket leave at most once a second, with their number.

Memory and sending are bounded whoever asks: KEYS different errors are remembered (the oldest gives way), PER_SECOND
leave in a second, to any number of (spoofed) senders together. What is not told is counted.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bridge.osc.packet import cut_text

from .values import Reply, Sender

PERIOD_S = 1.0  # between equal errors to one socket
KEYS = 2048  # different errors remembered
PER_SECOND = 1000  # error replies in a second, all sockets together
CALM = 50  # as long as fewer left in this second, there is time to look for a hint
ADDRESS_LENGTH = 120  # characters of the wrong address that are sent back
SENTENCE_BYTES = 600


@dataclass
class _Told:
    moment: float  # when it was last sent
    hint: str
    held: int = 0  # equal ones since


class Complaints:
    def __init__(self) -> None:
        self.told = 0  # replies that left
        self.untold = 0  # errors that no reply speaks of
        self._told: dict[tuple, _Told] = {}  # in the order of `moment`
        self._second = float("-inf")
        self._left_in_second = 0

    def report(
        self, to: Sender, address: str, sentence: str, now: float, hint: Callable[[], str] | None = None
    ) -> list[Reply]:
        """The reply to send for this error, or none. `hint` is asked only when there is time for it."""
        key = (to, address[:ADDRESS_LENGTH], sentence)
        told = self._told.get(key)
        if told and now - told.moment < PERIOD_S:
            told.held += 1
            return []
        if told:
            return self._send(key, told.hint, told.held, now)
        if not self._may_send(now):
            self.untold += 1
            return []
        self._make_room()
        return self._send(key, hint() if hint and self._left_in_second < CALM else "", 0, now)

    def tell(self, now: float) -> list[Reply]:
        """The errors that were held back for a second, one reply for each kind; call it a few times a second."""
        due = []
        for key, told in self._told.items():
            if now - told.moment < PERIOD_S:
                break
            due.append((key, told))
        replies = []
        for key, told in due:
            if told.held:
                replies += self._send(key, told.hint, told.held - 1, now)
            else:
                del self._told[key]
        return replies

    def _send(self, key: tuple, hint: str, more: int, now: float) -> list[Reply]:
        self._told.pop(key, None)
        if not self._may_send(now):
            self.untold += 1 + more
            return []
        self._told[key] = _Told(now, hint)
        self._left_in_second += 1
        self.told += 1
        to, address, sentence = key
        number = f" (and {more} more like it)" if more else ""
        return [Reply(to, "/error", (address, cut_text(sentence + hint, SENTENCE_BYTES) + number))]

    def _may_send(self, now: float) -> bool:
        if now - self._second >= 1.0:
            self._second, self._left_in_second = now, 0
        return self._left_in_second < PER_SECOND

    def _make_room(self) -> None:
        if len(self._told) >= KEYS:
            oldest = next(iter(self._told))
            self.untold += self._told.pop(oldest).held
