"""The clock as a state machine: commands and incoming ticks in, beats and their moments out. No sockets, time is given.

Who leads is the source: ourselves, a MIDI clock, or a session that is shared by Ableton Link. Where the beat is under any of
them is `timeline`'s.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bridge.errors import AddressError, MissingExtra
from bridge.intents import ClockContinue, ClockIntent, ClockStart, ClockStop, ClockTick, SongPosition
from bridge.tempo import EXACT, FASTEST_BPM, SLOWEST_BPM, Meter, Tempo, next_multiple

from .incoming import TICK, Follower, Incoming
from .session import Session, Told, joined
from .taps import Taps
from .timeline import Timeline

SOURCES = ("internal", "midi", "link")
OFFSET_MS = 500.0  # furthest shift of an incoming clock, to either side
TOLD_BPM = 0.05  # an incoming tempo is told as changed when it has moved by more


class Transport(Timeline):
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
        super().__init__(now, bpm, meter)
        self.tempo_known = tempo_known  # someone set or tapped a tempo, or a clock came from outside
        self.source = "internal"
        self._stopped_at = 0.0  # position from which continue goes on
        self._taps = Taps()
        self._wants_out = False
        self._make_follower, self._link = follower, link
        self._session: Session | None = None  # while the source is link
        self._left_session = False  # and the peer has not been told
        self._told_bpm = bpm

    # --- Who leads --------------------------------------------------------------------------------------------------

    def lost(self, now: float) -> bool:
        """The outside clock that we follow is silent; beats go on at its last tempo."""
        if self._session is not None:
            return self._session.lost(now)
        return self._incoming is not None and self._incoming.follower.lost(now)

    @property
    def jitter(self) -> float:
        """How far a tick of the incoming MIDI clock usually comes from its place, seconds; 0 while none is known."""
        return self._incoming.follower.jitter if self._incoming is not None else 0.0

    @property
    def port(self) -> str:
        """The MIDI input whose clock is followed; "" while there is none."""
        return (self._incoming.port or "") if self._incoming is not None else ""

    @property
    def peers(self) -> int:
        """Others in the Link session."""
        return self._session.peers if self._session is not None else 0

    # --- Commands -------------------------------------------------------------------------------------------------

    def set_tempo(self, bpm: float, now: float) -> None:
        """Clamped to 20–400. Under `link` it is proposed to the session; under `midi` `AddressError`."""
        self._refuse_under_midi("the tempo")
        self._line = self._line.with_bpm(min(max(bpm, SLOWEST_BPM), FASTEST_BPM), now)
        self.tempo_known = True
        self._wish("tempo", self.bpm)
        self._tell_tempo()

    def tap(self, now: float) -> None:
        """The second tap and each after it set the tempo, and the nearest beat falls on the tap; a session's stay."""
        self._refuse_under_midi("the tempo")
        bpm = self._taps.tap(now)
        if bpm is None:
            return
        self.set_tempo(bpm, now)
        if self._session is not None:
            return
        position = self.position_at(now)
        self._step(self.meter.step * round(position / self.meter.step) - position)
        self._out.place(self.playing, now)

    def start(self, now: float) -> None:
        """From bar 1, beat 1; with MIDI clock out, at the first tick that has not been handed out.

        Under `link` at the session's next downbeat; `continue_` and `locate` then too, from the beginning of their bar.
        """
        if self._session is not None:
            self._wish("playing", 1)
            self._reach(0.0, now)
            self._play("start")
            return
        self._place(0.0, self._soonest(now))
        self._out.start()
        self._play("start")

    def stop(self, now: float) -> None:
        """The transport stands; beats go on. Told when it stood already, too: somebody may have begun since."""
        if self.playing:
            self._coming = None
            self._wish("playing", 0)
            self._stop(self.position_at(now))
            self._out.stop(now)
        else:
            self._changes.append("stop")

    def continue_(self, now: float) -> None:
        """From where it stopped."""
        if self.playing:
            return
        if self._session is not None:
            self._wish("playing", 1)
            self._reach(self._stopped_at, now)
            self._play("continue")
        else:
            self._place(self._stopped_at, self._soonest(now))
            self._out.go_on()
            self._play("continue")

    def locate(self, beat: float, now: float) -> None:
        """Go to a beat counted from 1 in the meter's unit."""
        position = max(0.0, beat - 1.0) * self.meter.step
        self._stopped_at = position
        if self._session is not None:
            self._reach(position, now)
        else:
            self._place(position, self._soonest(now))
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
        self._coming = None
        self._wish("quantum", self.meter.bar)
        self._changes.append("meter")

    def set_offset(self, ms: float) -> None:
        """Positive: an incoming clock is taken to be later. Clamped to ±500 ms."""
        ms = min(max(ms, -OFFSET_MS), OFFSET_MS)
        if ms != self.offset_ms:
            moved, self.offset_ms = ms - self.offset_ms, ms
            self._follow()
            if self._session is not None:
                self._line = self._line.shifted(moved / 1000.0)
            self._changes.append("offset")

    def set_source(self, source: str, now: float) -> None:
        """`internal`, `midi` or `link`; the beats go on where they are."""
        if source not in SOURCES:
            raise AddressError(f"no clock source '{source}'; allowed are {', '.join(SOURCES)}")
        if source == "link" and not self._link:
            cure = "pip install 'duende[link]'"
            raise MissingExtra(f"the clock source link needs the optional part 'link', which is not installed; cure: {cure}")
        if source == "midi" and self._make_follower is None:
            raise AddressError("the clock source midi needs MIDI, which is off here; allowed is internal")
        if source == self.source:
            return
        self.source = source
        self._incoming = Incoming(self._make_follower(self.bpm)) if source == "midi" else None
        self._left_session = self._session is not None
        self._session = Session() if source == "link" else None
        self._coming = None
        self.rejoin()
        self.send_midi_clock(self._wants_out, now)
        self._changes.append("source")

    def send_midi_clock(self, on: bool, now: float) -> None:
        """Whether our beats leave as MIDI clock; they do not while they come from one."""
        self._wants_out = on
        self._out.switch(on and self.source != "midi", self._line, now, self.playing)

    # --- The session --------------------------------------------------------------------------------------------------

    def rejoin(self) -> None:
        """The process that is our peer is a new one: it is told all that it must know."""
        if self._session is not None:
            self._session.join(self.bpm, self.meter.bar)

    def wishes(self) -> list[tuple]:
        """What the peer has to be told, in order: as `bridge.link.peer` has it, or `("leave",)`. Each once."""
        wishes, self._left_session = [("leave",)] if self._left_session else [], False
        if self._session is not None:
            wishes += self._session.wishes
            self._session.wishes = []
        return wishes

    def session_in(self, told: Told, now: float) -> None:
        """The session has changed, or it is time to look at the clocks again. Nothing happens unless the source is link."""
        session = self._session
        if session is None or not session.hear(told, now):
            return
        theirs = Tempo(min(max(told.bpm, SLOWEST_BPM), FASTEST_BPM), told.beat, told.moment).shifted(self._offset_s)
        self._line, jump = joined(self._line, theirs, self.meter.bar, now)
        if jump:
            self._jumped(jump, now)
        self.tempo_known = self.tempo_known or told.peers > 0
        self._tell_tempo()
        was, session.playing = session.playing, told.playing
        if told.playing and not self.playing:
            self._reach(0.0, now)
            self._play("start")
        elif was and not told.playing and self.playing:
            self._coming = None
            self._stop(self.position_at(now))
            self._out.stop(now)

    def _wish(self, what: str, value: float) -> None:
        if self._session is not None:
            self._session.wish(what, value)

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
                self._await(incoming, 0.0, "start")
            case ClockContinue() if not self.playing:
                self._await(incoming, self._stopped_at, "continue")
            case ClockStop() if self.playing:
                self._stop(self._position_of_next_tick(incoming, moment))
            case SongPosition(sixteenths):
                self._song_position(incoming, sixteenths / 4)

    def _tick(self, incoming: Incoming, moment: float) -> None:
        incoming.tick(moment, self.beat_at(moment + self._offset_s))
        self._follow()
        if incoming.waiting is not None:
            (position, change), incoming.waiting = incoming.waiting, None
            self._place(position, self.moment_of(incoming.beat))
            self._changes.append(change)
        if incoming.follower.settled:
            self.tempo_known = True
            self._tell_tempo()

    def _song_position(self, incoming: Incoming, position: float) -> None:
        self._stopped_at = position
        if self.playing:
            self._await(incoming, position, incoming.waiting[1] if incoming.waiting else "place")

    def _await(self, incoming: Incoming, position: float, change: str) -> None:
        """The next tick is at this position in the song: only then is it told, so that all find their bar where it is."""
        incoming.waiting = position, change
        self.playing = True

    def _position_of_next_tick(self, incoming: Incoming, moment: float) -> float:
        if incoming.waiting is not None:
            (position, _), incoming.waiting = incoming.waiting, None
            return position
        return incoming.beat + TICK - self._origin if incoming.joined else self.position_at(moment)

    def _play(self, change: str) -> None:
        self.playing = True
        self._changes.append(change)

    def _stop(self, position: float) -> None:
        self.playing = False
        self._stopped_at = max(0.0, position)
        self._changes.append("stop")

    def _tell_tempo(self) -> None:
        if abs(self.bpm - self._told_bpm) > (0.0 if self.source == "internal" else TOLD_BPM):
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
