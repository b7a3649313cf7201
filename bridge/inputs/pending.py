"""Requests whose moment has not come: a timetag says when each takes effect."""

import heapq
from collections.abc import Iterator

from bridge.errors import AddressError

from .values import Request

MOST = 65_536  # requests waiting; a minute of a thousand a second


class Pending:
    """Requests in the order of their moments, those of one moment in order of arrival."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Request]] = []
        self._arrivals = 0

    def __len__(self) -> int:
        return len(self._heap)

    def add(self, request: Request) -> None:
        """Keep a request that has a `due`; AddressError when too many wait."""
        if len(self._heap) >= MOST:
            raise AddressError(f"{MOST} messages wait for their timetags already, and at most {MOST} can")
        self._arrivals += 1
        heapq.heappush(self._heap, (request.due, self._arrivals, request))

    def next_moment(self) -> float | None:
        """When the first of them is due, in monotonic seconds."""
        return self._heap[0][0] if self._heap else None

    def due(self, now: float) -> Iterator[Request]:
        """All whose moment has come."""
        while self._heap and self._heap[0][0] <= now:
            yield heapq.heappop(self._heap)[2]
