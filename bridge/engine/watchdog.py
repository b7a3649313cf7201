"""Does an engine process still turn? Asked by a ping, several times a second while it has something to do. Pure.

It may be long in a step: how long is measured by itself and told with every pong, so a slow picture is no hang. What opens a
package answers nothing until it is open, and has time for that.
"""

from typing import Any

from ..patience import Patience, Seen

LOOK_S = 0.1  # between two looks at a process that owes an answer, or was told something
TOLD_S = 0.2  # between two pings of one that was told something …
IDLE_S = 0.5  # … and nothing: what it has made is still being said, and soon it is asked for more
LEAST_S = 0.8  # no answer for so long, and it may be hung …
STEPS = 24.0  # … unless that is less than so many of its own steps: as quick as when it opened, or as of late
OPENING_S = 60.0  # a package that has not opened after so long never will

QUIET, ASK, HUNG = "", "ask", "hung"


class Watchdog:
    """Of one process, whoever sits in it. `look` says what to do: ASK (send it a ping), HUNG (it answers no more)."""

    def __init__(self) -> None:
        self._patience = Patience()  # of the ping that was not answered
        self._told = False  # something was sent since the last ping
        self._looked = self._asked = float("-inf")
        self._step_s = self._lately_s = 0.0  # when it opened, and as it says
        self.answers = 0  # pongs so far

    @property
    def waited(self) -> float:
        """Seconds for which the present ping has not been answered."""
        return self._patience.waited

    @property
    def bound(self) -> float:
        """Seconds without an answer that are too many."""
        return max(LEAST_S, STEPS * self._step_s, STEPS * self._lately_s)

    def told(self) -> None:
        """Something was sent to it."""
        self._told = True

    def opened(self, info: dict[str, Any], now: float) -> None:
        """A package is open, whose first steps took so long: it can answer from here on."""
        self._step_s = max(self._step_s, info.get("step_ms", 0.0) / 1e3)
        if self._patience.owed:
            self._patience.begin(now)

    def answered(self, stats: dict[str, Any]) -> None:
        """The pong has come."""
        self._lately_s = stats.get("p50_ms", 0.0) / 1e3
        self.answers += 1
        self._patience.over()

    def forget(self) -> None:
        """Whoever would have brought the pong has gone, or another process sits here."""
        self._patience.over()

    def next_moment(self) -> float:
        """When to look again."""
        if self._patience.owed:
            return self._looked + LOOK_S
        return self._asked + (TOLD_S if self._told else IDLE_S)

    def look(self, now: float, seen: Seen, opening: bool) -> str:
        """`opening`: it opens a package and cannot answer."""
        self._looked = now
        if self._patience.owed:
            return HUNG if self._patience.look(now, seen) > (OPENING_S if opening else self.bound) else QUIET
        if now - self._asked >= (TOLD_S if self._told else IDLE_S):
            self._told, self._asked = False, now
            self._patience.begin(now, seen)
            return ASK
        return QUIET
