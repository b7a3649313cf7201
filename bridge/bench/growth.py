"""`--plot DIR`, of `scale`: how cost grows with players, with what was heard and with messages a second, as three curves."""

from pathlib import Path
from typing import Any

from .ink import EMBER, GROUND, INK, LINE, QUIET, SHEET

SIZE = 9.0, 3.4  # inches
NAME = "scale, grown.png"


def draw(scale: dict, machine: str, folder: Path) -> Path:
    """What `bridge.bench.scale` has found."""
    from matplotlib import pyplot

    figure, (players, context, messages) = pyplot.subplots(
        1, 3, figsize=SIZE, facecolor=GROUND,
        gridspec_kw={"left": 0.05, "right": 0.98, "top": 0.74, "bottom": 0.12, "wspace": 0.2},
    )  # fmt: skip
    _players(players, scale)
    _curves(context, "ms a step, by events heard", scale["context"]["rows"])
    _curves(messages, "ms to a note, by messages a second", scale["messages"]["rows"])
    context.set_xscale("log", base=2)
    messages.set_xscale("symlog", linthresh=10)
    messages.set_xlim(left=-1)
    context.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    figure.text(0.02, 0.92, "scale", fontsize=17, va="center")
    figure.text(0.98, 0.92, machine, fontsize=9, color=QUIET, va="center", ha="right")
    path = folder / NAME
    figure.savefig(path, dpi=144, facecolor=GROUND)
    pyplot.close(figure)
    return path


def _players(ax: Any, scale: dict) -> None:
    """The line of as many servers beside it, and the target."""
    _sheet(ax, "cost of a key in those of one, by players")
    cost = {int(count): times for count, times in scale["players"]["cost"].items()}
    counts = list(cost)
    ax.plot(counts, counts, color=QUIET, linewidth=1, linestyle=":")
    ax.plot(counts, list(cost.values()), color=EMBER, marker="o", markersize=4)
    ax.plot(counts[-1:], [scale["target"]["cost"]] * len(counts[-1:]), color=INK, marker="_", markersize=14)


def _curves(ax: Any, title: str, rows: dict[int, dict]) -> None:
    """Median, and 99th percentile dotted."""
    _sheet(ax, title)
    for key, style in (("p50", "-"), ("p99", ":")):
        points = {int(x): row[key] for x, row in rows.items() if row["n"]}
        ax.plot(list(points), list(points.values()), color=EMBER, linestyle=style, marker="o", markersize=4)
    ax.set_ylim(bottom=0)


def _sheet(ax: Any, title: str) -> None:
    ax.set_title(title, fontsize=9, color=QUIET, loc="left")
    ax.set_facecolor(SHEET)
    ax.tick_params(which="both", colors=QUIET, labelsize=9, length=0)
    ax.grid(color=LINE, linewidth=0.6)
    for side in ax.spines.values():
        side.set_visible(False)
