"""Replay: a run's journal read back, whatever became of its end, and the performance made of it again.

Virtual time: nothing waits, no door is opened. Addresses, arguments and due moments are those of the journal, exactly.
"""

import math
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bridge.address import coerce, find
from bridge.errors import AddressError, DataError, DuendeError, WireError
from bridge.osc.match import matches
from bridge.osc.reading import parse

from .records import Record, records
from .runs import runs, segments
from .take import HUMAN, MACHINE, Strike, midi_file, paired


class Event(NamedTuple):
    """Something that left, once, however many outputs got it."""

    due: float  # seconds, as journaled
    address: str
    args: tuple


# --- reading ---


def read(run: Path) -> Iterator[Record]:
    """Every whole record of a run, in order. A torn tail is no error; DataError when `run` is no run at all."""
    for path in segments_of(Path(run)):
        with open(path, "rb") as lines:
            yield from records(lines)


def segments_of(run: Path) -> list[Path]:
    """The files of a run, in order; DataError when it is none."""
    if run.is_file():
        return [run]
    if not run.is_dir():
        raise DataError(f"there is no run {run}; a run is a folder that `duende serve --journal` made")
    if found := segments(run):
        return found
    if inside := runs(run):
        raise DataError(f"{run} is a folder of runs; name one of them, the newest is {inside[-1]}")
    raise DataError(f"{run} is no run: it holds no file like 0001.journal")


class Performance(NamedTuple):
    """A run as music and text."""

    begin: float  # seconds: the moment of the first record
    tempo: float
    outputs: list[Event]  # by due moment
    human: list[Strike]  # by moment


def load(run: Path) -> Performance:
    """Read a run whole; DataError when it is none or its first record is missing."""
    with understood(run):
        return _load(run)


def _load(run: Path) -> Performance:
    outputs, ear = Outputs(), _Ear()
    start: Record | None = None
    for record in read(run):
        start = start or (record if record.kind == "start" else None)
        outputs.take(record)
        ear.take(record)
    if start is None:
        raise DataError(f"{run} ends before its first record: nothing was recorded")
    return Performance(
        _number(start.values["at"]),
        _number(start.values.get("tempo", 120.0)),
        sorted(outputs.events, key=lambda event: event.due),
        sorted(ear.strikes, key=lambda strike: strike.moment),
    )


@contextmanager
def understood(run: Path) -> Iterator[None]:
    """Whoever wrote a run may have been anybody: a record whose checksum holds may say nonsense. That is a DataError."""
    try:
        yield
    except DataError:
        raise
    except DuendeError as error:  # a show, a package, an address in it
        raise DataError(f"{run}: {error}") from error
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, struct.error) as error:
        raise DataError(f"{run}: a record does not say what one of its kind must ({error!r:.120})") from error


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r:.40} is no number")
    return value


def _checked(event: Event) -> Event:
    """What is counted on from here: a moment, an address, arguments, and of a note three numbers that MIDI has."""
    _number(event.due)
    if not isinstance(event.address, str) or not isinstance(event.args, tuple):
        raise ValueError("no address, or no arguments")
    note = event.args if event.address.endswith("/out/note") and len(event.args) == 3 else ()
    if not all(isinstance(value, int) and 0 <= value <= 127 for value in note):
        raise ValueError(f"{note!r:.40} is no note")
    return event


