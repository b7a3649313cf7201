"""The engine's double: no process, no model, no time passes. It says what it was told to, and records what it heard."""

from collections.abc import Iterable, Sequence

from ..tokens import STYLES, Event


class Says:
    """Answers every `generate` with `events`, whose ticks count from the first event's moment.

    It has the interface of `remote.RemoteEngine`. The first event stands at `first_tick`, else one `gap` after the last
    of the context (at its moment for a chord). `until_tick`, `count` and `chord` end the job as the real engine would;
    what comes after the last event is "end". With `hold`, each event waits for `step()`, so that a test can interrupt.
    """

    def __init__(self, events: Iterable[Sequence], hold: bool = False, gap: int = 24, styles: Sequence[str] = STYLES):
        self.events = [Event(*event) for event in events]
        self.heard: list[tuple] = []  # every message, in order
        self.context: list[Event] = []  # as the engine's
        self.hold, self.gap, self.styles = hold, gap, list(styles)
        self._said: list[tuple] = [("opened", {"name": "says", "kind": "music", "styles": self.styles})]
        self._coming: list[tuple] = []  # of the running job

    def send(self, message: tuple) -> None:
        self.heard.append(message)
        kind, *rest = message
        if kind in ("sync", "style", "generate"):
            self._interrupt()
        if kind == "sync":
            self._hear(*rest)
        elif kind == "generate":
            self._hear(*rest[2:])
            self._coming = list(self._answer(*rest[:2]))
            while self._coming and not self.hold:
                self.step()
        elif kind == "halt" and self._coming and self._coming[0][1] == rest[0]:
            self._interrupt()
        elif kind == "ping":
            self._said.append(("pong", rest[0], {"steps": 0, "p50_ms": 0.0, "p99_ms": 0.0}))

    def _hear(self, keep: int | None = None, events: Iterable[Sequence] = ()) -> None:
        if keep is not None:
            self.context[keep:] = [Event(*event) for event in events]

    def step(self) -> None:
        """The next event (or the end) of the running job is said."""
        if self._coming:
            message = self._coming.pop(0)
            if message[0] == "event":
                self.context.append(Event(*message[3:]))
            self._said.append(message)

    def waiting(self) -> list[tuple]:
        said, self._said = self._said, []
        return said

    def fileno(self) -> int:
        """Nothing to wait for: what it says is there at once."""
        return -1

    def restart(self) -> None:
        self.context, self._coming = [], []
        self._said.append(("opened", {"name": "says", "kind": "music", "styles": self.styles}))

    def close(self) -> None:
        self._coming = []

    def _interrupt(self) -> None:
        if self._coming:
            job = self._coming[0][1]
            self._coming = []
            self._said.append(("done", job, "halted"))

    def _answer(self, job: int, spec: dict) -> Iterable[tuple]:
        first = self._first_tick(spec)
        for i, event in enumerate(self.events):
            tick = first + event.tick
            if reason := _over(spec, i, tick, event.tick):
                yield "done", job, reason
                return
            yield "event", job, i, tick, event.pitch, event.duration, event.velocity
        yield "done", job, "count" if spec.get("count") == len(self.events) else "end"

    def _first_tick(self, spec: dict) -> int:
        last = self.context[-1].tick if self.context else None
        if last is not None and spec.get("chord"):
            return last
        if spec.get("first_tick") is not None:
            return spec["first_tick"]
        return max(0 if last is None else last + self.gap, spec.get("earliest_tick") or 0)


def _over(spec: dict, i: int, tick: int, since: int) -> str | None:
    if spec.get("count") is not None and i >= spec["count"]:
        return "count"
    if spec.get("until_tick") is not None and tick >= spec["until_tick"]:
        return "until"
    return "chord" if spec.get("chord") and since > 0 else None
