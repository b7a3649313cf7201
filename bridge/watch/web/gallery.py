"""The newest picture of every image player, for all who watch: read once, encoded once, and only while somebody watches.

Nobody tells the web process that a picture has come: it looks at the ring's counter, every 4 ms at most, which costs the
player nothing and this process less than a hundredth of a core.
"""

import asyncio
import math
from collections.abc import Mapping
from typing import Protocol

from bridge.clock import Clock
from bridge.errors import PortError
from bridge.frames.reader import Frame, RingReader

LOOK_S = 0.004  # half of it is what a picture waits on the average; a frame at 60 a second lasts 16.7 ms
MISSING_S = 0.25  # between two looks for a ring that is not there
REPEAT_S = 5.0  # a picture that stands still is sent again to streams: clients take silence for an end
MAX_VIEWERS = 32


class Shot:
    """A frame and what was made of it, each at the first wish."""

    def __init__(self, frame: Frame):
        self.frame = frame
        self._jpeg = self._png = b""

    @property
    def jpeg(self) -> bytes:
        if not self._jpeg:
            from bridge.frames.stills import jpeg  # numpy: 20 MB that a show without pictures does not pay

            self._jpeg = jpeg(self.frame)
        return self._jpeg

    @property
    def png(self) -> bytes:
        if not self._png:
            from bridge.frames.stills import png

            self._png = png(self.frame)
        return self._png


class Viewer(Protocol):
    """Whoever watches one player."""

    player: str
    repeats: bool  # wants a still picture again from time to time

    @property
    def full(self) -> bool:
        """It has not taken the last picture: it skips."""

    def show(self, shot: Shot) -> None: ...


class Wall:
    """One player's ring, and the picture that hangs there now."""

    def __init__(self, ring: str):
        self.ring = ring
        self.shot: Shot | None = None
        self._reader: RingReader | None = None
        self._seen, self._next_due, self._next_try = 0, math.inf, -math.inf

    def look(self, now: float) -> Shot | None:
        """The picture of this moment, the same object while it is the same picture; None before the first."""
        reader = self._open(now)
        if reader is None:
            return self.shot
        if reader.written != self._seen or now >= self._next_due or reader.gone:
            self._seen = reader.written
            frame = reader.newest(now)
            due = reader.next_due(now)
            self._next_due = math.inf if due is None else due
            if frame is not None and (self.shot is None or _differ(frame, self.shot.frame)):
                self.shot = Shot(frame)
        return self.shot

    def next_look(self, now: float) -> float:
        """Seconds until it is worth looking again."""
        return min(LOOK_S, max(0.0, self._next_due - now))

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()

    def _open(self, now: float) -> RingReader | None:
        gone = self._reader is None or self._reader.gone
        if gone and now >= self._next_try:
            self._next_try = now + MISSING_S
            self.close()
            try:
                self._reader, self._seen = RingReader(self.ring), -1
            except PortError:  # not made yet, or its engine is being replaced: the last picture stays
                self._reader = None
        return None if self._reader is None or self._reader.gone else self._reader


class Gallery:
    """`hang` names the rings; `enter` and `leave` are the viewers'."""

    def __init__(self, clock: Clock):
        self._clock = clock
        self._walls: dict[str, Wall] = {}
        self._viewers: dict[Viewer, tuple[Shot | None, float]] = {}  # what each saw last, and when
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        """How many watch."""
        return len(self._viewers)

    def __contains__(self, player: str) -> bool:
        return player in self._walls

    @property
    def crowded(self) -> bool:
        return len(self._viewers) >= MAX_VIEWERS

    @property
    def rings(self) -> list[str]:
        return [wall.ring for wall in self._walls.values()]

    def hang(self, rings: Mapping[str, str]) -> None:
        """Player → name of its ring: all there are."""
        for player in [p for p, wall in self._walls.items() if rings.get(p) != wall.ring]:
            self._walls.pop(player).close()
        for player, ring in rings.items():
            self._walls.setdefault(player, Wall(ring))

    def now(self, player: str) -> Shot | None:
        """The picture of this moment; None when this player has none (yet)."""
        wall = self._walls.get(player)
        return wall.look(self._clock.now()) if wall else None

    def enter(self, viewer: Viewer) -> None:
        self._viewers[viewer] = (None, -math.inf)
        self.serve(viewer)
        if self._timer is None:
            self._look()

    def leave(self, viewer: Viewer) -> None:
        self._viewers.pop(viewer, None)

    def serve(self, viewer: Viewer) -> None:
        """Show the newest picture to a viewer that has room, unless it is the one that it saw last."""
        if viewer not in self._viewers or (shot := self.now(viewer.player)) is None:
            return
        seen, when = self._viewers[viewer]
        now = self._clock.now()
        wanted = shot is not seen or (viewer.repeats and now - when >= REPEAT_S)
        if wanted and not viewer.full:
            self._viewers[viewer] = (shot, now)
            viewer.show(shot)

    def repeat(self, viewer: Viewer) -> None:
        """Show the newest picture again, if there is room."""
        if viewer in self._viewers:
            self._viewers[viewer] = (None, -math.inf)
            self.serve(viewer)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self.hang({})

    def _look(self) -> None:
        for viewer in list(self._viewers):
            self.serve(viewer)
        watched = [self._walls[v.player] for v in self._viewers if v.player in self._walls]
        now = self._clock.now()
        pause = min((wall.next_look(now) for wall in watched), default=LOOK_S)
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(pause, self._look) if self._viewers else None


def _differ(one: Frame, other: Frame) -> bool:
    return (one.index, one.due, one.wall) != (other.index, other.due, other.wall)
