"""How far a player has had to come down because its model was late or is gone, told at `/NAME/out/ladder`.

    0 live      the model, in its time
    1 older     what it had planned before it was asked to think again
    2 smaller   a smaller package plays
    3 phrase    the last phrase, over and over
    4 hold      the last harmony, held; nothing new comes

Music goes down step by step; the other kinds stand on `hold` while their model is gone.
"""

from collections import deque
from collections.abc import Callable

STEPS = ("live", "older", "smaller", "phrase", "hold")
LIVE, OLDER, SMALLER, PHRASE, HOLD = range(len(STEPS))
RECENT = 16  # questions that are looked back on …
TOO_MANY = 4  # … and so many of them late: this machine cannot play this model


class Ladder:
    """`tell(level, word)` on change; `relieve` is asked once for a smaller package when the model is late too often."""

    def __init__(self, tell: Callable[[int, str], None], relieve: Callable[[], None]):
        self._tell, self._relieve = tell, relieve
        self.level = LIVE
        self.missed = 0  # questions in all whose answer came too late
        self.gone = False  # there is no model: whatever plays, plays without it
        self._ground = LIVE  # where a model that is in time stands: SMALLER while a smaller one plays
        self._recent: deque[bool] = deque(maxlen=RECENT)
        self._asked_for_relief = False

    def in_time(self) -> None:
        """The model has answered before it was needed."""
        self._recent.append(False)
        self._stand(self._ground)

    def late(self, level: int) -> None:
        """It has not; `level` says what plays instead."""
        self._stand(level)
        if self.gone:
            return  # which says nothing about how quick it is
        self.missed += 1
        self._recent.append(True)
        if sum(self._recent) >= TOO_MANY and not self._asked_for_relief:
            self._asked_for_relief = True
            self._relieve()

    def lost(self) -> None:
        """Its process has died."""
        self.gone, self._asked_for_relief = True, False
        self._recent.clear()  # what was late was not slow
        self._stand(HOLD)

    def back(self) -> None:
        """A model is there (again)."""
        self.gone = False
        self._stand(self._ground)

    def relieved(self) -> None:
        """A smaller package plays from here on."""
        self._begin(SMALLER)

    def replaced(self) -> None:
        """A package that somebody chose plays from here on."""
        self._begin(LIVE)

    def _begin(self, ground: int) -> None:
        self._ground = ground
        self._recent.clear()
        self._asked_for_relief = False
        self._stand(ground)

    def _stand(self, level: int) -> None:
        if level != self.level:
            self.level = level
            self._tell(level, STEPS[level])
