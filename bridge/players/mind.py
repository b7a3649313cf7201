"""What a music player remembers, and the mirror of it in the engine.

The list of events is the truth; the engine holds the same list as a warm cache. Every change moves a mark, `flush` sends
only what lies behind it: rewinding is free for the engine, so correcting the past costs one step for each later event.
Indices count from the first event ever heard, so they stay good when the oldest are forgotten.
"""

from collections.abc import Callable

from ..tokens import Event

# The model was trained on windows of 384 events. Beyond that the oldest are forgotten: at a quiet moment when there are
# more than ROOM, at once when LIMIT is reached.
ROOM, LIMIT, KEEP = 300, 360, 192


class Mind:
    def __init__(self, send: Callable[[tuple], None]):
        self.events: list[Event] = []
        self.forgotten = 0  # events dropped from the front
        self.job = 0
        self._send = send
        self._agreed = 0  # so many leading events are the same in the engine

    def __len__(self) -> int:
        """The index that the next event will have."""
        return self.forgotten + len(self.events)

    @property
    def last_tick(self) -> int:
        return self.events[-1].tick if self.events else 0

    def append(self, event: Event) -> int:
        """Remember one more; its index."""
        if len(self.events) >= LIMIT:
            self.compact()
        self.events.append(event)
        return len(self) - 1

    def told(self, event: Event) -> int:
        """Remember an event that the engine itself has just produced."""
        if self._agreed == len(self.events):
            self._agreed += 1
        self.events.append(event)
        return len(self) - 1

    def revise(self, index: int, event: Event) -> None:
        """Correct the past; what is forgotten already needs no correction."""
        i = index - self.forgotten
        if i >= 0 and self.events[i] != event:
            self.events[i] = event
            self._agreed = min(self._agreed, i)

    def recall(self, index: int) -> Event | None:
        i = index - self.forgotten
        return self.events[i] if 0 <= i < len(self.events) else None

    def truncate(self, length: int) -> None:
        """Forget the events from index `length` on."""
        keep = max(0, length - self.forgotten)
        del self.events[keep:]
        self._agreed = min(self._agreed, keep)

    def forget(self) -> None:
        self.forgotten += len(self.events)
        self.events.clear()
        self._agreed = 0
        self.flush()

    def compact(self) -> None:
        """Forget the oldest, so that the model stays within what it was trained on."""
        gone = max(0, len(self.events) - KEEP)
        if gone:
            del self.events[:gone]
            self.forgotten += gone
            self._agreed = 0

    def stale(self) -> None:
        """The engine knows nothing (it was started again)."""
        self._agreed = 0

    def flush(self) -> None:
        """Make the engine's context equal to ours."""
        self._send(("sync", *self._news()))

    def generate(self, spec: dict) -> int:
        """Ask for events after the last one; the job's number.

        What is new travels with the question: told apart, the engine would hear it at once, in a step of its own."""
        if len(self.events) > LIMIT:
            self.compact()
        self.job += 1
        self._send(("generate", self.job, spec, *self._news()))
        return self.job

    def _news(self) -> tuple[int, list[tuple]]:
        """So many events are as before, then come these; from here on the engine knows."""
        keep, self._agreed = self._agreed, len(self.events)
        return keep, [tuple(e) for e in self.events[keep:]]

    def halt(self) -> None:
        """Whatever the running job still says is not for us."""
        self._send(("halt", self.job))
        self.job += 1
