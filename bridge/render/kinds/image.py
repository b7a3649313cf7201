"""`duende render PACKAGE -o FILE.png|FILE.mp4 --seconds N --walk SPEED --seed N`: one picture, or a film of a walk."""

import argparse
from pathlib import Path
from typing import Any

from ...errors import ConfigError, DataError
from ...options import number
from ...package import Package

STILL, FILM = ".png", ".mp4"
ENDINGS = (STILL, FILM)
SECONDS = 16.0
TEMPO = 120.0


def add_arguments(group: argparse.ArgumentParser) -> None:
    group.add_argument("--walk", type=number(0, 10), default=1.0, help="pictures a bar that the walk comes by (1)")
    group.add_argument("--fps", type=number(1, 120), help="frames a second (the package's own, else 30)")
    group.add_argument("--truncation", type=number(0, 2), help="as the player's parameter (the package's own)")
    group.add_argument("--class", dest="class_", metavar="NAME", help="of those that the package knows")


def render(package: Package, args: argparse.Namespace, seed: int) -> str:
    from ..darkroom import Darkroom, Painter

    still = args.out.suffix.lower() == STILL
    wishes: dict[str, Any] = {"walk": 0.0 if still else args.walk}
    wishes |= {name: getattr(args, name) for name in ("fps", "truncation") if getattr(args, name) is not None}
    painter = Painter(package, args.device, args.precision)
    room = Darkroom(package, painter, seed, args.tempo or TEMPO, wishes)
    if args.class_ is not None:
        room.player.act("class", (_class(package, args.class_), None, None))
    return _still(room, args.out, seed) if still else _film(room, args.out, args.seconds, seed)


def _class(package: Package, word: str) -> str:
    known = package.manifest.image.classes
    if word not in known:
        raise ConfigError(f"--class {word!r}: {package.name} knows {', '.join(known) or 'no classes'}")
    return word


def _still(room: Any, out: Path, seed: int) -> str:
    from PIL import Image

    _, picture = next(room.film(1.0))
    try:
        Image.fromarray(picture).save(out, "PNG")
    except OSError as error:
        raise DataError(f"{out} cannot be written ({error.strerror or error})") from error
    return f"{out}: {picture.shape[1]}×{picture.shape[0]} pixels, seed {seed}"


def _film(room: Any, out: Path, seconds: float, seed: int) -> str:
    from ...frames.film import Film

    film, count = None, 0
    try:
        for moment, picture in room.film(seconds):
            if film is None:
                film = Film(out, picture.shape[1], picture.shape[0], room.player.parameters["fps"])
            film.write(picture.copy(), moment)  # it is kept until the next one comes
            count += 1
    finally:
        if film is not None:
            film.close()
    return f"{out}: {count} frames, {seconds:g} s, seed {seed}"
