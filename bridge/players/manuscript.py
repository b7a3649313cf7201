"""What a text player has written and was told, as tokens, and the mirror of it in the engine.

The list is the truth; the engine holds the same as a warm state. Places count from the last time when everything was
forgotten, so they stay good when the oldest tokens are dropped here: the engine's state remembers them anyway.
"""

from collections.abc import Callable, Iterable

LIMIT, KEEP = 3072, 1536  # tokens that are kept here: KEEP of them when there are LIMIT
REACH = 900  # so many tokens can be taken back at no cost; the engine keeps some more states
AGAIN = 600  # tokens that a new engine is told, or one that must forget more than it can take back


class Manuscript:
    def __init__(self, send: Callable[[tuple], None]):
        self.job = 0
        self._send = send
        self._dropped = 0  # tokens before the first in the list
        self._tokens: list[int] = []
        self._agreed = 0  # so many, counted from the beginning, are the same in the engine
        self._reached = 0  # the longest that the engine has been since it began anew

    def __len__(self) -> int:
        """The place that the next token will have."""
        return self._dropped + len(self._tokens)

    @property
    def tail(self) -> list[int]:
        """The newest tokens."""
        return self._tokens[-AGAIN:]

    def append(self, tokens: Iterable[int]) -> None:
        """Remember more, from outside the engine."""
        self._tokens += tokens
        self._trim()

    def told(self, token: int) -> None:
        """Remember what the engine itself has just written."""
        if self._agreed == len(self):
            self._agreed += 1
        self._tokens.append(token)
        self._trim()

    def truncate(self, length: int) -> None:
        """Take back what stands from place `length` on."""
        if length >= len(self):
            return
        del self._tokens[max(0, length - self._dropped) :]
        self._agreed = min(self._agreed, length)
        if self._reached - self._agreed > REACH:
            self._anew()

    def begin(self, tokens: Iterable[int] = ()) -> None:
        """Forget everything; these are the first."""
        self._dropped, self._tokens, self._agreed, self._reached = 0, list(tokens), 0, 0

    def forget_all_but(self, count: int) -> None:
        """Only the newest `count` tokens stay."""
        self.begin(self._tokens[max(0, len(self._tokens) - count) :])

    def stale(self) -> None:
        """The engine knows nothing (it was started again)."""
        self._anew()

    def flush(self) -> None:
        """Tell the engine what is new, so that it is heard before it is asked to go on."""
        self._send(("sync", *self._news()))

    def generate(self, spec: dict) -> int:
        """Ask for tokens after the last one; the job's number. What is new travels with the question."""
        self.job += 1
        self._send(("generate", self.job, spec, *self._news()))
        return self.job

    def halt(self) -> None:
        """Whatever the running job still says is not for us."""
        self._send(("halt", self.job))
        self.job += 1

    def _news(self) -> tuple[int, list[int]]:
        keep, self._agreed = self._agreed, len(self)
        self._reached = max(self._reached, self._agreed)
        return keep, self._tokens[keep - self._dropped :]

    def _anew(self) -> None:
        self.begin(self.tail)

    def _trim(self) -> None:
        self._reached = max(self._reached, self._agreed)
        if len(self._tokens) > LIMIT and self._agreed - self._dropped > LIMIT - KEEP:
            gone = len(self._tokens) - KEEP
            del self._tokens[:gone]
            self._dropped += gone
