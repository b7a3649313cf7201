"""Ten answers to the first bars of pieces that the model never met: .mid, piano roll, and a table of measures.

    python -m docs.make_answers PACKAGE [--data ../shared/data]

writes docs/answers/*.mid, *.png and docs/answers.md. Beside each measure stands, in brackets, that of the piece's own
next bars: what a composer did in the same place.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge import midifile, tokens
from bridge.engine.music import MusicEngine
from bridge.engine.opening import open_package
from bridge.engine.request import Request
from bridge.package import Package
from bridge.render.command import DRUM_CHANNEL, DRUMS
from bridge.render.music import Rendered, render
from bridge.render.prompt import Prompt
from bridge.tokens import TICKS_PER_BEAT, Event
from models.command import read
from models.data.pieces import Material, Piece

from . import measures
from .measures import Library

HERE = Path(__file__).parent
LONG_COPY = 16  # steps; the same melody for so long is no accident
FEWEST = 6  # notes of a prompt
GAP = 3  # ticks left white between two strikes of one pitch
COLOURS = {"prompt": "#8a8f98", "answer": "#d1495b"}


@dataclass(frozen=True)
class Take:
    """One answer to make. Tempo is for listening; the music is in beats."""

    name: str
    source: str
    tempo: float
    prompt_beats: int = 8
    answer_beats: int = 32
    program: int = 0  # General MIDI, from 0


TAKES = (
    Take("chorale-1", "js_fakes", 84, program=19),
    Take("chorale-2", "open_hymnal", 92, program=19),
    Take("folk-1", "irish_cre", 116, program=73),
    Take("folk-2", "openewld_pd", 108, program=73),
    Take("piano-1", "giantmidi_excerpt", 120, 12),
    Take("piano-2", "pop909", 80, 12),
    Take("drums-1", "groove", 104),
    Take("drums-2", "groove", 128),
    Take("song-1", "openscore_lieder", 76),
    Take("song-2", "openscore_lieder", 96),
)


def prompt_of(take: Take, material: Material, seed: int) -> tuple[Piece, np.ndarray, np.ndarray]:
    """A held-out piece, its first bars and its own next bars; ticks count from a bar line."""
    mine = [p for p in material.valid if material.sources[p.source].folder == take.source]
    random.Random(f"{take.name} {seed}").shuffle(mine)
    for piece in mine:
        notes = piece.events.copy()
        bar = TICKS_PER_BEAT * tokens.BEATS
        notes[:, 0] -= notes[0, 0] // bar * bar
        cut = (notes[0, 0] // TICKS_PER_BEAT + take.prompt_beats) * TICKS_PER_BEAT
        first = notes[notes[:, 0] < cut]
        after = notes[(notes[:, 0] >= cut) & (notes[:, 0] < cut + take.answer_beats * TICKS_PER_BEAT)]
        if len(first) >= FEWEST and len(after) >= FEWEST:
            first[:, 2] = np.minimum(first[:, 2], cut - first[:, 0])  # what rings on belongs to the piece's next bars
            return piece, first, after
    raise SystemExit(f"{take.source}: no held-out piece is long enough for {take.name}")


def answer(take: Take, engine: MusicEngine, style: str, notes: np.ndarray, seed: int, defaults: dict) -> Rendered:
    prompt = Prompt(tuple(Event(*map(int, row)) for row in notes), style == DRUMS, take.tempo)
    spec = {name: defaults[name] for name in ("temperature", "top_p") if name in defaults}
    wish = Request(style=engine.styles.index(style), seed=seed, low=21, high=108, polyphony=8, **spec)
    return render(engine, prompt, take.answer_beats * TICKS_PER_BEAT, wish)


def libraries(train: list[Piece]) -> dict[bool, Library]:
    """Training passages: drums, and everything else."""
    drums = tokens.STYLES.index(DRUMS)
    return {
        kit: Library((p.name, measures.melody(p.events, kit)) for p in train if (p.style == drums) == kit)
        for kit in (False, True)
    }


def row(take: Take, style: str, piece: Piece, first: np.ndarray, after: np.ndarray, made: Rendered, library: Library):
    """One line of the table."""
    notes, kit = np.array(made.answer, np.int32), style == DRUMS
    copy, own = (library.longest(measures.melody(part, kit)) for part in (notes, after))
    key = measures.key_of(first)
    fit = "–" if kit else f"{key.name}: {measures.in_key(notes, key):.0%} ({measures.in_key(after, key):.0%})"
    flag = " **long**" if copy.steps >= LONG_COPY else ""
    cells = (
        f"[{take.name}](answers/{take.name}.mid)",
        style,
        f"{called(piece.name)} ({take.source})",
        f"{len(notes)} ({len(after)})",
        f"{notes[:, 1].min()}–{notes[:, 1].max()} ({after[:, 1].min()}–{after[:, 1].max()})",
        f"{measures.repetition(notes):.0%} ({measures.repetition(after):.0%})",
        fit,
        "yes" if made.reason == "end" else "cut",
        f"{copy.steps} of {len(measures.melody(notes, kit))} steps, {called(copy.piece)}{flag} ({own.steps})",
    )
    return "| " + " | ".join(cells) + " |"


def called(name: str) -> str:
    """The telling part of a piece's name, not too long for a table. Songs are `composer~collection~title~number`."""
    parts = name.removesuffix(".mid").replace("_", " ").replace("|", "/").split("~")
    title = parts[-2] if len(parts) > 2 else parts[-1].rpartition("/")[2]
    return title if len(title) <= 40 else title[:39] + "…"


