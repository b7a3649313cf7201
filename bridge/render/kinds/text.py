"""`duende render PACKAGE -o FILE.txt --prompt FILE.txt|"The sea" --seconds N|--lines N --seed N`"""

import argparse
from pathlib import Path

from ...errors import ConfigError, DataError
from ...options import number
from ...package import Package

ENDINGS = (".txt",)
SECONDS = 16.0
TEMPO = 120.0


def add_arguments(group: argparse.ArgumentParser) -> None:
    group.add_argument("--lines", type=number(1, 100_000, int), help="so many lines, however long that takes")
    group.add_argument("--pace", type=number(0.01, 64), default=2.0, help="words a beat, to know how many --seconds are (2)")
    group.add_argument("--max-line", type=number(8, 200, int), default=80, help="characters of the longest line (80)")


def render(package: Package, args: argparse.Namespace, seed: int) -> str:
    from ...engine.proving import open_stepper
    from ...engine.text_model import Pen
    from ...pieces import Pieces
    from ..text import Wish, write

    liked = package.manifest.defaults or {}
    usual = {"temperature": 0.8, "top_p": 0.95} | {name: liked[name] for name in ("temperature", "top_p") if name in liked}
    knobs = {name: value if (wished := getattr(args, name)) is None else wished for name, value in usual.items()}
    words = 0 if args.lines else max(1, round(args.seconds * (args.tempo or TEMPO) / 60 * args.pace))
    wish = Wish(_prompt(args.prompt), words, args.lines or 0, args.max_line, seed, **knobs)
    pieces = Pieces(package.manifest.tokenizer["pieces"])
    pen = Pen(open_stepper(package, args.device, args.precision), pieces)
    lines = list(write(pen, pieces, wish))
    try:
        args.out.write_text("\n".join(lines) + "\n", "utf8")
    except OSError as error:
        raise ConfigError(f"{args.out}: cannot be written ({error.strerror})") from error
    return f"{args.out}: {sum(map(bool, lines))} lines, {sum(map(len, lines))} characters; seed {seed}"


def _prompt(text: str | None) -> str:
    """A file's text where there is one, else the words themselves."""
    if not text:
        return ""
    path = Path(text)
    try:
        if path.suffix.lower() == ".txt" or path.is_file():
            return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"prompt {path}: not UTF-8 ({error.reason} at byte {error.start})") from error
    except OSError as error:
        if path.suffix.lower() == ".txt":
            raise DataError(f"prompt {path}: cannot be read ({error.strerror})") from error
    return text
