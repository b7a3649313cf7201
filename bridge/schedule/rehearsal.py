"""The timer's double: same decisions, virtual time, no process. Used by `duende render`, replay and tests."""

from collections.abc import Sequence

from bridge.clock import VirtualClock
from bridge.outputs.memory import MemorySink

from .dispatcher import Dispatcher


class RehearsalTimer:
    """Takes the messages of `remote.Timer`; every output it opens is a memory that records what it heard.

    Time passes with the clock that was given: `advance` moves it from one moment to the next, so that everything leaves
    exactly when due. Where others move the clock, `release` lets what is due leave, each at its own moment.
    """

    def __init__(self, clock: VirtualClock):
        self.clock = clock
        self.sinks: dict[int | str, MemorySink] = {}  # those that were closed too
        self.replies: list[tuple[float, tuple, bytes]] = []  # (moment, target, packet) of replies by UDP
        self._line = VirtualClock(clock.now(), clock.wall())  # stands still at the moment that is being released
        self._dispatcher = Dispatcher(self._line, self._open, self._post)
        self._opening: int | str | None = None

    def send(self, message: tuple, descriptors: Sequence[int] = ()) -> None:
        """As `remote.Timer.send`; what is due leaves before this returns."""
        self.release()
        self._opening = message[1] if message[0] == "sink" else None
        self._dispatcher.handle(message, descriptors)
        if self._dispatcher.over:
            self._dispatcher.stop_sounding()
            self._dispatcher.close()
        self.release()

    def receive(self) -> list[tuple]:
        """The reports since the last call."""
        reports = self._dispatcher.reports[:]
        self._dispatcher.reports.clear()
        return reports

    def next_moment(self) -> float:
        """When something has to leave; infinity when nothing waits."""
        return self._dispatcher.next_moment()

    def release(self) -> None:
        """Let everything leave that is due by the clock, each at its own moment."""
        while (moment := self.next_moment()) <= self.clock.now():
            self._stand_at(moment)
            self._dispatcher.release(moment)
        self._stand_at(self.clock.now())

    def advance(self, seconds: float) -> None:
        """Move the clock, letting everything leave on the way at its moment."""
        end = self.clock.now() + seconds
        while (moment := self.next_moment()) <= end:
            self.clock.advance(max(0.0, moment - self.clock.now()))
            self.release()
        self.clock.advance(max(0.0, end - self.clock.now()))
        self.release()

    def heard(self, sink: int | str | None = None) -> list[tuple]:
        """What a sink heard: `(moment, address, *arguments)`; without a name, that of the only one."""
        if sink is None:
            (memory,) = self.sinks.values()
            return memory.heard
        return self.sinks[sink].heard

    @property
    def tally(self) -> dict[str, float]:
        """Counters, as in the report `stats`."""
        return self._dispatcher.tally.report()

    def restart(self) -> None:
        """Nothing can die here."""

    def close(self) -> None:
        self.send(("quit",))

    def _stand_at(self, moment: float) -> None:
        self._line.time = max(self._line.time, moment)

    def _open(self, spec: dict, descriptors: Sequence[int]) -> MemorySink:
        memory = self.sinks[self._opening] = MemorySink(self._line)
        return memory

    def _post(self, host: str, port: int, packet: bytes) -> bool:
        self.replies.append((self._line.now(), ("udp", host, port), packet))
        return True
