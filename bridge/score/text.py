"""What a text package makes of held-out texts, in bits per character; PPMd beside it; one result for people and machines."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..engine.stepper import Stepper
from ..errors import DataError
from ..pieces import END, Pieces
from ..textfiles import Read
from .baseline import cost, require
from .held_out import Kept

UNIT = "bits per character"
METHOD = (
    "- log2 of the chance of the text's own tokens and of the END behind them, each text by itself, divided by its "
    "characters (line breaks are some, the END is none)"
)
ORDER = 8  # of PPMd
BASELINE = f"PPMd variant H, order {ORDER}, primed with the training split, UTF-8, a zero byte behind each text"
TELL = 50  # texts between two reports


@dataclass(frozen=True)
class Material:
    """What is scored, or what primes the baseline."""

    name: str
    split: str
    texts: tuple[str, ...]
    skipped: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        return sum(map(len, self.texts))


def material(found: Read, split: str) -> Material:
    """Of data with a split only that part; DataError when nothing is left."""
    if not found.has_split:
        return Material(found.name, "", tuple(text.text for text in found.texts), found.skipped)
    texts = tuple(text.text for text in found.texts if text.split == split)
    if not texts:
        there = ", ".join(sorted({text.split for text in found.texts}))
        raise DataError(f"{found.name}: no texts in its split {split!r}; there are {there}")
    return Material(found.name, split, texts, found.skipped)


@dataclass(frozen=True)
class Score:
    texts: int
    characters: int
    tokens: int  # END not counted
    bits: float  # of all

    @property
    def rate(self) -> float:
        """Bits per character."""
        return self.bits / self.characters


def score(stepper: Stepper, pieces: Pieces, texts: Sequence[str], say: Callable[[str], None]) -> Score:
    bits, characters, tokens = 0.0, 0, 0
    for i, text in enumerate(texts, 1):
        encoded = pieces.encode(text)
        bits += _bits(stepper, encoded)
        characters, tokens = characters + len(text), tokens + len(encoded)
        if i % TELL == 0:
            say(f"{i} of {len(texts)} texts: {bits / characters:.3f} {UNIT}")
    return Score(len(texts), characters, tokens, bits)


def _bits(stepper: Stepper, tokens: list[int]) -> float:
    """END in front forgets what was before; END behind is judged too."""
    token, logits, nats = stepper.inputs["token"], stepper.outputs["logits"][0], 0.0
    for before, after in zip([END, *tokens], [*tokens, END], strict=True):
        token[0, 0] = before
        stepper.run()
        top = float(logits.max())
        nats += top - float(logits[after]) + math.log(float(np.exp(logits - top).sum()))
    return nats / math.log(2)


@dataclass(frozen=True)
class Baseline:
    prime: Material
    rate: float  # bits per character


def measure(prime: Material, held: Material, say: Callable[[str], None]) -> Baseline:
    """PPMd on `held`, primed with `prime`; MissingExtra where it is not installed."""
    require()
    say("PPMd")
    return Baseline(prime, cost(ORDER, _bytes(prime), _bytes(held)) / held.characters)


def _bytes(texts: Material) -> bytes:
    return b"".join(text.encode("utf8", "replace") + b"\0" for text in texts.texts)


@dataclass(frozen=True)
class Result:
    package: str
    precision: str
    device: str
    held: Material
    score: Score
    baseline: Baseline | None = None

    @property
    def difference(self) -> float:
        """In percent of the baseline; negative is better."""
        return 100 * (self.score.rate / self.baseline.rate - 1)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        s = self.score
        values = {
            "package": self.package, "precision": self.precision, "device": self.device, "data": self.held.name,
            "split": self.held.split or None, "texts": s.texts, "characters": s.characters, "tokens": s.tokens,
            "skipped": list(self.held.skipped), "unit": UNIT, "bits": round(s.rate, 4), "method": METHOD,
        }  # fmt: skip
        if self.baseline is not None:
            theirs = {"name": BASELINE, "primed_with": _called(self.baseline.prime), "bits": round(self.baseline.rate, 4)}
            values |= {"baseline": theirs, "difference_percent": round(self.difference, 1)}
        return values

    def kept(self) -> Kept:
        s = self.score
        figures = {"texts": s.texts, "characters": s.characters, "tokens": s.tokens, "sum": round(s.rate, 4)}
        theirs = {"sum": round(self.baseline.rate, 4)} if self.baseline else None
        return Kept(self.precision, self.held.name, UNIT, METHOD, figures, BASELINE, theirs)

    def table(self) -> str:
        """For people."""
        s, held = self.score, self.held
        split = f", split {held.split!r}" if held.split else ""
        name = f"{self.package} ({self.precision})"
        lines = [
            f"{held.name}{split}: {s.texts:,} texts, {s.characters:,} characters in {s.tokens:,} tokens",
            f"{name:<24}{s.rate:>8.3f} {UNIT}",
        ]
        if self.baseline is not None:
            lines.append(f"{'PPMd, order ' + str(ORDER):<24}{self.baseline.rate:>8.3f}  ({self.difference:+.1f} %)")
            lines.append(f"PPMd: primed with {_called(self.baseline.prime)}")
        if held.skipped:
            lines.append(f"skipped {len(held.skipped)} files; {held.skipped[0]}")
        return "\n".join(lines)


def _called(prime: Material) -> str:
    split = f", split {prime.split!r}" if prime.split else ""
    return f"{prime.name}{split} ({len(prime.texts):,} texts, {prime.characters:,} characters)"
