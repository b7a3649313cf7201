"""The tree of all addresses of a show that is running."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from bridge.address import PLACES, Row, find, rows_for, server_rows

from .attributes import READABLE, describe, value_attributes

# Containers that are no address themselves. Clients show these as headings.
_HEADINGS = {
    "": "duende: neural models played as instruments", "clock": "clock", "clock/out": "what the clock says",
    "output": "outputs", "scene": "scenes", "route": "routes", "out": "what it produces",
}  # fmt: skip
Values = Mapping[str, Sequence[Any]]  # parameter's address → its value


@dataclass
class Node:
    """One place of the tree; a container, a method or both."""

    path: str
    attributes: dict[str, Any]  # all but VALUE and CONTENTS
    row: Row | None = None  # None: nothing but a container
    children: dict[str, "Node"] = field(default_factory=dict)

    @property
    def readable(self) -> bool:
        return bool(self.attributes["ACCESS"] & READABLE)

    def told(self, values: Values) -> dict[str, Any]:
        """The node as JSON, with all below it."""
        told = dict(self.attributes)
        if self.readable and (args := values.get(self.path)) is not None:
            told |= value_attributes(args, told["TYPE"])
        if self.children:
            told["CONTENTS"] = {name: child.told(values) for name, child in self.children.items()}
        return told

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children.values():
            yield from child.walk()


class Namespace:
    """`players` and `server` as core tells them (`bridge.watch.web_remote.Web.send_players`).

    `PARAM/learn` is found but not listed: a node with CONTENTS is a group to most clients, and the knobs would be gone.
    Its tag `learnable` says that it is there.
    """

    def __init__(self, players: Mapping[str, Mapping] | None = None, server: Mapping[str, Sequence[str]] | None = None):
        self.players = dict(players or {})
        self.root = _container("/", _HEADINGS[""])
        self._nodes = {"/": self.root}
        for row in server_rows():
            self._add(row, row.address, (server or {}).get(row.tail, ()))
        for name, player in self.players.items():
            self._add_player(name, player)

    def __iter__(self) -> Iterator[Node]:
        return self.root.walk()

    def node(self, path: str) -> Node | None:
        """The node at a path, a slash at its end or not."""
        path = path[:-1] if len(path) > 2 and path.endswith("/") else path
        return self._nodes.get(path) or self._learn(path)

    def near(self, path: str) -> str | None:
        """What may have been meant."""
        return next(iter(get_close_matches(path[:80], list(self._nodes), 1, 0.75)), None)

    # ---- growing ---------------------------------------------------------------------------------------------------

    def _add_player(self, name: str, player: Mapping) -> None:
        kind, words, places = player["kind"], player.get("words", {}), player.get("places", ())
        heading = f"{name} ({', '.join(filter(None, (kind, player.get('package'))))})"  # some clients know it by this alone
        self._nodes[f"/{name}"] = self.root.children[name] = _container(f"/{name}", heading)
        size, own = _counter(kind, places), player.get("defaults", {})
        for row in rows_for(kind):
            if row.address.endswith(PLACES):
                for tail in (tail for tail in places if find(kind, tail) and find(kind, tail)[0] is row):
                    self._add(row, f"/{name}/{tail}", words.get(row.tail, ()), 1)
            else:
                default = [own[row.tail]] if row.tail in own else None
                self._add(row, row.at(name), words.get(row.tail, ()), size(row), default)

    def _add(self, row: Row, path: str, words: Sequence[str], size: int = 1, default: list | None = None) -> None:
        node = self._at(path)
        node.row, node.attributes = row, describe(row, path, words, size, default)

    def _at(self, path: str) -> Node:
        """The node at a path, made with all above it where it was not there."""
        if path not in self._nodes:
            above, _, name = path.rpartition("/")
            parent = self._at(above or "/")
            tail = path.removeprefix("/")
            heading = _HEADINGS.get(tail) or _HEADINGS.get(tail.partition("/")[2], name)
            self._nodes[path] = parent.children[name] = _container(path, heading)
        return self._nodes[path]

    def _learn(self, path: str) -> Node | None:
        _, _, rest = path.partition("/")
        name, _, tail = rest.partition("/")
        if name not in self.players or not tail.endswith("/learn"):
            return None
        found = find(self.players[name]["kind"], tail)
        return Node(path, describe(found[0], path), found[0]) if found else None


def _container(path: str, heading: str) -> Node:
    return Node(path, {"FULL_PATH": path, "DESCRIPTION": heading, "ACCESS": 0})


def _counter(kind: str, places: Sequence[str]) -> Callable[[Row], int]:
    """How many values a row takes whose last argument takes many: as many as there are single places (`latent/0` …)."""
    single = {row.tail.rpartition("/")[0] for row in rows_for(kind) if row.tail.endswith("/INDEX")}
    counts = {stem: sum(place.startswith(f"{stem}/") for place in places) for stem in single}

    def size(row: Row) -> int:
        if row.tail in counts:
            return max(1, counts[row.tail])
        return max(1, *counts.values()) if row.role == "out" and counts else 1

    return size
