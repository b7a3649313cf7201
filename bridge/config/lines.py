"""On which line of a TOML text a key stands: the parser forgets it, the artist needs it."""

import re

_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_AT_LINE = re.compile(r"\(at line (\d+)")


def line_of(text: str, table: str, index: int = 0, key: str = "") -> int:
    """The line (from 1) of a key in the index-th table of that name; of the table where the key is not found; else 1.

    `table` is "" for keys above every table.
    """
    here, seen, best = "", -1, 1
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            here = header[1].replace('"', "").replace("'", "")
            seen += here == table
            if here == table and seen <= index:
                best = number
            if _names(here, table, key) and seen in (index, -1):
                return number
        elif key and _starts_with(line, key) and (here == table and (seen == index or not table)):
            return number
        elif table and not here and _starts_with(line, table):
            best = number  # written inline above the tables: player = [{…}]
    return best


def line_of_syntax_error(text: str, message: str) -> int:
    """The line that a TOML parser names in its message; the last one where it says "at end of document"."""
    found = _AT_LINE.search(message)
    return int(found[1]) if found else max(1, len(text.splitlines()))


def _names(header: str, table: str, key: str) -> bool:
    """Is this the header of a key that is itself a table?"""
    return header == f"{table}.{key}" if table else bool(key) and header.split(".")[0] == key


def _starts_with(line: str, key: str) -> bool:
    return re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", line) is not None
