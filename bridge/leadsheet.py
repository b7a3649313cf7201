"""The melody of a lead sheet as events in model time; its chords stay out, so that folk means one line."""

from collections.abc import Mapping
from typing import Any

from .tokens import TICKS_PER_BEAT, Event, order

LONGEST_BEATS = 100_000  # of a melody: fourteen hours at 120 BPM
VELOCITY = 90  # a lead sheet says nothing about dynamics


def melody(sheet: Mapping[str, Any]) -> list[Event]:
    """`sheet["melody"]`: [onset, length, MIDI pitch] in quarter notes, in any order → events from tick 0 on.

    ValueError for what no sheet of music says: a pitch beyond MIDI's, moments beyond LONGEST_BEATS."""
    start = min(onset for onset, _, _ in sheet["melody"])
    notes = {}
    for onset, length, pitch in sheet["melody"]:
        if not (0 <= pitch <= 127 and 0 <= onset - start <= LONGEST_BEATS and 0 <= length <= LONGEST_BEATS):
            raise ValueError(f"[{onset!r:.30}, {length!r:.30}, {pitch!r:.30}] is no note")
        tick = round((onset - start) * TICKS_PER_BEAT)
        notes[tick, int(pitch)] = Event(tick, int(pitch), max(1, round(length * TICKS_PER_BEAT)), VELOCITY)
    return order(notes.values())
