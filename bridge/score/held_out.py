"""Held-out results written into a package's manifest, where `duende packages` reads them.

    held_out   {"unit", "method", PRECISION: {SET: {…, "sum"}}}
    baseline   {"unit", "name", SET: {…, "sum"}}

`sum` is the one figure that tells how good it is, in `unit`; lower is better. The manifest holds the hashes of all other
files and nothing holds the manifest's, so every hash stays right.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ..errors import PackageError
from ..package import Package


@dataclass(frozen=True)
class Kept:
    """One result as the manifest keeps it."""

    precision: str  # of the graph
    data: str  # the set's name
    unit: str
    method: str  # how it was measured, in a sentence
    figures: Mapping[str, Any]  # `sum` among them
    baseline: str = ""  # its name
    theirs: Mapping[str, Any] | None = None  # the baseline's figures, `sum` among them


class Result(Protocol):
    def kept(self) -> Kept: ...


def score_into_manifest(folder: Path | str, results: Iterable[Result]) -> Package:
    """Add `results` to what the package's manifest tells; the package as it is now, every hash looked at.

    A set that was scored before is replaced, others stay. PackageError for a .zip: unpack it first.
    """
    path = Path(folder) / "manifest.json"
    if not path.is_file():
        raise PackageError(f"{folder}: scores go into the manifest of a package's folder; found none")
    manifest = json.loads(path.read_text("utf8"))
    for result in results:
        _add(manifest, result.kept())
    scratch = path.with_name(".manifest.new")
    scratch.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, allow_nan=False) + "\n", "utf8")
    os.replace(scratch, path)  # a crash while writing leaves the old one whole
    package = Package.open(folder)
    package.verify()
    return package


def _add(manifest: dict[str, Any], kept: Kept) -> None:
    held_out = manifest["held_out"] = manifest.get("held_out") or {"unit": kept.unit, "method": kept.method}
    held_out.setdefault(kept.precision, {})[kept.data] = dict(kept.figures)
    if kept.theirs is not None:
        baseline = manifest["baseline"] = manifest.get("baseline") or {"unit": kept.unit, "name": kept.baseline}
        baseline[kept.data] = dict(kept.theirs)


def summary(held_out: Mapping[str, Any] | None, baseline: Mapping[str, Any] | None, precision: str) -> dict[str, tuple]:
    """Set → (the package's sum, the baseline's or None), as far as the manifest tells."""
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
