"""The clock as a state machine: commands and incoming ticks in, beats and their moments out. No sockets, time is given.

Two counts of quarter notes. The *line* (`beat_at`, `moment_of`) is what players plan on: it runs from the first moment,
through stops and lost clocks. The *position* is where the song is: 0 at beat 1 of bar 1; start and locate set it. The
two differ by whole bars, always, so a beat or bar on one is a beat or bar on the other. When the position jumps, the
line steps back by less than a bar to meet the new downbeat: what was planned comes a little later, nothing is skipped.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bridge.errors import AddressError, MissingExtra
from bridge.intents import ClockContinue, ClockIntent, ClockStart, ClockStop, ClockTick, SongPosition
from bridge.tempo import EXACT, FASTEST_BPM, SLOWEST_BPM, Meter, Tempo, bar_and_beat, next_multiple

from .incoming import TICK, TICKS_PER_BEAT, Follower, Incoming
from .midi_out import ClockOut
from .taps import Taps

SOURCES = ("internal", "midi", "link")
OFFSET_MS = 500.0  # furthest shift of an incoming clock, to either side
TOLD_BPM = 0.05  # an incoming tempo is told as changed when it has moved by more


@dataclass(frozen=True, slots=True)
class Beat:
    """One `/clock/out/beat`."""

    due: float  # its moment, monotonic seconds
    bar: int  # from 1
    beat: int  # from 1, in the meter's unit
    tempo: float  # BPM


class Transport:
    """All moments are monotonic seconds. Commands that cannot be obeyed raise a sentence and change nothing."""

    def __init__(
        self,
        now: float,
        bpm: float = 120.0,
        *,
        tempo_known: bool = False,
        meter: Meter = Meter(),  # noqa: B008  (frozen)
        follower: Callable[[float], Follower] | None = None,
        link: bool = False,
    ):
        """`follower` makes one for a tempo in BPM (None: no MIDI here); `link`: whether that extra is installed."""
        self.tempo_known = tempo_known  # someone set or tapped a tempo, or a clock came from outside
        self.playing = True  # whether the transport runs; the clock itself always does
        self.meter = meter
        self.source = "internal"
        self.offset_ms = 0.0
        self._line = Tempo(bpm, 0.0, now)
        self._origin = 0.0  # the line's beat at position 0, a multiple of a bar
        self._next_beat = 0.0  # position of the next `Beat` to hand out
        self._handed_out = -math.inf  # due of the last one
        self._stopped_at = 0.0  # position from which continue goes on
        self._taps = Taps()
        self._out = ClockOut()
        self._wants_out = False
        self._make_follower, self._link = follower, link
        self._incoming: Incoming | None = None  # while the source is midi
        self._changes: list[str] = []
        self._told_bpm = bpm

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

    def position_at(self, moment: float) -> float:
        """Quarter notes since beat 1 of bar 1."""
        return self.beat_at(moment) - self._origin

    def bar_and_beat_at(self, moment: float) -> tuple[int, int]:
        """Both from 1."""
        return bar_and_beat(self.position_at(moment), self.meter)

    def lost(self, now: float) -> bool:
        """The outside clock that we follow is silent; beats go on at its last tempo."""
        return self._incoming is not None and self._incoming.follower.lost(now)

    # --- What leaves ----------------------------------------------------------------------------------------------

    def beats_until(self, horizon: float) -> list[Beat]:
        """The beats due before `horizon` that were not handed out yet, in order."""
        beats = []
        while (due := self._moment_of_next_beat) < horizon:
            bar, beat = bar_and_beat(self._next_beat, self.meter)
            beats.append(Beat(due, bar, beat, self.bpm))
            self._next_beat += self.meter.step
            self._handed_out = due
        return beats

    def ticks_until(self, horizon: float) -> list[tuple[float, bytes]]:
        """MIDI clock to be sent, (due, bytes), due before `horizon` and not handed out yet. Empty unless it is on."""
        return self._out.until(horizon, self._line, self._origin)

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

    # --- Commands -------------------------------------------------------------------------------------------------

    def set_tempo(self, bpm: float, now: float) -> None:
        """Clamped to 20–400. `AddressError` while the tempo comes from outside."""
        self._refuse_under_midi("the tempo")
        self._line = self._line.with_bpm(min(max(bpm, SLOWEST_BPM), FASTEST_BPM), now)
        self.tempo_known = True
        self._tell_tempo()

    def tap(self, now: float) -> None:
        """The second tap and each after it set the tempo, and the nearest beat falls on the tap."""
        self._refuse_under_midi("the tempo")
        bpm = self._taps.tap(now)
        if bpm is None:
            return
        self.set_tempo(bpm, now)
        position = self.position_at(now)
        self._step(self.meter.step * round(position / self.meter.step) - position)
        self._out.place(self.playing, now)

    def start(self, now: float) -> None:
        """From bar 1, beat 1; with MIDI clock out, at the first tick that has not been handed out."""
        self._place(0.0, self._soonest(now))
        self._out.start()
        self._play("start")

    def stop(self, now: float) -> None:
        """The transport stands; beats go on. Told when it stood already, too: somebody may have begun since."""
        if self.playing:
            self._stop(self.position_at(now))
            self._out.stop(now)
        else:
            self._changes.append("stop")

    def continue_(self, now: float) -> None:
        """From where it stopped."""
        if not self.playing:
            self._place(self._stopped_at, self._soonest(now))
            self._out.go_on()
            self._play("continue")

    def locate(self, beat: float, now: float) -> None:
        """Go to a beat counted from 1 in the meter's unit."""
        position = max(0.0, beat - 1.0) * self.meter.step
        self._place(position, self._soonest(now))
        self._stopped_at = position
        self._out.place(self.playing, now)
        self._changes.append("place")

    def set_meter(self, beats: int, unit: int, now: float) -> None:
        """Bars are counted as if it had been so from the start of the song; the position stays."""
        if not 1 <= beats <= 32 or unit not in (1, 2, 4, 8, 16, 32):
            allowed = "1–32 beats of a unit among 1 2 4 8 16 32"
            raise AddressError(f"a meter of {beats}/{unit} does not exist here; allowed are {allowed}")
        if Meter(beats, unit) == self.meter:
            return
        self.meter = Meter(beats, unit)
        self._place(self.position_at(now), now)
        after = self.position_at(max(now, self._handed_out)) + 2 * EXACT  # no beat twice
        self._next_beat = next_multiple(max(0.0, after), self.meter.step)
        self._changes.append("meter")

    def set_offset(self, ms: float) -> None:
        """Positive: an incoming clock is taken to be later. Clamped to ±500 ms."""
        if ms != self.offset_ms:
            self.offset_ms = min(max(ms, -OFFSET_MS), OFFSET_MS)
            self._follow()
            self._changes.append("offset")

    def set_source(self, source: str, now: float) -> None:
        """`internal`, `midi` or `link`; the beats go on where they are."""
        if source not in SOURCES:
            raise AddressError(f"no clock source '{source}'; allowed are {', '.join(SOURCES)}")
        if source == "link" and not self._link:
            raise MissingExtra("the clock source link needs the optional part 'link', which is not installed")
        if source == "midi" and self._make_follower is None:
            raise AddressError("the clock source midi needs MIDI, which is off here; allowed is internal")
        if source == self.source:
            return
        self.source = source
        self._incoming = Incoming(self._make_follower(self.bpm)) if source == "midi" else None
        self.send_midi_clock(self._wants_out, now)
        self._changes.append("source")

    def send_midi_clock(self, on: bool, now: float) -> None:
        """Whether our beats leave as MIDI clock; they do only while the source is internal."""
        self._wants_out = on
        self._out.switch(on and self.source == "internal", self._line, now, self.playing)

    # --- The clock from outside -----------------------------------------------------------------------------------

    def clock_in(self, intent: ClockIntent, moment: float, port: str = "") -> None:
        """A clock message that came in at `moment`. Nothing happens unless the source is midi."""
        incoming = self._incoming
        if incoming is None or not incoming.follows(port, moment):
            return
        match intent:
            case ClockTick():
                self._tick(incoming, moment)
            case ClockStart():
                incoming.waiting = 0.0
                self._play("start")
            case ClockContinue():
                incoming.waiting = self._stopped_at
                self._play("continue")
            case ClockStop() if self.playing:
                self._stop(self._position_of_next_tick(incoming, moment))
            case SongPosition(sixteenths):
                self._song_position(incoming, sixteenths / 4)

    def _tick(self, incoming: Incoming, moment: float) -> None:
        incoming.tick(moment, self.beat_at(moment + self._offset_s))
        self._follow()
        if incoming.waiting is not None:
            position, incoming.waiting = incoming.waiting, None
            self._place(position, self.moment_of(incoming.beat))
        if incoming.follower.settled:
            self.tempo_known = True
            self._tell_tempo()

    def _follow(self) -> None:
        if self._on_ticks:
            self._line = self._incoming.line(self._offset_s)

    def _song_position(self, incoming: Incoming, position: float) -> None:
        self._stopped_at = position
        if self.playing:
            incoming.waiting = position
            self._changes.append("place")

    def _position_of_next_tick(self, incoming: Incoming, moment: float) -> float:
        if incoming.waiting is not None:
            position, incoming.waiting = incoming.waiting, None
            return position
        return incoming.beat + TICK - self._origin if incoming.joined else self.position_at(moment)

    @property
    def _offset_s(self) -> float:
        return self.offset_ms / 1000.0

    @property
    def _on_ticks(self) -> bool:
        """Whether our beats stand on the ticks of another machine."""
        return self._incoming is not None and self._incoming.joined

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

    def _play(self, change: str) -> None:
        self.playing = True
        self._changes.append(change)

    def _stop(self, position: float) -> None:
        self.playing = False
        self._stopped_at = max(0.0, position)
        self._changes.append("stop")

    def _tell_tempo(self) -> None:
        if abs(self.bpm - self._told_bpm) > (TOLD_BPM if self.source == "midi" else 0.0):
            self._told_bpm = self.bpm
            self._changes.append("tempo")

    def _refuse_under_midi(self, what: str) -> None:
        if self.source == "midi":
            raise AddressError(f"{what} comes from the MIDI clock; to set it here, say /clock/source internal first")

    # --- Scenes ---------------------------------------------------------------------------------------------------

    def snapshot(self) -> dict[str, tuple[Any, ...]]:
        """Every parameter of the clock, by address."""
        return {
            "/clock/tempo": (self.bpm,),
            "/clock/meter": (self.meter.beats, self.meter.unit),
            "/clock/offset": (self.offset_ms,),
            "/clock/source": (self.source,),
        }

    def restore(self, parameters: Mapping[str, tuple[Any, ...]], now: float) -> None:
        """As `snapshot` gave it; parameters that are not there stay. A tempo that comes from outside stays too."""
        kept = self.snapshot() | dict(parameters)
        self.set_source(*kept["/clock/source"], now)
        self.set_meter(*kept["/clock/meter"], now)
        self.set_offset(*kept["/clock/offset"])
        if self.source == "internal" and "/clock/tempo" in parameters:
            self.set_tempo(*parameters["/clock/tempo"], now)
