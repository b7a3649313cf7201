"""What follows from the deaths of a player's engine: the more often, the less is trusted. Pure.

Once may be chance. Twice, and whoever shares a process gets one of his own, so that nobody takes others along over and over.
Twice without an answer between them, and it may be the question, or the context that comes with it: less of it is told, then
none. Over and over, and the model rests, longer each time.
"""

from collections import deque

WHOLE, ALONE, SHORT, EMPTY, REST = "whole", "alone", "short", "empty", "rest"

DEATHS, DEATHS_WITHIN_S = 5, 30.0  # so many in that time: the package or the machine is at fault, not chance
REST_S, LONGEST_REST_S = 10.0, 600.0  # before it is tried again; twice as long each time it was in vain


class Deaths:
    """Of one player's engine."""

    def __init__(self) -> None:
        self.count = 0  # in all
        self._lately: deque[float] = deque(maxlen=DEATHS)
        self._unanswered = 0  # deaths since it last answered a question to its end
        self._rest = REST_S
        self._rested_at = float("-inf")  # when its last rest ended

    def died(self, now: float, shared: bool) -> str:
        """What to do about one more: start it again with the WHOLE context, in a process ALONE (while it was `shared`),
        with a SHORT or an EMPTY context, or let it REST."""
        self.count += 1
        again = bool(self._lately) and now - self._lately[-1] < DEATHS_WITHIN_S
        self._lately.append(now)
        self._unanswered += 1
        if len(self._lately) == DEATHS and now - self._lately[0] < DEATHS_WITHIN_S:
            return REST
        if shared and (again or self._unanswered > 1):
            self._unanswered = min(1, self._unanswered)
            return ALONE
        if self._unanswered == 1:
            return WHOLE
        return SHORT if self._unanswered == 2 else EMPTY

    @property
    def trust(self) -> str:
        """With how much of the context it is started again after a rest."""
        return WHOLE if self._unanswered < 2 else EMPTY

    def answered(self) -> None:
        """A question was answered to its end: neither it nor the context kills."""
        self._unanswered = 0

    def rest(self, now: float) -> float:
        """It rests from now on; for how many seconds."""
        if now - self._rested_at > LONGEST_REST_S:
            self._rest = REST_S  # it had gone well
        seconds, self._rest = self._rest, min(2 * self._rest, LONGEST_REST_S)
        self._rested_at = now + seconds
        self._lately.clear()
        return seconds
