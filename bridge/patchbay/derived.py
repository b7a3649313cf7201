"""Fields that no message carries but every message of its kind implies: how long a text is, how dense the notes are."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from bridge.address import Arg, Row

LONGEST_TEXT = 200.0  # characters, as long as a line can be
DENSITY_BEATS = 4.0  # the notes of the last so many beats are counted
Read = Callable[[Sequence[Any]], Any]  # arguments in, the field's value out; None = this message says nothing of it


def derived(source: Row, field: str, beat: Callable[[], float]) -> tuple[Arg, Read] | None:
    """`length` of a text in characters, `density` of notes per beat; None for every other field or message."""
    names = [arg.name for arg in source.args]
    if field == "length" and len(source.args) == 1 and source.args[0].type == "s":
        return Arg("length", "f", 0.0, LONGEST_TEXT), lambda args: float(len(args[0]))
    if field == "density" and {"pitch", "velocity"} <= set(names):
        return Arg("density", "f", 0.0, 16.0, "notes per beat"), Density(names.index("velocity"), beat).read
    return None


def offered(source: Row) -> tuple[str, ...]:
    """The names of the fields that `derived` knows of a message."""
    return tuple(field for field in ("length", "density") if derived(source, field, float))


class Density:
    """Notes struck per beat in the last four beats, told at each strike."""

    def __init__(self, velocity: int, beat: Callable[[], float]):
        self._velocity, self._beat = velocity, beat
        self._struck: deque[float] = deque(maxlen=1024)

    def read(self, args: Sequence[Any]) -> float | None:
        if not args[self._velocity]:
            return None
        now = self._beat()
        self._struck.append(now)
        while self._struck[0] <= now - DENSITY_BEATS:
            self._struck.popleft()
        return len(self._struck) / DENSITY_BEATS
