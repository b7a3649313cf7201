"""`duende train KIND --data PATH --out RUN`: learn from music; the same command again goes on where it stopped."""

import argparse
import dataclasses
import json
import shlex
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bridge import tokens
from bridge.errors import ConfigError, MissingExtra

if TYPE_CHECKING:  # PyTorch takes seconds: a wrong word shall be told at once
    from .data.pieces import Material
    from .music import MusicConfig
    from .start import Start
    from .stopping import Stop
    from .train_music import Recipe, Run

KINDS = ("music",)  # later releases: text, image, gesture
EXTRA = "pip install 'duende[train]' (PyTorch: the CPU build is enough)"
PASSES = 60  # times through an artist's own music, where no budget is given
FEWEST_STEPS, MOST_STEPS = 200, 2500
GENTLE = 1e-3  # learning rate from weights that know music already
NAMED = 10  # skipped files that are named one by one
INTERRUPTED = 130  # exit code after Ctrl-C, as in shells


def number(low: float, high: float, kind: type = float) -> Callable[[str], float]:
    """An argparse type: a number within `low` … `high`."""

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text!r}: {low:g} to {high:g} is allowed")
        return value

    return read


def width(text: str) -> int:
    """An argparse type: whole heads of 64, or the smallest model of two heads of 32."""
    if not (text.isascii() and text.isdigit() and 64 <= int(text) <= 1024 and int(text) % 64 == 0):
        raise argparse.ArgumentTypeError(f"{text!r}: multiples of 64 from 64 to 1024 are allowed")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="music")
    parser.add_argument(
        "--data", type=Path, required=True, metavar="PATH",
        help="your music: a folder or .zip of .mid files, a journal; or the folder of the public corpora",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="RUN", help="folder of this run, made or gone on with")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument(
        "--minutes", type=number(0.01, 1e5), metavar="M",
        help=f"of training (public corpora: 100; your own music: {PASSES} times through it)",
    )  # fmt: skip
    budget.add_argument("--steps", type=number(1, 1e7, int), metavar="N", help="the same, in steps")
    parser.add_argument("--style", choices=tokens.STYLES, help="of your music (default: folders named like a style)")
    parser.add_argument("--from", dest="start", metavar="PACKAGE_OR_RUN", help="begin with its weights")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--threads", type=number(1, 1024, int), metavar="N", help="of the CPU (default: a core each)")
    parser.add_argument("--seed", type=number(0, 2**31, int), metavar="N", help="the same seed, the same windows")
    shape = parser.add_argument_group("shape of a new model, and recipe")
    shape.add_argument("--width", type=width, metavar="N", help="of the model (256)")
    shape.add_argument("--layers", type=number(1, 48, int), metavar="N", help="(6)")
    shape.add_argument("--length", type=number(16, 1024, int), metavar="N", help="events a window (384)")
    shape.add_argument("--rows", type=number(1, 4096, int), metavar="N", help="windows a step (16)")
    shape.add_argument("--rate", type=number(1e-6, 1), metavar="R", help=f"learning rate (0.003; {GENTLE} with --from)")


def main(args: argparse.Namespace) -> int:
    """Train and say what next. ConfigError, DataError, PackageError or MissingExtra say why not."""
    check_kind(args.kind)
    _require_torch()
    from . import runs
    from .stopping import Stop

    runs.check_free(args.out)
    device = _prepare(args)
    with _on_the_way("reading") as say:
        material, own = read(args.data, args.style, args.out / runs.MUSIC, say)
    _report_skipped(material.skipped)
    with Stop() as stop:
        return _train(args, device, material, own, stop)


def check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise ConfigError(f"kind {kind!r}: this release learns {', '.join(KINDS)}; text, image and gesture come later")


def _require_torch() -> None:
    try:
        from . import start, train_music  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtra(f"training needs {error.name}, which is not installed; cure: {EXTRA}") from error


def _prepare(args: argparse.Namespace) -> str:
    import torch

    from .precision import choose_device

    if args.threads:
        torch.set_num_threads(args.threads)
    return choose_device(args.device)


# --- the music ---


def read(path: Path, style: str | None, kept_in: Path, say: Callable[[int, int], None]) -> tuple["Material", bool]:
    """The music at `path`, from `kept_in` where it was read before; and whether it is the artist's own."""
    from .data import corpora, own, pieces

    sources = corpora.found(path) if path.is_dir() else ()
    if sources and style:
        raise ConfigError(f"--style {style}: the corpora in {path} say their style themselves; leave it out")
    files = [f for s in sources for f in corpora.files_of(corpora.folder_of(path, s))] or own.files_of(path)
    stamp = pieces.stamp((f for f in files if f.exists()), style or "")
    material = pieces.kept(kept_in, stamp)
    if material is None:
        material = corpora.read(path, sources, say) if sources else own.read(path, style or "", say)
        pieces.keep(kept_in, stamp, material)
    return material, not sources


