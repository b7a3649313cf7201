"""Where the beat is: the line that players plan on, the position in the song, and what leaves of both, in order.

Two counts of quarter notes. The *line* (`beat_at`, `moment_of`) is what players plan on: it runs from the first moment,
through stops and lost clocks. The *position* is where the song is: 0 at beat 1 of bar 1; start and locate set it. The
two differ by whole bars, always, so a beat or bar on one is a beat or bar on the other. When the position jumps, the
line steps back by less than a bar to meet the new downbeat: what was planned comes a little later, nothing is skipped.
"""

import math
from dataclasses import dataclass

from bridge.tempo import EXACT, Meter, Tempo, bar_and_beat, launch, next_multiple

from .incoming import TICK, TICKS_PER_BEAT, Incoming
from .midi_out import ClockOut
from .session import downbeat


@dataclass(frozen=True, slots=True)
class Beat:
    """One `/clock/out/beat`."""

    due: float  # its moment, monotonic seconds
    bar: int  # from 1
    beat: int  # from 1, in the meter's unit
    tempo: float  # BPM


class Timeline:
    """All moments are monotonic seconds."""

    def __init__(self, now: float, bpm: float, meter: Meter):
        self.playing = True  # whether the transport runs; the clock itself always does
        self.meter = meter
        self.offset_ms = 0.0
        self._line = Tempo(bpm, 0.0, now)
        self._origin = 0.0  # the line's beat at position 0, a multiple of a bar
        self._next_beat = 0.0  # position of the next `Beat` to hand out
        self._handed_out = -math.inf  # due of the last one
        self._coming: tuple[float, float] | None = None  # a downbeat of the line, and the position that it will have
        self._out = ClockOut()
        self._incoming: Incoming | None = None  # another machine's ticks, while they lead
        self._changes: list[str] = []

    # --- What time it is ------------------------------------------------------------------------------------------

    @property
    def bpm(self) -> float:
        return self._line.bpm

    @property
    def beats_per_bar(self) -> float:
        """Quarter notes in a bar."""
        return self.meter.bar

    def beat_at(self, moment: float) -> float:
        """The line's beat, in quarter notes; whole numbers are beats, multiples of a bar are downbeats."""
        return self._line.beat_at(moment)

    def moment_of(self, beat: float) -> float:
        """The moment of a beat of the line, as things stand now."""
        return self._line.moment_of(beat)

    def launch(self, beat: float, step: float) -> float:
        """The first beat of the line from `beat` on at which something quantised to `step` beats may begin."""
        return launch(beat, step, self.meter.bar, self._origin)

    def position_at(self, moment: float) -> float:
        """Quarter notes since beat 1 of bar 1."""
        return self.beat_at(moment) - self._origin

    # --- What leaves ----------------------------------------------------------------------------------------------

    def beats_until(self, horizon: float) -> list[Beat]:
        """The beats due before `horizon` that were not handed out yet, in order."""
        beats = []
        self._arrive()
        while (due := self._moment_of_next_beat) < horizon:
            bar, beat = bar_and_beat(self._next_beat, self.meter)
            beats.append(Beat(due, bar, beat, self.bpm))
            self._next_beat += self.meter.step
            self._handed_out = due
            self._arrive()
        return beats

    def ticks_until(self, horizon: float) -> list[tuple[float, bytes]]:
        """MIDI clock to be sent, (due, bytes), due before `horizon` and not handed out yet. Empty unless it is on."""
        return self._out.until(horizon, self._line, self._origin)

    def joining(self, now: float) -> list[tuple[float, bytes]]:
        """For one machine that missed our start, (due, bytes): it falls in. Empty unless the clock goes out and rolls."""
        return self._out.joining(now, self._line, self._origin) if self._out.on and self.playing else []

    def next_moment(self) -> float:
        """The due moment of what comes next; ask for it with a horizon before that moment comes."""
        beat = self._moment_of_next_beat
        return min(beat, self._out.next_moment(self._line)) if self._out.on else beat

    def changes(self) -> list[str]:
        """What happened since the last call: `tempo` `start` `stop` `continue` `meter` `source` `offset` `place`."""
        changes, self._changes = self._changes, []
        return changes

    @property
    def _moment_of_next_beat(self) -> float:
        return self.moment_of(self._origin + self._next_beat)

    # --- Moving about ---------------------------------------------------------------------------------------------

    def _soonest(self, now: float) -> float:
        """The first moment that can be given a new position: ticks that have been handed out stay what they are."""
        return max(now, self._out.next_moment(self._line)) if self._out.on else now

    def _place(self, position: float, moment: float) -> None:
        """The song is at `position` at `moment`: step the line back onto it, by less than a bar."""
        bar, here = self.meter.bar, self.beat_at(moment)
        there = position + math.floor((here + TICK / 2 - position) / bar) * bar
        self._step(there - here)
        self._origin = round((there - position) / bar) * bar
        self._next_beat = next_multiple(position, self.meter.step)

    def _step(self, beats: float) -> None:
        """Move the line against time; by whole ticks where ticks come in or go out."""
        if self._out.on:
            beats = round(beats * TICKS_PER_BEAT) * TICK
            self._out.jumped(beats)
        elif self._on_ticks:
            beats = round(beats * TICKS_PER_BEAT) * TICK
            self._incoming.step(beats)
        self._line = Tempo(self._line.bpm, self._line.at_beat + beats, self._line.at_moment)

    # On the bars of a session

    def _reach(self, position: float, now: float) -> None:
        """The next downbeat of the session is the beginning of the bar of `position`."""
        bar = self.meter.bar
        self._coming = downbeat(self.beat_at(now), bar), math.floor(position / bar + EXACT) * bar
        if self._out.on:
            self._out.stop(now)

    def _arrive(self) -> None:
        """Whether the beat to hand out next is the downbeat that has been waited for, or one after it."""
        if self._coming is None:
            return
        (beat, position), here = self._coming, self._origin + self._next_beat
        if here < beat - EXACT:
            return
        self._origin, self._next_beat, self._coming = beat - position, here - beat + position, None
        if self._out.on and self.playing:
            self._out.start() if position == 0 else self._out.go_on()

    def _jumped(self, beats: float, now: float) -> None:
        """The session's bars stand elsewhere: the position has stepped back with the line, by less than a bar."""
        while self.position_at(now) < 0:
            self._origin -= self.meter.bar
        self._coming = None
        self._next_beat = next_multiple(self.position_at(now), self.meter.step)
        if self._out.on:
            self._out.jumped(beats)
            self._out.place(self.playing, now)
        self._changes.append("place")

    @property
    def _on_ticks(self) -> bool:
        """Whether our beats stand on the ticks of another machine."""
        return self._incoming is not None and self._incoming.joined

    def _follow(self) -> None:
        if self._on_ticks:
            self._line = self._incoming.line(self._offset_s)

    @property
    def _offset_s(self) -> float:
        return self.offset_ms / 1000.0
