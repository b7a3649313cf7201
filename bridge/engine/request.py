"""What a `generate` asks for, as plain values on the link and as a frozen value here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..errors import EngineError


@dataclass(frozen=True)
class Request:
    """Ticks are model time (48 a beat) on the context's own line; pitches are MIDI numbers."""

    style: int = 0  # index into the package's styles; 0 = any
    seed: int = 0  # of the noise
    draw: int = 0  # event i of this job takes the noise number draw + i of that seed: a replay repeats it exactly
    first_tick: int | None = None  # onset of the first event, to the nearest distance on the grid of classes
    earliest_tick: int | None = None  # no event stands before it, where one longest distance reaches that far
    until_tick: int | None = None  # an event at or past it is not emitted: done "until"
    count: int | None = None  # at most so many events: done "count"
    ending_tick: int | None = None  # from here on the music comes to its end: done "end"; before, it never ends
    chord: bool = False  # voices for the moment of the last event only: done "chord" when the next would come later
    temperature: float = 1.0  # 0 = always the likeliest
    top_p: float = 0.95  # keep the smallest set of classes holding this probability
    low: int = 0  # lowest and highest pitch
    high: int = 127
    scale: tuple[int, ...] | None = None  # pitch classes 0–11; None = all
    polyphony: int = 16  # notes struck at one tick; who plays them lets the oldest give way (`bridge.voices`)
    avoid: frozenset[int] = frozenset()  # pitches that are never produced
    density: float = 0.0  # notes per beat; 0 = as the music likes
    grid: int = 0  # ticks; onsets fall on its multiples; 0 = as the music feels

    def again(self, draw: int, avoid: Iterable[int]) -> "Request":
        """The same wishes with other noise, and other pitches that are never produced."""
        other = object.__new__(Request)
        other.__dict__.update(self.__dict__, draw=int(draw), avoid=frozenset(avoid))
        return other

    @classmethod
    def from_plain(cls, spec: Mapping[str, Any]) -> "Request":
        """From the link. EngineError names a key that is not known or a value of another type."""
        if unknown := spec.keys() - NAMES:
            raise EngineError(f"generate: {', '.join(sorted(map(str, unknown)))} unknown; known are {', '.join(NAMES)}")
        try:
            return cls(**{name: READ[name](value) for name, value in spec.items() if value is not None})
        except (TypeError, ValueError, OverflowError) as error:
            raise EngineError(f"generate: a value does not fit ({error}) in {dict(spec)!r:.300}") from error


def _pitch(value: Any) -> int:
    return min(127, max(0, int(value)))


READ = {
    "style": int, "seed": int, "draw": int, "count": int,
    "first_tick": int, "earliest_tick": int, "until_tick": int, "ending_tick": int,
    "chord": bool, "temperature": lambda v: max(0.0, float(v)), "top_p": lambda v: min(1.0, max(0.0, float(v))),
    "low": _pitch, "high": _pitch, "scale": lambda v: tuple(int(p) % 12 for p in v) or None,
    "polyphony": lambda v: max(1, int(v)), "avoid": frozenset, "density": lambda v: max(0.0, float(v)),
    "grid": lambda v: max(0, int(v)),
}  # fmt: skip
NAMES = tuple(field.name for field in fields(Request))


class Reader:
    """One question of a player is mostly like the one before, and somebody waits: only what differs is read."""

    def __init__(self, seed: int):
        """`seed`: where a question names none."""
        self._seed, self._last, self._request = seed, None, Request()

    def read(self, spec: Mapping[str, Any]) -> Request:
        """As `Request.from_plain`."""
        rest = dict(spec)
        draw, avoid = rest.pop("draw", None), rest.pop("avoid", None)
        if draw is None or avoid is None or rest != self._last:
            self._request, self._last = Request.from_plain({"seed": self._seed, **spec}), rest
            return self._request
        try:
            return self._request.again(draw, avoid)
        except (TypeError, ValueError, OverflowError) as error:
            raise EngineError(f"generate: a value does not fit ({error}) in {dict(spec)!r:.300}") from error
