"""The held-out table: every corpus that the model was trained on, its `valid` split, by attribute, against PPMd.

    python -m docs.make_scores PACKAGE_FOLDER [--data ../shared/data]

writes the scores into the package's manifest and docs/held-out.md. It is `duende score` for each set and precision; reading
the corpora and PPMd take some minutes.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from bridge.engine.opening import open_package
from bridge.package import Package
from bridge.score import baseline, data
from bridge.score.baseline import ATTRIBUTES, TOGETHER, Baseline, Stream
from bridge.score.held_out import score_into_manifest
from bridge.score.music import Score, Scorer
from bridge.score.report import Result
from models.data.corpora import SOURCES
from models.data.pieces import Source

HERE = Path(__file__).parent
COLUMNS = (*ATTRIBUTES, "sum")
HEADING = """# Held-out score

Bits per event on pieces that the model never met; lower is better. In each cell the model, then PPMd; the last column is
how far the model's sum lies below (−) or above (+) PPMd's. Made by `python -m docs.make_scores {path}`; by hand, for one:
`duende score {name} --data ../shared/data/irish_cre --prime ../shared/data/irish_cre`.

- **Model**: {name}, {parameters:,} parameters, as it plays ({precision}). Each event is predicted from those before it,
  each attribute also from those of the event that are named before it: time → pitch → duration → velocity. The end of a
  piece counts in time. The style is not told: the one under which the first 64 events are likeliest is taken, and naming
  it is paid for in the sum. Pieces longer than 384 rows are scored in overlapping windows, each event once, with at least
  192 events heard before it.
- **PPMd** (variant H, `pyppmd`): primed with the set's training split, then coding exactly the same events, learning from
  them as it goes. By attribute it sees that attribute's past only, a stream for each. Its sum is the better of these four
  streams and of one in which the four attributes follow each other (marked ⁕), so that it too knows the event's earlier
  ones. The order is the best of {orders} on the held-out events themselves.

"""


def score_set(package: Package, source: Source, root: Path) -> list[Result]:
    """A result for each precision of the package, the baseline in each."""
    held, prime = (data.read(root / source.folder, split, source.track) for split in ("valid", "train"))
    compared = baseline.measure(prime.pieces, held.pieces, f"{source.folder}, split 'train'")
    results = []
    for graph in package.manifest.graphs:
        opened = open_package(package, "cpu", graph.precision)
        score = Scorer(opened.context, package.manifest.styles).all(held.pieces)
        results.append(Result(package.name, graph.precision, opened.device, held, score, compared))
        print(results[-1].table(), flush=True)
    return results


def pooled(results: Iterable[Result]) -> tuple[Score, Baseline]:
    """Several sets as one: bits add up."""
    results = list(results)
    scores, baselines = [r.score for r in results], [r.baseline for r in results]
    totals = {name: sum(s.totals[name] for s in scores) for name in scores[0].totals}
    events = sum(s.events for s in scores)
    streams = {a: Stream(sum(b.streams[a].bits for b in baselines), 0) for a in (*ATTRIBUTES, TOGETHER)}
    # the better way of each set, kept where `Baseline.bits` looks for it
    best = sum(round(b.bits["sum"] * b.events) for b in baselines)
    return Score(sum(s.pieces for s in scores), events, totals, {}), Baseline(
        "", events, {**streams, TOGETHER: Stream(best, 0)}
    )


def line(name: str, score: Score, compared: Baseline) -> str:
    mine, theirs = score.bits, compared.bits
    mark = " ⁕" if compared.together else ""
    cells = [f"{mine[c]:.2f} · {theirs[c]:.2f}{mark if c == 'sum' else ''}" for c in COLUMNS]
    against = f"{100 * (mine['sum'] / theirs['sum'] - 1):+.1f} %".replace("-", "−")
    return "| " + " | ".join((name, str(score.pieces), f"{score.events:,}", *cells, against)) + " |"


def table(first: str, rows: Iterable[str]) -> str:
    head = (first, "pieces", "events", *COLUMNS, "sum against PPMd")
    return "\n".join(("| " + " | ".join(head) + " |", "| --- " * len(head) + "|", *rows))


def page(package: Package, path: str, results: dict[Source, list[Result]]) -> str:
    """docs/held-out.md."""
    manifest = package.manifest
    plays = manifest.graph("8bit").precision
    mine = {s: next(r for r in rs if r.precision == plays) for s, rs in results.items()}
    styles = list(dict.fromkeys(s.style for s in mine))
    by_style = [line(st, *pooled(r for s, r in mine.items() if s.style == st)) for st in styles]
    by_set = [line(f"{s.folder} ({s.style})", r.score, r.baseline) for s, r in mine.items()]
    heading = HEADING.format(
        path=path, name=manifest.name, parameters=manifest.parameters, precision=plays,
        orders=", ".join(map(str, baseline.ORDERS)),
    )  # fmt: skip
    parts = [heading + "## By style\n", table("style", by_style), "\n## By set\n", table("set", by_set)]
    return "\n".join([*parts, "\n## By precision\n", precisions(results)]) + "\n"


def precisions(results: dict[Source, list[Result]]) -> str:
    """What 8 bits cost."""
    names = [r.precision for r in next(iter(results.values()))]
    rows = ["| " + " | ".join((s.folder, *(f"{r.score.bits['sum']:.3f}" for r in rs))) + " |" for s, rs in results.items()]
    head = "| set | " + " | ".join(f"{name}, sum" for name in names) + " |"
    return "\n".join((head, "| --- " * (len(names) + 1) + "|", *rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("package", help="a package's folder; its manifest is written")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--page", type=Path, default=HERE / "held-out.md")
    args = parser.parse_args()
    baseline.require()
    package = Package.open(args.package)
    results = {source: score_set(package, source, args.data) for source in SOURCES}
    package = score_into_manifest(args.package, (result for found in results.values() for result in found))
    args.page.write_text(page(package, args.package, results), "utf8")


if __name__ == "__main__":
    main()
