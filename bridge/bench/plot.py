"""`--plot DIR`: the histograms of each part as a picture, a strip a row, so that the worst moments are seen as well.

The axis is logarithmic and common to a picture; each strip is as high as its own fullest bin, by the square root, so that
a single late event still shows.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..errors import DuendeError
from . import growth
from .ink import EMBER, GROUND, INK, LINE, QUIET, SHEET, TYPE

OURS = "duende"
# Of what a part has found: levels that need no name, and words that are no row's name.
LEVELS = {"rows", "each", "packages"}
ASIDE = {"largest", "binds", "missing", "device", "runtime", "package", "file", "sha256", "allows"}
WIDTH, STRIP, AROUND = 9.0, 0.62, 1.15  # inches: of a picture, of a strip's height, of title and axis


def check() -> None:
    """Before anything is measured: DuendeError when it could not be drawn."""
    if find_spec("matplotlib") is None:
        raise DuendeError("pictures of histograms need matplotlib; cure: pip install matplotlib")


def draw(found: dict, folder: Path) -> list[Path]:
    """A PNG for each part that has histograms, and one of how cost grows where that was measured."""
    check()
    import matplotlib

    matplotlib.use("Agg")
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: list(rows(part)) for name, part in found.items() if isinstance(part, dict)}
    with matplotlib.rc_context({"font.family": "serif", "font.serif": TYPE, "font.size": 11, "text.color": INK}):
        drawn = [_picture(name, of_part, found, folder) for name, of_part in parts.items() if of_part]
        return drawn + ([growth.draw(found["scale"], _machine(found), folder)] if "scale" in found else [])


def rows(found: Any, *names: str) -> Iterator[tuple[str, dict]]:
    """Every row with a histogram in what a part has found, named by where it stands."""
    if isinstance(found, dict) and found.get("histogram"):
        yield ", ".join(_without_repeats([*names, *_words(found)])), found
    elif isinstance(found, dict):
        for key, each in found.items():
            yield from rows(each, *names, *_words(found), *([] if key in LEVELS else [str(key)]))
    elif isinstance(found, list):
        for each in found:
            yield from rows(each, *names)


def _words(row: dict) -> list[str]:
    """What a row says of itself; of its switches those that are on."""
    said = {key: each for key, each in row.items() if isinstance(each, str | bool) and key not in ASIDE}
    return [each if isinstance(each, str) else key for key, each in said.items() if each and len(str(each)) < 40]


def _without_repeats(names: list[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, names)))


def _picture(name: str, strips: list[tuple[str, dict]], found: dict, folder: Path) -> Path:
    from matplotlib import pyplot

    height = AROUND + STRIP * len(strips)
    figure, axes = pyplot.subplots(
        len(strips), 1, sharex=True, squeeze=False, figsize=(WIDTH, height), facecolor=GROUND,
        gridspec_kw={
            "left": 0.30, "right": 0.80, "top": 1 - 0.55 / height, "bottom": 0.55 / height, "hspace": 0.12,
        },
    )  # fmt: skip
    alone = not any(_ours(label) for label, _ in strips)  # nobody else is measured here
    for ax, (label, row) in zip(axes[:, 0], strips, strict=True):
        _strip(ax, label, row, EMBER if alone or _ours(label) else QUIET)
    axes[-1, 0].set_xlabel("milliseconds; line: median, dots: 99th percentile", color=QUIET, fontsize=9)
    figure.text(0.02, 1 - 0.32 / height, name, fontsize=17, va="center")
    figure.text(0.98, 1 - 0.32 / height, _machine(found), fontsize=9, color=QUIET, va="center", ha="right")
    path = folder / f"{name}.png"
    figure.savefig(path, dpi=144, facecolor=GROUND)
    pyplot.close(figure)
    return path


def _ours(label: str) -> bool:
    return any(name.startswith(OURS) for name in label.split(", "))


def _strip(ax: Any, label: str, row: dict, colour: str) -> None:
    edges, counts = row["histogram"]["edges_ms"], row["histogram"]["counts"]
    heights = [(count / max(counts)) ** 0.5 for count in counts]
    ax.stairs(heights, edges, fill=True, color=colour, alpha=0.85)
    for key, style in (("p50", "-"), ("p99", ":")):
        ax.axvline(max(row[key], edges[0]), color=INK, linewidth=1.1, linestyle=style)
    ax.set(xscale="log", ylim=(0, 1.12), yticks=[], facecolor=SHEET)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    ax.tick_params(which="both", colors=QUIET, labelsize=9, length=0)
    ax.grid(axis="x", color=LINE, linewidth=0.6)
    ax.set_axisbelow(True)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.text(-0.02, 0.5, _folded(label), transform=ax.transAxes, ha="right", va="center", fontsize=10)
    figures = f"p50 {row['p50']:.3g}   p99 {row['p99']:.3g}\nmax {row['max']:.3g}   n {row['n']}"
    ax.text(1.02, 0.5, figures, transform=ax.transAxes, va="center", fontsize=9, color=QUIET)


def _folded(label: str, width: int = 34) -> str:
    """At most two lines."""
    if len(label) <= width:
        return label
    cut = label.rfind(" ", 0, width)
    rest = label[cut + 1 :]
    return f"{label[:cut]}\n{rest if len(rest) <= width else rest[: width - 1] + '…'}"


def _machine(found: dict) -> str:
    here = found.get("machine")
    if not here:
        return ""
    return f"{here['processor']}, {here['cores']} cores{'' if here['quiet'] else ', busy'}"
