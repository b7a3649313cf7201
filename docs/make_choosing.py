"""docs/choosing.md: which model suits whom, from figures measured here: `python -m docs.make_choosing > docs/choosing.md`.

The ladders are the shipped designs in several sizes with random weights (what a network costs does not depend on them);
the shelf is what is bundled. Needs the training parts; takes about four minutes on two quiet cores.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bridge.bench.machine import machine
from bridge.package import BUNDLED, Package, find_packages
from bridge.packages_listing.command import Listed, look

MUSIC = ((64, 2), (128, 4), (256, 6), (384, 8), (512, 12))  # width, layers
TEXT = ((256, 1), (512, 1), (768, 1), (1024, 2))  # cells, layers
IMAGE = (128, 256)  # pixels of a side

HEAD = """\
# Which model suits me?

By what your computer can do, by what you want, and by what you have to learn from. The figures were measured by
`python -m docs.make_choosing` on {machine}; one thread each, no GPU. On your machine `duende packages` measures the
bundled packages, and `duende bench` the whole instrument.

## The shelf: what is bundled

| package | kind | parameters | size | a step here, p50 · p99 | allows |
| --- | --- | --- | --- | --- | --- |
"""

LADDERS = """
A step is a note, a token, a picture or a movement. p50 and p99 are with gaps of 20 ms, as on stage, where caches have cooled
down; "allows" is what 99 of 100 steps keep up with.

## The ladders: the same designs in other sizes

With random weights, exported and measured as a trained package would be. `duende` and the words in the last column make
trained ones.

| kind | parameters | size | a step here, p50 · p99 | allows | made by |
| --- | --- | --- | --- | --- | --- |
"""

TAIL = """
## By computing power

* **An old laptop, a single-board computer** (a core of a quarter of this one's speed): multiply the milliseconds by four and
  look which rows still suffice. Music of width 128, text of 256 cells, gesture and 128-pixel pictures remain; music first,
  since a late note is heard and a late picture is not seen.
* **A laptop of today**: everything that is bundled, at once. One core paints, the other plays; the music process goes first.
* **Two machines**: a second `duende serve --host` may paint; it takes the same OSC.
* **A GPU**: it is asked for only where it helps: models of 30 million parameters and more (`--device cuda` forces it, and
  music wants a graph for it: [gpu.md](gpu.md)). Nothing here was measured on one.

## By what you want

| you want | kind | look at |
| --- | --- | --- |
| a partner who answers, or harmonises as you play | music | `ensemble` and its styles; `accompany` wants few ms |
| drums that follow your feel | music | `/music/style drums`, channel 10 |
| lines for a screen, a voice, a score | text | English or Chinese; `pace` and `quantize` put words on the beat |
| a picture that breathes with the music | image | a walk comes by a picture on every downbeat; `/morph` |
| a film, live or rendered | image | `duende render PACKAGE -o walk.mp4`; `/capture` keeps the last minute |
| faders, a pen, a body, an animated figure that goes on by itself | gesture | 8 controls, or a pen on a plane |
| your own network, whatever it is | tensor | `duende adopt MODEL.onnx` |

## By what you have to learn from

| you have | then |
| --- | --- |
| nothing | play what is bundled; routes, scales, temperature and scenes make it yours |
| an hour of your playing (.mid, or duende's journal) | `duende train music --data … --from ensemble`: minutes on two cores |
| 100 pages of text | `duende train text --data … --from {english}` keeps the grammar and takes your words |
| 500 pictures of one kind | `duende train image --data …`; fewer repeat themselves; details count |
| 10 minutes of a controller | `duende train gesture --data …` |
| much more | a larger row of the ladder: a model that is too large for its data learns it by heart (docs/training.md) |

Parameters want data: as a rule of thumb from our own runs, the text models of 3 M learnt from 5 M pieces of words, the
picture models of 1.3 M from 90 to 2,600 pictures with augmentation, the gesture models of 0.6 M from 90,000 steps. Where the
held-out score stops falling while the training score goes on, more passes only copy.
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        here = machine()
        shelf = [look(package) for package in find_packages(BUNDLED)[0]]
        ladder = list(_ladder(Path(scratch)))
        told = here.later().plain()
    print(HEAD.format(machine=f"{told['cores']} cores of an {told['processor']} ({_quiet(told)})"), end="")
    for one in shelf:
        print(_row(one, f"`{one.package.name}`", one.package.manifest.kind))
    print(LADDERS, end="")
    for made, one in ladder:
        print(f"{_row(one, one.package.manifest.kind)[:-2]} | {made} |")
    english = next((p.package.name for p in shelf if p.package.manifest.kind == "text" and p.package.manifest.default), "")
    print(TAIL.format(english=english or "PACKAGE"), end="")


def _quiet(told: dict) -> str:
    return "quiet" if told["quiet"] else f"others used {told['busy']:.0%} of them"


def _ladder(scratch: Path) -> Iterator[tuple[str, Listed]]:
    """Every rung, made and measured, with the words that train such a one."""
    from export import blank

    rungs: list[tuple[str, Callable[[Path], Package]]] = []
    for width, layers in MUSIC:
        words = f"`train music --width {width} --layers {layers}`"
        rungs.append((words, lambda out, w=width, n=layers: blank.music(out, w, n)))
    for cells, layers in TEXT:
        words = f"`train text --cells {cells} --layers {layers}`"
        rungs.append((words, lambda out, c=cells, n=layers: blank.text(out, c, n)))
    for size in IMAGE:
        rungs.append((f"`train image --size {size}`", lambda out, s=size: blank.image(out, s)))
    for i, (words, make) in enumerate(rungs):
        print(f"measuring {words} …", file=sys.stderr, flush=True)
        yield words, look(make(scratch / f"rung{i}"))


def _row(one: Listed, *first: str) -> str:
    m, t = one.package.manifest, one.measured.timing
    size = f"{m.parameters / 1e6:.1f} M", f"{one.size / 2**20:.1f} MiB"
    cells = (*first, *size, f"{t.p50:.2f} · {t.p99:.2f} ms", one.allows)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
