"""The bounded look-up tables of the codec: what was learnt about a header of a packet, so that it is learnt once."""

from typing import Any

MAX_HEADERS = 4096  # entries of a table; a full one starts afresh, and what is in use is soon back
MAX_HEADER_BYTES = 256  # longer headers are learnt anew each time


def remember(table: dict, key: Any, value: Any, header_bytes: int) -> None:
    if header_bytes > MAX_HEADER_BYTES:
        return
    if len(table) >= MAX_HEADERS:
        table.clear()
    table[key] = value
