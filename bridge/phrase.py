"""Where a human phrase begins and ends. Pure: moments are given, seconds on one line.

A phrase ends when no key is down and none was struck for `pause`, or none was struck for 4 × `pause` though keys are held.
The pedal lengthens notes but holds no phrase open. A key without an off is let go after 30 s.
"""

from dataclasses import dataclass, field

HELD_FACTOR = 4  # × pause: so long a held chord keeps the phrase open
STUCK_S = 30.0
LONGEST = 512  # notes of an open phrase that are known; a sequencer plays without a pause for weeks


@dataclass
class Heard:
    """One human note: `off` is None while its key is down, `end` while key or pedal holds it."""

    pitch: int
    velocity: int
    channel: int
    on: float
    off: float | None = None
    end: float | None = None
    index: int = -1  # where whoever listens keeps it

    def seconds(self) -> float | None:
        return None if self.end is None else self.end - self.on


@dataclass
class Ear:
    """Keys, pedal and the phrase in the making."""

    notes: list[Heard] = field(default_factory=list)  # of the open phrase, in order of their onsets
    down: dict[tuple[int, int], Heard] = field(default_factory=dict)  # (channel, pitch) → key held
    pedalled: list[Heard] = field(default_factory=list)  # key up, pedal down
    pedal: set[int] = field(default_factory=set)  # channels whose pedal is down
    last_strike: float = float("-inf")
    last_release: float = float("-inf")

    def strike(self, pitch: int, velocity: int, channel: int, now: float) -> Heard:
        """A key goes down. The same key struck again ends its earlier note."""
        self.release(pitch, channel, now)
        for note in [n for n in self.pedalled if (n.channel, n.pitch) == (channel, pitch)]:
            note.end = now
            self.pedalled.remove(note)
        note = Heard(pitch, velocity, channel, now)
        self.down[channel, pitch] = note
        if len(self.notes) >= LONGEST:
            del self.notes[: LONGEST // 2]
        self.notes.append(note)
        self.last_strike = now
        return note

    def release(self, pitch: int, channel: int, now: float) -> Heard | None:
        """A key goes up; its note, or None when it was not down. With the pedal down the note sounds on."""
        note = self.down.pop((channel, pitch), None)
        if note is None:
            return None
        note.off = self.last_release = now
        if channel in self.pedal:
            self.pedalled.append(note)
        else:
            note.end = now
        return note

    def sustain(self, down: bool, channel: int, now: float) -> list[Heard]:
        """The pedal moves; the notes that end with it."""
        if down:
            self.pedal.add(channel)
            return []
        self.pedal.discard(channel)
        ended = [n for n in self.pedalled if n.channel == channel]
        self.pedalled = [n for n in self.pedalled if n.channel != channel]
        for note in ended:
            note.end = now
        return ended

    def stuck(self, now: float) -> list[Heard]:
        """Keys that have been down for 30 s: their off was lost."""
        return [n for n in self.down.values() if now - n.on >= STUCK_S]

    def ends_at(self, pause: float) -> float | None:
        """The moment at which the open phrase ends if nothing more is played; None when there is no phrase."""
        if not self.notes:
            return None
        if self.down:
            return self.last_strike + HELD_FACTOR * pause
        return min(self.last_strike + HELD_FACTOR * pause, max(self.last_strike + pause, self.last_release))

    def take(self) -> list[Heard]:
        """Close the phrase and give its notes; keys still down stay known."""
        notes, self.notes = self.notes, []
        return notes

    def sounding(self) -> set[int]:
        """Pitches that the human holds by key or pedal."""
        return {n.pitch for n in self.down.values()} | {n.pitch for n in self.pedalled}
