"""The music vocabulary, shared by training and stage: a note is one compound event of four attributes.

Model time is counted in ticks, 48 a beat (quarter note): sixteenths, triplets and 10 ms at 120 BPM are whole numbers.
An event's `time` is the distance from the previous event's onset. Onsets are rebuilt by adding classes up, so rounding
never accumulates: each distance is measured from the rebuilt onset, not from the played one.

A row of the model's input has eight columns, every one an index into a single embedding table (`OFFSETS`):

    time  pitch  duration  velocity  phase  beat  style  ending

`phase` (1/24 beat) and `beat` (modulo 12, so that bars of 2, 3, 4 and 6 beats are all visible) say where in the music the
event stands; they follow from the tick. `ending` is 1 while the piece has been asked to come to its end.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

VOCABULARY = 1  # raised when anything below changes meaning; a package says which it speaks
TICKS_PER_BEAT = 48


def _grid() -> tuple[int, ...]:
    """Distances in ticks: every tick up to one beat, then coarser, up to 16 beats."""
    steps = ((0, 48, 1), (48, 96, 2), (96, 192, 4), (192, 384, 12), (384, 768, 48))
    return (*(t for start, stop, step in steps for t in range(start, stop, step)), 768)


GRID = _grid()  # 121 distances; index = class
END = len(GRID)  # time class "the piece is over"; as an input: the piece begins
TIMES = len(GRID) + 1
PITCHES = 128
START_PITCH = 128  # input only: the row that stands before the first note
DURATIONS = len(GRID)  # class 0 (no length) is never produced
HELD = DURATIONS  # input only: the key is still down, its length unknown
VELOCITIES = 32  # bins of 4
PHASES = 24
BEATS = 12
STYLES = ("any", "chorale", "folk", "piano", "drums", "song")
STYLE_ROOM = 16  # rows kept in the table, so that a style can be added without a new vocabulary
COLUMNS = ("time", "pitch", "duration", "velocity", "phase", "beat", "style", "ending")
SIZES = (TIMES, PITCHES + 1, DURATIONS + 1, VELOCITIES + 1, PHASES, BEATS, STYLE_ROOM, 2)
OFFSETS = tuple(sum(SIZES[:i]) for i in range(len(SIZES)))
_, PITCH_AT, DURATION_AT, VELOCITY_AT, PHASE_AT, BEAT_AT, STYLE_AT, ENDING_AT = OFFSETS
ROWS = sum(SIZES)

# The nine drum classes of the Groove dataset (Gillick et al. 2019, table 1) as General MIDI pitches.
DRUMS = {
    36: (35, 36), 38: (37, 38, 40), 43: (41, 43, 58), 47: (45, 47), 50: (48, 50),
    46: (26, 46), 42: (22, 42, 44), 49: (49, 52, 55, 57), 51: (51, 53, 59),
}  # fmt: skip
DRUM_CLASS = {note: main for main, notes in DRUMS.items() for note in notes}


class Event(NamedTuple):
    """One note in model time: `tick` since the context began, length in ticks (None: still held), velocity 1–127."""

    tick: int
    pitch: int
    duration: int | None
    velocity: int


def nearest(ticks: float) -> int:
    """The class of the grid distance nearest to `ticks` (ties go to the shorter)."""
    i = bisect_left(GRID, ticks)
    if i == 0:
        return 0
    if i == len(GRID):
        return len(GRID) - 1
    return i if GRID[i] - ticks < ticks - GRID[i - 1] else i - 1


def duration_class(ticks: float | None) -> int:
    return HELD if ticks is None else max(1, nearest(ticks))


def velocity_class(velocity: int) -> int:
    return min(VELOCITIES - 1, velocity // 4)


def velocity_of(bin_: int) -> int:
    """The middle of a velocity bin: 2, 6, … 126."""
    return bin_ * 4 + 2


def start_row(style: int, ending: int = 0) -> list[int]:
    """The row before the first note: nothing has sounded yet."""
    return absolute((END, START_PITCH, HELD, VELOCITIES, 0, 0, style, ending))


def row(time: int, event: Event, style: int, ending: int = 0) -> list[int]:
    """One input row (8 table indices) of an event whose time class is `time` and whose rebuilt onset is `event.tick`."""
    tick, pitch, duration, velocity = event
    return [
        time, PITCH_AT + pitch, DURATION_AT + duration_class(duration), VELOCITY_AT + velocity_class(velocity),
        PHASE_AT + tick // (TICKS_PER_BEAT // PHASES) % PHASES, BEAT_AT + tick // TICKS_PER_BEAT % BEATS,
        STYLE_AT + style, ENDING_AT + ending,
    ]  # fmt: skip


def absolute(columns: Sequence[int]) -> list[int]:
    return [column + offset for column, offset in zip(columns, OFFSETS, strict=True)]


def order(events: Iterable[Event]) -> list[Event]:
    """The canonical order: by onset, then from the highest pitch down (the melody leads)."""
    return sorted(events, key=lambda e: (e.tick, -e.pitch))


def rebuild(events: Sequence[Event], origin: int = 0) -> list[tuple[int, Event]]:
    """(time class, event with its rebuilt onset) for events in order, starting from `origin` ticks."""
    out, here = [], origin
    for event in events:
        time = nearest(max(0, event.tick - here))
        here += GRID[time]
        out.append((time, event._replace(tick=here)))
    return out
