"""The five kinds of player, and how a command finds what it must know of one of them.

A command that serves every kind keeps a folder of modules, one a kind and named after it; its docstring says which
functions such a module has. A kind that has no module there cannot do it yet. So a new kind is a new file, and no table
of names has to be kept. Modules are loaded when their kind is asked for.
"""

import argparse
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

KINDS = ("music", "text", "image", "gesture", "tensor")


def known(folder: str) -> tuple[str, ...]:
    """The kinds that have a module in this package of modules (its dotted name)."""
    return tuple(kind for kind in KINDS if find_spec(f"{folder}.{kind}") is not None)


def module_of(folder: str, kind: str) -> ModuleType | None:
    """The module of a kind in this package of modules; None where it has none."""
    return import_module(f"{folder}.{kind}") if kind in known(folder) else None


def misplaced(folder: str, args: argparse.Namespace, kind: str) -> tuple[str, str] | None:
    """An option that was given though it is another kind's, as (option, kind); for modules with `add_arguments`."""
    for other in known(folder):
        own = argparse.ArgumentParser(add_help=False)
        module_of(folder, other).add_arguments(own)
        for name, default in vars(own.parse_args([])).items():
            if other != kind and getattr(args, name, default) != default:
                return f"--{name.replace('_', '-')}", other
    return None
