"""`duende packages`: what is there, where it comes from, how good it is, and what it can do on this machine."""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Any

from .errors import DuendeError
from .package import BUNDLED, Manifest, Package, find_packages
from .score.held_out import summary

if TYPE_CHECKING:  # numpy and onnxruntime load when the command runs
    from .engine.cache import Context

HOT_STEPS = 100
GAP_S = 0.020  # between the steps of a player in a hurry; in the gap caches and clock speeds fall asleep
GAPPED_STEPS = 45  # about a second
HEARD = 256  # events in the context, as after a few minutes of playing
FASTEST_BPM = 400.0  # the clock's limit
SIXTEENTHS = 4  # a beat
CHORD = 16  # voices; more is not asked of a player


@dataclass(frozen=True)
class Timing:
    """Milliseconds a step: one note, all its attributes."""

    hot_p50: float  # one after another
    hot_p99: float
    p50: float  # with gaps of 20 ms, as on stage
    p99: float

    @property
    def allows(self) -> str:
        """In words: what keeps up in 99 of 100 steps."""
        bpm = 60e3 / (SIXTEENTHS * max(self.p99, 1e-3))
        if bpm < FASTEST_BPM:
            return f"16th notes to {bpm:.0f} BPM"
        voices = min(CHORD, int(bpm / FASTEST_BPM))
        what = f"16th notes in chords of {voices}" if voices > 1 else "16th notes"
        return f"{what} to {FASTEST_BPM:.0f} BPM"


@dataclass(frozen=True)
class Listed:
    package: Package
    size: int  # bytes
    device: str
    precision: str
    timing: Timing

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        m = self.package.manifest
        return {
            "name": m.name, "path": str(self.package.path), "kind": m.kind, "version": m.version, "default": m.default,
            "parameters": m.parameters, "bytes": self.size, "licence": m.licence, "styles": list(m.styles),
            "training": [asdict(corpus) for corpus in m.training],
            "held_out": m.held_out, "baseline": m.baseline, "device": self.device, "precision": self.precision,
            "step_ms": {name: round(value, 3) for name, value in asdict(self.timing).items()},
            "allows": self.timing.allows,
        }  # fmt: skip

    def text(self) -> str:
        """Lines for people."""
        m, t = self.package.manifest, self.timing
        default = ", the default of its kind" if m.default else ""
        lines = [
            f"{m.name} {m.version} ({m.kind}{default}): {m.parameters:,} parameters, {self.size / 2**20:.1f} MiB",
            f"  licence     {m.licence}",
            f"  trained on  {_trained_on(m)}",
            *([f"  styles      {', '.join(m.styles)}"] if m.styles else []),
            *_held_out(m, self.precision),
            f"  this machine, {self.device}, {self.precision}: {t.p50:.2f} ms a step (p99 {t.p99:.2f}) with gaps of "
            f"{GAP_S * 1e3:.0f} ms, {t.hot_p50:.2f} (p99 {t.hot_p99:.2f}) without",
            f"  allows      {t.allows}",
        ]
        return "\n".join(lines)


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
    from .engine.opening import open_package

    opened = open_package(package, device)
    return Listed(package, size(package.path), opened.device, opened.graph.precision, measure(opened.context))


def size(path: Path) -> int:
    """Bytes on disk."""
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


def measure(context: "Context", hot: int = HOT_STEPS, gapped: int = GAPPED_STEPS, gap_s: float = GAP_S) -> Timing:
    """Steps after a well filled context; it is empty afterwards."""
    from .tokens import start_row

    context.rewind(0)
    context.hear([start_row(0)] * min(HEARD, context.capacity))
    context.advance()
    without, with_gaps = _steps(context, hot, 0), _steps(context, gapped, gap_s)
    context.rewind(0)
    return Timing(_at(without, 0.5), _at(without, 0.99), _at(with_gaps, 0.5), _at(with_gaps, 0.99))


def _steps(context: "Context", count: int, gap_s: float) -> list[float]:
    """Milliseconds of each step, shortest first. The last row is asked again and again: the same work every time."""
    times = []
    for _ in range(count):
        if gap_s:
            sleep(gap_s)
        began = perf_counter()
        context.advance()
        times.append((perf_counter() - began) * 1e3)
    return sorted(times)


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _trained_on(manifest: Manifest) -> str:
    return "; ".join(f"{corpus.name} ({corpus.licence})" for corpus in manifest.training) or "not stated"


def _held_out(manifest: Manifest, precision: str) -> list[str]:
    """A line a set: the package's bits per event beside the baseline's."""
    lines = []
    for name, (mine, theirs) in summary(manifest.held_out, manifest.baseline, precision).items():
        against = f", PPMd {theirs:.2f} ({100 * (mine / theirs - 1):+.0f} %)" if theirs else ""
        lines.append(f"  held out    {name}: {mine:.2f} bits an event{against}")
    return lines or ["  held out    not scored yet: duende score"]
