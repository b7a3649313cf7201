"""Which names a player may have: its name is the first segment of its addresses, so it may not hide one of ours."""

import re

from bridge.errors import ConfigError

from .table import TABLE

NAME = re.compile(r"[a-z][a-z0-9_]*")
NAME_LENGTH = 32  # leaves room for the rest of an address in a message of 900 bytes

# What HTTP serves beside the address tree (a browser asks `/view/music` of the same root as OSCQuery asks `/music`).
HTTP_SEGMENTS = ("view", "reference", "patches", "api", "health", "metrics", "ws")

RESERVED = frozenset(
    {row.tail.split("/")[0] for row in TABLE if row.kind == "server"} | {*HTTP_SEGMENTS, "out", "error", "welcome"}
)


def check_player_name(name: str) -> str:
    """The name itself, or ConfigError with what is allowed."""
    if not NAME.fullmatch(name):
        raise ConfigError(f"a player cannot be named {name!r}; allowed is a-z first, then a-z, 0-9 and _")
    if len(name) > NAME_LENGTH:
        raise ConfigError(f"the player name {name[:NAME_LENGTH]!r}… is too long; at most {NAME_LENGTH} characters")
    if name in RESERVED:
        taken = ", ".join(sorted(RESERVED))
        raise ConfigError(f"a player cannot be named {name!r}: /{name} is the server's own; taken are {taken}")
    return name
