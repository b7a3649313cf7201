"""What a gesture package makes of recorded gestures, in nats per step; one result for people and machines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..engine.stepper import Stepper
from ..gestures.likelihood import edges, nats
from ..gestures.reading import Material
from ..gestures.take import MS, Piece, scaled
from .held_out import Kept
from .stillness import PREDICTORS, Baseline

UNIT = "nats per step"
METHOD = (
    "- ln of the chance of the recorded cell of the time (1 ms) and of every value (one level) together, each step "
    "predicted from those before it in its piece; pieces end at pauses of 5 s"
)
BASELINE = "last value or linear, the better; Gaussian, Laplacian or counted differences, fitted to the training split"
AT_ONCE = 4096  # steps whose mixtures are judged together


@dataclass(frozen=True)
class Score:
    pieces: int
    steps: int
    nats: float  # per step
    time: float  # of it, the time by itself


def score(stepper: Stepper, held: Material, say: Callable[[str], None]) -> Score:
    total = time = 0.0
    for i, piece in enumerate(held.pieces, 1):
        say(f"piece {i} of {len(held.pieces)}")
        both = _piece(stepper, piece, held)
        total, time = total + both[0], time + both[1]
    return Score(len(held.pieces), held.steps, total / held.steps, time / held.steps)


def _piece(stepper: Stepper, piece: Piece, held: Material) -> tuple[float, float]:
    """Nats of all its steps, and of their times."""
    stepper.reset()
    values, seconds = scaled(piece.level, held.values), piece.wait / MS
    low, high = edges(piece.wait[1:], piece.level[1:], held.values, held.longest_s)
    stepper.state["past_values"][0] = values[0]
    inputs, mixture = stepper.inputs, stepper.outputs["mixture"]
    inputs["temperature"][...], inputs["spread"][...], inputs["noise"][...] = 1.0, 1.0, 0.5
    found, sums = np.empty((min(AT_ONCE, piece.steps), mixture.size), np.float32), np.zeros(2)
    for a in range(0, piece.steps, AT_ONCE):
        count = min(AT_ONCE, piece.steps - a)
        for i in range(count):
            inputs["seconds"][...], inputs["values"][0] = seconds[a + i], values[a + i]
            stepper.run()
            found[i] = mixture[0]
        sums += [part.sum() for part in nats(found[:count], low[a : a + count], high[a : a + count])]
    return sums[0], sums[1]


@dataclass(frozen=True)
class Result:
    package: str
    precision: str
    device: str
    held: Material
    score: Score
    baseline: Baseline | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        s = self.score
        values = {
            "package": self.package, "precision": self.precision, "device": self.device, "data": self.held.name,
            "split": self.held.split or None, "pieces": s.pieces, "steps": s.steps, "skipped": list(self.held.skipped),
            "unit": UNIT, "nats": round(s.nats, 4), "time": round(s.time, 4), "method": METHOD,
        }  # fmt: skip
        if self.baseline is not None:
            values["baseline"] = self._theirs() | {"name": BASELINE, "primed_with": self.baseline.prime}
        return values

    def kept(self) -> Kept:
        s = self.score
        figures = {"pieces": s.pieces, "steps": s.steps, "time": round(s.time, 4), "sum": round(s.nats, 4)}
        theirs = self._theirs() if self.baseline else None
        return Kept(self.precision, self.held.name, UNIT, METHOD, figures, BASELINE, theirs)

    def _theirs(self) -> dict[str, Any]:
        found = {name: round(nats, 4) for name, nats in self.baseline.nats.items()}
        laws = {name: list(laws) for name, laws in self.baseline.laws.items()}
        return found | {"sum": found[self.baseline.best], "laws": laws}

    def table(self) -> str:
        """For people."""
        s, held = self.score, self.held
        split = f", split {held.split!r}" if held.split else ""
        name = f"{self.package} ({self.precision})"
        lines = [f"{held.name}{split}: {s.pieces} pieces, {s.steps:,} steps of {len(held.values)} values"]
        lines += [f"{UNIT:<24}{'all':>9}{'time':>9}", f"{name:<24}{s.nats:>9.3f}{s.time:>9.3f}"]
        if self.baseline is not None:
            for predictor in PREDICTORS:
                lines.append(f"{predictor:<24}{self.baseline.nats[predictor]:>9.3f}{self.baseline.nats['time']:>9.3f}")
            laws = "; ".join(f"{p}: {', '.join(self.baseline.laws[p])}" for p in (*PREDICTORS, "time"))
            lines.append(f"baselines fitted to {self.baseline.prime}; laws: {laws}")
        if held.skipped:
            lines.append(f"skipped {len(held.skipped)} files; {held.skipped[0]}")
        return "\n".join(lines)
