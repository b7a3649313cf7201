"""One result, as a table for people and as plain values for machines."""

from dataclasses import dataclass
from typing import Any

from .baseline import ATTRIBUTES, TOGETHER, Baseline
from .data import Material
from .held_out import Kept
from .music import Score

UNIT = "bits per event"
METHOD = (
    "END counts in time; style = log2(styles) bits a piece for naming the one under which it begins likeliest; "
    "pieces beyond 384 rows in overlapping windows with 192 events heard again"
)
BASELINE = "PPMd variant H, primed with the training split, best order"
DIGITS = 4
LEAST = 0.05  # bits; below it there is nothing to compare in percent


@dataclass(frozen=True)
class Result:
    package: str
    precision: str  # of the graph that was run
    device: str
    material: Material
    score: Score
    baseline: Baseline | None = None

    @property
    def difference(self) -> dict[str, float]:
        """The model's bits against the baseline's in percent; negative is better. Empty without a baseline, and without
        an attribute that costs the baseline next to nothing."""
        if self.baseline is None:
            return {}
        mine, theirs = self.score.bits, self.baseline.bits
        return {name: 100 * (mine[name] / theirs[name] - 1) for name in (*ATTRIBUTES, "sum") if theirs[name] >= LEAST}

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        material, score = self.material, self.score
        values = {
            "package": self.package,
            "precision": self.precision,
            "device": self.device,
            "data": material.name,
            "split": material.split or None,
            "pieces": score.pieces,
            "events": score.events,
            "skipped": material.skipped,
            "unit": UNIT,
            "bits": rounded(score.bits),
            "styles": score.styles,
            "method": METHOD,
        }
        if self.baseline is not None:
            values["baseline"] = baseline_values(self.baseline)
            values["difference_percent"] = {name: round(x, 1) for name, x in self.difference.items()}
        return values

    def kept(self) -> Kept:
        score = self.score
        figures = {"pieces": score.pieces, "events": score.events, **rounded(score.bits)}
        if self.baseline is None:
            return Kept(self.precision, self.material.name, UNIT, METHOD, figures)
        values = baseline_values(self.baseline)
        theirs = {**values["bits"], **{key: values[key] for key in ("sum_is", "orders")}}
        return Kept(self.precision, self.material.name, UNIT, METHOD, figures, BASELINE, theirs)

    def table(self) -> str:
        return "\n".join([*self._heading(), *self._rows(), *self._notes()])

    def _heading(self) -> list[str]:
        material, score = self.material, self.score
        split = f", split {material.split!r}" if material.split else ""
        styles = ", ".join(f"{style} {n}" for style, n in sorted(score.styles.items(), key=lambda kv: -kv[1]))
        return [f"{material.name}{split}: {score.pieces} pieces, {score.events:,} events; heard as: {styles}"]

    def _rows(self) -> list[str]:
        columns = (*ATTRIBUTES, "style", "sum")
        name = f"{self.package} ({self.precision})"
        width = max(len(UNIT), len(name))
        lines = [f"{UNIT:<{width}}" + "".join(f"{c:>10}" for c in columns)]
        lines.append(_line(name, width, columns, self.score.bits, "{:.3f}"))
        if self.baseline is not None:
            lines.append(_line("PPMd", width, columns, self.baseline.bits, "{:.3f}"))
            lines.append(_line("difference", width, columns, self.difference, "{:+.1f} %"))
        return lines

    def _notes(self) -> list[str]:
        skipped = self.material.skipped
        notes = [f"skipped {len(skipped)} files; {skipped[0]}"] if skipped else []
        if self.baseline is not None:
            way = "all four attributes in one stream" if self.baseline.together else "each attribute by itself"
            orders = ", ".join(f"{name} {stream.order}" for name, stream in self.baseline.streams.items())
            notes.append(f"PPMd: primed with {self.baseline.prime}; its sum is that of {way}; best orders: {orders}")
        return notes


def baseline_values(baseline: Baseline) -> dict[str, Any]:
    """As JSON."""
    return {
        "name": BASELINE,
        "primed_with": baseline.prime,
        "orders": {name: stream.order for name, stream in baseline.streams.items()},
        "bits": rounded(baseline.bits),
        "sum_is": TOGETHER if baseline.together else "separately",
    }


def rounded(bits: dict[str, float]) -> dict[str, float]:
    return {name: round(x, DIGITS) for name, x in bits.items()}


def _line(name: str, width: int, columns: tuple[str, ...], values: dict[str, float], form: str) -> str:
    cells = (form.format(values[c]) if c in values else "–" for c in columns)
    return f"{name:<{width}}" + "".join(f"{cell:>10}" for cell in cells)
