"""Which MIDI controller drives which address: by the show, or learnt by moving it. Pure; what is driven is the stage's.

A controller drives one address. What was learnt goes before what the show says, the channel that it came on before any
channel. An address that is learnt anew lets go of the controller that it had learnt before.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

CENTRE = 64  # of 0–127; from here on a switch is on
FULL = 127
PICKUP = 1.5 / FULL  # a knob that stands so near to the value has picked it up
ADDRESS = re.compile(r"(/[a-z0-9_]+){2,4}")

Key = tuple[int, int]  # channel (0 = any), controller


class Mapped(NamedTuple):
    target: str  # an address
    span: tuple[float, float] | None = None  # what 0 and 127 mean; None = the address's own range
    encoder: str = ""  # how an endless knob says its steps; "" = it is no such knob


def steps(encoder: str, value: int) -> int:
    """How far an endless knob was turned, by what it sent: two's complement, offset from 64, or sign and size."""
    if encoder == "twos":
        return value - 128 if value >= CENTRE else value
    if encoder == "offset":
        return value - CENTRE
    return CENTRE - value if value >= CENTRE else value


class Controllers:
    """`shown` is the show's map, `learnt` what was learnt before: (channel, controller) → what it drives, → address."""

    def __init__(self, shown: Mapping[Key, Mapped], learnt: Mapping[Key, str] | None = None):
        self._shown = dict(shown)
        self.learnt: dict[Key, str] = dict(learnt or {})
        self.waiting: str | None = None  # the address that the next controller moved will drive

    def learn(self, target: str) -> bool:
        """Wait for a controller to be moved; whether anything learnt has changed by that.

        Said again while it waits: it does not wait any more, and what the address had learnt is forgotten.
        """
        if self.waiting != target:
            self.waiting = target
            return False
        self.waiting = None
        return self._forget(target)

    def moved(self, key: Key) -> tuple[Mapped | None, bool]:
        """What this controller drives; and whether it has been learnt by this very move."""
        taught = self.waiting is not None
        if taught:
            self._forget(self.waiting)
            self.learnt[key] = self.waiting
            self.waiting = None
        if key in self.learnt:
            return Mapped(self.learnt[key]), taught
        return self._shown.get(key) or self._shown.get((0, key[1])), taught

    def mapped(self) -> dict[Key, Mapped]:
        """All there are."""
        return dict(sorted((self._shown | {key: Mapped(target) for key, target in self.learnt.items()}).items()))

    def _forget(self, target: str) -> bool:
        before = len(self.learnt)
        self.learnt = {key: address for key, address in self.learnt.items() if address != target}
        return len(self.learnt) != before


class Pickup:
    """Whether a knob may drive a value: once it has come by it, and until somebody else has changed that.

    So a value does not jump to where a knob happens to stand.
    """

    def __init__(self) -> None:
        self._last: dict[Key, float] = {}  # where each knob stood, 0–1
        self._left: dict[Key, float] = {}  # where it left the value, 0–1

    def takes(self, key: Key, part: float, value: float) -> bool:
        """The knob moves to `part` (0–1) while the value stands at `value` (0–1)."""
        before, self._last[key] = self._last.get(key), part
        holds = key in self._left and abs(self._left[key] - value) < PICKUP / 2
        near = abs(part - value) <= PICKUP
        passed = before is not None and (before - value) * (part - value) <= 0
        if holds or near or passed:
            return True
        self._left.pop(key, None)
        return False

    def drove(self, key: Key, value: float) -> None:
        """The value stands here now because of this knob."""
        self._left[key] = value


def plain(learnt: Mapping[Key, str]) -> list[dict[str, Any]]:
    """As a file keeps it."""
    return [{"channel": channel, "controller": controller, "to": target} for (channel, controller), target in learnt.items()]


def from_plain(entries: Any) -> dict[Key, str]:
    """What a file kept; ValueError, KeyError or TypeError for what is no such thing."""
    learnt = {}
    for entry in entries:
        channel, controller, target = entry["channel"], entry["controller"], entry["to"]
        if not (type(channel) is type(controller) is int and 1 <= channel <= 16 and 0 <= controller <= 119):
            raise ValueError(f"{entry!r} is no controller")
        if not isinstance(target, str) or not ADDRESS.fullmatch(target):
            raise ValueError(f"{target!r} is no address")
        learnt[channel, controller] = target
    return learnt
