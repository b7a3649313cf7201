"""MIDI as the app sees it: which inputs are heard, which outputs the timer holds, and their coming back."""

from collections.abc import Callable

from ..config import Midi, MidiOut
from ..midi.ports import Heard, MidiInputs, Opened, Ready, Trouble, Vanished

RETRY_S = 2.0  # an output that is not there is tried again so often
OUT = "duende out"


class MidiDoors:
    """`inputs` None: MIDI is off. `number` gives a new output's number. What comes back are messages for the timer."""

    def __init__(self, wanted: Midi, inputs: MidiInputs | None, number: Callable[[], int]):
        self.wanted, self.on, self._number = wanted, inputs is not None, number
        self.outputs: dict[int, str] = {}  # sink → name
        self.troubles: list[str] = []  # sentences for the artist
        self._missing: dict[int, float] = {}  # sink → when it is tried again
        self._told_missing: set[str] = set()
        self._inputs = inputs
        self._ready: Ready | None = None

    def start(self) -> None:
        """Begin to look for inputs; takes no time."""
        if self._inputs:
            self._inputs.start()

    def open_outputs(self) -> list[tuple]:
        """The messages that open our virtual output, or those that were named."""
        if not self.on:
            return []
        named = self.wanted.outputs
        return [self._open(self._number(), out) for out in ((MidiOut(""),) if named is None else named)]

    def _open(self, sink: int, out: MidiOut) -> tuple:
        """Named "": our own virtual port."""
        self.outputs[sink] = out.name or OUT
        return ("sink", sink, self._spec(out))

    def _spec(self, out: MidiOut) -> dict:
        return {
            "kind": "midi", "port": out.name or None, "virtual": not out.name, "name": out.name or OUT,
            "offset_ms": out.offset_ms, "clock": self.wanted.clock_out if out.clock is None else out.clock,
        }  # fmt: skip

    def wait(self) -> str:
        """When the inputs are known: one line for the artist."""
        if self._inputs:
            self._ready = self._inputs.wait_until_ready()
        return self.sentence

    @property
    def sentence(self) -> str:
        """Which doors are open, or why there are none."""
        if not self.on:
            return "off (--no-midi)"
        if self._ready is None or self._ready.sentence:
            return f"none: {self._ready.sentence if self._ready else 'starting'}"
        inputs, systems = ", ".join(self._inputs.open) or "none", " ".join(self._ready.systems)
        waiting = f"; waiting for {', '.join(self._ready.missing)}" if self._ready.missing else ""
        return f"in: {inputs}; out: {', '.join(self.outputs.values()) or 'none'} ({systems}){waiting}"

    def drain(self) -> tuple[list[Heard], list[str]]:
        """What was played, and the ports that vanished."""
        heard, gone = [], []
        for item in self._inputs.drain():
            match item:
                case Heard():
                    heard.append(item)
                case Vanished(port):
                    gone.append(port)
                case Trouble(sentence):
                    self.troubles.append(f"MIDI: {sentence}")
                case Ready():
                    self._ready = item
                case Opened():
                    pass
        return heard, gone

    def broken(self, sink: int, why: str, now: float) -> None:
        """The timer says that an output is not there, or no longer."""
        name = self.outputs.get(sink)
        if name is None:
            return
        self._missing[sink] = now + RETRY_S
        if name not in self._told_missing and self._ready is not None and not self._ready.sentence:
            self._told_missing.add(name)
            self.troubles.append(f"MIDI output {name}: {why}; it is tried again every {RETRY_S:.0f} s")

    def retry(self, now: float) -> list[tuple]:
        """Outputs that are due to be tried again, under new numbers."""
        if self._ready is not None and self._ready.sentence and not self._ready.systems:
            return []  # there is no MIDI system at all: the listener tells when that changes
        actions = []
        for sink in [s for s, due in self._missing.items() if due <= now]:
            del self._missing[sink]
            name = self.outputs.pop(sink)
            wanted = {out.name: out for out in self.wanted.outputs or ()}
            actions.append(self._open(self._number(), wanted.get(name) or MidiOut("" if name == OUT else name)))
        return actions

    def close(self) -> None:
        if self._inputs:
            self._inputs.close()
