"""Between the room's seconds and the model's ticks (48 a beat).

Once a tempo is known, ticks are the clock's beats and plans move with it. Until then the player keeps the pulse of the
human's own phrase: every phrase starts on a bar of its own and is read at the tempo that explains it best.
"""

from ..tempo import JUST, next_multiple
from ..tokens import BEATS, GRID, TICKS_PER_BEAT
from .room import Transport

CYCLE = TICKS_PER_BEAT * BEATS  # the model sees the beat modulo 12: shifts by this are invisible to it


class Pulse:
    def __init__(self, transport: Transport):
        self.transport = transport
        self._shift = 0  # ticks, a multiple of CYCLE
        self._anchor: tuple[float, int] | None = None  # (moment, tick) of a phrase without a clock
        self._beat_s = 0.5

    @property
    def beat_s(self) -> float:
        """Seconds a beat, now."""
        return self._beat_s if self._free else 60 / self.transport.bpm

    @property
    def _free(self) -> bool:
        """The human's own pulse counts, not the clock's."""
        return self._anchor is not None

    def begin(self, moment: float, last_tick: int, clocked: bool = False) -> None:
        """A phrase begins after `last_tick`: choose where it stands so that time goes on and no gap is beyond words.

        `clocked`: it is the machine's own, so it goes by the clock even if nobody has set that.
        """
        if self.transport.tempo_known or clocked:
            self._anchor = None
            tick = round(self.transport.beat_at(moment) * TICKS_PER_BEAT)
            self._shift = self._fit(tick, last_tick) - tick
        elif self._anchor is None:
            self._beat_s = 60 / self.transport.bpm
            self._anchor = (moment, last_tick + (-last_tick % CYCLE))
        else:
            then, tick = self._anchor
            here = tick + round((moment - then) / self._beat_s * TICKS_PER_BEAT)
            bar = 4 * TICKS_PER_BEAT
            self._anchor = (moment, self._fit(here + (-here % bar), last_tick))

    def forget(self) -> None:
        """The next phrase begins as the first one did."""
        self._shift, self._anchor = 0, None

    @staticmethod
    def _fit(tick: int, last_tick: int) -> int:
        """`tick` moved by whole cycles to lie after `last_tick`, at most one longest distance away."""
        while tick < last_tick:
            tick += CYCLE
        while tick - last_tick > GRID[-1]:
            tick -= CYCLE
        return tick

    def settle_on_clock(self, now: float) -> None:
        """A tempo has become known: what was planned by the human's own pulse comes to stand on the clock's beats.

        It moves later by less than a beat, so that nothing is skipped.
        """
        if self._anchor is None:
            return
        then, start = self._anchor
        here = start + (now - then) / self._beat_s * TICKS_PER_BEAT
        self._anchor = None
        self._shift = int((here - self.transport.beat_at(now) * TICKS_PER_BEAT) // TICKS_PER_BEAT) * TICKS_PER_BEAT

    def tune(self, beat_s: float) -> None:
        """The phrase is read anew at another tempo (only while no clock is known)."""
        if self._free:
            self._beat_s = beat_s

    def tick_of(self, moment: float) -> int:
        if self._free:
            then, tick = self._anchor
            return tick + round((moment - then) / self._beat_s * TICKS_PER_BEAT)
        return round(self.transport.beat_at(moment) * TICKS_PER_BEAT) + self._shift

    def exact_tick_of(self, moment: float) -> float:
        """Not rounded: a start shall stand where it was meant."""
        tick = self.tick_of(moment)
        return tick + (moment - self.moment_of(tick)) / self.beat_s * TICKS_PER_BEAT

    def moment_of(self, tick: float) -> float:
        if self._free:
            then, start = self._anchor
            return then + (tick - start) / TICKS_PER_BEAT * self._beat_s
        return self.transport.moment_of((tick - self._shift) / TICKS_PER_BEAT)

    def beats(self, tick: float) -> float:
        """Beats as the room counts them: quantised starts stand on these."""
        return (tick if self._free else tick - self._shift) / TICKS_PER_BEAT

    def launch(self, beat: float, step: float) -> float:
        """The first of these from `beat` on at which a start quantised to `step` may stand."""
        return next_multiple(beat - JUST, step) if self._free else self.transport.launch(beat, step)

    def tick_of_beat(self, beat: float) -> int:
        return round(beat * TICKS_PER_BEAT) + (0 if self._free else self._shift)
