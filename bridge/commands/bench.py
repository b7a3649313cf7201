"""`duende bench`: latency, jitter and speed of this machine, as a table and as JSON."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

PARTS = (
    "startup", "steps", "burst", "flood", "jitter", "answer", "accompany", "midi", "pictures", "text", "together", "watched",
    "clock", "idle", "scale", "recovery",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    parser.add_argument("--plot", type=Path, metavar="DIR", help="also draw the histogram of each part there (matplotlib)")
    parser.add_argument("--quick", action="store_true", help="a first look, some times shorter")
    parts = f"one of {', '.join(PARTS)}; may be said again"
    parser.add_argument("--only", action="append", choices=PARTS, metavar="PART", help=parts)
    parser.add_argument("--package", metavar="PACKAGE", help="of music; otherwise the bundled default")


def main(args: argparse.Namespace) -> int:
    from ..bench import plot, report
    from ..bench.machine import machine

    package = _package(args.package)
    if args.plot:
        plot.check()
    parts = [part for part in PARTS if not args.only or part in args.only]
    here = machine()
    found: dict = {"quick": args.quick}
    for part in parts:
        print(f"measuring {part} …", file=sys.stderr, flush=True)
        found[part] = _measures(args.quick)[part](package)
    found["machine"] = here.later().plain()
    print("\n".join(report.lines(found)))
    if args.json:
        args.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if args.plot:
        for picture in plot.draw(found, args.plot):
            print(picture, file=sys.stderr)
    return 0


def _measures(quick: bool) -> dict[str, Callable[[str], dict]]:
    """Each takes a package."""
    from ..bench import (
        accompany,
        answer,
        burst,
        clock,
        flood,
        idle,
        jitter,
        midi,
        pictures,
        recovery,
        scale,
        startup,
        steps,
        text,
        together,
        watched,
    )  # fmt: skip

    return {
        "startup": lambda p: startup.measure(1 if quick else 5, 1.0 if quick else 5.0, p),
        "steps": lambda p: steps.measure(p, *((20, 100, 30, True) if quick else (60, 400, 150))),
        "burst": lambda p: burst.measure(10_000, p),
        "flood": lambda p: flood.measure(2.0 if quick else 10.0, p),
        "jitter": lambda p: jitter.measure(3.0 if quick else 24.0, p),
        "answer": lambda p: answer.measure(*((1, 2) if quick else (5, 4)), p),
        "accompany": lambda p: accompany.measure(5.0 if quick else 70.0, p),
        "midi": lambda p: midi.measure(6.0 if quick else 70.0, p),
        "pictures": lambda p: pictures.measure(5.0 if quick else 40.0, p),
        "text": lambda p: text.measure(4.0 if quick else 20.0),
        "together": lambda p: together.measure(5.0 if quick else 40.0, p),
        "clock": lambda p: clock.measure(*((30.0, 1) if quick else (120.0, 5))),
        "idle": lambda p: idle.measure(*((1, 3.0) if quick else (8, idle.SILENCE_S)), p),
        "scale": lambda p: scale.measure(6.0 if quick else 60.0, p),
        "recovery": lambda p: recovery.measure(*((1, 0) if quick else (20, 10)), recovery.KINDS, p),
        "watched": lambda p: watched.measure(5.0 if quick else 40.0, p),
    }


def _package(named: str | None) -> str:
    """The path of the package that is measured."""
    from ..casting import default_package
    from ..errors import PackageError
    from ..package import Package

    package = Package.find(named) if named else default_package("music")
    if package is None:
        raise PackageError("no bundled package of kind music; name one with --package PATH")
    return str(package.path)
