"""`duende`: parse the command line, call one function. Every command is loaded only when it is asked for.

Exit codes: 0 done, 1 it did not hold or could not be done, 2 wrong use or a missing optional part.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import entry_points

from . import __version__
from .engine.devices import DeviceLost
from .errors import ConfigError, DuendeError, MissingExtra

# name → (one line of help, module that has `add_arguments(parser)` and `main(args) -> int`)
COMMANDS = {
    "serve": ("open the doors and play", "bridge.commands.serve"),
    "doctor": ("walk input → clock → model → output, name the first dead link and its cure", "bridge.commands.doctor"),
    "ports": ("MIDI ports, network addresses, GPU providers really obtained", "bridge.commands.ports"),
    "packages": ("the models that are here, what they cost and what that allows", "bridge.packages_listing.command"),
    "check": ("verify a package: hashes, self-test, parity", "bridge.commands.check"),
    "render": ("play offline into a file", "bridge.render.command"),
    "score": ("held-out score of a package on any data of its kind", "bridge.score.command"),
    "replay": ("a recorded performance again", "bridge.commands.replay"),
    "soak": ("visitors who play, shout and go, for an hour or a week: does anything give?", "bridge.commands.soak"),
    "patches": ("patches for Pure Data, Max, SuperCollider, TouchDesigner … made for a show", "bridge.commands.patches"),
    "bench": ("latency, jitter and speed of this machine", "bridge.commands.bench"),
}
# These belong to the training side and are found by entry point: the bridge never imports torch.
TRAINING = {
    "train": "learn from your own music, texts, pictures or gestures",
    "export": "PyTorch run → ONNX → verified package",
    "adopt": "any plain ONNX file → a package that plays",
}
TRAINING_EXTRA = "pip install 'duende[train]' (PyTorch: the CPU build is enough)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    parser, command = _parser(argv)
    args = parser.parse_args(argv)
    if command is None:
        parser.print_help()
        return 2
    try:
        return command(args)
    except (ConfigError, MissingExtra) as error:
        print(f"duende: {error}", file=sys.stderr)
        return 2
    except DuendeError as error:
        print(f"duende: {error}", file=sys.stderr)
        return 1
    except DeviceLost as error:
        print(f"duende: the GPU was lost ({error}); --device cpu does without", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130


def _parser(argv: Sequence[str]) -> tuple[argparse.ArgumentParser, Callable[[argparse.Namespace], int] | None]:
    """The parser, with the arguments of the one command that was named, and that command."""
    parser = argparse.ArgumentParser(prog="duende", description="Play neural models as instruments.")
    parser.add_argument("--version", action="version", version=f"duende {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    named = next((word for word in argv if not word.startswith("-")), None)
    chosen = None
    for name, (line, module) in COMMANDS.items():
        sub = commands.add_parser(name, help=line, description=line)
        if name == named:
            loaded = import_module(module)
            loaded.add_arguments(sub)
            chosen = loaded.main
    for name, line in TRAINING.items():
        sub = commands.add_parser(name, help=line, description=line)
        if name == named:
            loaded = _training(name)
            loaded.add_arguments(sub)
            chosen = loaded.main
    return parser, chosen


def _training(name: str):
    """The module of a training command, as those of COMMANDS are; exit 2 with the cure where a part is missing."""
    points = entry_points(group="duende.commands", name=name)
    module = next(iter(points)).module if points else None
    if module is None:
        raise SystemExit(_missing(name, "this installation has no training parts"))
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise SystemExit(_missing(name, f"{error.name} is not installed")) from error


def _missing(name: str, why: str) -> int:
    print(f"duende {name}: {why}; cure: {TRAINING_EXTRA}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
