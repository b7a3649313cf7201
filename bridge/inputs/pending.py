"""Requests whose moment has not come: a timetag says when each takes effect."""

import heapq
from collections.abc import Iterator

from bridge.errors import AddressError

from .values import Request

MOST = 65_536  # requests waiting; a minute of a thousand a second
HEAVIEST = 16 << 20  # what they hold together: signs of text and, as many, of each number
NUMBER = 32  # signs that a number weighs as much as


class Pending:
    """Requests in the order of their moments, those of one moment in order of arrival."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Request]] = []
        self._arrivals = self._weight = 0

    def __len__(self) -> int:
        return len(self._heap)

    def add(self, request: Request) -> None:
        """Keep a request that has a `due`; AddressError when too many wait."""
        if len(self._heap) >= MOST:
            raise AddressError(f"{MOST} messages wait for their timetags already, and at most {MOST} can")
        weight = _weight(request)
        if self._heap and self._weight + weight > HEAVIEST:
            raise AddressError(f"what waits for its timetag holds {HEAVIEST >> 20} MiB already; more is not kept")
        self._arrivals += 1
        self._weight += weight
        heapq.heappush(self._heap, (request.due, self._arrivals, request))

    def next_moment(self) -> float | None:
        """When the first of them is due, in monotonic seconds."""
        return self._heap[0][0] if self._heap else None

    def due(self, now: float) -> Iterator[Request]:
        """All whose moment has come."""
        while self._heap and self._heap[0][0] <= now:
            request = heapq.heappop(self._heap)[2]
            self._weight -= _weight(request)
            yield request


def _weight(request: Request) -> int:
    return sum(len(value) if isinstance(value, str) else NUMBER for value in request.args)
