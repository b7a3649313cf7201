"""What a show says about strangers: `[server] token`, `allow`, `origins`. A token is never part of a sentence."""

import re
import tomllib

from bridge.reach import network

from .tables import Table

_TOKEN = re.compile(r"[A-Za-z0-9._~-]{8,128}")  # may stand in a URL as it is; eight of them cannot be guessed over a network
_ORIGIN = re.compile(r"https?://(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?")
HIDDEN = "x"  # stands for each sign of a token in what is recorded


def _token(table: Table, key: str) -> str:
    value = table.content[key]
    if not isinstance(value, str) or not _TOKEN.fullmatch(value):
        raise table.refuse(key, "must be 8 to 128 of the signs A-Z a-z 0-9 . _ ~ -, so that it can stand in a URL")
    if value not in table.source.text:
        raise table.refuse(key, "must be written as it is, without \\ escapes, so that it can be kept out of recordings")
    return value


def _allow(table: Table, key: str) -> tuple[str, ...]:
    try:
        return tuple(map(network, table.texts(key)))
    except ValueError as error:
        raise table.refuse(key, str(error)) from None


def _origins(table: Table, key: str) -> tuple[str, ...]:
    origins = tuple(each.lower().removesuffix("/") for each in table.texts(key))
    for each in origins:
        if not _ORIGIN.fullmatch(each):
            raise table.refuse(key, f"each must be like http://localhost:5173, without a path; found {each[:60]!r}")
    return origins


STRANGERS = {"token": _token, "allow": _allow, "origins": _origins}


def without_token(text: str) -> str:
    """A show's text for the journal: it reads as the same show, with another token. A show that was read is TOML."""
    token = tomllib.loads(text).get("server", {}).get("token", "")
    return text.replace(token, HIDDEN * len(token)) if token else text