def _report_skipped(skipped: tuple[str, ...]) -> None:
    if not skipped:
        return
    print(f"{len(skipped)} {'file' if len(skipped) == 1 else 'files'} skipped:", file=sys.stderr)
    for sentence in skipped[:NAMED]:
        print(f"  {sentence}", file=sys.stderr)
    if len(skipped) > NAMED:
        print(f"  … and {len(skipped) - NAMED} more", file=sys.stderr)


@contextmanager
def _on_the_way(what: str):
    """Yields `say(done, of)`: a bar for people at a terminal."""
    from tqdm import tqdm

    with tqdm(desc=what, unit=" files", leave=False, disable=not sys.stderr.isatty(), delay=0.5) as bar:

        def say(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        yield say


# --- the run ---


def _train(args: argparse.Namespace, device: str, material: "Material", own: bool, stop: "Stop") -> int:
    from . import runs, train_music
    from .start import start_from

    saved = runs.read(args.out / runs.CHECKPOINT) if (args.out / runs.CHECKPOINT).exists() else None
    start = start_from(args.start) if args.start and not saved else None
    config = choose_config(args, saved, start)
    recipe = choose_recipe(args, saved, device, material.notes if own else 0)
    _note_corpora(args.out, material, start)
    run = train_music.train(
        material.train, material.valid, material.sources, args.out, config, recipe,
        start.weights if start else None, stop, say=lambda line: print(line, flush=True),
    )  # fmt: skip
    if not stop.asked:
        return _over(args, run, material, stop)
    print(f"stopped at step {run.step}, saved in {args.out}; to go on: {command_again(sys.argv)}")
    return INTERRUPTED


def choose_config(args: argparse.Namespace, saved: dict | None, start: "Start | None") -> "MusicConfig":
    """The run's own shape, else that of the weights to begin with, else the wished one."""
    from .music import MusicConfig
    from .train_music import check_config

    given = MusicConfig(**saved["config"]) if saved else start.config if start else None
    if given is None:
        return MusicConfig.sized(args.width or 256, args.layers or 6)
    asked = MusicConfig.sized(args.width or given.width, args.layers or given.layers)
    if (asked.width, asked.layers) != (given.width, given.layers):
        check_config(args.out if saved else Path(args.start), given, asked)
    return given


def choose_recipe(args: argparse.Namespace, saved: dict | None, device: str, notes: int) -> "Recipe":
    """What was wished; else what the run was begun with; else the shipped recipe, for own music sized to its `notes`."""
    from .train_music import Recipe

    recipe = Recipe(**saved["recipe"]) if saved else Recipe(rate=GENTLE if args.start else Recipe.rate)
    wished = {name: getattr(args, name) for name in ("length", "rows", "rate", "seed") if getattr(args, name) is not None}
    recipe = dataclasses.replace(recipe, device=device, **wished)
    if args.minutes:
        return dataclasses.replace(recipe, minutes=args.minutes, steps=0)
    if args.steps:
        return by_steps(recipe, args.steps)
    if saved or not notes:
        return recipe
    return by_steps(recipe, min(MOST_STEPS, max(FEWEST_STEPS, PASSES * notes // (recipe.rows * recipe.length))))


def by_steps(recipe: "Recipe", steps: int) -> "Recipe":
    """A short run warms up for a tenth of it at most."""
    return dataclasses.replace(recipe, steps=steps, warmup_steps=max(1, min(recipe.warmup_steps, steps // 10)))


def _note_corpora(run: Path, material: "Material", start: "Start | None") -> None:
    """What this run learns from, and what its first weights were learned from: export needs it for the licence."""
    from . import runs

    run.mkdir(parents=True, exist_ok=True)
    before = start.corpora if start else runs.corpora(run)
    listed = _unique([*before, *material.corpora])
    (run / runs.CORPORA).write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", "utf8")


def _unique(corpora: Iterable[str | dict]) -> list[str | dict]:
    by_name = {}
    for corpus in corpora:
        by_name.setdefault(corpus["name"] if isinstance(corpus, dict) else corpus, corpus)
    return list(by_name.values())


def _over(args: argparse.Namespace, run: "Run", material: "Material", stop: "Stop") -> int:
    """The budget is spent: judge what was learned, say what next."""
    from .train_music import judge_fully, table

    if scores := judge_fully(run, material.valid, material.sources, stop):
        print(table(scores))
    if run.best and run.best["step"] < run.step:
        print(f"step {run.best['step']} of {run.step} was the best on held-out music: that is what export takes")
    print(f"to hear it: duende export {shlex.quote(str(args.out))} --out PACKAGE; to train on: more --minutes or --steps")
    return 0


def command_again(argv: list[str]) -> str:
    return shlex.join(["duende", *argv[1:]])
