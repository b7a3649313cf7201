"""What comes in, said once for OSC, MIDI and the web: small values that players, clock and routes understand.

An intent carries no time: the moment of its arrival travels beside it. Channels count from 1 to 16, as artists say them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoteOn:
    """A key goes down. A velocity of 0 never appears here: that is a `NoteOff`."""

    pitch: int  # 0–127, 60 is middle C
    velocity: int  # 1–127
    channel: int = 1  # 1–16


@dataclass(frozen=True, slots=True)
class NoteOff:
    """A key goes up. How fast it went up is not kept: no model here hears it."""

    pitch: int  # 0–127
    channel: int = 1  # 1–16


@dataclass(frozen=True, slots=True)
class Sustain:
    """The right pedal."""

    value: int  # 0–127; 64 and more is down
    channel: int = 1  # 1–16

    @property
    def down(self) -> bool:
        return self.value >= 64


@dataclass(frozen=True, slots=True)
class AllNotesOff:
    """Every key of the channel counts as up, its pedal too (controllers 120 and 123)."""

    channel: int = 1  # 1–16


@dataclass(frozen=True, slots=True)
class Control:
    """A knob moved; the pedal (64) and the channel mode messages (120 and above) never appear here."""

    controller: int  # 0–119
    value: int  # 0–127
    channel: int = 1  # 1–16


@dataclass(frozen=True, slots=True)
class Program:
    """A scene is asked for."""

    number: int  # 0–127, as on the wire
    channel: int = 1  # 1–16


@dataclass(frozen=True, slots=True)
class ClockTick:
    """One of 24 in a quarter note."""


@dataclass(frozen=True, slots=True)
class ClockStart:
    """From the beginning: the next tick is beat 1 of bar 1."""


@dataclass(frozen=True, slots=True)
class ClockContinue:
    """From where it stopped, or from the last song position: the next tick is that place."""


@dataclass(frozen=True, slots=True)
class ClockStop:
    """The transport stops; ticks may go on."""


@dataclass(frozen=True, slots=True)
class SongPosition:
    """Where the next tick shall be, counted from the beginning."""

    sixteenths: int  # 0–16383; four in a quarter note


NoteIntent = NoteOn | NoteOff | Sustain | AllNotesOff
ClockIntent = ClockTick | ClockStart | ClockContinue | ClockStop | SongPosition
MidiIntent = NoteIntent | Control | Program | ClockIntent
