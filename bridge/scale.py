"""What an artist calls a scale, as pitch classes: `C major`, `D dorian`, `F# blues`, `Dm7`, `0 3 7 10`, `any`."""

import difflib
import re

from .errors import AddressError

MODES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "natural minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "melodic minor": (0, 2, 3, 5, 7, 9, 11),
    "harmonic major": (0, 2, 4, 5, 7, 8, 11),
    "phrygian dominant": (0, 1, 4, 5, 7, 8, 10),
    "lydian dominant": (0, 2, 4, 6, 7, 9, 10),
    "altered": (0, 1, 3, 4, 6, 8, 10),
    "hungarian minor": (0, 2, 3, 6, 7, 8, 11),
    "double harmonic": (0, 1, 4, 5, 7, 8, 11),
    "pentatonic": (0, 2, 4, 7, 9),
    "major pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
    "hirajoshi": (0, 2, 3, 7, 8),
    "in sen": (0, 1, 5, 7, 10),
    "blues": (0, 3, 5, 6, 7, 10),
    "minor blues": (0, 3, 5, 6, 7, 10),
    "major blues": (0, 2, 3, 4, 7, 9),
    "whole tone": (0, 2, 4, 6, 8, 10),
    "octatonic": (0, 1, 3, 4, 6, 7, 9, 10),
    "diminished": (0, 2, 3, 5, 6, 8, 9, 11),
    "augmented": (0, 3, 4, 7, 8, 11),
    "chromatic": tuple(range(12)),
}
# Written against the root without a space, case matters: Cmaj7, CM7, Cm7. A bare root is its major triad, as in a lead
# sheet.
CHORDS = {
    "": (0, 4, 7), "maj": (0, 4, 7), "M": (0, 4, 7), "m": (0, 3, 7), "min": (0, 3, 7), "-": (0, 3, 7),
    "dim": (0, 3, 6), "°": (0, 3, 6), "o": (0, 3, 6), "aug": (0, 4, 8), "+": (0, 4, 8), "5": (0, 7),
    "sus2": (0, 2, 7), "sus4": (0, 5, 7), "sus": (0, 5, 7), "7sus4": (0, 5, 7, 10), "9sus4": (0, 2, 5, 7, 10),
    "6": (0, 4, 7, 9), "m6": (0, 3, 7, 9), "69": (0, 2, 4, 7, 9), "add9": (0, 2, 4, 7), "madd9": (0, 2, 3, 7),
    "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "M7": (0, 4, 7, 11), "Δ": (0, 4, 7, 11), "Δ7": (0, 4, 7, 11),
    "m7": (0, 3, 7, 10), "min7": (0, 3, 7, 10), "-7": (0, 3, 7, 10), "mM7": (0, 3, 7, 11), "mmaj7": (0, 3, 7, 11),
    "m7b5": (0, 3, 6, 10), "ø": (0, 3, 6, 10), "ø7": (0, 3, 6, 10), "dim7": (0, 3, 6, 9), "°7": (0, 3, 6, 9),
    "aug7": (0, 4, 8, 10), "+7": (0, 4, 8, 10), "7b5": (0, 4, 6, 10), "7#5": (0, 4, 8, 10),
    "9": (0, 2, 4, 7, 10), "maj9": (0, 2, 4, 7, 11), "M9": (0, 2, 4, 7, 11), "m9": (0, 2, 3, 7, 10),
    "7b9": (0, 1, 4, 7, 10), "7#9": (0, 3, 4, 7, 10), "11": (0, 2, 4, 5, 7, 10), "m11": (0, 2, 3, 5, 7, 10),
    "13": (0, 2, 4, 7, 9, 10), "maj13": (0, 2, 4, 7, 9, 11), "m13": (0, 2, 3, 7, 9, 10), "7#11": (0, 4, 6, 7, 10),
    "maj7#11": (0, 4, 6, 7, 11),
}  # fmt: skip
ALLOWED = "'any', root and scale ('C major', 'D dorian', 'F# blues'), a chord ('Dm7'), or pitch classes ('0 3 7 10')"

_LETTERS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11, "h": 11}
_ROOT = re.compile(r"([A-Ha-h])(##?|bb?|x)?")
_PLAIN = str.maketrans({"♯": "#", "♭": "b", "𝄪": "x", "–": "-", "−": "-", "_": " "})
MAXIMUM_CHARACTERS = 60


def parse(text: str) -> frozenset[int] | None:
    """Pitch classes 0–11 (C = 0), or None where every pitch is welcome. AddressError names what is allowed."""
    plain = " ".join(text[: MAXIMUM_CHARACTERS + 1].translate(_PLAIN).split())
    if len(plain) > MAXIMUM_CHARACTERS:
        raise AddressError(f"scale of more than {MAXIMUM_CHARACTERS} characters; allowed are {ALLOWED}")
    if plain.lower() in ("any", "all", "", "chromatic"):
        return None
    classes = _numbers(plain) or _named(plain)
    if classes is None:
        raise AddressError(f"scale {plain!r}{_near(plain)}; allowed are {ALLOWED}")
    return classes


def _numbers(plain: str) -> frozenset[int] | None:
    """`0 3 7 10`, commas too; pitch classes, so 12 and more are nothing we know."""
    words = plain.replace(",", " ").split()
    if not all(re.fullmatch(r"[0-9]{1,2}", word) and int(word) < 12 for word in words):
        return None
    return frozenset(map(int, words)) or None


def _named(plain: str) -> frozenset[int] | None:
    match = _ROOT.match(plain)
    if match is None:
        return None
    root = _LETTERS[match[1].lower()] + _bend(match[2] or "")
    rest = plain[match.end() :]
    steps = MODES.get(rest.strip().lower().replace("-", " ")) if rest.startswith((" ", "-")) else None
    if steps is None and match[1].isupper():
        steps = CHORDS.get(rest.replace(" ", ""))
    return frozenset((root + step) % 12 for step in steps) if steps else None


def _bend(accidental: str) -> int:
    return accidental.count("#") + 2 * accidental.count("x") - accidental.count("b")


def _near(plain: str) -> str:
    """A word that was probably meant."""
    _, _, name = plain.partition(" ")
    close = difflib.get_close_matches(name.lower(), MODES, 1, 0.7) if name else []
    return f" is not known (did you mean {close[0]!r}?)" if close else " is not known"
