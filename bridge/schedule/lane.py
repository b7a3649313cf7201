"""One output: what waits for it, what sounds on it, how its time is shifted; and the writing to it."""

import math
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple, Protocol

from bridge.clock import Clock

from .ledger import TAG_GAP_S, Ledger, Voice
from .tally import Tally
from .timeline import Timeline

# An off that could not be written is tried again, for as long as its output exists: after 2, 4, 8 … ms, at most 0.5 s.
RETRY_S = 0.002
RETRY_LONGEST_S = 0.5


class Sink(Protocol):
    """What a lane asks of an output (`bridge.outputs`). Packets are whatever the output itself made."""

    can_tag: bool  # a packet may carry the moment at which it takes effect
    behind: bool  # something of it waits for `flush`

    def note(self, player: str, pitch: int, velocity: int, channel: int) -> Any:
        """The packet of a note on; of its off with velocity 0."""

    def message(self, address: str, args: tuple) -> Any:
        """The packet of an OSC message; None where the output speaks no OSC."""

    def raw_midi(self, data: bytes) -> Any:
        """The packet of raw MIDI bytes; None where the output speaks no MIDI."""

    def write(self, packet: Any, tag: float | None) -> bool:
        """Send now, tagged with a moment or not. False = it would have to wait; OSError = the output is dead."""

    def booked(self) -> None:
        """A packet of ours has left from core."""

    def refused(self) -> bool:
        """Nobody has been there for a long time; said once, then counted anew."""

    def flush(self) -> None:
        """Write more of what waits. OSError = the output is dead."""

    def close(self) -> None: ...


def shift_of(spec: dict) -> tuple[float, float]:
    """Seconds from an event's due moment to its sounding on such an output, and to its leaving."""
    offset = spec.get("offset_ms", 0) / 1000
    return offset, offset - (spec.get("lookahead_ms", 100) / 1000 if spec.get("timetags") else 0)


class On(NamedTuple):
    note: int
    player: str
    channel: int
    pitch: int
    packet: Any
    asked: float  # seconds: when the timer got it


class Off(NamedTuple):
    note: int
    asked: float


class Said(NamedTuple):
    id: int | None  # None = its leaving need not be reported
    packet: Any
    asked: float


