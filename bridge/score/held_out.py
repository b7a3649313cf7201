"""Held-out results written into a package's manifest, where `duende packages` reads them.

    held_out   {"unit", "method", "fp32": {SET: {"pieces", "events", "time", … "sum"}}, "8bit": {…}}
    baseline   {"unit", "name", SET: {"time", … "sum", "sum_is", "orders"}}

The manifest holds the hashes of all other files and nothing holds the manifest's, so every hash stays right.
"""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import PackageError
from ..package import Package

if TYPE_CHECKING:  # reading what the manifest tells needs no numpy
    from .report import Result


def score_into_manifest(folder: Path | str, results: Iterable["Result"]) -> Package:
    """Add `results` to what the package's manifest tells; the package as it is now, every hash looked at.

    A set that was scored before is replaced, others stay. PackageError for a .zip: unpack it first.
    """
    path = Path(folder) / "manifest.json"
    if not path.is_file():
        raise PackageError(f"{folder}: scores go into the manifest of a package's folder; found none")
    manifest = json.loads(path.read_text("utf8"))
    for result in results:
        _add(manifest, result)
    scratch = path.with_name(".manifest.new")
    scratch.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, allow_nan=False) + "\n", "utf8")
    os.replace(scratch, path)  # a crash while writing leaves the old one whole
    package = Package.open(folder)
    package.verify()
    return package


def _add(manifest: dict[str, Any], result: "Result") -> None:
    from .report import BASELINE, METHOD, UNIT, baseline_values, rounded

    held_out = manifest["held_out"] = manifest.get("held_out") or {"unit": UNIT, "method": METHOD}
    score = result.score
    entry = {"pieces": score.pieces, "events": score.events, **rounded(score.bits)}
    held_out.setdefault(result.precision, {})[result.material.name] = entry
    if result.baseline is not None:
        baseline = manifest["baseline"] = manifest.get("baseline") or {"unit": UNIT, "name": BASELINE}
        values = baseline_values(result.baseline)
        kept = {key: values[key] for key in ("sum_is", "orders")}
        baseline[result.material.name] = {**values["bits"], **kept}


def summary(held_out: Mapping[str, Any] | None, baseline: Mapping[str, Any] | None, precision: str) -> dict[str, tuple]:
    """Set → (the package's sum in bits per event, the baseline's or None), as far as the manifest tells."""
    sets = (held_out or {}).get(precision)
    if not isinstance(sets, dict):
        return {}
    return {
        name: (entry["sum"], _sum((baseline or {}).get(name))) for name, entry in sets.items() if _sum(entry) is not None
    }


def _sum(entry: Any) -> float | None:
    """Manifests come from strangers."""
    value = entry.get("sum") if isinstance(entry, dict) else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
