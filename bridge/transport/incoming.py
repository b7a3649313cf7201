"""Another machine's ticks, laid on our own line of beats."""

from typing import Protocol

from bridge.tempo import FASTEST_BPM, SLOWEST_BPM, Tempo

TICKS_PER_BEAT = 24
TICK = 1.0 / TICKS_PER_BEAT  # beats


class Follower(Protocol):
    """Turns ticks into a line of beats: `bridge.midi.clock.ClockFollower`."""

    ticks: int  # number of the last tick, from 0

    @property
    def settled(self) -> bool:
        """Whether the tempo is the clock's own."""

    @property
    def jitter(self) -> float:
        """How far a tick usually comes from its place, seconds."""

    @property
    def line(self) -> Tempo:
        """Its beats: `ticks` / 24 at the last tick."""

    def tick(self, moment: float) -> None: ...

    def lost(self, now: float) -> bool: ...


class Incoming:
    """One port is followed, the first that ticks; another one only when that has been lost."""

    def __init__(self, follower: Follower):
        self.follower = follower
        self.waiting: tuple[float, str] | None = None  # position in the song that the next tick will have, and why
        self.port: str | None = None
        self._join: float | None = None  # our beat at the follower's beat 0, a multiple of 1/24

    def follows(self, port: str, moment: float) -> bool:
        if self.port is None or (port != self.port and self.follower.lost(moment)):
            self.port = port
        return port == self.port

    @property
    def joined(self) -> bool:
        """Whether a tick has come: from then on our beats stand on its ticks."""
        return self._join is not None

    def tick(self, moment: float, here: float) -> None:
        """A tick at `moment`, when our line was at beat `here`: the first one becomes the nearest 1/24 of it."""
        self.follower.tick(moment)
        if self._join is None:
            self._join = (round(here * TICKS_PER_BEAT) - self.follower.ticks) * TICK

    def line(self, offset_s: float) -> Tempo:
        """Ours from now on: on the ticks, all later by the offset."""
        line = self.follower.line.shifted(offset_s)
        return Tempo(min(max(line.bpm, SLOWEST_BPM), FASTEST_BPM), line.at_beat + self._join, line.at_moment)

    def step(self, beats: float) -> None:
        """Our line has moved by whole ticks."""
        if self._join is not None:
            self._join += beats

    @property
    def beat(self) -> float:
        """Of the last tick, on our line."""
        return self._join + self.follower.ticks * TICK
