"""The MIDI outputs of a show: which players leave by which, what each is set to, and its coming back. No sockets here:
every change is answered by messages for the timer (docs/design.md).

What an output is set to outlives its port: a device that was unplugged returns with its offset and its players, falls in
with the clock, and is told the ends of what sounded on it when it went (that the timer's side does, `schedule.remote`).
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ..config import Midi, MidiOut
from ..midi.system import OUT

RETRY_S = 2.0  # an output that is not there is tried again after so long at the earliest
Action = tuple


@dataclass
class Output:
    """One of them; `sink` is the number by which the timer knows it now, another one after each time it was away."""

    wanted: MidiOut
    offset_ms: float
    sink: int
    away: bool = False  # it was not there when it was last looked for
    again: float | None = None  # monotonic seconds: when it is looked for again

    @property
    def name(self) -> str:
        return self.wanted.name

    def takes(self, player: str) -> bool:
        return self.wanted.players is None or player in self.wanted.players


class MidiOutputs:
    """`number` gives a new sink's number, never one twice."""

    def __init__(self, wanted: Midi, number: Callable[[], int]):
        self._clock_out, self._number = wanted.clock_out, number
        named = (MidiOut(OUT, virtual=True),) if wanted.outputs is None else wanted.outputs
        self._outputs = [Output(out, out.offset_ms, 0) for out in named]

    @property
    def names(self) -> list[str]:
        return [output.name for output in self._outputs]

    @property
    def there(self) -> list[str]:
        """Those that are open, or being opened for the first time."""
        return [output.name for output in self._outputs if not output.away]

    @property
    def away(self) -> list[str]:
        return [output.name for output in self._outputs if output.away]

    def open(self) -> list[Action]:
        """The messages that open all of them."""
        return [self._open(output) for output in self._outputs]

    def by(self, player: str) -> Iterator[tuple[str, float]]:
        """The outputs by which a player's notes leave: (name, seconds by which they are shifted)."""
        for output in self._outputs:
            if not output.away and output.takes(player):
                yield output.name, output.offset_ms / 1000

    def offset(self, name: str, ms: float) -> list[Action] | None:
        """Shift what leaves by an output, also when it is away; None when none is called so."""
        named = [output for output in self._outputs if output.name == name]
        for output in named:
            output.offset_ms = ms
        return [("tune", output.sink, "offset_ms", ms) for output in named] or None

    def sends_clock(self, sink: int) -> bool:
        """Whether our MIDI clock leaves by this one."""
        output = self._of(sink)
        return output is not None and self._clocks(output)

    def feeding(self) -> list[int]:
        """The controllers that are told the values of what they drive."""
        return [output.sink for output in self._outputs if output.wanted.feedback and not output.away]

    def name_of(self, sink: int) -> str:
        output = self._of(sink)
        return output.name if output else ""

    def broken(self, sink: int, now: float) -> str | None:
        """It is not there, or no longer: its name. None when it is none of ours."""
        output = self._of(sink)
        if output is None:
            return None
        output.away, output.again = True, now + RETRY_S
        return output.name

    def opened(self, sink: int) -> None:
        """It is there."""
        output = self._of(sink)
        if output is not None:
            output.away = False

    def due(self, now: float, there: Collection[str] | None = None, come: Collection[str] = ()) -> list[str]:
        """Those that are to be tried again. `there`: the devices that some system has; None: nobody knows, and to try is the
        way to know. It is not the usual way: a process and a client that come and go shake the sound server's graph.
        `come`: those of them that have just come, which wait no longer."""
        return [
            output.name for output in self._outputs
            if output.again is not None
            and (output.name in come or output.again <= now)
            and (there is None or output.wanted.virtual or output.name in there)
        ]  # fmt: skip

    def reopen(self, names: Collection[str]) -> list[Action]:
        """Try those again that are away, under new numbers."""
        return [self._open(output) for output in self._outputs if output.again is not None and output.name in names]

    def _of(self, sink: int) -> Output | None:
        return next((output for output in self._outputs if output.sink == sink), None)

    def _clocks(self, output: Output) -> bool:
        return self._clock_out if output.wanted.clock is None else output.wanted.clock

    def _open(self, output: Output) -> Action:
        output.sink, output.again = self._number(), None
        wanted = output.wanted
        spec = {
            "kind": "midi", "port": None if wanted.virtual else wanted.name, "virtual": wanted.virtual, "name": wanted.name,
            "offset_ms": output.offset_ms, "clock": self._clocks(output), "patterns": _patterns(wanted),
        }  # fmt: skip
        return ("sink", output.sink, spec)


def _patterns(wanted: MidiOut) -> list[str] | None:
    return None if wanted.players is None else [f"/{player}/out/note" for player in wanted.players]
