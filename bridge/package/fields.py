"""Reading JSON that a stranger wrote: each field by name, type and range, each refusal a sentence."""

import json
import math
from collections.abc import Callable
from typing import Any, TypeVar

from ..errors import PackageError

T = TypeVar("T")
_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list", dict: "a table"}
_REQUIRED = object()
LARGEST = 2**53  # a whole number that survives any JSON reader
TEXT = 4000  # characters of one text


def parse(where: str, data: bytes) -> "Fields":
    """The table at the top of a JSON file; `where` names it in sentences."""
    try:
        value = json.loads(data.decode("utf8"))
    except UnicodeDecodeError as error:
        raise PackageError(f"{where}: not UTF-8 (byte {error.start})") from error
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{where}: not JSON ({str(error)[:120] or 'nested too deep'})") from error
    return Fields(where, value)


class Fields:
    """One table; `where` says in which file and place it stands."""

    def __init__(self, where: str, value: Any):
        if not isinstance(value, dict):
            raise PackageError(f"{where}: a table is due, found {shown(value)}")
        self.where, self.value = where, value

    def take(self, key: str, kind: type[T], default: Any = _REQUIRED) -> T:
        """The value of `key`, checked; `default` when it is absent or null."""
        value = self.value.get(key)
        if value is None:
            if default is _REQUIRED:
                raise PackageError(f"{self.where}: {key} is missing; {_WORDS[kind]} is due")
            return default
        return checked(f"{self.where}: {key}", value, kind)

    def table(self, key: str, default: Any = _REQUIRED) -> "Fields":
        return Fields(f"{self.where}: {key}", self.take(key, dict, default))

    def list_of(self, key: str, read: Callable[[str, Any], T], default: Any = _REQUIRED) -> tuple[T, ...]:
        """Each item of a list through `read(where, item)`."""
        items = self.take(key, list, default)
        return tuple(read(f"{self.where}: {key}[{i}]", item) for i, item in enumerate(items))

    def texts(self, key: str, default: Any = _REQUIRED) -> tuple[str, ...]:
        return self.list_of(key, lambda where, item: checked(where, item, str), default)


def checked(where: str, value: Any, kind: type[T]) -> T:
    if kind is float and isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
        value = float(value)
    wrong = not isinstance(value, kind) or (kind is not bool and isinstance(value, bool))
    wrong = wrong or (kind is float and not math.isfinite(value)) or (kind is int and abs(value) > LARGEST)
    if wrong or (kind is str and len(value) > TEXT):
        raise PackageError(f"{where} is {shown(value)}; {_WORDS[kind]} is due")
    return value


def number(where: str, value: Any) -> int | float:
    """A finite number; a whole one stays whole."""
    return checked(where, value, int if isinstance(value, int) else float)


def between(where: str, value: Any, low: float, high: float, kind: type[T] = float) -> T:
    if not low <= checked(where, value, kind) <= high:
        raise PackageError(f"{where} is {shown(value)}; {low:,g} to {high:,g} is allowed")
    return checked(where, value, kind)


def one_of(where: str, key: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise PackageError(f"{where}: {key} is {value[:40]!r}; allowed are {', '.join(allowed)}")
    return value


def distinct(where: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Texts of which none stands there twice and none is empty."""
    seen = set()
    for word in words:
        if not word or word in seen:
            raise PackageError(f"{where} has {shown(word)} {'twice' if word else 'in it'}; texts that differ are due")
        seen.add(word)
    return words


def shown(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST:
        return "a whole number beyond 2^53"
    if isinstance(value, list | dict):
        return f"{_WORDS[type(value)]} of {len(value)}"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
