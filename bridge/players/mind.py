"""What a music player remembers, and the mirror of it in the engine.

The list of events is the truth; the engine holds the same list as a warm cache. Every change moves a mark, `flush` sends
only what lies behind it: rewinding is free for the engine, so correcting the past costs one step for each later event.
Indices count from the first event ever heard, so they stay good when the oldest are forgotten.
"""

from collections.abc import Callable

from ..tokens import Event

# The model was trained on windows of 384 events. Beyond that the oldest are forgotten, so that KEEP stay. From ROOM on the
# engine gets ready for it; it happens at a quiet moment after that, or when NOTICE more have come, at the latest at LIMIT.
ROOM, NOTICE, LIMIT, KEEP = 300, 24, 360, 192


class Mind:
    def __init__(self, send: Callable[[tuple], None]):
        self.events: list[Event] = []
        self.forgotten = 0  # events dropped from the front
        self.job = 0
        self._send = send
        self._agreed = 0  # so many leading events are the same in the engine
        self._leaving = 0  # so many will be forgotten next, as the engine was told

    def __len__(self) -> int:
        """The index that the next event will have."""
        return self.forgotten + len(self.events)

    @property
    def last_tick(self) -> int:
        return self.events[-1].tick if self.events else 0

    @property
    def behind(self) -> bool:
        """The engine does not know everything yet."""
        return self._agreed < len(self.events)

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
        if keep <= ROOM:
            self._leaving = 0

    def forget(self) -> None:
        self.forgotten += len(self.events)
        self.events.clear()
        self._agreed = self._leaving = 0
        self.flush()

    def compact(self) -> None:
        """Forget the oldest, so that the model stays within what it was trained on."""
        gone = self._leaving or max(0, len(self.events) - KEEP)
        if gone:
            del self.events[:gone]
            self.forgotten += gone
            self._agreed = self._leaving = 0

    def forget_all_but(self, count: int) -> None:
        """Only the newest `count` stay; their indices stay good."""
        gone = max(0, len(self.events) - count)
        del self.events[:gone]
        self.forgotten += gone
        self.stale()

    def stale(self) -> None:
        """The engine knows nothing (it was started again)."""
        self._agreed = self._leaving = 0

    def flush(self) -> None:
        """Make the engine's context equal to ours. No answer waits for it: a good moment to forget."""
        if self._leaving and len(self.events) > ROOM + NOTICE:
            self.compact()
        self._send(("sync", *self._news()))
        self._look_ahead()

    def generate(self, spec: dict) -> int:
        """Ask for events after the last one; the job's number.

        What is new travels with the question: told apart, the engine would hear it at once, in a step of its own."""
        if len(self.events) > LIMIT:
            self.compact()
        self.job += 1
        self._send(("generate", self.job, spec, *self._news()))
        self._look_ahead()
        return self.job

    def _look_ahead(self) -> None:
        """Tell the engine once what it will have to forget."""
        if len(self.events) > ROOM and not self._leaving:
            self._leaving = len(self.events) - KEEP
            self._send(("look_ahead", self._leaving))

    def _news(self) -> tuple[int, list[tuple]]:
        """So many events are as before, then come these; from here on the engine knows."""
        keep, self._agreed = self._agreed, len(self.events)
        return keep, [tuple(e) for e in self.events[keep:]]

    def halt(self) -> None:
        """Whatever the running job still says is not for us."""
        self._send(("halt", self.job))
        self.job += 1
