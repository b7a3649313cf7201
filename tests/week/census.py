"""How large everything is that can be reached from an object: which collections grow, by the way that leads to them."""

from collections import deque
from collections.abc import Iterator
from enum import Enum
from sys import getsizeof
from types import FunctionType, MethodType, ModuleType
from typing import Any

PLAIN = (str, bytes, int, float, bool, type(None), complex)
CODE = (type, FunctionType, ModuleType, Enum)  # the same for ever
COLLECTIONS = (dict, list, set, frozenset, tuple, deque)


def sizes(roots: dict[str, Any]) -> tuple[int, dict[str, int]]:
    """Bytes of all that can be reached, and way → how many elements, of all collections. Elements share one way."""
    found: dict[str, int] = {}
    total = 0
    seen: set[int] = set()
    waiting = list(roots.items())
    while waiting:
        way, thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, CODE):
            continue
        seen.add(id(thing))
        total += getsizeof(thing)
        if isinstance(thing, PLAIN):
            continue
        if isinstance(thing, COLLECTIONS):
            found[way] = found.get(way, 0) + len(thing)
        waiting += _inside(way, thing)
    return total, found


def _inside(way: str, thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, dict):
        yield from ((f"{way}[]", value) for pair in list(thing.items()) for value in pair)
    elif isinstance(thing, COLLECTIONS):
        yield from ((f"{way}[]", value) for value in list(thing))
    elif isinstance(thing, MethodType):
        yield way, thing.__self__
    else:
        for name, value in getattr(thing, "__dict__", {}).items():
            yield f"{way}.{name}", value
        for kind in type(thing).__mro__:
            for name in getattr(kind, "__slots__", ()):
                if hasattr(thing, name):
                    yield f"{way}.{name}", getattr(thing, name)


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Collections that are a quarter larger than before, and not small."""
    much = {way: size for way, size in after.items() if size >= 64 and size > 1.25 * before.get(way, 0)}
    return {way: (before.get(way, 0), size) for way, size in much.items()}
