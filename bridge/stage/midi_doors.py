"""MIDI as the app sees it: which inputs are heard, which outputs the timer holds, and their coming back."""

from collections.abc import Callable, Sequence

from ..config import Midi, MidiIn
from ..errors import ConfigError
from ..midi.ports import Heard, MidiInputs, Opened, Outputs, Ready, Trouble, Vanished
from ..midi.system import IN
from .midi_outputs import MidiOutputs

NOTHING = Midi(outputs=())


class MidiDoors:
    """`inputs` None: MIDI is off. `number` gives a new output's number. What comes back are messages for the timer."""

    def __init__(self, wanted: Midi, inputs: MidiInputs | None, number: Callable[[], int]):
        self.wanted, self.on = wanted, inputs is not None
        self.outputs = MidiOutputs(wanted if self.on else NOTHING, number)
        self.troubles: list[str] = []  # sentences for the artist
        self._played_by: dict[str, frozenset[str] | None] = {}  # input → the players that it plays, None = all
        self._told_missing: set[str] = set()
        self._inputs = inputs
        self._ready: Ready | None = None
        self._there: tuple[str, ...] | None = None  # the devices among our outputs that a system has; None: nobody knows
        self.come: set[str] = set()  # those of them that have come since `due` was asked

    def start(self) -> None:
        """Begin to look for inputs; takes no time."""
        if self._inputs:
            self._inputs.start()

    def reaches(self, port: str, player: str) -> bool:
        """Whether what this input plays is for the player."""
        if port not in self._played_by:
            self._played_by[port] = _players(port, self.wanted.inputs or ())
        players = self._played_by[port]
        return players is None or player in players

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
        away = [each.name for each in self.wanted.inputs or () if not any(_names(each, port) for port in self._inputs.open)]
        missing = away + self.outputs.away
        waiting = f"; waiting for {', '.join(missing)}" if missing else ""
        return f"in: {inputs}; out: {', '.join(self.outputs.there) or 'none'} ({systems}){waiting}"

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
                case Outputs(there):
                    self.come |= set(there or ()).difference(self._there or ())
                    self._there = there
                case Opened():
                    pass
        return heard, gone

    def broken(self, sink: int, why: str, now: float) -> None:
        """The timer says that an output is not there, or no longer."""
        name = self.outputs.broken(sink, now)
        if name and name not in self._told_missing and self._ready is not None and not self._ready.sentence:
            self._told_missing.add(name)
            self.troubles.append(f"MIDI output {name}: {why}; it is opened when it comes")

    def opened(self, sink: int) -> None:
        """The timer says that an output is open: should it go again, that is told again."""
        self.outputs.opened(sink)
        self._told_missing.discard(self.outputs.name_of(sink))

    def look(self) -> None:
        """Does the listener still turn? Call it once a second."""
        if self._inputs:
            self._inputs.look()

    def due(self, now: float) -> list[str]:
        """Outputs that are to be tried again."""
        if self._ready is not None and self._ready.sentence and not self._ready.systems:
            return []  # there is no MIDI system at all: the listener tells when that changes
        come, self.come = self.come, set()
        return self.outputs.due(now, self._there, come)

    def close(self) -> None:
        if self._inputs:
            self._inputs.close()


def listened(wanted: Midi) -> tuple[tuple[str, ...] | None, tuple[str, ...], tuple[str, ...]]:
    """What `MidiInputs` has to open: parts of real ports' names (None = every device), and our own ports' names; and what it
    has to look for: parts of outputs' names."""
    outputs = tuple(each.name for each in wanted.outputs or () if not each.virtual)
    if wanted.inputs is None:
        return None, (IN,), outputs
    virtual = tuple(each.name for each in wanted.inputs if each.virtual)
    return tuple(each.name for each in wanted.inputs if not each.virtual), virtual or (IN,), outputs


def check_players(wanted: Midi, players: Sequence[str]) -> None:
    """ConfigError when a port names a player that nobody is."""
    for key, ports in (("in", wanted.inputs), ("out", wanted.outputs)):
        for port in ports or ():
            for name in port.players or ():
                if name not in players:
                    there = ", ".join(players)
                    raise ConfigError(f"{wanted.at} {key} {port.name}: there is no player {name!r}; players are {there}")


def _players(port: str, wanted: Sequence[MidiIn]) -> frozenset[str] | None:
    """Whom an input plays: those of all that name it, everybody where one of them names no players."""
    lists = [each.players for each in wanted if _names(each, port)]
    if not lists or None in lists:
        return None
    return frozenset(player for players in lists for player in players)


def _names(wanted: MidiIn, port: str) -> bool:
    """A port of a second MIDI system is shown as `NAME (SYSTEM)`."""
    if wanted.virtual:
        return port == wanted.name or port.startswith(f"{wanted.name} (")
    return wanted.name.lower() in port.lower()
