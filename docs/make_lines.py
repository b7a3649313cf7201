"""Ten poems of each bundled text package, not picked by hand, each from the first line of a poem that it never met.

    python -m docs.make_lines ../shared/data [--seed 1] [PACKAGE …]

writes docs/lines.md. Under each poem stands the longest passage that it shares with any training text, and in brackets how
long that is for the poet's own next lines.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from bridge import textfiles
from bridge.engine.proving import open_stepper
from bridge.engine.text_model import Pen
from bridge.package import Package
from bridge.pieces import ONE, Pieces
from bridge.render.text import Wish, write

HERE = Path(__file__).parent
SETS = {"verse": "text_en", "tang": "text_zh"}
POEMS, LINES = 10, 8
LONG_COPY = 40  # characters; of a script without spaces LONG_COPY_ALONE
LONG_COPY_ALONE = 12
WIDEST = 80


def prompts(texts: Sequence[textfiles.Text], seed: int) -> list[tuple[str, str]]:
    """(the first line, the poet's own next lines) of POEMS held-out poems."""
    held = sorted({text.text for text in texts if text.split == "valid"})
    random.Random(seed).shuffle(held)
    chosen = []
    for poem in held:
        lines = [line.strip() for line in poem.split("\n") if line.strip()]
        if len(lines) >= 3 and len(lines[0]) <= WIDEST:
            chosen.append((lines[0], "\n".join(lines[1 : 1 + LINES])))
        if len(chosen) == POEMS:
            break
    return chosen


def longest_shared(text: str, corpus: str) -> str:
    """The longest run of characters of `text`, line breaks counted, that stands in `corpus`."""
    best = ""
    for start in range(len(text)):
        while (tried := text[start : start + len(best) + 1]) in corpus and len(tried) > len(best):
            best = tried
    return best


def poem(pen: Pen, pieces: Pieces, first: str, number: int, seed: int, knobs: dict) -> str:
    """What is written after the line `first`."""
    wish = Wish(first + "\n", words=0, lines=LINES, longest=WIDEST, seed=1000 * seed + number, **knobs)
    return "\n".join(list(write(pen, pieces, wish))[1:])


def section(package: Package, data: Path, seed: int) -> list[str]:
    texts = textfiles.read(data / SETS[package.name]).texts
    corpus = "\n".join(text.text for text in texts if text.split == "train")
    pieces = Pieces(package.manifest.tokenizer["pieces"])
    pen = Pen(open_stepper(package, "cpu"), pieces)
    knobs = {name: package.manifest.defaults[name] for name in ("temperature", "top_p")}
    said = ", ".join(f"{name.replace('_', '-')} {value:g}" for name, value in knobs.items())
    lines = [f"## {package.name}", "", f"{said}, seed {seed}.", ""]
    for number, (first, own) in enumerate(prompts(texts, seed), 1):
        written = poem(pen, pieces, first, number, seed, knobs)
        shared, theirs = longest_shared(written, corpus), longest_shared(own, corpus)
        flag = " **long**" if len(shared) >= (LONG_COPY_ALONE if ONE.match(first) else LONG_COPY) else ""
        passage = " / ".join(part.strip() for part in shared.split("\n"))
        lines += [f"{number}. *{first}*", "", "```text", written.strip("\n"), "```", ""]
        lines += [f"Shared: {len(shared)} characters{flag} ({len(theirs)}): “{passage.strip(' /')}”", ""]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("packages", nargs="*", default=list(SETS), metavar="PACKAGE")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    page = [
        "# Ten poems each", "",
        f"Made by `python -m docs.make_lines {args.data}`; nothing was picked by hand. In italics the first line of a poem",
        f"that was held out; below it {LINES} lines that the package writes after it. *Shared*: the longest run of",
        "characters that stands in any training text, in brackets the same for the poet's own next lines; from",
        f"{LONG_COPY} characters on (Chinese: {LONG_COPY_ALONE}) it would be called a copy.", "",
    ]  # fmt: skip
    for name in args.packages:
        page += section(Package.find(name), args.data, args.seed)
    (HERE / "lines.md").write_text("\n".join(page).rstrip("\n") + "\n", "utf8")


if __name__ == "__main__":
    main()