class Lane:
    """Keys of `spec` used here: `timetags`, `lookahead_ms`, `offset_ms`. Moments are seconds on the clock's line."""

    def __init__(self, name: int | str, sink: Sink, spec: dict, clock: Clock, tally: Tally, report: Callable):
        self.name, self.sink, self.spec = name, sink, dict(spec)
        self.timeline, self.ledger = Timeline(), Ledger()
        self._shift(self.spec)
        self._clock, self._tally, self._report = clock, tally, report
        self._on_due: dict[int, float] = {}  # notes whose on waits
        self._retry_s = RETRY_S
        self.closes_at = math.inf  # seconds; finite when its outputs shall end

    # ---- time ------------------------------------------------------------------------------------------------------

    def tune(self, key: str, value: Any) -> None:
        """Change one key of the spec; what waits already moves with it."""
        spec = self.spec | {key: value}
        self._shift(spec)
        self.spec = spec

    def _shift(self, spec: dict) -> None:
        timetags = self.sink.can_tag and bool(spec.get("timetags"))
        self.offset, self.lead = shift_of(spec | {"timetags": timetags})
        self.timetags = timetags

    def next_moment(self) -> float:
        """When something has to leave; infinity when nothing waits."""
        return self.timeline.next_moment() + self.lead

    # ---- what shall happen -----------------------------------------------------------------------------------------

    def note(self, note: int, due: float, player: str, pitch: int, velocity: int, channel: int) -> None:
        if note in self._on_due or self.ledger.sounds(note):
            raise ValueError(f"note id {note} is in use")
        now = self._clock.now()
        on = On(note, player, channel, pitch, self.sink.note(player, pitch, velocity, channel), now)
        if due + self.lead <= now < self.next_moment():
            self._begin(on, due)  # nothing has to leave before it
        else:
            self._on_due[note] = due
            self.timeline.push(due, on, note=note, player=player)

    def book(self, note: int, due: float, player: str, pitch: int, channel: int, actual: float) -> None:
        """Core has let this note out on this output itself, at `actual`: from here on it is ours to end."""
        rival = self.ledger.at(channel, pitch)
        if rival:  # core lets none out where one may sound; were it wrong, one off ends both
            self.timeline.cancel_note(rival.note)
            self.ledger.ended(rival, actual, False)
            self._report(("ended", rival.note, self.name, due, actual))
        self.sink.booked()
        ending = self.sink.note(player, pitch, 0, channel)
        self.ledger.began(Voice(note, player, channel, pitch, ending, actual), tagged=False)
        self._tally.left(actual, due, due, math.inf)  # the error, if any, is not the timer's
        self._report(("left", note, self.name, due, actual))

    def off(self, note: int, due: float) -> None:
        """The off of a note; one whose on has not left waits for it. Unknown here, or ended already: swallowed."""
        if note in self._on_due:
            due = max(due, self._on_due[note])
        elif not self.ledger.sounds(note):
            return
        self.timeline.push(due, Off(note, self._clock.now()), note=note)

    def say(self, due: float, packet: Any, player: str | None = None, id: int | None = None) -> None:
        self.timeline.push(due, Said(id, packet, self._clock.now()), player=player)

    def cancel(self, player: str | None, after: float = -math.inf) -> None:
        """Forget the player's ons, with their offs, and messages that are due at or after `after` and have not left."""
        for note in self.timeline.cancel(player, after):
            del self._on_due[note]

    def silence(self, player: str | None) -> None:
        """Nothing of the player (None: of all) waits any more, and what sounds ends now."""
        self.cancel(player)
        now = self._clock.now()
        for voice in self.ledger.of(player):
            self._end(voice, now, now)

    def end_orphan(self, moment: float, voice: Voice) -> None:
        """End what a timer before this one may have left sounding, not before `moment`, whoever ends it."""
        began, now = moment - TAG_GAP_S, self._clock.now()
        self.ledger.began(voice._replace(moment=began), tagged=self.sink.can_tag and began > now)
        self._end(voice, max(moment, now), moment)

    # ---- what happens ----------------------------------------------------------------------------------------------

    def release(self, now: float) -> None:
        """Write everything that has to leave by `now`. OSError when the output is dead."""
        while self.timeline.next_moment() + self.lead <= now:
            due, item = self.timeline.pop()
            self._leave[type(item)](self, item, due)

    def _begin_waiting(self, on: On, due: float) -> None:
        del self._on_due[on.note]
        self._begin(on, due)

    def _begin(self, on: On, due: float) -> None:
        wanted = due + self.offset
        rival = self.ledger.at(on.channel, on.pitch)
        if rival and not self._end(rival, wanted - TAG_GAP_S, due):
            self._drop(on)
            return
        moment, tagged = self._place(on.channel, on.pitch, wanted)
        if not self._write(on.packet, moment if tagged else None):
            self._drop(on)
            return
        ending = self.sink.note(on.player, on.pitch, 0, on.channel)
        self.ledger.began(Voice(on.note, on.player, on.channel, on.pitch, ending, moment), tagged)
        self._left("left", on.note, due, on.asked)

    def _drop(self, on: On) -> None:
        self.timeline.cancel_note(on.note)
        self._tally.dropped += 1

    def _finish(self, off: Off, due: float) -> None:
        voice = self.ledger.voice(off.note)
        if voice:
            self._end(voice, due + self.offset, due, off.asked)

    def _end(self, voice: Voice, wanted: float, due: float, asked: float = math.inf) -> bool:
        """Write the off of a voice; where that cannot be done now it will be done later."""
        moment, tagged = self._place(voice.channel, voice.pitch, wanted)
        self.timeline.cancel_note(voice.note)
        if not self._write(voice.ending, moment if tagged else None):
            self._end_later(voice)
            return False
        self.ledger.ended(voice, moment, tagged)
        self._left("ended", voice.note, due, asked)
        return True

    def _end_later(self, voice: Voice) -> None:
        now = self._clock.now()
        self._tally.dropped += 1
        self.timeline.push(now + self._retry_s - self.lead, Off(voice.note, now), note=voice.note)
        self._retry_s = min(2 * self._retry_s, RETRY_LONGEST_S)

    def _speak(self, said: Said, due: float) -> None:
        if not self._write(said.packet, due + self.offset if self.timetags else None):
            self._tally.dropped += 1
        elif said.id is None:
            self._tally.left(self._clock.now(), due + self.offset, due + self.lead, said.asked)
        else:
            self._left("left", said.id, due, said.asked)

    _leave: ClassVar = {On: _begin_waiting, Off: _finish, Said: _speak}

    def _place(self, channel: int, pitch: int, wanted: float) -> tuple[float, bool]:
        """The moment at which an event of that key takes effect, and whether its packet must say so.

        Where timetags were switched off a moment ago, what left ahead under them still binds what follows.
        """
        earliest, now = self.ledger.earliest(channel, pitch), self._clock.now()
        if self.timetags:
            return max(wanted, earliest), True
        return (earliest, True) if earliest > now else (now, False)

    def _write(self, packet: Any, tag: float | None) -> bool:
        written = self.sink.write(packet, tag)
        if written:
            self._retry_s = RETRY_S
        return written

    def _left(self, what: str, id: int, due: float, asked: float) -> None:
        now = self._clock.now()
        self._tally.left(now, due + self.offset, due + self.lead, asked)
        self._report((what, id, self.name, due, now))
