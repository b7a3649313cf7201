"""Wandering: from one numbered picture to the next for ever, without a kink and without a stop."""

from .path import Point, Stride, landmark, point_of


class Walk:
    """Strides between the landmarks of a seed. The same seed comes by the same pictures in the same order."""

    def __init__(self, seed: int, size: int):
        self._seed, self._size = seed, size
        self._heading = 0  # the number of the landmark that the present stride leads to; 0 = none yet

    @property
    def passed(self) -> int:
        """The seed of the landmark where the present stride set off."""
        return landmark(self._seed, self._heading - 1)

    def set_off(self, here: Point, begin: float, end: float) -> Stride:
        """From anywhere to the next landmark."""
        self._heading += 1
        return Stride((here, here, self._at(self._heading), self._at(self._heading + 1)), begin, end)

    def go_on(self, stride: Stride, end: float) -> Stride:
        """From the landmark that `stride` led to on to the next, arriving at the beat `end`."""
        self._heading += 1
        return Stride((*stride.knots[1:], self._at(self._heading + 1)), stride.end, end)

    def _at(self, number: int) -> Point:
        return point_of(landmark(self._seed, number), self._size)
