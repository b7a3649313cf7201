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


def shown(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST:
        return "a whole number beyond 2^53"
    if isinstance(value, list | dict):
        return f"{_WORDS[type(value)]} of {len(value)}"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
