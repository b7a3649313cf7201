"""States of a stepper that can be gone back to, in memory that is taken and touched when the shelf is made.

An evening asks for none beyond it, and no step waits for a page of it.
"""

from collections.abc import Mapping

import numpy as np


class Shelf:
    """The states of the newest `size` places; of places that lie so far apart the later takes the room of the earlier."""

    def __init__(self, state: Mapping[str, np.ndarray], size: int):
        """`state`: one as they all will be, by name."""
        self._size = size
        self._arrays = {name: np.empty((size, *array.shape), array.dtype) for name, array in state.items()}
        self._places: list[int | None] = [None] * size
        for array in self._arrays.values():
            array.fill(0)

    def __contains__(self, place: int) -> bool:
        return self._places[place % self._size] == place

    def keep(self, place: int, state: Mapping[str, np.ndarray]) -> None:
        """A copy of it."""
        at = place % self._size
        for name, array in self._arrays.items():
            array[at] = state[name]
        self._places[at] = place

    def __getitem__(self, place: int) -> dict[str, np.ndarray]:
        """As it was kept, not a copy. KeyError for a place that is not kept any more."""
        if place not in self:
            raise KeyError(place)
        return {name: array[place % self._size] for name, array in self._arrays.items()}

    def forget_after(self, place: int) -> None:
        """Of the places beyond this one nothing is known."""
        self._places = [kept if kept is not None and kept <= place else None for kept in self._places]
