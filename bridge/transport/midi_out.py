"""Our beats as MIDI clock: which bytes leave when. Nothing is sent here.

Ticks stand on every 1/24 of the line of beats and are handed out ahead of time. One that has been handed out cannot be
moved: another tempo moves those after it, and a new place in the song is told right before the first tick that still
can be. A place is told as MIDI wants it: at a sixteenth, to a machine that stands still (stop, place, continue).
"""

import math

from bridge.tempo import Tempo

TICKS_PER_BEAT = 24
TICKS_PER_SIXTEENTH = 6
JOIN_S = 0.02  # a machine that stands needs so long until it can go on
BEFORE_TICK_S = 0.001  # MIDI 1.0: let a machine prepare for a millisecond between start and the first tick
FURTHEST_SIXTEENTH = (1 << 14) - 1

TICK, START, CONTINUE, STOP = b"\xf8", b"\xfa", b"\xfb", b"\xfc"


def song_position(sixteenths: int) -> bytes:
    """Where the next tick is; places too far for MIDI stay at the furthest one."""
    place = min(max(sixteenths, 0), FURTHEST_SIXTEENTH)
    return bytes((0xF2, place & 0x7F, place >> 7))


class ClockOut:
    """`line` is the line of beats; `origin` the beat on it where the song begins, a multiple of 1/24."""

    def __init__(self) -> None:
        self.on = False
        self._next = 0  # number of the next tick on the line
        self._last = -math.inf  # due of what was handed out last
        self._stop_at: float | None = None
        self._news = ""  # "start", "continue" or "place", to be told before one of the next ticks

    def switch(self, on: bool, line: Tempo, now: float, playing: bool) -> None:
        """Begin with the next tick; or end, and stop the machines that follow."""
        if on and not self.on:
            self._next = math.ceil(line.beat_at(now) * TICKS_PER_BEAT - 1e-6)
            self._news = "continue" if playing else ""
        elif self.on and not on:
            self.stop(now)
        self.on = on

    def next_moment(self, line: Tempo) -> float:
        """When the next tick shall leave; the first moment that can still be given another meaning."""
        return max(self._last, line.moment_of(self._next / TICKS_PER_BEAT))

    def jumped(self, beats: float) -> None:
        """The line has moved by a multiple of 1/24; the same tick comes next."""
        self._next += round(beats * TICKS_PER_BEAT)

    def start(self) -> None:
        self._news = "start"

    def go_on(self) -> None:
        self._news = "continue"

    def place(self, playing: bool, now: float) -> None:
        """The song is somewhere else now; machines that follow must stand before they can go there."""
        if self.on and playing:
            self.stop(now)
        self._news = "continue" if playing else "place"

    def stop(self, now: float) -> None:
        if self.on:
            self._news, self._stop_at = "", now

    def until(self, horizon: float, line: Tempo, origin: float) -> list[tuple[float, bytes]]:
        """What leaves before `horizon` and was not handed out yet: (due, bytes), dues in order."""
        out: list[tuple[float, bytes]] = []
        if self._stop_at is not None:
            self._last, self._stop_at = max(self._stop_at, self._last), None
            out.append((self._last, STOP))
        while self.on and (due := self.next_moment(line)) < horizon:
            out += [(max(self._last, due - BEFORE_TICK_S), data) for data in self._told(origin)]
            out.append((due, TICK))
            self._next += 1
            self._last = due
        return out

    def joining(self, now: float, line: Tempo, origin: float) -> list[tuple[float, bytes]]:
        """What one machine has to be told that missed the start: to stand, where it is, and to go on right before a tick."""
        step = TICKS_PER_SIXTEENTH
        first = round(origin * TICKS_PER_BEAT)
        here = math.ceil((line.beat_at(now + JOIN_S) * TICKS_PER_BEAT - first) / step) * step
        due = line.moment_of((first + here) / TICKS_PER_BEAT) - BEFORE_TICK_S
        return [(now, STOP), (due, song_position(here // step)), (due, CONTINUE)]

    def _told(self, origin: float) -> list[bytes]:
        """What has to be said right before the next tick."""
        ticks = self._next - round(origin * TICKS_PER_BEAT)
        if not self._news or ticks < 0 or ticks % TICKS_PER_SIXTEENTH:
            return []
        if self._news != "place" and ticks == 0:
            self._news = ""
            return [START]
        news, self._news = self._news, ""
        told = song_position(ticks // TICKS_PER_SIXTEENTH)
        return [told] if news == "place" else [told, CONTINUE]
