"""`duende packages [PACKAGE] [--json]`

What a kind knows of itself is a module of `bridge/packages_listing/kinds/`, named after it, with

    measure(package, device) -> Measured     opened on the device, some steps timed
    allows(timing) -> str                    in words: what keeps up in 99 of 100 steps ("16th notes to 290 BPM")
    facts(manifest) -> list[(word, text)]    what else one would know before choosing: styles, size, classes
    held_out(set, mine, theirs) -> str       a held-out figure beside the baseline's (None where there is none)

It imports numpy and onnxruntime only inside functions.
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .. import kinds
from ..errors import DuendeError, PackageError
from ..package import BUNDLED, Manifest, Package, find_packages
from ..score.held_out import summary
from .timing import GAP_S, Timing

MODULES = f"{__package__}.kinds"
SCORED = kinds.known("bridge.score.kinds")


@dataclass(frozen=True)
class Measured:
    device: str  # really obtained
    precision: str
    timing: Timing


@dataclass(frozen=True)
class Listed:
    package: Package
    size: int  # bytes
    measured: Measured

    @property
    def allows(self) -> str:
        return _module(self.package).allows(self.measured.timing)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        m, measured = self.package.manifest, self.measured
        return {
            "name": m.name, "path": str(self.package.path), "kind": m.kind, "version": m.version, "default": m.default,
            "parameters": m.parameters, "bytes": self.size, "licence": m.licence, "styles": list(m.styles),
            "training": [asdict(corpus) for corpus in m.training],
            "held_out": m.held_out, "baseline": m.baseline, "device": measured.device, "precision": measured.precision,
            "step_ms": {name: round(value, 3) for name, value in asdict(measured.timing).items()},
            "allows": self.allows, **dict(_module(self.package).facts(m)),
        }  # fmt: skip

    def text(self) -> str:
        """Lines for people."""
        m, t, module = self.package.manifest, self.measured.timing, _module(self.package)
        default = ", the default of its kind" if m.default else ""
        lines = [
            f"{m.name} {m.version} ({m.kind}{default}): {m.parameters:,} parameters, {self.size / 2**20:.1f} MiB",
            _line("licence", m.licence),
            _line("trained on", _trained_on(m)),
            *(_line(word, ", ".join(text) if isinstance(text, list) else str(text)) for word, text in module.facts(m)),
            *(_line("held out", told) for told in self._held_out()),
            f"  this machine, {self.measured.device}, {self.measured.precision}: {t.p50:.2f} ms a step (p99 {t.p99:.2f}) "
            f"with gaps of {GAP_S * 1e3:.0f} ms, {t.hot_p50:.2f} (p99 {t.hot_p99:.2f}) without",
            _line("allows", self.allows),
        ]
        return "\n".join(lines)

    def _held_out(self) -> list[str]:
        """A line a set."""
        m, module = self.package.manifest, _module(self.package)
        sets = summary(m.held_out, m.baseline, self.measured.precision)
        unscored = ["not scored yet: duende score"] if m.kind in SCORED else []
        return [module.held_out(name, *figures) for name, figures in sets.items()] or unscored


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", nargs="?", help="only this one: a bundled name, or the path of a folder or .zip")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--json", action="store_true", help="for machines")


def main(args: argparse.Namespace, bundled: Path = BUNDLED) -> int:
    """List, measuring each. 1 when a package does not hold: its sentence goes to standard error."""
    if args.package:
        packages, broken = [Package.find(args.package, bundled)], []
    else:
        packages, broken = find_packages(bundled)
    listed = []
    for package in packages:
        try:
            listed.append(look(package, args.device))
        except DuendeError as error:
            broken.append(error)
    for error in broken:
        print(error, file=sys.stderr)
    if args.json:
        print(json.dumps([one.plain() for one in listed], ensure_ascii=False))
    else:
        print("\n\n".join(one.text() for one in listed) or f"no package that plays in {bundled}")
    return 1 if broken else 0


def look(package: Package, device: str = "auto") -> Listed:
    """Open and measure one package; about a second and a half."""
    return Listed(package, size(package.path), _module(package).measure(package, device))


def size(path: Path) -> int:
    """Bytes on disk."""
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


def _module(package: Package) -> Any:
    module = kinds.module_of(MODULES, package.manifest.kind)
    if module is None:
        raise PackageError(f"{package.name}: packages of kind {package.manifest.kind} are not listed by this release")
    return module


def _line(word: str, text: str) -> str:
    return f"  {word:<11} {text}"


def _trained_on(manifest: Manifest) -> str:
    return "; ".join(f"{corpus.name} ({corpus.licence})" for corpus in manifest.training) or "not stated"
