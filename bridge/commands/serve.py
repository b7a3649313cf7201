"""`duende serve [SHOW.toml]`: the main job."""

import argparse
from dataclasses import replace
from pathlib import Path

from ..config import Show, load_show
from ..config.show import MidiIn, MidiOut
from ..errors import ConfigError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("show", nargs="?", type=Path, metavar="SHOW.toml", help="players, ports, routes, clock (the bundled players)")
    add("--osc-port", type=_port, metavar="PORT", help="UDP and TCP (7770)")
    add("--http-port", type=_port, metavar="PORT", help="web and status (7771)")
    add("--host", help="address to listen on (127.0.0.1); others can reach you beyond loopback")
    add("--device", choices=("auto", "cpu", "cuda"), help="where models run (auto)")
    add("--midi", action=argparse.BooleanOptionalAction, default=True, help="open MIDI ports")
    add("--midi-in", action="append", metavar="NAME", help="a MIDI input by a part of its name; may be said again")
    add("--midi-out", action="append", metavar="NAME", help="a MIDI output by a part of its name; may be said again")
    add("--mdns", action=argparse.BooleanOptionalAction, default=None, help="announce the server on the network")
    add("--package", action="append", default=[], type=_named, metavar="NAME=PATH", help="a player and its package")
    add("--journal", type=Path, metavar="DIR", help="where this run is recorded")
    add("--seed", type=int, metavar="N", help="the same seed and input give the same music")


def main(args: argparse.Namespace) -> int:
    from ..app import Options, serve

    return serve(show_of(args), Options(midi=args.midi, packages=dict(args.package), journal_kept=args.journal is not None))


def show_of(args: argparse.Namespace) -> Show:
    """The show with what the command line says over it."""
    show = load_show(args.show) if args.show else Show()
    said = {
        "osc_port": args.osc_port, "http_port": args.http_port, "host": args.host, "device": args.device,
        "mdns": args.mdns, "journal": args.journal, "seed": args.seed,
    }  # fmt: skip
    server = replace(show.server, **{key: value for key, value in said.items() if value is not None})
    midi = show.midi
    if args.midi_in:
        midi = replace(midi, inputs=tuple(MidiIn(name) for name in args.midi_in))
    if args.midi_out:
        midi = replace(midi, outputs=tuple(MidiOut(name) for name in args.midi_out))
    if server.seed is not None and not 0 <= server.seed < 1 << 31:
        raise ConfigError(f"--seed {server.seed}: a seed is a whole number from 0 to {(1 << 31) - 1}")
    return replace(show, server=server, midi=midi)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; a port is a number from 1 to 65535")
    return int(text)


def _named(text: str) -> tuple[str, str]:
    name, equals, path = text.partition("=")
    if not equals or not name or not path:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PATH")
    return name, path