class Outputs:
    """What left: what went to several outputs counts once, what went twice to the same output counts twice."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._times: Counter[tuple] = Counter()  # how often an event went to an output
        self._known: Counter[tuple] = Counter()  # how often it counts

    def take(self, record: Record) -> None:
        if record.kind != "out":
            return
        value = record.values
        event = _checked(Event(value["due"], value["address"], value["args"]))
        key = event if value["id"] is None else (value["id"], event.address, event.args)  # a note begins and ends once
        self._times[value["sink"], key] += 1
        if self._times[value["sink"], key] > self._known[key]:
            self._known[key] += 1
            self.events.append(event)


class _Ear:
    """What the human played, from the raw packets and MIDI messages that changed something."""

    def __init__(self) -> None:
        self.strikes: list[Strike] = []
        self._players: tuple[str, ...] = ()
        self._wall_minus_now = 0.0

    def take(self, record: Record) -> None:
        if step := _EARS.get(record.kind):
            step(self, record)

    def _start(self, record: Record) -> None:
        players = record.values.get("players", {})
        self._players = tuple(name for name, about in players.items() if about.get("kind", "music") == "music")
        self._clock(record)

    def _clock(self, record: Record) -> None:
        self._wall_minus_now = record.values["wall"] - record.values["at"]

    def _osc(self, record: Record) -> None:
        value = record.values
        if not value["used"]:
            return
        try:
            messages = parse(value["packet"])
        except WireError:
            return
        for message in messages:
            if self._is_note(message.address) and (strike := _struck(value["at"], message.args)):
                tagged = value["at"] if message.timetag is None else message.timetag - self._wall_minus_now
                self.strikes.append(strike._replace(moment=max(value["at"], tagged)))

    def _is_note(self, address: str) -> bool:
        """`/NAME/note` of a music player, or a pattern that means one."""
        if not address.endswith("/note") or address.count("/") != 2:
            return False
        return any(_means(address, f"/{name}/note") for name in self._players)

    def _midi(self, record: Record) -> None:
        data = record.values["data"]
        if record.values["used"] and len(data) == 3 and data[0] & 0xE0 == 0x80:
            velocity = data[2] if data[0] & 0x10 else 0
            self.strikes.append(Strike(record.values["at"], data[1], velocity, (data[0] & 15) + 1))


_EARS: dict[str, Callable[[_Ear, Record], None]] = {
    "start": _Ear._start,
    "clock": _Ear._clock,
    "osc": _Ear._osc,
    "midi": _Ear._midi,
}
_NOTE = find("music", "note")[0]


def _means(pattern: str, address: str) -> bool:
    try:
        return matches(pattern, address)
    except AddressError:
        return False


def _struck(moment: float, args: tuple) -> Strike | None:
    """The note as the table takes it, or None where the table refuses it."""
    try:
        return Strike(moment, *coerce(_NOTE, args))
    except AddressError:
        return None


# --- making it again ---


def play(run: Path) -> Iterator[str]:
    """A line an event: seconds since the beginning of the run, address, arguments."""
    performance = load(run)
    for event in performance.outputs:
        yield f"{event.due - performance.begin:.9f} {event.address}{''.join(map(_shown, event.args))}"


def _shown(value: int | float | str) -> str:
    return f" {value!r}"


def machine_strikes(outputs: Iterable[Event]) -> list[Strike]:
    """The notes of all players at their due moments."""
    return [Strike(due, *args) for due, address, args in outputs if address.endswith("/out/note") and len(args) == 3]


def write_midi(run: Path, file: Path) -> int:
    """A .mid from the beginning of the run, the human's notes on one track, the machine's on another; how many."""
    performance = load(run)
    strikes = {HUMAN: performance.human, MACHINE: machine_strikes(performance.outputs)}
    end = max((strike.moment for side in strikes.values() for strike in side), default=performance.begin)
    tracks = {name: paired(side, end) for name, side in strikes.items()}
    with understood(run):
        content = midi_file(tracks, performance.begin, performance.tempo)
    _write(file, content)
    return sum(map(len, tracks.values()))


def write_text(run: Path, file: Path) -> int:
    """A text file of the lines that were written, an empty line between stanzas; how many lines there are."""
    lines = [line for event in load(run).outputs for line in _line(event)]
    _write(file, "".join(f"{line}\n" for line in lines).encode(errors="replace"))
    return sum(map(bool, lines))


def _line(event: Event) -> tuple[str, ...]:
    if event.address.endswith("/out/stanza"):
        return ("",)
    return (str(event.args[0]),) if event.address.endswith("/out/line") and event.args else ()


def _write(file: Path, content: bytes) -> None:
    try:
        Path(file).write_bytes(content)
    except OSError as error:
        raise DataError(f"{file} cannot be written ({error.strerror or error})") from error
