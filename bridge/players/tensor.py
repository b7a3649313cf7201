"""The tensor player: an input comes, the model runs once, its numbers leave.

Each message to `/NAME/in` or `/NAME/in/INPUT` is one run, in the order of arrival; inputs that a message does not tell keep
what they had. One question is with the engine at a time, at most WAITING wait here: then a message is refused, and says so.
"""

import math
from array import array
from collections import deque
from collections.abc import Sequence
from typing import Any, ClassVar

from ..errors import AddressError
from ..package import Manifest
from .player import Player
from .room import Room

COMPLAIN_S = 1.0
QUIET_S = 1.0  # no input for so long: idle. A state told around every input would be more messages than outputs
WAITING = 256  # inputs that wait for the model; more come faster than it runs
PRECISE = 65_536  # numbers that travel to the engine in double precision; more would not fit into one message
Told = list[tuple[int, str, bytes]]  # which input, "d" or "f", its numbers as an array of that type


class TensorPlayer(Player):
    kind = "tensor"

    def __init__(self, name: str, room: Room, manifest: Manifest, parameters: dict[str, Any]):
        super().__init__(name, room, parameters)
        self.slots = manifest.tensor.inputs
        self._waiting: deque[Told] = deque()
        self._asked: int | None = None  # the question that the engine is answering
        self._number = 0
        self._last = -math.inf  # the moment of the last input
        self.unfit = 0  # inputs that the model could not take
        self._complained = -math.inf  # when that was last said

    def change_package(self, manifest: Manifest, values: dict[str, Any]) -> None:
        super().change_package(manifest, values)
        self._drop()
        self.slots = manifest.tensor.inputs

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(f"in/{slot.name}" for slot in self.slots)

    # --- what comes in -----------------------------------------------------------------------------------------------

    def feed(self, *values: float) -> None:
        """All inputs at once: their numbers one after another, exactly as many as there are."""
        due = sum(slot.size for slot in self.slots)
        if len(values) != due:
            parts = ", ".join(f"{slot.name} {slot.size}" for slot in self.slots)
            raise AddressError(f"this model takes {due} numbers ({parts:.200}); found {len(values)}")
        told, at = [], 0
        for i, slot in enumerate(self.slots):
            told.append(_packed(i, values[at : at + slot.size]))
            at += slot.size
        self._take(told)

    def feed_one(self, part: str, *values: float) -> None:
        """One input by its name; the others keep what they had."""
        index = next((i for i, slot in enumerate(self.slots) if slot.name == part), None)
        if index is None:
            known = ", ".join(slot.name for slot in self.slots)
            raise AddressError(f"this model has the inputs {known:.300}; found {part:.40}")
        slot = self.slots[index]
        if len(values) != slot.size:
            raise AddressError(f"{slot.name} takes {slot.size} numbers; found {len(values)}")
        self._take([_packed(index, values)])

    def _take(self, told: Told) -> None:
        if len(self._waiting) >= WAITING:
            raise AddressError(f"{WAITING} inputs wait for this model already: they come faster than it runs")
        self._last = self.room.now()
        if self._asked is None and not self._waiting:
            self.watch.ask(self.room.now())
        self._waiting.append(told)
        self._settle()

    def stop(self) -> None:
        """What waits is not run, what is being run does not leave."""
        self._drop()
        self._settle()

    def reset(self) -> None:
        """Forget: the model's state and what was put in."""
        self._drop()
        self.ask("reset")
        self._settle()

    def play(self, on: bool) -> None:
        """It does nothing by itself."""

    ACTS: ClassVar = {"in": feed, "in/INPUT": feed_one, "stop": stop, "reset": reset, "play": play}

    def _drop(self) -> None:
        self._waiting.clear()
        self._asked, self._last = None, -math.inf

    # --- the engine ----------------------------------------------------------------------------------------------------

    def heard(self, message: tuple) -> None:
        match message:
            case ("result", number, numbers) if number == self._asked:
                self._asked = None
                self.watch.answered(self.room.now())
                self.say("value", *numbers)
            case ("unfit", number, sentence) if number == self._asked:
                self._asked = None
                self._unfit(sentence)
        self._settle()

    def _unfit(self, sentence: str) -> None:
        """Who sent it is not known any more, so every listener is told; at most once a second."""
        self.unfit += 1
        if self.room.now() - self._complained >= COMPLAIN_S:
            self._complained = self.room.now()
            self.room.say("/error", f"/{self.name}/in", sentence)

    def engine_lost(self) -> None:
        super().engine_lost()
        self._asked = None

    def engine_back(self) -> None:
        super().engine_back()
        self._asked = None
        self._settle()

    def _settle(self) -> None:
        if self.alive and self._asked is None and self._waiting:
            self._number += 1
            self._asked = self._number
            self.ask("feed", self._number, self._waiting.popleft())
        self.tell_state("playing" if self._busy or self.room.now() - self._last < QUIET_S else "idle")

    @property
    def _busy(self) -> bool:
        return self._asked is not None or bool(self._waiting)

    def alarm(self) -> float | None:
        return self._last + QUIET_S if self.state == "playing" and not self._busy else None

    def wake(self) -> None:
        self._settle()


def _packed(index: int, values: Sequence[float]) -> tuple[int, str, bytes]:
    kind = "d" if len(values) <= PRECISE else "f"
    return index, kind, array(kind, values).tobytes()
