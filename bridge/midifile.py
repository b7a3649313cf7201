"""MIDI files ↔ events in model time. One reader for training, scoring and prompts, so that all see the same music."""

import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import mido

from .errors import DataError
from .tokens import DRUM_CLASS, TICKS_PER_BEAT, Event, order

DRUM_CHANNEL = 9  # MIDI channel 10, counted from 0 as in the bytes
DRUM_TICKS = 6  # a hit has no length worth modelling: an eighth of a beat


def read(data: bytes, track: Callable[[str], bool] = lambda name: True) -> tuple[list[Event], bool]:
    """The notes of a .mid file in canonical order, and whether they are drums.

    Tracks are merged; `track` chooses them by name. A sustain pedal lengthens its notes. A file with both drums and
    pitched notes gives whichever it has more of. Raises DataError for bytes that are no MIDI file.
    """
    try:
        song = mido.MidiFile(file=io.BytesIO(data), clip=True)
    except (OSError, EOFError, ValueError, IndexError, KeyError, TypeError, mido.KeySignatureError) as error:
        raise DataError(f"not a MIDI file that can be read: {str(error) or 'it ends too early'}") from error
    if song.ticks_per_beat <= 0:
        raise DataError("a MIDI file in SMPTE time; export it in beats (PPQ)")
    scale = TICKS_PER_BEAT / song.ticks_per_beat
    pitched, drums = [], []
    for part in song.tracks:
        if track(part.name):
            for channel, start, end, pitch, velocity in _sounding(part):
                if channel == DRUM_CHANNEL:
                    drums.append((start * scale, DRUM_TICKS, pitch, velocity))
                else:
                    pitched.append((start * scale, (end - start) * scale, pitch, velocity))
    if len(drums) > len(pitched):
        return _events((t, d, DRUM_CLASS[p], v) for t, d, p, v in drums if p in DRUM_CLASS), True
    return _events(pitched), False


def _sounding(part: mido.MidiTrack) -> Iterable[tuple[int, int, int, int, int]]:
    """(channel, start, end, pitch, velocity) of one track in file ticks; the pedal holds, a new strike ends."""
    now, down, pedal = 0, {}, defaultdict(bool)
    held: dict[tuple[int, int], tuple[int, int]] = {}
    for message in part:
        now += message.time
        if message.type not in ("note_on", "note_off", "control_change"):
            continue
        channel = message.channel
        if message.type == "control_change":
            if message.control == 64:
                pedal[channel] = message.value >= 64
                if not pedal[channel]:
                    for key in [k for k in held if k[0] == channel]:
                        start, velocity = held.pop(key)
                        yield channel, start, now, key[1], velocity
            continue
        key = (channel, message.note)
        if message.type == "note_on" and message.velocity > 0:
            for sounding in (down, held):
                if key in sounding:
                    start, velocity = sounding.pop(key)
                    yield channel, start, now, key[1], velocity
            down[key] = (now, message.velocity)
        elif key in down:
            if pedal[channel]:
                held[key] = down.pop(key)
            else:
                start, velocity = down.pop(key)
                yield channel, start, now, key[1], velocity
    for (channel, pitch), (start, velocity) in (down | held).items():
        yield channel, start, now, pitch, velocity


def _events(notes: Iterable[tuple[float, float, int, int]]) -> list[Event]:
    """Rounded to ticks from the first note on; of equal notes at one tick the longest stays."""
    longest: dict[tuple[int, int], Event] = {}
    for start, length, pitch, velocity in notes:
        event = Event(round(start), pitch, max(1, round(length)), velocity)
        old = longest.get((event.tick, pitch))
        if old is None or old.duration < event.duration:
            longest[event.tick, pitch] = event
    return order(longest.values())


def write(path: Path | str, events: Iterable[Event], tempo: float = 120.0, channel: int = 1, program: int = 0) -> None:
    """A .mid of the events at `tempo` beats a minute on MIDI `channel` (1–16). Same events, same bytes."""
    moves = []
    for event in events:
        length = event.duration if event.duration is not None else TICKS_PER_BEAT
        moves.append((event.tick + length, 0, event.pitch, 0))
        moves.append((event.tick, 1, event.pitch, event.velocity))
    song = mido.MidiFile(ticks_per_beat=480)
    part = mido.MidiTrack()
    song.tracks.append(part)
    part.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo), time=0))
    part.append(mido.Message("program_change", channel=channel - 1, program=program, time=0))
    here = 0
    for tick, on, pitch, velocity in sorted(moves):
        kind = "note_on" if on else "note_off"
        delta = (tick - here) * (480 // TICKS_PER_BEAT)
        part.append(mido.Message(kind, channel=channel - 1, note=pitch, velocity=velocity, time=delta))
        here = tick
    song.save(path)
