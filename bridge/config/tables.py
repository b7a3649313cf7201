"""One table of a show file: its keys taken or refused, each complaint with the line that it is about."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bridge.address import Arg, found, take
from bridge.address.arguments import refused
from bridge.errors import AddressError, ConfigError

from .lines import line_of


@dataclass(frozen=True)
class Source:
    """The file as text, to find lines in; `path` is what to call it."""

    text: str
    path: Path


class Table:
    """The values under one header: `[name]`, or the index-th `[[name]]`; name "" is the file above all headers."""

    def __init__(self, source: Source, name: str, content: Any, index: int | None = None):
        self.source, self.name, self.index = source, name, index
        if not isinstance(content, dict):
            raise self.refuse("", f"a table is due here, written {self.title}; found {found(content)}")
        self.content = content

    def __contains__(self, key: str) -> bool:
        return key in self.content

    @property
    def title(self) -> str:
        if not self.name:
            return ""
        return f"[{self.name}]" if self.index is None else f"[[{self.name}]]"

    def refuse(self, key: str, sentence: str) -> ConfigError:
        """The error to raise about a key ("" = about the table as a whole)."""
        return ConfigError(f"{self.at(key)}: {sentence.removeprefix(f'{key} ')}")

    def at(self, key: str) -> str:
        """Where a key stands, as errors name it: file, line, table, key."""
        line = line_of(self.source.text, self.name, self.index or 0, key)
        where = " ".join(part for part in (self.title, key) if part)
        return f"{self.source.path}:{line}: {where}"

    def only(self, *allowed: str) -> None:
        """Refuse the first key that is not among these."""
        for key in self.content:
            if key not in allowed:
                near = difflib.get_close_matches(key, allowed, 1)
                meant = f"did you mean {near[0]}? " if near else ""
                raise self.refuse(key, f"there is no such key; {meant}allowed are {', '.join(allowed)}")

    def need(self, *keys: str) -> None:
        for key in keys:
            if key not in self:
                raise self.refuse("", f"the key {key} is missing")

    def take(self, key: str, arg: Arg) -> Any:
        """The value of a key as OSC would hold it; a switch is 0 or 1."""
        return self.fit(key, arg, self.content[key])

    def settings(self, args: Iterable[Arg]) -> dict[str, Any]:
        """Those of these keys that are there; switches as bool."""
        present = [arg for arg in args if arg.name in self]
        return {arg.name: _as_bool(arg, self.take(arg.name, arg)) for arg in present}

    def several(self, key: str, args: tuple[Arg, ...]) -> tuple:
        """A list with one value for each argument."""
        values = self.list_of(key, len(args))
        return tuple(self.fit(key, arg, value) for arg, value in zip(args, values, strict=True))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, as long as it likes."""
        return tuple(self.fit(key, Arg("each", "s"), value) for value in self.list_of(key))

    def list_of(self, key: str, count: int | None = None) -> list:
        value = self.content[key]
        if not isinstance(value, list) or count not in (None, len(value)):
            due = "a list" if count is None else f"a list of {count}"
            raise self.refuse(key, f"must be {due}, in [ ]; found {found(value)}")
        return value

    def address(self, key: str) -> str:
        value = self.take(key, Arg(key, "s"))
        if not value.startswith("/"):
            raise self.refuse(key, f"must start with a slash, like /music/temperature; found {found(value)}")
        return value

    def fit(self, key: str, arg: Arg, value: Any) -> Any:
        """A value found under `key`, as the argument means it: nothing is clamped, nothing rounded."""
        whole = not isinstance(value, float) or arg.type == "f" or value.is_integer()
        try:
            if not whole or (arg.type == "switch" and value not in (0, 1)):
                raise refused(arg, value)
            return take(replace(arg, clamp=False), value)
        except AddressError as error:
            raise self.refuse(key, str(error)) from None


def _as_bool(arg: Arg, value: Any) -> Any:
    return bool(value) if arg.type == "switch" else value
