"""The beat of a film: which moments get a picture, and that never more than one is being painted."""

import math

LEAD_S = 0.012  # a picture is asked for so long before its moment, until it is known how long one takes
MOST_LEAD_S = 0.1
SLOWER, QUICKER = 1.5, 0.98  # the lead follows a slow picture at once and forgets it slowly
STILL_S = 0.5  # after so long without a picture the next one need not keep step with the last


class Frames:
    """Moments in seconds. A picture is asked for ahead of its moment by what one takes to paint here.

    While one is being painted the next moments pass without a picture: the newest wins, nothing queues.
    """

    def __init__(self) -> None:
        self.index = 0  # of the last picture asked for; 0 = none yet
        self.skipped = 0  # moments that passed without a picture, because the one before was not done
        self.lead = LEAD_S
        self._asked: float | None = None  # when the one that is being painted was asked for
        self._last = -math.inf  # the moment of the last picture asked for

    @property
    def busy(self) -> bool:
        return self._asked is not None

    def next(self, now: float, fps: float) -> float:
        """The next moment that a picture can still be painted for: in step with the last while it moves.

        A picture is asked for `lead` before its moment; one that is asked for later, within half of that, still is in time.
        """
        if now + self.lead - self._last > STILL_S + 1 / fps:
            return now + self.lead
        return self._last + max(1, math.ceil((now + self.lead / 2 - self._last) * fps)) / fps

    def ask(self, moment: float, now: float, fps: float) -> int:
        """A picture for `moment` is asked for now; its index."""
        if moment - self._last < STILL_S:
            self.skipped += max(0, round((moment - self._last) * fps) - 1)
        self._last, self._asked = moment, now
        self.index += 1
        return self.index

    def painted(self, now: float) -> None:
        """The picture that was asked for is done."""
        took = now - self._asked if self._asked is not None else 0.0
        self._asked = None
        self.lead = min(MOST_LEAD_S, max(took * SLOWER, self.lead * QUICKER))

    def lost(self) -> None:
        """Who was painting is gone."""
        self._asked = None
