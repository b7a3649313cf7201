"""Who accompanies is kept warm for the next key, while somebody plays.

After 10 ms of sleep others have had the caches: then a step takes twice as long as at once, and the Python around it two to
four times. So now and then the engine is told to walk the way to an answer (`warm`, docs/design.md), and core walks its own
(`bridge.stage.understudy`).
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

from ..package import Manifest
from .stage import Seat, Stage
from .understudy import Understudy

EVERY_S = 0.010
LASTS_S = 30.0  # after the last key
AWAKE_S = 0.001  # after a key core does not sleep until its answer is there
REHEARSALS = 4  # whatever is made once is made by then


class Warmth:
    """Call `look` at `next_look`. Whoever was struck is told in turns, one each time: those of one package share weights."""

    def __init__(self, stage: Stage, now: Callable[[], float]):
        self._stage, self._now = stage, now
        self._keys: dict[str, float] = {}  # player → its last key
        self._newest = -math.inf  # when the last key of all went down
        self._turns = 0
        self._understudy: Understudy | None = None
        self.next_look = math.inf
        stage.struck = self.struck

    def prepare(self, manifest: Manifest, values: Mapping[str, Any]) -> None:
        """Core shall be kept warm too; as for a player with these parameters. Call it before memory is settled."""
        self._understudy = Understudy(manifest, values)
        for _ in range(REHEARSALS):
            self._understudy.turn()

    def struck(self, player: str) -> None:
        """A key of this player went down."""
        now = self._newest = self._now()
        self._keys[player] = now
        self.next_look = min(self.next_look, now + EVERY_S)

    def awake_until(self) -> float:
        """So long core does not sleep, since an answer is about to come; 0: it may. Where processors are short it may."""
        stage, players = self._stage, self._keys
        if not stage.rouses or self._now() >= self._newest + AWAKE_S:
            return 0.0
        asked = (stage.seats[player].player for player in players if player in stage.seats)
        return self._newest + AWAKE_S if any(player.accompaniment.waits for player in asked) else 0.0

    def look(self, now: float) -> None:
        if now < self.next_look:
            return
        if until := self.awake_until():  # an answer does not wait for a rehearsal
            self.next_look = until
            return
        self._keys = {player: key for player, key in self._keys.items() if now - key < LASTS_S}
        self.next_look = now + EVERY_S if self._keys else math.inf
        seats = [seat for player in self._keys if (seat := self._stage.seats.get(player)) and _gains(seat)]
        if seats and self._stage.rouses:  # else processors are short
            self._turns += 1
            seats[self._turns % len(seats)].engine.warm()
            self._rehearse()

    def _rehearse(self) -> None:
        """A mistake in it is told once."""
        understudy, self._understudy = self._understudy, None
        if understudy is not None:
            understudy.turn()
            self._understudy = understudy


def _gains(seat: Seat) -> bool:
    """It would answer a key at once, and a step is short enough to be taken in vain."""
    return seat.player.alive and seat.player.mode == "accompany" and seat.info.get("runtime") == "native"
