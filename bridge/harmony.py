"""Which chord sounds: pitches in, a lead sheet's name out. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from .scale import CHORDS

# In the order in which they are tried where several spell the same pitch classes.
QUALITIES = (
    "", "m", "dim", "aug", "sus4", "sus2", "7", "maj7", "m7", "m7b5", "dim7", "mM7", "6", "m6", "aug7", "7sus4",
    "add9", "madd9", "9", "maj9", "m9", "69", "7b9", "7#9", "7b5", "m11", "13", "maj13", "m13",
)  # fmt: skip
TRIADS = ("", "m", "dim", "aug", "sus4")
NAMES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
FEWEST = 3  # pitch classes that make a chord


class Chord(NamedTuple):
    name: str  # "C", "Am7", "G7/B"
    root: int  # pitch class 0–11, C = 0
    bass: int  # MIDI pitch, the lowest


def chord_of(pitches: Iterable[int]) -> Chord | None:
    """The chord of MIDI pitches that sound together; None for fewer than three pitch classes or what has no name.

    The whole set is named if it can be, the bass as root first; else the triad in it that stands on the bass, or on
    another of its pitches.
    """
    pitches = sorted(pitches)
    classes = {pitch % 12 for pitch in pitches}
    if len(classes) < FEWEST:
        return None
    bass = pitches[0]
    roots = sorted(classes, key=lambda root: (root - bass) % 12)
    for qualities, fits in ((QUALITIES, set.__eq__), (TRIADS, set.__ge__)):
        for root in roots:
            above = {(each - root) % 12 for each in classes}
            for quality in qualities:
                if fits(above, set(CHORDS[quality])):
                    return Chord(_spelt(root, quality, bass), root, bass)
    return None


def _spelt(root: int, quality: str, bass: int) -> str:
    name = NAMES[root] + quality
    return name if bass % 12 == root else f"{name}/{NAMES[bass % 12]}"
