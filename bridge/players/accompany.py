"""Accompaniment: voices that sound along with what the human strikes, at once.

Keys within 60 ms are one chord and share one accompaniment. Its voices end with the chord's keys (or the pedal that holds
them), or when the next accompaniment replaces them. The human's own note is never repeated.

A model that is late is not waited for: the intervals that it chose last stand in for it. Before it has chosen any, its
voices sound when they come, if the chord is still held then. In either case what it says late stands in next time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..phrase import Heard
from ..tokens import Event
from .ladder import HOLD, PHRASE, Ladder
from .mind import Mind
from .room import Room
from .wishes import Wishes

CHORD_S = 0.060
LATE_S = 0.100  # a voice that comes later than this after its key is heard as an echo: better another in its place
SHORTEST_S = 0.040  # a voice that starts after its key has gone up still sounds this long


@dataclass
class Voice:
    note: int
    pitch: int
    index: int  # in the mind
    since: float
    until: float | None = None


@dataclass
class Chord:
    started: float
    job: int | None = None
    keys: list[Heard] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    late: bool = False  # the model has not answered in time
    stood_in: bool = False  # others sound in its place
    answer: list[int] = field(default_factory=list)  # the pitches that it has said, heard or not

    def held(self) -> bool:
        return any(key.end is None for key in self.keys)


class Accompaniment:
    """Sans-I/O; `spec` gives the player's constraints for one chord, `tick` the model's time."""

    def __init__(self, room: Room, mind: Mind, name: str, wishes: Wishes, ladder: Ladder):
        self.room, self.mind, self.name, self._wishes, self._ladder = room, mind, name, wishes, ladder
        self.chord: Chord | None = None
        self._before: list[Voice] = []  # of the chord that is being replaced
        self._intervals: tuple[int, ...] = ()  # from the highest key to each voice, of the last chord that the model set

    def strike(self, key: Heard, spec: dict) -> None:
        """A key went down and is the mind's last event."""
        now = key.on
        if self.chord and now - self.chord.started <= CHORD_S:
            self._join(key, now, spec)
            return
        if self.chord:
            self._before += self.chord.voices
        self.chord = Chord(now, keys=[key])
        self.chord.job = self.mind.generate(spec)

    def _join(self, key: Heard, now: float, spec: dict) -> None:
        """One more key of the chord: a voice on the same pitch gives way. Before the first voice, ask again."""
        chord = self.chord
        chord.keys.append(key)
        for voice in [v for v in chord.voices if v.pitch == key.pitch]:
            self._end(voice, now)
        if not chord.voices:
            chord.job = self.mind.generate(spec)

    def event(self, job: int, event: Event, velocity: int, channel: int) -> bool:
        """A voice from the engine; True when it sounds."""
        chord = self.chord
        if chord is None or job != chord.job:
            return False
        chord.answer.append(event.pitch)
        if chord.late and (chord.stood_in or not chord.held()):
            return False
        now = self.room.now()
        if not (chord.voices or chord.late):
            self._ladder.in_time()
        self._sound(event, self.mind.told, velocity, channel, now)
        self._replace(now)  # after it: nobody waits for an off
        return True

    def _sound(self, event: Event, remember: Callable[[Event], int], velocity: int, channel: int, now: float) -> None:
        note = self.room.note(self.name, now, event.pitch, velocity, channel)
        voice = Voice(note, event.pitch, remember(event), now)
        self.chord.voices.append(voice)
        if not self.chord.held():
            self._end(voice, now + SHORTEST_S)

    def _stand_in(self, now: float) -> None:
        """The model is late: the intervals that it chose last, below these keys; without such, whatever it will say."""
        chord = self.chord
        keys, channel = {key.pitch for key in chord.keys}, self._wishes.channel
        pitches = {self._wishes.fit(max(keys) + interval) for interval in self._intervals} - keys
        chord.late, chord.stood_in = True, bool(pitches)
        self._ladder.late(PHRASE if pitches else HOLD)
        velocity = self._wishes.loudness(max(key.velocity for key in chord.keys))
        for pitch in sorted(pitches, reverse=True):
            self._sound(Event(self.mind.last_tick, pitch, None, velocity), self.mind.append, velocity, channel, now)
        if pitches:
            self._replace(now)

    def _learn_intervals(self) -> None:
        top = max(key.pitch for key in self.chord.keys)
        self._intervals = tuple(pitch - top for pitch in self.chord.answer) or self._intervals

    def done(self, job: int) -> None:
        if self.chord and job == self.chord.job:
            self.chord.job = None
            self._learn_intervals()
            self._replace(self.room.now())
            self._learn()

    def key_ended(self, tick: int) -> None:
        """A key or the pedal let something go; `tick` is now in the model's time."""
        if self.chord and not self.chord.held():
            now = self.room.now()
            for voice in self.chord.voices:
                if voice.until is None:
                    self._end(voice, max(now, voice.since + SHORTEST_S))
                    self._length(voice, tick)
        self._learn()

    def _learn(self) -> None:
        """Tell the engine in the quiet how long the notes were, so that the next key does not wait for it. Not while it
        still looks for voices: that would end the search."""
        if self.mind.behind and (self.chord is None or self.chord.job is None):
            self.mind.flush()

    def forget(self) -> None:
        """Know nothing of it any more; the sounding notes are ended by the caller."""
        self.chord, self._before = None, []

    def lost(self) -> None:
        """The model is gone, and what sounded was ended by the caller. A chord that waits for its voices goes on waiting:
        for another model, or for what stands in."""
        self._before = []
        if not self.waits:
            self.forget()

    def ask_again(self, spec: dict) -> None:
        """Another model is there: what `waits` is asked of it."""
        self.chord.job = self.mind.generate(spec)

    @property
    def waits(self) -> bool:
        """A chord's first voice has not come yet."""
        return self.chord is not None and self.chord.job is not None and not self.chord.voices

    def end(self, now: float) -> None:
        """Every voice ends, nothing new is asked."""
        for voice in self._before + (self.chord.voices if self.chord else []):
            self._end(voice, now)
        self.forget()

    def next_replacement(self) -> float | None:
        """When the voices of the chord before must go although no new one came."""
        return self.chord.started + CHORD_S if self.chord and self._before else None

    def moments(self) -> tuple[float | None, ...]:
        """When time alone changes something here."""
        return self.next_replacement(), self.overdue_at()

    def overdue_at(self) -> float | None:
        """When a voice that has not come is late."""
        return self.chord.started + LATE_S if self.waits and not self.chord.late else None

    def wake(self) -> None:
        late = self.overdue_at()
        if late is not None and late <= self.room.now():
            self._stand_in(self.room.now())
        due = self.next_replacement()
        if due is not None and due <= self.room.now():
            self._replace(self.room.now())

    def sounding(self) -> list[int]:
        """The pitches of the voices whose end is not known yet."""
        return [voice.pitch for voice in (self.chord.voices if self.chord else []) if voice.until is None]

    def _replace(self, now: float) -> None:
        for voice in self._before:
            if voice.until is None or voice.until > now:
                self._end(voice, now)
        self._before = []

    def _end(self, voice: Voice, due: float) -> None:
        voice.until = due
        self.room.off(voice.note, due)

    def _length(self, voice: Voice, tick: int) -> None:
        event = self.mind.recall(voice.index)
        if event is not None:
            self.mind.revise(voice.index, event._replace(duration=max(1, tick - event.tick)))
