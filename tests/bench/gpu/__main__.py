"""`python -m tests.bench.gpu`: steps on a GPU beside the same networks in PyTorch and beside what its memory can do at all.

All forms take turns within a round. Without a GPU it says why and measures nothing. `--place cpu` tries the whole script on
the CPU, with small sizes: its figures say nothing of a GPU, and their table says so.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from bridge.engine.session import providers

from . import ours, report
from .form import Form
from .timing import copied, measured, opened

PASTS = (256, 1000)
SIZES = {"cuda": (128, 256, 512, 1024), "cpu": (128,)}
BATCHES = {"cuda": (1, 4, 16, 64), "cpu": (1, 2)}
LARGE = {"cuda": (1024, 16), "cpu": (128, 2)}  # width and layers: 180 million parameters, seven times a GPU's own cache


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.gpu", description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures, for machines")
    parser.add_argument("--table", type=Path, metavar="FILE", help="the figures as Markdown")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--place", choices=("cuda", "cpu"), default="cuda", help="cpu: tries the script, no more")
    parser.add_argument("--compiled", action="store_true", help="torch.compile too: a minute each")
    parser.add_argument("--only", nargs="+", metavar="WORD", help="rows with one of these words")
    args = parser.parse_args()
    if args.place == "cuda" and "compute: CUDA obtained" not in (here := providers()):
        print(f"no GPU is measured: {'; '.join(here)}")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        steps, refused = opened(wanted(forms(Path(scratch), args.place, args.compiled), args.only))
        found = report.facts(args.place, copied(args.place), measured(steps, args.rounds, refused), refused)
    print(report.page(found))
    written = {args.json: json.dumps(found, indent=1, ensure_ascii=False) + "\n", args.table: report.page(found)}
    for path, text in written.items():
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 0


def forms(scratch: Path, place: str, compiled: bool) -> Iterator[tuple[str, Callable[[], Iterable[Form]]]]:
    """What there is to measure, by a word for it; each is made when its turn comes, and may fail alone."""
    yield from ours.sequences(scratch, place, PASTS).items()
    yield from ours.large(scratch, place, LARGE[place], PASTS[-1]).items()
    for size in SIZES[place]:
        yield from ours.pictures(scratch, place, size, BATCHES[place]).items()
    if find_spec("torch") is None:
        return
    yield "music in PyTorch", lambda: peers().music(place, ours.BUNDLED["music"], None, PASTS, compiled)
    yield "large music in PyTorch", lambda: peers().music(
        place, ours.large_name(LARGE[place]), LARGE[place], PASTS[-1:], compiled
    )
    yield "text in PyTorch", lambda: peers().text(place, compiled)
    yield "gesture in PyTorch", lambda: peers().gesture(place, compiled)
    for size in SIZES[place]:
        yield f"image {size} in PyTorch", lambda size=size: peers().image(place, size, BATCHES[place], compiled)


def peers() -> ModuleType:
    """Loaded when it is measured: PyTorch takes seconds."""
    return import_module(".peers", __package__)


def wanted(made: Iterator[tuple[str, Callable[[], Iterable[Form]]]], words: list[str] | None) -> Iterator:
    return (one for one in made if not words or any(word in one[0] for word in words))


if __name__ == "__main__":
    sys.exit(main())
