"""Trading fours: human and machine alternate every so many beats. Pure: beats of the clock's line are given.

The human's first note opens a turn on the bar that it falls in. The machine answers what it heard; hearing nothing, it
waits until the human plays again.
"""

THINK_BEATS = 1.0  # so long before its turn the machine makes its reply


class Trade:
    def __init__(self) -> None:
        self.began: float | None = None  # beat at which the human's turn began; None: nobody has begun
        self._heard = False  # in the human's turn

    def stop(self) -> None:
        self.began, self._heard = None, False

    def heard(self, beat: float, bar: float | None) -> None:
        """The human plays at `beat`; `bar` is its length in beats, None while no clock is known."""
        if self.began is None:
            self.began = beat if bar is None else beat // bar * bar
        self._heard = True

    def over(self, beat: float, length: float) -> bool:
        """The machine's turn has passed: the next human one begins, or, if nobody plays, nothing does."""
        if self.began is None or beat < self.began + 2 * length - 1e-9:
            return False
        self.began = self.began + 2 * length if self._heard else None
        self._heard = False
        return True

    def to_think(self, beat: float, length: float, foresight: float = 0.0) -> tuple[float, float] | None:
        """(begin, end) of the machine's turn in beats, once it is time to make it; `foresight`: beats that this may take."""
        if self.began is None or not self._heard or beat < self.began + length - max(THINK_BEATS, foresight):
            return None
        return self.began + length, self.began + 2 * length

    def taken(self) -> None:
        """The machine has taken its turn; what is played from now on counts for the next."""
        self._heard = False

    def moments(self, length: float, head_start: float, foresight: float = 0.0) -> list[float]:
        """Beats at which to look again; `head_start` is how long before its beat a turn is taken."""
        if self.began is None:
            return []
        return [self.began + b for b in (length - max(THINK_BEATS, foresight), length - head_start, 2 * length)]
