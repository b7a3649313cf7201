"""`python -m tests.bench.peers`: Notochord, IMPSY, python-osc and liblo beside duende on this machine, a table and JSON.

The first run installs the peers (3.3 GB, most of it PyTorch and TensorFlow) from pip's package index; without one it says so
and measures what is here. About six minutes, two with `--quick`.
"""

import argparse
import json
import sys
from pathlib import Path

from bridge.bench import plot
from bridge.bench.machine import machine
from bridge.casting import default_package

from . import events, packets, report

PARTS = ("events", "packets")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers", description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    parser.add_argument("--plot", type=Path, metavar="DIR", help="also draw the histograms there (matplotlib)")
    parser.add_argument("--quick", action="store_true", help="in two minutes: the figures mean little")
    parser.add_argument("--only", choices=PARTS, metavar="PART", help=f"one of {', '.join(PARTS)}")
    args = parser.parse_args()
    if args.plot:
        plot.check()
    package, here = str(default_package("music").path), machine()
    found: dict = {"quick": args.quick}
    if args.only != "packets":
        found["events"] = events.measure(2 if args.quick else 8, package, _say)
    if args.only != "events":
        found["packets"] = packets.measure(4 if args.quick else 40, 2.0 if args.quick else 10.0, package, _say)
    found["machine"] = here.later().plain()
    m = found["machine"]
    others = f"others used {m['busy']:.0%} of the cores (load {m['load']})"
    print(f"{m['processor']}, {m['cores']} cores; {m['system']}; Python {m['python']}; {others}")
    print("\n".join(report.lines(found)))
    if args.json:
        args.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if args.plot:
        plot.draw(found, args.plot)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
