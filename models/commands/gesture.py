"""`duende train gesture`: from recordings of faders, pens, bodies: .csv, IMPSY's logs, journals, or the public sets."""

import argparse
import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bridge.errors import DataError
from bridge.options import number

from ..words import by_steps, wished

if TYPE_CHECKING:  # PyTorch takes seconds: a wrong word shall be told at once
    from bridge.gestures.reading import Material

    from ..gesture import GestureConfig
    from ..start_gesture import Start
    from ..stopping import Stop
    from ..train_gesture import Recipe, Run

PASSES = 40  # times through an artist's own gestures, where no budget is given
FEWEST_STEPS, MOST_STEPS = 150, 1500
GENTLE = 1e-3  # learning rate from weights that know gestures already

HELP = "learn from your own faders, pens, movements"
DATA = "your recordings: .csv (seconds, then the values), IMPSY's .log, a journal, a folder of them; or a public set"
BUDGET = f"public sets: 6; your own: {PASSES} times through them"
PARTS = ("models.start_gesture", "models.train_gesture")
NEXT = "to play it"


@dataclasses.dataclass(frozen=True, eq=False)
class Learned:
    train: "Material"
    valid: "Material | None"
    corpora: tuple[str, ...]
    skipped: tuple[str, ...]
    own: bool  # the artist's


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--player", metavar="NAME", default="gesture", help="of a journal: whose /NAME/in is learned")
    shape = parser.add_argument_group("shape of a new model, and recipe")
    shape.add_argument("--cells", type=number(16, 1024, int), metavar="N", help="a layer (192)")
    shape.add_argument("--layers", type=number(1, 8, int), metavar="N", help="(2)")
    shape.add_argument("--components", type=number(1, 128, int), metavar="N", help="of the mixture (24)")
    shape.add_argument("--length", type=number(8, 1024, int), metavar="N", help="steps a window (96)")
    shape.add_argument("--rows", type=number(1, 4096, int), metavar="N", help="windows a step (32)")
    shape.add_argument("--rate", type=number(1e-6, 1), metavar="R", help=f"learning rate (0.003; {GENTLE} with --from)")
    shape.add_argument("--dropout", type=number(0, 0.9), metavar="P", help="(0.1)")
    turned = parser.add_mutually_exclusive_group()
    turned.add_argument("--flip", action="store_true", default=None, help="a value upside down is as good (faders)")
    turned.add_argument("--no-flip", dest="flip", action="store_false", help="it is not (pens, bodies)")


def read(args: argparse.Namespace, say: Callable[[int, int], None]) -> Learned:
    from bridge.gestures import reading, sets

    from ..data import own_gestures

    source = sets.source_at(args.data) if args.data.exists() else None
    if source is not None:
        train, valid = (reading.read(args.data, split) for split in ("train", "valid"))
        return Learned(train, valid, (source.name,), (), own=False)
    every = own_gestures.read(args.data, args.player)
    train, valid = reading.hold_out(every.pieces)
    parts = [reading.Material(every.name, "", every.values, every.longest_s, pieces) for pieces in (train, valid)]
    return Learned(parts[0], parts[1] if valid else None, (every.name,), every.skipped, own=True)


def start_from(text: str) -> "Start":
    from ..start_gesture import start_from

    return start_from(text)


def learn(
    args: argparse.Namespace, device: str, material: Learned, saved: dict | None, start: "Start | None", stop: "Stop",
    say: Callable[[str], None],
) -> "Run":  # fmt: skip
    from .. import train_gesture

    config = choose_config(args, saved, start, len(material.train.values))
    recipe = choose_recipe(args, saved, device, material)
    weights = start.weights if start else None
    return train_gesture.train(material.train, material.valid, args.out, config, recipe, weights, stop, say)


def choose_config(args: argparse.Namespace, saved: dict | None, start: "Start | None", values: int) -> "GestureConfig":
    """The run's own shape, else that of the weights to begin with, else the wished one."""
    from ..gesture import GestureConfig

    wishes: dict[str, Any] = {n: getattr(args, n) for n in ("cells", "layers", "components") if getattr(args, n)}
    there = GestureConfig(**saved["config"]) if saved else start.config if start else None
    if there is None:
        return GestureConfig(values, **wishes)
    if there != (asked := dataclasses.replace(there, **{**wishes, "values": values})):
        where = args.out if saved else args.start
        raise DataError(f"{where} holds a model of another shape ({there}, not {asked}); choose another --out")
    return there


def choose_recipe(args: argparse.Namespace, saved: dict | None, device: str, material: Learned) -> "Recipe":
    """What was wished; else what the run was begun with; else the shipped recipe, for own gestures sized to them."""
    from ..train_gesture import Recipe

    recipe = Recipe(**saved["recipe"]) if saved else Recipe(rate=GENTLE if args.start else Recipe.rate)
    recipe = wished(recipe, args, device, ("length", "rows", "rate", "dropout", "flip", "seed"))
    if saved or not material.own or args.minutes or args.steps:
        return recipe
    passes = PASSES * material.train.steps // (recipe.rows * recipe.length)
    return by_steps(recipe, min(MOST_STEPS, max(FEWEST_STEPS, passes)))


def judge(args: argparse.Namespace, run: "Run", material: Learned, stop: "Stop") -> str:
    from ..train_gesture import judge_fully

    nats = judge_fully(run, material.valid, stop)
    return "" if nats is None else f"held out: {nats:.3f} nats per step, over {material.valid.steps:,} steps"
