"""Weights of a music package in several precisions: bytes, time, held-out score. The cheapest within 1 % should play.

    python -m tests.bench.precision [PACKAGE] [--data DIR …] [--turns N]

All are made of the package's own 8-bit graph and run in turns. fp32 is what its weights stand for (its score is that of the
weights that were trained to a thousandth, docs/held-out.md). 4 bit are in blocks of 32 and rounded to the nearest, as ONNX
Runtime's own quantiser makes them: all matrices, or those between attention and attention alone.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import onnx

from bridge.bench.figures import at
from bridge.bench.hot import timed
from bridge.engine.binding import Binding
from bridge.engine.cache import Context
from bridge.engine.opening import open_package
from bridge.engine.session import open_session
from bridge.package import Package
from bridge.score.data import read
from bridge.score.music import Scorer
from bridge.tokens import start_row
from export.half import plain
from export.quantise import quantised

DATA = ("js_fakes", "irish_cre", "open_hymnal")
HEARD = 256
WITHIN = 0.01


def contexts(package: Package) -> Iterator[tuple[str, int, Context]]:
    """(precision, bytes of its file, a context that plays in it)"""
    graph = package.manifest.graph("8bit")
    eight = onnx.load_from_string(package.read(graph.file))
    whole = plain(eight)
    matrices = [node.name for node in whole.graph.node if node.op_type == "MatMul"]
    between = matrices[2:-4:4] + matrices[3:-4:4]  # of each layer: qkv, out, gate and up, down; then the heads
    others = tuple(name for name in matrices if name not in between)
    made = {
        "fp32": whole, "8bit": eight, "4bit": quantised(whole, 4),
        "4bit between, else 8bit": quantised(quantised(whole, 4, others), 8),
    }  # fmt: skip
    for name, model in made.items():
        stored = model.SerializeToString()
        yield name, len(stored), Context(Binding(open_session(stored), graph))
    played = open_package(package, "cpu").context
    if played.binding.runtime == "native":
        yield "8bit, step in C", len(package.read(graph.file)), played


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", nargs="?", default="ensemble")
    parser.add_argument("--data", nargs="+", type=Path, default=[Path("../shared/data") / name for name in DATA])
    parser.add_argument("--turns", type=int, default=20)
    args = parser.parse_args()
    package = Package.find(args.package)
    pieces = {path.name: read(path, "valid").pieces for path in args.data}
    rows = list(contexts(package))
    scores = {}
    for name, _, context in rows:
        scorer = Scorer(context, package.manifest.styles)
        scores[name] = {data: scorer.all(held).bits["sum"] for data, held in pieces.items()}
    series: dict[str, list[float]] = {name: [] for name, _, _ in rows}
    for _, _, context in rows:
        context.rewind(0)
        context.hear([start_row(0)] * HEARD)
    for _ in range(args.turns):
        for name, _, context in rows:
            series[name] += timed(context.advance)
    print(f"{package.name}: bits an event on {', '.join(pieces)}; milliseconds a step after {HEARD} events, hot\n")
    print(f"{'':26}{'MB':>6}{'p10':>8}{'p50':>8}   " + "".join(f"{data:>22}" for data in pieces))
    for name, size, _ in rows:
        times, whole = sorted(series[name]), scores["fp32"]
        told = [f"{score:.3f} ({score / whole[data] - 1:+.1%})" for data, score in scores[name].items()]
        holds = all(score <= whole[data] * (1 + WITHIN) for data, score in scores[name].items())
        time = f"{at(times, 0.1) * 1e3:8.3f}{median(times) * 1e3:8.3f}"
        scored = "".join(f"{each:>22}" for each in told)
        print(f"{name:26}{size / 1e6:6.1f}{time}   {scored}{'' if holds else '  beyond 1 %'}")


if __name__ == "__main__":
    main()
