"""What core said last, and whether that still counts."""

import math
from collections.abc import Mapping

SILENT_S = 3.0  # core speaks once a second; after three missed words something is wrong with it


class Board:
    """Core's words: `("status", {what: plain value})` and `("players", [{"name", "kind", "package", …}])`.

    A status named `PLAYER.what` belongs to that player and is told with it.
    """

    def __init__(self) -> None:
        self._status: dict = {}
        self._players: list[dict] = []
        self._heard: float | None = None

    def hear(self, message: tuple, now: float) -> None:
        what, value = message
        if what == "status":
            self._status, self._heard = dict(value), now
        elif what == "players":
            self._players = [dict(player) for player in value]

    def trouble(self, now: float) -> str | None:
        """Why this server is not healthy, as a sentence; None when it is."""
        if self._heard is None:
            return "the bridge has not said anything yet"
        if now - self._heard > SILENT_S:
            return f"the bridge has said nothing for {now - self._heard:.0f} s"
        if not self._status.get("healthy", True):
            return str(self._status.get("trouble") or "the bridge says that it is not well")
        return None

    def status(self, now: float) -> dict:
        """All that is known as one JSON object: each status by its name, and `players`, each with what belongs to it."""
        trouble = self.trouble(now)
        told = {what: _told(value) for what, value in self._status.items()}
        told["healthy"] = trouble is None
        told["trouble"] = trouble or ""
        told["silent_s"] = None if self._heard is None else round(now - self._heard, 3)
        told["players"] = [self._player(player) for player in self._players]
        return told

    def _player(self, player: Mapping) -> dict:
        prefix = f"{player.get('name')}."
        own = {what.removeprefix(prefix): value for what, value in self._status.items() if what.startswith(prefix)}
        return {what: _told(value) for what, value in {**player, **own}.items()}


def _told(value: object) -> object:
    """As JSON can say it: it knows neither infinity nor NaN."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
