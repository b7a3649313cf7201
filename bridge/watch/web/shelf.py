"""What is made for the show that runs: `/patches/`, `/patches/FILE`, `/reference`.

Patches are a fixed set of files; what is asked for is looked up among their names and is never a path. All of it is made
when it is asked for, from what core has said of its players, and loaded then: the table of addresses is not small.
"""

from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from .pages import Page, Request, as_json, html, refusal

if TYPE_CHECKING:
    from bridge.patches import Setting

PATCHES, REFERENCE = "/patches", "/reference"
FRESH = ("Cache-Control", "no-store")  # another show, another patch
_HERE = Path(__file__).parent


class Shelf:
    """`hear` is told what core says of its players; called with a request it gives the page, None when it is about none."""

    def __init__(self, osc_port: int, http_port: int):
        self._ports = osc_port, http_port
        self._players: dict[str, dict] = {}
        self._values: dict[str, tuple] = {}

    def hear(self, message: tuple) -> None:
        """`("players", …)` and `("values", …)` of core."""
        match message:
            case ("players", players, _):
                self._players = players
            case ("values", values):
                self._values |= values

    def __call__(self, request: Request) -> Page | None:
        if request.path in (REFERENCE, f"{REFERENCE}/"):
            return self._reference(request)
        if request.path in (PATCHES, f"{PATCHES}/"):
            return self._index(request)
        if request.path.startswith(f"{PATCHES}/"):
            return self._patch(request, request.path.removeprefix(f"{PATCHES}/"))
        return None

    def setting(self, local: str) -> "Setting":
        """The show as it is now. `local`: the address of ours that was called, so it is where this client finds us."""
        from bridge.patches import Player, Setting

        players = tuple(
            Player(name, told["kind"], told.get("package", ""), told["words"], told["places"], self._values_of(name))
            for name, told in self._players.items()
        )
        host = local if local and ":" not in local else "127.0.0.1"
        return Setting(players, host, *self._ports) if players else Setting(host=host, osc_port=self._ports[0],
                                                                            http_port=self._ports[1])  # fmt: skip

    def _values_of(self, player: str) -> dict:
        root = f"/{player}/"
        return {
            address.removeprefix(root): args[0]
            for address, args in self._values.items()
            if address.startswith(root) and args
        }

    # ---- pages -----------------------------------------------------------------------------------------------------

    def _reference(self, request: Request) -> Page:
        from . import address_book

        setting = self.setting(request.local)
        page = _dressed("address_book.html").replace("<!-- rules -->", address_book.rules())
        page = page.replace("<!-- about -->", address_book.about(setting))
        return html(page.replace("<!-- book -->", address_book.body(setting)))

    def _index(self, request: Request) -> Page:
        from bridge.patches import CATALOGUE

        if not request.wants_html:
            listed = [
                {"file": p.file, "host": p.host, "type": p.kind, "what": p.what, "run": p.run, "href": f"{PATCHES}/{p.file}"}
                for p in CATALOGUE
            ]
            return as_json(listed, 200, FRESH, ("Vary", "Accept"))
        setting = self.setting(request.local)
        show = ", ".join(f"{p.name} ({p.kind}{', ' + p.package if p.package else ''})" for p in setting.players)
        blocks = "".join(_block(host, list(own)) for host, own in groupby(CATALOGUE, key=lambda p: p.host))
        page = _dressed("patches.html").replace(
            "<!-- show -->", escape(f"{show}, at {setting.host} port {setting.osc_port}.")
        )
        page = html(page.replace("<!-- page -->", setting.page).replace("<!-- patches -->", blocks))
        return Page(page.status, page.kind, page.body, (*page.headers, FRESH, ("Vary", "Accept")))

    def _patch(self, request: Request, name: str) -> Page:
        from bridge.patches import CATALOGUE, named

        patch = named(name)
        if patch is None:
            return refusal(404, f"there is no patch {name[:60]!r}; there are {', '.join(p.file for p in CATALOGUE)}")
        attached = ("Content-Disposition", f'attachment; filename="{patch.file}"')
        return Page(200, patch.kind, patch.bytes(self.setting(request.local)), (attached, FRESH))


def _block(host: str, patches: list) -> str:
    tried = "" if all(patch.run for patch in patches) else "checked against its format, not yet run in it"
    links = "".join(
        f'<li><a href="{PATCHES}/{p.file}" download><code>{p.file}</code><b>download</b>'
        f"<span>{escape(p.what)}</span></a></li>"
        for p in patches
    )
    return f"<h2>{host}<small>{tried}</small></h2><ul>{links}</ul>\n"


@cache
def _dressed(name: str) -> str:
    """A page of ours with the look that all of them share inside it: no page asks for a second file."""
    look = (_HERE / "look.css").read_text("utf-8")
    return (_HERE / name).read_text("utf-8").replace("/* look */", look)
