"""What the machine is about to play: events in ticks, handed to the timer a little before they sound.

Keeping the plan in ticks and handing over late is what lets a tempo change, an interruption or a new idea take effect at
once: only what has left the room cannot be recalled.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from ..tokens import TICKS_PER_BEAT, Event
from .pulse import Pulse
from .room import Room

KEPT = 512  # notes of an open-ended turn that are remembered after they have left; it may go on for weeks
HAND_OVER_S = 0.15  # beyond the room's lookahead: covers a core that is busy for a moment


@dataclass
class Planned:
    event: Event  # `tick` as the room will hear it: the engine's, shifted to the exact start, hence not whole
    index: int  # in the mind
    note: int | None = None  # the timer's id once handed over
    due: float = 0.0
    ends: float = 0.0


@dataclass
class Plan:
    """One turn of the machine. `start` is exact: the engine's own first onset is shifted to it."""

    start: float  # tick at which the first event sounds
    job: int | None  # the engine's job that still adds events; None when all are here
    first_index: int  # mind index of the first event
    until: float | None = None  # ticks; None: goes on until stopped
    ending: float | None = None  # from this tick on it comes to its end
    committed: bool = False  # the turn has been taken; before, the plan is a guess that costs nothing to drop
    reason: str = ""  # why the last job ended
    items: list[Planned] = field(default_factory=list)
    handed: int = 0
    filled: float = -math.inf  # up to this tick something of our own stands in for the model
    began: float | None = None  # tick of the first event, as the room hears it
    _origin: int | None = None  # the engine's tick of the first event

    def add(self, event: Event, index: int) -> Planned:
        if self._origin is None:
            self._origin = event.tick
        return self._append(Planned(event._replace(tick=self.start + event.tick - self._origin), index))

    def insert(self, event: Event, index: int) -> Planned:
        """One that the engine did not say; its tick is the room's."""
        if self._origin is None:
            self._origin = round(self.start)
        return self._append(Planned(event, index))

    def _append(self, item: Planned) -> Planned:
        self.began = item.event.tick if self.began is None else self.began
        self.items.append(item)
        return item

    def engine_tick(self, tick: float) -> int:
        """A room tick as the engine counts it."""
        return round(tick if self._origin is None else tick - self.start + self._origin)

    @property
    def last_onset(self) -> float:
        return self.items[-1].event.tick if self.items else self.start

    def next_due(self, pulse: Pulse) -> float | None:
        if not self.committed or self.handed >= len(self.items):
            return None
        return pulse.moment_of(self.items[self.handed].event.tick)

    def hand_over(self, room: Room, pulse: Pulse, play: Callable[[Planned], None]) -> None:
        """Give the timer everything that is due within the horizon."""
        horizon = room.now() + room.lookahead + HAND_OVER_S
        while (due := self.next_due(pulse)) is not None and due <= horizon:
            item = self.items[self.handed]
            item.due = due
            item.ends = max(due + 0.02, pulse.moment_of(item.event.tick + (item.event.duration or TICKS_PER_BEAT)))
            play(item)
            self.handed += 1

    def shorten(self, now: float) -> None:
        """Forget the oldest of what has rung out, once there is twice as much of it as is worth keeping."""
        gone = self.handed - KEPT
        if gone >= KEPT and all(item.ends <= now for item in self.items[:gone]):
            del self.items[:gone]
            self.handed -= gone
            self.first_index += gone

    @staticmethod
    def hand_over_at(due: float, room: Room) -> float:
        """When a note due at `due` wants to be handed over."""
        return due - room.lookahead - HAND_OVER_S / 2

    def finished(self, now: float) -> bool:
        """Everything has been said and has rung out."""
        return self.job is None and self.handed == len(self.items) and all(i.ends <= now for i in self.items)
