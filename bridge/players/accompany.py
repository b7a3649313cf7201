"""Accompaniment: voices that sound along with what the human strikes, at once.

Keys within 60 ms are one chord and share one accompaniment. Its voices end with the chord's keys (or the pedal that holds
them), or when the next accompaniment replaces them. The human's own note is never repeated.
"""

from dataclasses import dataclass, field

from ..phrase import Heard
from ..tokens import Event
from .mind import Mind
from .room import Room

CHORD_S = 0.060
SHORTEST_S = 0.040  # a voice that starts after its key has gone up still sounds this long
MOST_VOICES = 4


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

    def held(self) -> bool:
        return any(key.end is None for key in self.keys)


class Accompaniment:
    """Sans-I/O; `spec` gives the player's constraints for one chord, `tick` the model's time."""

    def __init__(self, room: Room, mind: Mind, name: str):
        self.room, self.mind, self.name = room, mind, name
        self.chord: Chord | None = None
        self._before: list[Voice] = []  # of the chord that is being replaced

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
        now = self.room.now()
        note = self.room.note(self.name, now, event.pitch, velocity, channel)
        voice = Voice(note, event.pitch, self.mind.told(event), now)
        chord.voices.append(voice)
        self._replace(now)  # after it: nobody waits for an off
        if not chord.held():
            self._end(voice, now + SHORTEST_S)
        return True

    def done(self, job: int) -> None:
        if self.chord and job == self.chord.job:
            self.chord.job = None
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

    def end(self, now: float) -> None:
        """Every voice ends, nothing new is asked."""
        for voice in self._before + (self.chord.voices if self.chord else []):
            self._end(voice, now)
        self.forget()

    def next_replacement(self) -> float | None:
        """When the voices of the chord before must go although no new one came."""
        return self.chord.started + CHORD_S if self.chord and self._before else None

    def wake(self) -> None:
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
