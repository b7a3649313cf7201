"""What a rendering goes on from: a .mid file, or pitches typed on the command line."""

import io
from dataclasses import dataclass
from pathlib import Path

import mido

from .. import midifile
from ..errors import ConfigError, DataError
from ..tokens import TICKS_PER_BEAT, Event

TEMPO = 120.0  # BPM, where nothing says otherwise
VELOCITY = 80  # of typed notes; each lasts one beat
MIDI = (".mid", ".midi")
ALLOWED = "a .mid file, or MIDI pitches such as '60 62 64' (together: '60+64+67')"


@dataclass(frozen=True)
class Prompt:
    events: tuple[Event, ...] = ()  # in canonical order
    drums: bool = False
    tempo: float = TEMPO

    @property
    def end(self) -> int:
        """The tick at which its last note ends."""
        return max((e.tick + (e.duration or TICKS_PER_BEAT) for e in self.events), default=0)


def read_prompt(text: str | None) -> Prompt:
    """ConfigError for what is neither a file nor pitches, DataError for a file that holds no music."""
    if not text:
        return Prompt()
    path = Path(text)
    if path.suffix.lower() in MIDI or path.is_file():
        return _from_file(path)
    return _from_pitches(text)


def _from_file(path: Path) -> Prompt:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"prompt {path}: cannot be read ({error.strerror}); allowed: {ALLOWED}") from error
    try:
        events, drums = midifile.read(data)
    except DataError as error:
        raise DataError(f"prompt {path}: {error}") from error
    if not events:
        raise DataError(f"prompt {path}: there are no notes in it")
    return Prompt(tuple(events), drums, tempo_of(data))


def tempo_of(data: bytes) -> float:
    """The first tempo of a .mid file in BPM."""
    song = mido.MidiFile(file=io.BytesIO(data), clip=True)
    found = (m.tempo for part in song.tracks for m in part if m.type == "set_tempo" and m.tempo > 0)
    tempo = next(found, None)
    return TEMPO if tempo is None else min(400.0, max(20.0, round(mido.tempo2bpm(tempo), 3)))


def _from_pitches(text: str) -> Prompt:
    events = []
    for beat, word in enumerate(text.replace(",", " ").split()):
        pitches = sorted({_pitch(part, text) for part in word.split("+")}, reverse=True)
        events += [Event(beat * TICKS_PER_BEAT, pitch, TICKS_PER_BEAT, VELOCITY) for pitch in pitches]
    return Prompt(tuple(events))


def _pitch(word: str, text: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) <= 3 and int(word) < 128):
        raise ConfigError(f"prompt {text[:60]!r}: {word[:20]!r} is no file and no pitch of 0–127; allowed: {ALLOWED}")
    return int(word)
