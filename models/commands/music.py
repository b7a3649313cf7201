"""`duende train music`: from MIDI files, journals, or the public corpora."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bridge import tokens
from bridge.errors import ConfigError
from bridge.options import number

from ..words import by_steps, wished

if TYPE_CHECKING:  # PyTorch takes seconds: a wrong word shall be told at once
    from ..data.pieces import Material
    from ..music import MusicConfig
    from ..start import Start
    from ..stopping import Stop
    from ..train_music import Recipe, Run

PASSES = 60  # times through an artist's own music, where no budget is given
FEWEST_STEPS, MOST_STEPS = 200, 2500
GENTLE = 1e-3  # learning rate from weights that know music already

HELP = "learn from your own music"
DATA = "your music: a folder or .zip of .mid files, a journal; or the folder of the public corpora"
BUDGET = f"public corpora: 100; your own music: {PASSES} times through it"
PARTS = ("models.start", "models.train_music")
NEXT = "to hear it"


def width(text: str) -> int:
    """An argparse type: whole heads of 64, or the smallest model of two heads of 32."""
    if not (text.isascii() and text.isdigit() and 64 <= int(text) <= 1024 and int(text) % 64 == 0):
        raise argparse.ArgumentTypeError(f"{text!r}: multiples of 64 from 64 to 1024 are allowed")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--style", choices=tokens.STYLES, help="of your music (default: folders named like a style)")
    shape = parser.add_argument_group("shape of a new model, and recipe")
    shape.add_argument("--width", type=width, metavar="N", help="of the model (256)")
    shape.add_argument("--layers", type=number(1, 48, int), metavar="N", help="(6)")
    shape.add_argument("--length", type=number(16, 1024, int), metavar="N", help="events a window (384)")
    shape.add_argument("--rows", type=number(1, 4096, int), metavar="N", help="windows a step (16)")
    shape.add_argument("--rate", type=number(1e-6, 1), metavar="R", help=f"learning rate (0.003; {GENTLE} with --from)")


# --- the music ---


def read(args: argparse.Namespace, say: Callable[[int, int], None]) -> "Material":
    from .. import runs

    return read_at(args.data, args.style, args.out / runs.MUSIC, say)


def read_at(path: Path, style: str | None, kept_in: Path, say: Callable[[int, int], None]) -> "Material":
    """The music at `path`, from `kept_in` where it was read before."""
    from ..data import corpora, own, pieces

    sources = _corpora_at(path)
    if sources and style:
        raise ConfigError(f"--style {style}: the corpora in {path} say their style themselves; leave it out")
    files = [f for s in sources for f in corpora.files_of(corpora.folder_of(path, s))] or own.files_of(path)
    stamp = pieces.stamp((f for f in files if f.exists()), style or "")
    material = pieces.kept(kept_in, stamp)
    if material is None:
        material = corpora.read(path, sources, say) if sources else own.read(path, style or "", say)
        pieces.keep(kept_in, stamp, material)
    return material


def _corpora_at(path: Path) -> tuple:
    from ..data import corpora

    return corpora.found(path) if path.is_dir() else ()


# --- the run ---


def start_from(text: str) -> "Start":
    from ..start import start_from

    return start_from(text)


def learn(
    args: argparse.Namespace, device: str, material: "Material", saved: dict | None, start: "Start | None", stop: "Stop",
    say: Callable[[str], None],
) -> "Run":  # fmt: skip
    from .. import train_music

    config = choose_config(args, saved, start)
    recipe = choose_recipe(args, saved, device, 0 if _corpora_at(args.data) else material.notes)
    return train_music.train(
        material.train, material.valid, material.sources, args.out, config, recipe,
        start.weights if start else None, stop, say=say,
    )  # fmt: skip


def choose_config(args: argparse.Namespace, saved: dict | None, start: "Start | None") -> "MusicConfig":
    """The run's own shape, else that of the weights to begin with, else the wished one."""
    from ..music import MusicConfig
    from ..train_music import check_config

    given = MusicConfig(**saved["config"]) if saved else start.config if start else None
    if given is None:
        return MusicConfig.sized(args.width or 256, args.layers or 6)
    asked = MusicConfig.sized(args.width or given.width, args.layers or given.layers)
    if (asked.width, asked.layers) != (given.width, given.layers):
        check_config(args.out if saved else Path(args.start), given, asked)
    return given


def choose_recipe(args: argparse.Namespace, saved: dict | None, device: str, notes: int) -> "Recipe":
    """What was wished; else what the run was begun with; else the shipped recipe, for own music sized to its `notes`."""
    from ..train_music import Recipe

    recipe = Recipe(**saved["recipe"]) if saved else Recipe(rate=GENTLE if args.start else Recipe.rate)
    recipe = wished(recipe, args, device, ("length", "rows", "rate", "seed"))
    if saved or not notes or args.minutes or args.steps:
        return recipe
    return by_steps(recipe, min(MOST_STEPS, max(FEWEST_STEPS, PASSES * notes // (recipe.rows * recipe.length))))


def judge(args: argparse.Namespace, run: "Run", material: "Material", stop: "Stop") -> str:
    from ..train_music import judge_fully, table

    scores = judge_fully(run, material.valid, material.sources, stop)
    return table(scores) if scores else ""
