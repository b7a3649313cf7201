"""What core said last, and whether that still counts."""

import math
from collections.abc import Iterable

SILENT_S = 3.0  # core speaks once a second; after three missed words something is wrong with it
KIND = "_kind"  # a player called bach is known by its `bach_kind`; whatever else begins with `bach_` belongs to it


class Board:
    """Core's words: `("status", {what: plain value})`, flat, as `/status` tells it."""

    def __init__(self) -> None:
        self._status: dict = {}
        self._heard: float | None = None

    def hear(self, message: tuple, now: float) -> None:
        if message[0] == "status":
            self._status, self._heard = message[1], now

    @property
    def has_heard(self) -> bool:
        return self._heard is not None

    def players(self) -> list[str]:
        return players_in(self._status)

    def kind_of(self, player: str) -> str | None:
        """music, text, image …; None for a player that is not there."""
        return self._status.get(f"{player}{KIND}")

    def trouble(self, now: float) -> str | None:
        """Why this server is not healthy, as a sentence; None when it is."""
        if self._heard is None:
            return "the bridge has not said anything yet"
        if now - self._heard > SILENT_S:
            return f"the bridge has said nothing for {now - self._heard:.0f} s"
        engines = {name: self._status.get(f"{name}_engine", "ready") for name in players_in(self._status)}
        if gone := [name for name, state in engines.items() if state == "given up"]:
            return f"degraded: the model of {', '.join(gone)} died over and over and has a rest; all else goes on"
        waiting = [name for name, state in engines.items() if state != "ready"]
        return f"the model of {', '.join(waiting)} is not ready" if waiting else None

    def status(self, now: float) -> dict:
        """All that is known, as JSON can say it: core's words, how we find it, and `players`, each with its own words."""
        trouble = self.trouble(now)
        told = {what: _told(value) for what, value in self._status.items()}
        return told | {
            "healthy": trouble is None,
            "trouble": trouble or "",
            "silent_s": None if self._heard is None else round(now - self._heard, 3),
            "players": [{"name": name} | own for name, own in by_player(told).items()],
        }


def players_in(status: dict) -> list[str]:
    return [what.removesuffix(KIND) for what in status if what.endswith(KIND)]


def owner_of(what: str, players: Iterable[str]) -> str | None:
    """Whose word it is: the player with the longest name before it, None when it is the server's."""
    return max((name for name in players if what.startswith(f"{name}_")), key=len, default=None)


def by_player(status: dict) -> dict[str, dict]:
    """The words that belong to each player, without its name before them."""
    owned: dict[str, dict] = {name: {} for name in players_in(status)}
    for what, value in status.items():
        if owner := owner_of(what, owned):
            owned[owner][what.removeprefix(f"{owner}_")] = value
    return owned


def _told(value: object) -> object:
    """JSON knows neither infinity nor NaN."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
