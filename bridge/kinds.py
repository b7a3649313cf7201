"""The five kinds of player, and how a command finds what it must know of one of them.

A command that serves every kind keeps a folder of modules, one a kind and named after it; its docstring says which
functions such a module has. A kind that has no module there cannot do it yet. So a new kind is a new file, and no table
of names has to be kept. Modules are loaded when their kind is asked for.
"""

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