HEADING = """# Ten answers

Made by `python -m docs.make_answers {package}` with {package} ({precision}), temperature {temperature:g}, top-p {top_p:g},
seed {seed}; nothing was picked by hand. Each prompt is the beginning of a held-out piece. In brackets: the piece's own
next bars. *Repeated*: figures of {figure} notes that were played before in the same answer. *In key*: notes that belong to
the key of the prompt (minor with its raised seventh). *Ended*: came to its close by itself within the wished length.
*Nearest*: the longest run of steps (interval of the highest voice and distance in time; of drums what is struck together)
shared with any training piece; from {long} steps on it would be called a copy.

| answer | style | prompt | notes | range | repeated | in key | ended | nearest training passage |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""


def picture(path: Path, take: Take, made: Rendered) -> None:
    """A piano roll: the prompt grey, the answer red; what is struck harder is darker."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.colors import to_rgba

    figure, axes = plt.subplots(figsize=(9, 2.6), dpi=80)
    for part, events in (("prompt", made.prompt.events), ("answer", made.answer)):
        axes.barh(
            [e.pitch for e in events],
            [max(2, e.duration - GAP) / TICKS_PER_BEAT for e in events],
            left=[e.tick / TICKS_PER_BEAT for e in events],
            color=[to_rgba(COLOURS[part], 0.35 + 0.65 * e.velocity / 127) for e in events],
            label=part,
        )
    axes.axvline(made.start / TICKS_PER_BEAT, color="#444444", linewidth=0.8)
    axes.set(xlabel="beats", ylabel="pitch", title=f"{take.name}, after {take.source}")
    axes.legend(loc="upper right", fontsize=7, framealpha=0.7)
    axes.grid(alpha=0.25)
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("package")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("runs/answers/music.npz"), help="keeps what was read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--precision", choices=("fp32", "8bit"))
    args = parser.parse_args()
    material, _ = read(args.data, None, args.cache, lambda done, of: None)
    opened = open_package(Package.find(args.package), "cpu", args.precision)
    manifest, known = opened.package.manifest, libraries(material.train)
    folder = HERE / "answers"
    folder.mkdir(exist_ok=True)
    lines = []
    for take in TAKES:
        piece, first, after = prompt_of(take, material, args.seed)
        style = tokens.STYLES[piece.style]
        engine = MusicEngine(opened.context, manifest.styles)
        made = answer(take, engine, style, first, args.seed, manifest.defaults or {})
        channel = DRUM_CHANNEL if style == DRUMS else 1
        midifile.write(folder / f"{take.name}.mid", made.events, take.tempo, channel, take.program)
        picture(folder / f"{take.name}.png", take, made)
        lines.append(row(take, style, piece, first, after, made, known[style == DRUMS]))
        print(lines[-1], flush=True)
    defaults = {"temperature": 1.0, "top_p": 0.95, **(manifest.defaults or {})}
    heading = HEADING.format(
        package=manifest.name, precision=opened.graph.precision, seed=args.seed, figure=measures.FIGURE, long=LONG_COPY,
        temperature=defaults["temperature"], top_p=defaults["top_p"],
    )  # fmt: skip
    pictures = "\n".join(f"![{t.name}](answers/{t.name}.png)" for t in TAKES)
    (HERE / "answers.md").write_text(heading + "\n".join(lines) + "\n\n" + pictures + "\n", "utf8")


if __name__ == "__main__":
    main()
