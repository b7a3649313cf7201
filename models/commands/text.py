"""`duende train text`: from .txt files, or the public corpora."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.errors import ConfigError
from bridge.options import number

from ..words import by_steps, wished

if TYPE_CHECKING:  # PyTorch takes seconds: a wrong word shall be told at once
    from bridge.pieces import Pieces

    from ..data.text import Material
    from ..start_text import Start
    from ..stopping import Stop
    from ..text import TextConfig
    from ..train_text import Recipe, Run

PASSES = 30  # times through an artist's own text, where no budget is given
FEWEST_STEPS, MOST_STEPS = 200, 4000
MUCH = 2_000_000  # characters from which on nothing is dropped out and the budget is the shipped one
CAUTION = 0.25  # dropout where there is less
GENTLE = 2e-3  # learning rate from weights that know text already
TOKENS = 4096
MANY = 8192  # for scripts whose characters stand alone
TOKENS_OF = 3000  # characters that a token is worth; little text is better learnt in small pieces

HELP = "learn from your own text"
DATA = "your text: a .txt, a folder or .zip of .txt files, .jsonl(.xz) with a text a line, or a journal"
BUDGET = f"{MUCH:,} characters and more: 60; less: {PASSES} times through them"
PARTS = ("models.start_text", "models.train_text")
NEXT = "to read what it writes"


def width(text: str) -> int:
    """An argparse type: whole blocks of 8-bit weights."""
    if not (text.isascii() and text.isdigit() and 32 <= int(text) <= 2048 and int(text) % 32 == 0):
        raise argparse.ArgumentTypeError(f"{text!r}: multiples of 32 from 32 to 2048 are allowed")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--player", metavar="NAME", default="text", help="of a journal: whose prompts and lines are learned")
    shape = parser.add_argument_group("shape of a new model, and recipe")
    shape.add_argument("--tokens", type=number(300, 65536, int), metavar="N", help="pieces of words it knows")
    shape.add_argument("--cells", type=number(32, 4096, int), metavar="N", help="of a layer (512)")
    shape.add_argument("--width", type=width, metavar="N", help="of the table of pieces (256)")
    shape.add_argument("--layers", type=number(1, 8, int), metavar="N", help="(1)")
    shape.add_argument("--length", type=number(8, 1024, int), metavar="N", help="pieces a window (64)")
    shape.add_argument("--rows", type=number(1, 4096, int), metavar="N", help="windows a step (32)")
    shape.add_argument("--rate", type=number(1e-6, 1), metavar="R", help=f"learning rate (0.007; {GENTLE} with --from)")
    shape.add_argument("--dropout", type=number(0, 0.9), metavar="P", help=f"({CAUTION} where there is little text)")


def read(args: argparse.Namespace, say: Callable[[int, int], None]) -> "Material":
    from ..data import own_text

    return own_text.read(args.data, args.player, say)


# --- the run ---


def start_from(text: str) -> "Start":
    from ..start_text import start_from

    return start_from(text)


def learn(
    args: argparse.Namespace, device: str, material: "Material", saved: dict | None, start: "Start | None", stop: "Stop",
    say: Callable[[str], None],
) -> "Run":  # fmt: skip
    from .. import train_text

    pieces = choose_pieces(args, material, saved, start)
    config = choose_config(args, len(pieces), saved, start)
    recipe = choose_recipe(args, saved, device, material.characters, len(pieces))
    return train_text.train(
        material.train, material.valid, args.out, pieces, config, recipe, start.weights if start else None, stop, say=say
    )


def choose_pieces(args: argparse.Namespace, material: "Material", saved: dict | None, start: "Start | None") -> "Pieces":
    """The run's own, else those of the weights to begin with, else learned from the text."""
    from bridge.pieces import ONE, Pieces

    from ..data import vocabulary

    known = saved["pieces"] if saved else start.pieces if start else None
    if known is not None:
        pieces = Pieces(known)
        if args.tokens and args.tokens < len(pieces):
            raise ConfigError(f"--tokens {args.tokens}: the model has {len(pieces)} already; leave it out")
        return pieces
    glance = "".join(text[:200] for text in material.train)
    alone = len(ONE.findall(glance)) > len(glance) / 2
    most = MANY if alone else TOKENS
    size = args.tokens or max(600, min(most, material.characters // TOKENS_OF))
    return Pieces(vocabulary.learn(material.train, most if alone and not args.tokens else size))


def choose_config(args: argparse.Namespace, tokens: int, saved: dict | None, start: "Start | None") -> "TextConfig":
    """The run's own shape, else that of the weights to begin with, else the wished one."""
    from ..text import TextConfig
    from ..train_text import check_config

    given = TextConfig(**saved["config"]) if saved else start.config if start else None
    if given is None:
        return TextConfig(tokens, args.width or 256, args.cells or 512, args.layers or 1)
    asked = TextConfig(tokens, args.width or given.width, args.cells or given.cells, args.layers or given.layers)
    if asked != given:
        check_config(args.out if saved else Path(args.start), given, asked)
    return given


def choose_recipe(args: argparse.Namespace, saved: dict | None, device: str, characters: int, tokens: int) -> "Recipe":
    """What was wished; else what the run was begun with; else the shipped recipe, for little text sized to it."""
    from ..train_text import Recipe

    if saved:
        recipe = Recipe(**saved["recipe"])
    else:
        dropout = 0.0 if characters >= MUCH else CAUTION
        recipe = Recipe(rate=GENTLE if args.start else Recipe.rate, dropout=dropout)
    recipe = wished(recipe, args, device, ("length", "rows", "rate", "dropout", "seed"))
    if saved or characters >= MUCH or args.minutes or args.steps:
        return recipe
    return by_steps(recipe, min(MOST_STEPS, max(FEWEST_STEPS, PASSES * characters // (2 * recipe.rows * recipe.length))))


def judge(args: argparse.Namespace, run: "Run", material: "Material", stop: "Stop") -> str:
    from ..train_text import judge_fully

    bits = judge_fully(run, material.valid, stop)
    return f"held out: {bits:.3f} bits per character" if bits is not None else ""
