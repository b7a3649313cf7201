"""Descriptors kept for bad times: what has died must be replaced also while this process may open nothing more."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Reserve:
    """`count` open descriptors that nobody uses, from the first `lent` on."""

    def __init__(self, count: int):
        self._count = count
        self._held: list[int] = []

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Inside they may be opened as something else; what is free afterwards is taken again, the rest by a later `lent`
        or `refill`."""
        self.close()
        try:
            yield
        finally:
            self.refill()

    def refill(self) -> None:
        """Take what is missing, where it is to be had."""
        with suppress(OSError):
            while len(self._held) < self._count:
                self._held.append(os.open(os.devnull, os.O_RDONLY))

    def close(self) -> None:
        while self._held:
            os.close(self._held.pop())
