"""The address book as HTML, from the same Markdown as docs/reference.md: headings, paragraphs, lists and tables of it."""

import re
from html import escape

from bridge.watch import reference

_BAR = re.compile(r"(?<!\\)\|")  # between cells; one that belongs to a cell has a backslash before it


def body() -> str:
    return as_html(reference.markdown())


def as_html(markdown: str) -> str:
    """Blocks are parted by empty lines; a block is one heading, one list, one table or one paragraph."""
    blocks = re.split(r"\n\s*\n", markdown.strip())
    return "\n".join(_block(block.strip().splitlines()) for block in blocks if block.strip())


def _block(lines: list[str]) -> str:
    first = lines[0]
    if heading := re.match(r"(#+) +(.*)", first):
        level = len(heading[1])
        rest = _block(lines[1:]) if lines[1:] else ""
        return f"<h{level}>{_words(heading[2])}</h{level}>\n{rest}"
    if first.startswith("|"):
        return _table(lines)
    if first.startswith("- "):
        items = re.split(r"\n- ", "\n".join(lines)[2:])
        return "<ul>" + "".join(f"<li>{_words(item)}</li>" for item in items) + "</ul>"
    return f"<p>{_words(' '.join(lines))}</p>"


def _table(lines: list[str]) -> str:
    head, _, *rows = (_cells(line) for line in lines)
    head_row = "".join(f"<th>{_words(cell)}</th>" for cell in head)
    body_rows = "".join("<tr>" + "".join(f"<td>{_words(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f'<div class="table"><table><thead><tr>{head_row}</tr></thead><tbody>\n{body_rows}</tbody></table></div>'


def _cells(line: str) -> list[str]:
    return [cell.strip().replace(r"\|", "|") for cell in _BAR.split(line.strip())[1:-1]]


def _words(text: str) -> str:
    """Inline: code keeps every sign as it is, two stars make bold."""
    parts = re.split(r"`([^`]*)`", text)
    plain = [re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(part)) for part in parts[::2]]
    code = [f"<code>{escape(part)}</code>" for part in parts[1::2]] + [""]
    return "".join(p + c for p, c in zip(plain, code, strict=True))
