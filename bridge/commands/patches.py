"""`duende patches [SHOW.toml] --out DIR`: what `/patches/` serves of a show that runs, of one that need not."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..casting import Role
    from ..patches import Player


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "show", type=Path, nargs="?", metavar="SHOW.toml", help="the show; without one, the players of `duende serve`"
    )
    parser.add_argument("--out", type=Path, default=Path("patches"), metavar="DIR", help="where they are written (patches)")
    parser.add_argument("--osc-port", type=int, metavar="N", help="another OSC port than the show's")
    parser.add_argument("--http-port", type=int, metavar="N", help="another HTTP port than the show's")
    parser.add_argument("--host", metavar="ADDRESS", help="where the programs find the server (this machine)")


def main(args: argparse.Namespace) -> int:
    from ..casting import cast, loadable_packages
    from ..config import Show, load_show
    from ..errors import DataError
    from ..patches import Setting, folder

    show = load_show(args.show) if args.show else Show()
    loadable = loadable_packages(show)
    players = tuple(player_of(role, loadable.get(role.package.manifest.kind, ())) for role in cast(show, {}))
    server = show.server
    setting = Setting(players, args.host or reachable(server.host), args.osc_port or server.osc_port,
                      args.http_port or server.http_port)  # fmt: skip
    for path, text in folder(setting).items():
        file = args.out / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise DataError(f"{file} cannot be written ({error.strerror or error})") from error
        print(file)
    return 0


def reachable(host: str) -> str:
    """Where a program on this machine finds a server that listens on `host`."""
    return "127.0.0.1" if host in ("", "0.0.0.0", "::", "localhost") else host


def player_of(role: "Role", loadable: tuple[str, ...]) -> "Player":
    """As the running player would tell its shape."""
    from ..patches import Player

    manifest = role.package.manifest
    words = {"load": loadable}
    places: tuple[str, ...] = ()
    if manifest.styles:
        words["style"] = manifest.styles
    if manifest.image:
        words["class"] = manifest.image.classes
        places = tuple(f"latent/{index}" for index in range(manifest.image.latent))
    if manifest.gesture:
        places = tuple(f"in/{index}" for index in range(len(manifest.gesture.values)))
    if manifest.tensor:
        places = tuple(f"in/{slot.name}" for slot in manifest.tensor.inputs)
    return Player(role.name, manifest.kind, role.package.name, words, places, dict(role.values))
