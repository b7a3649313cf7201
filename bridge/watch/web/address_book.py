"""The address book as HTML, for the players of the show that runs: from the same entries as docs/reference.md."""

import re
from html import escape

from bridge.address import KINDS, Row
from bridge.patches import Player, Setting
from bridge.patches.spoken import LANGUAGES
from bridge.watch import reference
from bridge.watch.reference import Entry

NAME = "NAME"  # what the table writes for a player's name


def body(setting: Setting) -> str:
    """What stands between header and script of address_book.html."""
    return "".join(_section(kind, rows, setting) for kind, rows in reference.sections())


def about(setting: Setting) -> str:
    """What lines of each language take for granted, with the ports of this server."""
    told = [f"<dt>{name}</dt><dd>{_words(words)}</dd>" for name, words in LANGUAGES]
    return "".join(told).replace("7770", str(setting.osc_port))


def rules() -> str:
    """The rules that hold for every address."""
    items = re.findall(r"^- (.*(?:\n  .*)*)", reference.HEAD, re.MULTILINE)
    return "".join(f"<li>{_words(' '.join(item.split()))}</li>" for item in items)


def _section(kind: str, rows: list, setting: Setting) -> str:
    title, words = reference.TITLES[kind]
    names = [player.name for player in (setting.players if kind == "player" else setting.of_kind(kind))]
    head = f"<h2>{title}</h2>{_choice(kind, names)}<p>{_words(words)}</p>"
    if kind not in ("server", "player") and not names:
        head += '<p class="quiet">Nobody of this kind is on stage.</p>'
    music = next((player.name for player in setting.of_kind("music")), "music")
    first = next((player for player in setting.players if player.name in names), Player("", kind))
    made = [
        reference.entry(
            row,
            NAME,
            setting.host,
            setting.osc_port,
            music=music,
            words=first.words.get(row.tail, ()),
            size=_size(row, first),
        )
        for row in rows
    ]
    entries = "".join(_entry(kind, each) for each in made)
    shown = names[0] if names else kind if kind in KINDS else "music"
    return f'<section data-kind="{kind}">{head}{entries.replace(NAME, f"<var>{escape(shown)}</var>")}</section>\n'


def _size(row: Row, player: Player) -> int:
    """How many numbers go to `/NAME/latent` or `/NAME/in`: as many as there are of `latent/0` …; 0 = not known."""
    return sum(place.rpartition("/")[0] == row.tail and place.rpartition("/")[2].isdecimal() for place in player.places)


def _choice(kind: str, names: list[str]) -> str:
    """Whose addresses are shown, where there are several."""
    if len(names) < 2:
        return ""
    options = "".join(f"<option>{escape(name)}</option>" for name in names)
    return f'<label class="who">for <select data-for="{kind}">{options}</select></label>'


def _entry(kind: str, entry: Entry) -> str:
    row = entry.row
    mark = f"{kind}-{row.tail.replace('/', '-')}"
    link = f'<a href="#{mark}"><code>{escape(row.address)}</code></a>'
    facts = " · ".join(_words(fact) for fact in entry.facts.split(" · ")[1:])
    lines = "".join(
        f'<div class="line" data-language="{language}"><b>{language}</b><code>{escape(line)}</code>'
        f'<button type="button" aria-label="copy the line for {language}">copy</button></div>'
        for language, line in entry.lines.items()
    )
    return (
        f'<article id="{mark}"><h3>{link}<span class="role">{row.role}</span></h3>'
        f"<p>{escape(entry.doc)}</p>" + (f'<p class="facts">{facts}</p>' if facts else "") + f"{lines}</article>\n"
    )


def _words(text: str) -> str:
    """Inline: code keeps every sign as it is, two stars make bold."""
    parts = re.split(r"`([^`]*)`", text)
    plain = [re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(part)) for part in parts[::2]]
    code = [f"<code>{escape(part)}</code>" for part in parts[1::2]] + [""]
    return "".join(p + c for p, c in zip(plain, code, strict=True))
