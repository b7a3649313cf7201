"""What patches are made for: who plays here, and where they are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..address import KINDS

MOST_PLACES = 8  # of `latent/0`, `in/0` …: more knobs than that fit into no window


@dataclass(frozen=True)
class Player:
    """One player of a show, as the web process is told of it (`Player.shape`)."""

    name: str
    kind: str
    package: str = ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # tail → what may stand there: style, class, load
    places: tuple[str, ...] = ()  # the tails behind INDEX and INPUT that it has: latent/0, in/1, in/pressure …
    values: Mapping[str, Any] = field(default_factory=dict)  # tail → the value now; what is missing has the table's default

    def places_of(self, tail: str) -> tuple[str, ...]:
        """The first few of its own tails for one of the table with a place: `latent/INDEX` → latent/0 …"""
        stem = tail.rpartition("/")[0]
        return tuple(place for place in self.places if place.rpartition("/")[0] == stem)[:MOST_PLACES]


@dataclass(frozen=True)
class Setting:
    """A show and its ports; `Setting()` is a server with a player of each kind and nothing known of their packages."""

    players: tuple[Player, ...] = tuple(Player(kind, kind) for kind in KINDS)
    host: str = "127.0.0.1"  # where a program on another machine, or this one, finds the server
    osc_port: int = 7770
    http_port: int = 7771

    def of_kind(self, kind: str) -> tuple[Player, ...]:
        return tuple(player for player in self.players if player.kind == kind)

    @property
    def page(self) -> str:
        return f"http://{self.host}:{self.http_port}"
