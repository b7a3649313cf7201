"""`duende render PACKAGE -o FILE.mid --prompt FILE.mid|"60 62 64" --seconds N --style S --seed N`"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ... import scale
from ...errors import ConfigError
from ...options import number
from ...package import Manifest, Package
from ...tokens import TICKS_PER_BEAT

if TYPE_CHECKING:  # numpy, mido and onnxruntime load when the command runs
    from ..music import Rendered
    from ..prompt import Prompt

ENDINGS = (".mid", ".midi")
SECONDS = 16.0
DRUMS, ANY = "drums", "any"
DRUM_CHANNEL = 10


def add_arguments(group: argparse.ArgumentParser) -> None:
    group.add_argument("--style", help="what the package knows: chorale, folk, piano, drums …")
    group.add_argument("--answer-only", action="store_true", help="leave the prompt out of the file")
    group.add_argument("--density", type=number(0, 64), default=0.0, help="notes per beat; 0 = as it likes")
    group.add_argument("--low", type=number(0, 127, int), default=21, help="lowest pitch (21)")
    group.add_argument("--high", type=number(0, 127, int), default=108, help="highest pitch (108)")
    group.add_argument("--scale", default="any", help="'C major', 'D dorian', 'F# blues', 'Dm7', '0 3 7 10'")
    group.add_argument("--polyphony", type=number(1, 16, int), default=8, help="voices at once (8)")
    group.add_argument("--grid", type=number(0, 16), default=0.0, help="beats to snap every note; 0 = as it feels")


def render(package: Package, args: argparse.Namespace, seed: int) -> str:
    from ..prompt import read_prompt

    prompt = read_prompt(args.prompt)
    style = choose_style(args.style, package.manifest, prompt.drums)
    tempo = args.tempo or prompt.tempo
    rendered = _render(package, args, prompt, style, seed, tempo)
    _write(args, rendered, tempo, style == DRUMS)
    return describe(args.out, rendered, tempo, style, seed)


def choose_style(word: str | None, manifest: Manifest, drums: bool) -> str:
    """The wished style; without one drums answer drums, and anything else what the package likes best."""
    if word is None:
        liked = DRUMS if drums else (manifest.defaults or {}).get("style", ANY)
        return liked if liked in manifest.styles else manifest.styles[0]
    if word not in manifest.styles:
        raise ConfigError(f"style {word!r}: {manifest.name} knows {', '.join(manifest.styles)}")
    return word


def _render(package: Package, args: argparse.Namespace, prompt: "Prompt", style: str, seed: int, tempo: float) -> "Rendered":
    from ...engine.music import MusicEngine
    from ...engine.opening import open_package
    from ...engine.request import Request
    from ..music import render

    manifest = package.manifest
    liked = manifest.defaults or {}
    spec = {
        "style": manifest.styles.index(style), "seed": seed, "density": args.density, "low": args.low,
        "high": args.high, "scale": scale.parse(args.scale), "polyphony": args.polyphony,
        "grid": round(args.grid * TICKS_PER_BEAT),
        "temperature": liked.get("temperature") if args.temperature is None else args.temperature,
        "top_p": liked.get("top_p") if args.top_p is None else args.top_p,
    }  # fmt: skip
    wish = Request.from_plain({**spec, "scale": sorted(spec["scale"]) if spec["scale"] else None})
    opened = open_package(package, args.device, args.precision)
    ticks = round(args.seconds * tempo / 60 * TICKS_PER_BEAT)
    return render(MusicEngine(opened.context, manifest.styles), prompt, ticks, wish)


def _write(args: argparse.Namespace, rendered: "Rendered", tempo: float, drums: bool) -> None:
    from ... import midifile

    events = rendered.events
    if args.answer_only:
        events = [e._replace(tick=e.tick - rendered.start) for e in events[len(rendered.prompt.events) :]]
    try:
        midifile.write(args.out, events, tempo, DRUM_CHANNEL if drums else 1)
    except OSError as error:
        raise ConfigError(f"{args.out}: cannot be written ({error.strerror})") from error


def describe(out: Path, rendered: "Rendered", tempo: float, style: str, seed: int) -> str:
    """One line for people: what was written, and how to have it again."""
    seconds = rendered.ticks / TICKS_PER_BEAT * 60 / tempo
    after = f" after {len(rendered.prompt.events)} of the prompt" if rendered.prompt.events else ""
    over = "came to its end" if rendered.reason == "end" else "cut at the wished length"
    return f"{out}: {len(rendered.answer)} notes, {seconds:.1f} s{after}; style {style}, {tempo:g} BPM, seed {seed}; {over}"
