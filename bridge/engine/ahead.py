"""The oldest events are forgotten without a pause: a second cache hears beforehand what will be left.

Forgetting means hearing the rest again, from its first event on: 40 ms for 200 events, too long for a human who has just
struck a key. So before it comes to that, and only while there is nothing else to do, the second cache hears the rest; when
the time has come the two change places. What follows is the same as without it: a cache is nothing but rows heard.
"""

from collections.abc import Sequence

from ..tokens import Event, rebuild, row, start_row
from .cache import Context

CHUNK = 8  # rows at once: a note that comes meanwhile waits for one chunk


def rows_of(events: Sequence[Event], style: int) -> list[list[int]]:
    """The rows of a context that begins with these events."""
    placed = rebuild(events, events[0].tick) if events else []
    return [start_row(style), *(row(time, event, style) for time, event in placed)]


class Ahead:
    """`count` leading events will be forgotten soon; 0: none."""

    def __init__(self, context: Context):
        self.context, self.count = context, 0
        self._heard: tuple[list[Event], int] | None = None  # events and style that the rows stand for

    def unheard(self, events: list[Event], style: int) -> Context | None:
        """The second cache, where it has not heard all of what will be left of `events`."""
        if not 0 < self.count < len(events):
            return None
        future = events[self.count :], style
        if future != self._heard:
            self.context.replace(rows_of(*future))
            self._heard = future
        return self.context if self.context.pending else None

    def swap(self, live: Context) -> Context:
        """The cache to begin anew with: the second one where it was made ready, else `live`."""
        if not self.count:
            return live
        self.count, self._heard = 0, None
        live, self.context = self.context, live
        return live
