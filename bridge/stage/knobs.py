"""What knobs, faders, pads and pedals do on MIDI: drive the address that the show or a learning hand has given them.

Those with motors or lights are told where they stand when a value changes without them.
"""

from typing import TYPE_CHECKING

from ..address import Arg, Row
from ..config import Show
from ..errors import AddressError
from ..inputs.controllers import CENTRE, FULL, Controllers, Key, Mapped, Pickup, steps
from ..intents import Control

if TYPE_CHECKING:
    from .stage import Stage

class Knobs:
    def __init__(self, stage: "Stage", show: Show):
        self._stage = stage
        shown = {(c.channel, c.controller): Mapped(c.target, c.range, c.encoder) for c in show.controllers}
        self.map = Controllers(shown)
        self.midi = True  # whether there is MIDI to learn from
        self.fresh = False  # something was learnt that is not stored yet
        self._pickup = Pickup() if show.midi.pickup else None
        self._values: dict[Key, int] = {}  # where each stood last

    def learn(self, target: str) -> None:
        """The next controller moved drives this; AddressError where none can come."""
        if not self.midi:
            raise AddressError("there is no MIDI to learn from: it is off here (--no-midi)")
        self.fresh |= self.map.learn(target)

    def control(self, intent: Control) -> None:
        """A controller has moved: it is learnt by whoever waits for one, and drives what is its own."""
        key = (intent.channel, intent.controller)
        mapped, taught = self.map.moved(key)
        self.fresh |= taught
        before = self._values.get(key, 0)
        self._values[key] = intent.value
        row = self._stage.row_at(mapped.target) if mapped else None
        if row is None:
            return
        if row.role == "trigger":
            if before < CENTRE <= intent.value:
                self._stage.apply(mapped.target, ())
        elif row.args:
            self._turn(key, row.args[0], mapped, intent.value)

    def show(self, address: str, sinks: list[int]) -> None:
        """A value has changed: knobs with motors or lights that drive it are told; but not the one that stands there."""
        for key, mapped in self.map.mapped().items() if sinks else ():
            value = self._stands(mapped) if mapped.target == address else None
            if value is not None and self._values.get(key) != value:
                self._values[key] = value
                self._tell(key, value, sinks)

    def show_all(self, sink: int) -> None:
        """Such a controller is there, or there again."""
        for key, mapped in self.map.mapped().items():
            if (value := self._stands(mapped)) is not None:
                self._tell(key, value, [sink])

    def _tell(self, key: Key, value: int, sinks: list[int]) -> None:
        channel, controller = key
        for sink in sinks:
            data = bytes((0xB0 | max(0, channel - 1), controller, value))
            self._stage.outlet.send(("midi", self._stage.now(), data, None, sink))

    def _stands(self, mapped: Mapped) -> int | None:
        """Where a knob stands for the value that its address has now, 0–127; None where that has none."""
        row, value = self._stage.row_at(mapped.target), self._stage.value_at(mapped.target)
        if row is None or value is None or mapped.encoder:
            return None
        arg, words = row.args[0], self._words(row.args[0], mapped.target)
        if isinstance(value, str):
            return round(FULL * words.index(value) / max(1, len(words) - 1)) if value in words else None
        low, high = self._span(arg, mapped)
        part = (value - low) / (high - low) if high != low else 0.0
        return round(FULL * min(1.0, max(0.0, part)))

    def _span(self, arg: Arg, mapped: Mapped) -> tuple[float, float]:
        """The values of 0 and 127."""
        return mapped.span or self._stage.span_at(mapped.target) or (arg.low or 0, 1 if arg.high is None else arg.high)

    def _turn(self, key: Key, arg: Arg, mapped: Mapped, value: int) -> None:
        words = self._words(arg, mapped.target)
        if arg.type == "switch":
            self._stage.apply(mapped.target, (int(value >= CENTRE),))
        elif words:
            self._stage.apply(mapped.target, (words[min(len(words) - 1, value * len(words) // (FULL + 1))],))
        else:
            self._move(key, arg, mapped, value)

    def _words(self, arg: Arg, target: str) -> tuple[str, ...]:
        """Of a choice: the table's, or what the player's package knows."""
        if arg.type != "choice":
            return ()
        seat = self._stage.seats.get(target.split("/")[1])
        return arg.choices or (seat.player.words if seat else ())

    def _move(self, key: Key, arg: Arg, mapped: Mapped, value: int) -> None:
        low, high = self._span(arg, mapped)
        stands = self._stage.value_at(mapped.target)
        known = isinstance(stands, int | float) and high != low
        if mapped.encoder:
            if known:
                step = (high - low) / FULL
                step = step if arg.type == "f" or abs(step) >= 1 else (1 if step > 0 else -1)
                wanted = stands + steps(mapped.encoder, value) * step
                self._stage.apply(mapped.target, (min(max(wanted, min(low, high)), max(low, high)),))
            return
        part = value / FULL
        if self._pickup is not None and known and not self._pickup.takes(key, part, (stands - low) / (high - low)):
            return
        self._stage.apply(mapped.target, (low + part * (high - low),))
        if self._pickup is not None and known:
            self._pickup.drove(key, (self._stage.value_at(mapped.target) - low) / (high - low))


def learn_target(row: Row, player: str, part: str) -> str:
    """The address that `/NAME/PARAM/learn` is about."""
    return row.at(player, part).removesuffix("/learn")
