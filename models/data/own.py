"""An artist's own music: a folder or .zip of .mid files, one .mid, or performances that `duende serve` recorded.

Style: drums where a file plays on channel 10; else the wished one; else that of the nearest folder that is named like a
style; else "any". A twentieth of the pieces, told by their names, is held out: files that come later never make a held-out
piece of one that was learned from.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np

from bridge import tokens
from bridge.errors import DataError
from bridge.midifile import DRUM_TICKS
from bridge.tokens import DRUM_CLASS, Event, order

from . import midi
from .pieces import FEWEST, Material, Piece, Source

ALLOWED = (
    "a folder or .zip of .mid files, one .mid, a journal's folder, or a folder of the public corpora with their manifests"
)
EVERY = 20  # one piece of so many is held out
SILENCE = 16 * tokens.TICKS_PER_BEAT  # a longer one ends a recorded piece; the vocabulary knows none that is longer
Say = Callable[[int, int], None]  # files read, of how many


def read(path: Path, style: str = "", say: Say = lambda done, of: None) -> Material:
    """All music at `path`. DataError when there is none that can be read."""
    pieces: list[tuple[str, Piece]] = []  # (style, piece)
    skipped, seen = [], {}
    for music in _music(path, say):
        twin = None if music.events is None else seen.setdefault(music.events.tobytes(), music.name)
        if music.events is None:
            skipped.append(f"{music.name}: {music.why}")
        elif twin != music.name:  # else a copy could be learned and held out at once
            skipped.append(f"{music.name}: the same notes as {twin}")
        elif len((piece := _styled(path, music, style))[1].events) < FEWEST:
            skipped.append(f"{music.name}: no drums as General MIDI numbers them")
        else:
            pieces.append(piece)
    if not pieces:
        raise DataError(_nothing(path, skipped))
    sources = _sources(path, pieces)
    index = {source.style: i for i, source in enumerate(sources)}
    train, valid = hold_out([replace(piece, source=index[style]) for style, piece in pieces])
    return Material(sources, train, valid, (name_of(path),), tuple(skipped))


def name_of(path: Path) -> str:
    return path.resolve().stem if path.is_file() else path.resolve().name


def files_of(path: Path) -> list[Path]:
    """Every file that `read` would look at."""
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and (midi.is_midi(p.name) or p.suffix == ".journal"))


def _nothing(path: Path, skipped: list[str]) -> str:
    why = f"; {skipped[0]}" if skipped else ""
    return f"{path}: no music that can be read ({len(skipped)} files tried{why}); allowed: {ALLOWED}"


# --- where it lies ---


def _music(path: Path, say: Say) -> Iterator[midi.Read]:
    if not path.exists():
        raise DataError(f"{path}: there is nothing; allowed: {ALLOWED}")
    if performances := _performances(path):
        for done, run in enumerate(performances, 1):
            yield from _recorded(run)
            say(done, len(performances))
        return
    files, count = _files(path)
    for done, music in enumerate(midi.read(files, count), 1):
        yield music
        say(done, count)


def _files(path: Path) -> tuple[Iterable[midi.File], int]:
    if path.is_dir():
        files = [midi.File(p.relative_to(path).as_posix(), p) for p in files_of(path)]
        return files, len(files)
    if path.suffix.lower() == ".zip":
        archive = midi.open_zip(path)
        names = sorted(name for name in archive.namelist() if midi.is_midi(name))
        return midi.members(archive, names), len(names)
    if midi.is_midi(path.name):
        return [midi.File(path.name, path)], 1
    raise DataError(f"{path}: not music as far as its name tells; allowed: {ALLOWED}")


def _performances(path: Path) -> list[Path]:
    """The recorded runs that `path` is or holds."""
    if not path.is_dir():
        return []
    from bridge.watch.runs import runs, segments

    return [path] if segments(path) else runs(path)


def _recorded(run: Path) -> Iterator[midi.Read]:
    """What the human played in a recorded run, cut at its silences; the machine's part is not learned from."""
    from bridge.watch import replay, take

    try:
        performance = replay.load(run)
    except DataError as error:
        yield midi.Read(run.name, None, why=str(error))
        return
    end = max((strike.moment for strike in performance.human), default=performance.begin)
    tracks = {take.HUMAN: take.paired(performance.human, end)}
    heard = midi.parse(midi.File(run.name, take.midi_file(tracks, performance.begin, performance.tempo)))
    if heard.events is None:
        yield heard
        return
    for i, events in enumerate(at_silences(heard.events), 1):
        if len(events) >= FEWEST:
            yield midi.Read(f"{run.name}/{i}", events, heard.drums)


def at_silences(events: np.ndarray) -> list[np.ndarray]:
    """Cut where nothing begins for longer than SILENCE; each part keeps its place in the bar."""
    cuts = np.flatnonzero(np.diff(events[:, 0]) > SILENCE) + 1
    return np.split(events, cuts)


# --- what it is ---


def _styled(path: Path, music: midi.Read, wished: str) -> tuple[str, Piece]:
    style = "drums" if music.drums else wished or style_of(PurePosixPath(name_of(path)) / music.name)
    events = music.events if music.drums or style != "drums" else as_drums(music.events)
    return style, Piece(tokens.STYLES.index(style), 0, music.name, events)


def style_of(name: PurePosixPath) -> str:
    """The style that the nearest folder is named after."""
    folders = (part.lower() for part in reversed(name.parent.parts))
    return next((folder for folder in folders if folder in tokens.STYLES), "any")


def as_drums(events: np.ndarray) -> np.ndarray:
    """Drums that were written on another channel, in the nine classes of the vocabulary."""
    hits = {
        (tick, DRUM_CLASS[pitch]): Event(tick, DRUM_CLASS[pitch], DRUM_TICKS, velocity)
        for tick, pitch, _, velocity in events.tolist()
        if pitch in DRUM_CLASS
    }
    return np.array(order(hits.values()), np.int32).reshape(-1, 4)


def _sources(path: Path, pieces: list[tuple[str, Piece]]) -> tuple[Source, ...]:
    """One for each style, in proportion to its notes."""
    notes = Counter[str]()
    for style, piece in pieces:
        notes[style] += len(piece.events)
    styles = sorted(notes, key=tokens.STYLES.index)
    name = name_of(path)
    names = [name] if len(styles) == 1 else [f"{name}: {style}" for style in styles]
    return tuple(Source(n, style, notes[style] / notes.total()) for n, style in zip(names, styles, strict=True))


# --- what is held out ---


def hold_out(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """(train, valid): by names, at least one piece in each; of a single piece its end, where it is long enough."""
    if len(pieces) == 1:
        return _hold_out_the_end(pieces[0])
    lots = [zlib.crc32(piece.name.encode()) for piece in pieces]
    drawn = {i for i, lot in enumerate(lots) if lot % EVERY == 0} or {lots.index(min(lots))}
    if len(drawn) == len(pieces):
        drawn.remove(max(drawn))
    train = [piece for i, piece in enumerate(pieces) if i not in drawn]
    return train, [pieces[i] for i in sorted(drawn)]


def _hold_out_the_end(piece: Piece) -> tuple[list[Piece], list[Piece]]:
    n = len(piece.events)
    if n < EVERY * FEWEST:
        return [piece], []
    cut = n - n // EVERY
    return [replace(piece, events=piece.events[:cut])], [replace(piece, events=piece.events[cut:])]
