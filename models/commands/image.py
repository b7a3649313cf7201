"""`duende train image`: from pictures, or a public set of them."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.options import number

from ..words import by_steps, wished

if TYPE_CHECKING:  # PyTorch takes seconds: a wrong word shall be told at once
    from ..data.image import Material
    from ..image import ImageConfig
    from ..start_image import Start
    from ..stopping import Stop
    from ..train_image import Recipe, Run

SIZES = (128, 256)
SIZE, LATENT = 128, 64
PASSES = 150  # times through an artist's own pictures, where no budget is given
FEWEST_STEPS, MOST_STEPS = 1500, 12000

HELP = "learn from your own pictures"
DATA = "your pictures: a folder or .zip of them, folders in it are classes; or a public set (NAME.zip and manifest.csv)"
BUDGET = f"{PASSES} times through them, {FEWEST_STEPS:,} to {MOST_STEPS:,} steps"
PARTS = ("models.train_image", "models.start_image")
NEXT = "to see what it paints"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    shape = parser.add_argument_group("shape of a new model, and recipe")
    shape.add_argument("--size", type=int, choices=SIZES, help=f"pixels of a side ({SIZE})")
    shape.add_argument("--latent", type=number(2, 128, int), metavar="N", help=f"coordinates ({LATENT})")
    shape.add_argument("--no-classes", action="store_true", help="folders, and a set's groups, are of no account")
    shape.add_argument("--turns", action="store_true", default=None, help="no up and down: turn, zoom and tint them too")
    shape.add_argument("--batch", type=number(4, 4096, int), metavar="N", help="pictures a step (8)")
    shape.add_argument("--rate", type=number(1e-6, 1), metavar="R", help="learning rate (0.001)")
    shape.add_argument("--critic-rate", type=number(1e-6, 1), metavar="R", help="of what it learns against (0.0006)")


def read(args: argparse.Namespace, say: Callable[[int, int], None]) -> "Material":
    from .. import runs
    from ..data import image

    saved = runs.read_of(args.out, "image")  # a run that goes on keeps its size
    size = saved["config"]["size"] if saved and not args.size else args.size or SIZE
    return image.read(args.data, size, not args.no_classes, say)


# --- the run ---


def start_from(wish: str) -> "Start":
    from ..start_image import start_from

    return start_from(wish)


def learn(
    args: argparse.Namespace, device: str, material: "Material", saved: dict | None, start: "Start | None", stop: "Stop",
    say: Callable[[str], None],
) -> "Run":  # fmt: skip
    from .. import train_image

    config = choose_config(args, material, saved, start)
    recipe = choose_recipe(args, saved, device, len(material.train))
    return train_image.train(material, args.out, config, recipe, start.weights if start else None, stop, say=say)


def choose_config(
    args: argparse.Namespace, material: "Material", saved: dict | None, start: "Start | None"
) -> "ImageConfig":
    """The run's own shape, else that of the weights to begin with, else the wished one. DataError where they differ."""
    from ..image import ImageConfig
    from ..train_image import check_config

    given = ImageConfig.from_plain(saved["config"]) if saved else start.config if start else None
    if given is None:
        return ImageConfig.sized(args.size or SIZE, material.classes, args.latent or LATENT)
    asked = ImageConfig.sized(args.size or given.size, material.classes, args.latent or given.latent)
    if asked != given:
        check_config(args.out if saved else Path(args.start), given, asked)
    return given


def choose_recipe(args: argparse.Namespace, saved: dict | None, device: str, pictures: int) -> "Recipe":
    """What was wished; else what the run was begun with; else the shipped recipe, as long as the pictures are worth."""
    from ..train_image import Recipe

    recipe = Recipe(**saved["recipe"]) if saved else Recipe()
    recipe = wished(recipe, args, device, ("batch", "rate", "critic_rate", "turns", "seed"))
    if saved or args.minutes or args.steps:
        return recipe
    return by_steps(recipe, min(MOST_STEPS, max(FEWEST_STEPS, PASSES * pictures // recipe.batch)))


def judge(args: argparse.Namespace, run: "Run", material: "Material", stop: "Stop") -> str:
    from ..looking import SHEET, held_out

    found, which = held_out(run.settle(material), material)
    run.log(distance=[round(x, 1) for x in found.levels], to=which)
    return f"sliced Wasserstein distance to {which}: {found.mean:.1f}; look at {run.folder / SHEET}"
