"""A take: notes of human and machine in seconds, and how they become a standard MIDI file of one track each.

Written by hand, not by way of message objects: the core writes captures while music plays, and this costs it a few
microseconds a note. The file's grid is far finer than a performance (52 µs at 120 BPM), so that moments survive.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

TICKS_PER_BEAT = 9600
HUMAN, MACHINE = "human", "machine"
LARGEST_DELTA = 0x0FFFFFFF  # ticks between two events that the format can say; 4 hours at 120 BPM


class Strike(NamedTuple):
    """A key or voice begins or ends."""

    moment: float  # seconds
    pitch: int
    velocity: int  # 0 = ends
    channel: int = 1  # 1–16


class Note(NamedTuple):
    start: float  # seconds
    end: float
    pitch: int
    velocity: int
    channel: int


def paired(strikes: Iterable[Strike], end: float) -> list[Note]:
    """Every on with its off, by their starts. A pitch struck again ends first; what still sounds ends at `end`."""
    sounding: dict[tuple[int, int], Strike] = {}
    notes = []
    for strike in strikes:
        key = strike.channel, strike.pitch
        if old := sounding.pop(key, None):
            notes.append(_ended(old, strike.moment))
        if strike.velocity > 0:
            sounding[key] = strike
    notes += [_ended(strike, end) for strike in sounding.values()]
    return sorted(notes)


def _ended(on: Strike, end: float) -> Note:
    return Note(on.moment, max(on.moment, end), on.pitch, on.velocity, on.channel)


def clipped(notes: Iterable[Note], begin: float, end: float) -> list[Note]:
    """What is heard of the notes between two moments."""
    heard = (note for note in notes if note.end > begin and note.start <= end)
    return [note._replace(start=max(note.start, begin), end=min(note.end, end)) for note in heard]


def midi_file(tracks: Mapping[str, Sequence[Note]], begin: float, tempo: float = 120.0) -> bytes:
    """A format 1 file: the tempo, then a named track each. `begin` (seconds) is its beat 0; same notes, same bytes."""
    ticks_per_second = TICKS_PER_BEAT * tempo / 60
    bodies = [_tempo_track(tempo)]
    bodies += [_track(name, notes, begin, ticks_per_second) for name, notes in tracks.items()]
    header = b"MThd" + struct.pack(">IHHH", 6, 1, len(bodies), TICKS_PER_BEAT)
    return header + b"".join(b"MTrk" + struct.pack(">I", len(body)) + body for body in bodies)


def _tempo_track(tempo: float) -> bytes:
    return b"\0\xff\x51\x03" + round(60e6 / tempo).to_bytes(3, "big") + _END


def _track(name: str, notes: Iterable[Note], begin: float, ticks_per_second: float) -> bytes:
    title = name.encode()
    parts = [b"\0\xff\x03" + _length(len(title)) + title]
    here = 0
    for tick, message in sorted(_messages(notes, begin, ticks_per_second)):
        parts.append(_length(min(tick - here, LARGEST_DELTA)) + bytes(message))
        here = tick
    return b"".join(parts) + _END


def _messages(
    notes: Iterable[Note], begin: float, ticks_per_second: float
) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Offs are sent as 0x80, so that at one tick they sort before ons; a note lasts a tick at least."""
    for note in notes:
        start = max(0, round((note.start - begin) * ticks_per_second))
        end = max(start + 1, round((note.end - begin) * ticks_per_second))
        channel = note.channel - 1 & 15
        yield start, (0x90 | channel, note.pitch, note.velocity)
        yield end, (0x80 | channel, note.pitch, 0)


def _length(number: int) -> bytes:
    """A variable-length quantity: seven bits a byte, the highest first."""
    digits = [number & 127]
    while number := number >> 7:
        digits.append(number & 127 | 128)
    return bytes(reversed(digits))


_END = b"\0\xff\x2f\0"
