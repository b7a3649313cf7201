"""A night played again from its journal, in virtual time: the same stage, told the same things at the same moments.

The models are not asked: what they said is in the journal, as is what the timer reported. All else — players, clock, routes,
scenes, learnt controllers, listeners — happens anew, and each of its doings must be the one that was recorded.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from ..config import show_from_plain
from ..errors import DataError, DuendeError
from ..inputs.controllers import from_plain
from ..package import Manifest
from ..package.manifest import read_manifest
from ..watch.gaps import GAP, WORDS, read_with_gaps
from ..watch.records import FORMAT, Record, decode, encode
from ..watch.replay import Event, Outputs, understood
from .midi_doors import MidiDoors
from .server import Server
from .stage import Stage

DONE = ("out", "set", "asked", "told", "made")  # what a stage does, as its journal tells it
SHOWN = 10  # differences that are told one by one
LONGEST_PAUSE_S = 86_400.0  # between two records: a server writes one twice a second, others may write anything


class Difference(NamedTuple):
    was: Record | None  # None: the night did nothing more
    now: Record | None

    def sentence(self) -> str:
        return f"it was {_shown(self.was)}, it is {_shown(self.now)}"


@dataclass
class Verdict:
    heard: int = 0  # records of what came in
    done: int = 0  # of what the stage did, compared
    differences: list[Difference] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)  # what left, made again, by due moment
    doings: list[Record] = field(default_factory=list)  # all that the stage did, as its journal would tell it
    until: str = ""  # why the night cannot be followed to its end

    def lines(self) -> list[str]:
        told = [difference.sentence() for difference in self.differences[:SHOWN]]
        more = len(self.differences) - len(told)
        told += [f"and {more} more"] if more else []
        equal = "all equal" if not self.differences else f"{len(self.differences)} differ"
        end = f"; {self.until}" if self.until else ""
        return [*told, f"played again: {self.heard} inputs, {self.done} doings, {len(self.events)} events: {equal}{end}"]


def again(run: Path) -> Verdict:
    """DataError when `run` is no run, or one that an earlier version recorded, which did not tell enough.

    It is followed up to the first gap: what comes after depends on what is missing.
    """
    with understood(run):
        return compare(read_with_gaps(run))


def compare(records: Iterable[Record]) -> Verdict:
    """As `again`, of a run that was read."""
    night, verdict, was = None, Verdict(), []
    for record in records:
        if record.kind == "start":
            night = night or Night(record.values)
        elif record.kind == GAP and record.values["what"] != "tidied":
            verdict.until = f"up to here ({WORDS[record.values['what']].format(n=record.values['count'])})"
            break
        elif night is not None and night.take(record):
            verdict.heard += 1
        if record.kind in DONE:
            was.append(record)
    if night is None:
        raise DataError("the run ends before its first record: nothing was recorded")
    now = night.done[: len(was)] if verdict.until else night.done  # the last that came in may have been recorded alone
    verdict.doings, verdict.done = now, len(was)
    verdict.differences = [Difference(*pair) for pair in zip_longest(was, now) if pair[0] != pair[1]]
    outputs = Outputs()
    for record in now:
        outputs.take(record)
    verdict.events = sorted(outputs.events, key=lambda event: event.due)
    return verdict


class _Clock:
    """Stands where it is put."""

    def __init__(self, time: float, ahead: float):
        self.time, self.ahead = time, ahead

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return self.time + self.ahead


class _Doings:
    """In the journal's place: keeps what the stage does, as it reads when it is read back."""

    on = True

    def __init__(self) -> None:
        self.done: list[Record] = []

    def note(self, kind: str, **values: Any) -> None:
        if kind in DONE:
            self.done.append(decode(encode(kind, values)))

    def out(
        self, id: int | None, sink: str, address: str, args: tuple, due: float, actual: float | None, at: float | None = None
    ) -> None:
        heard = {} if at is None else {"at": at}
        self.note("out", id=id, sink=sink, address=address, args=args, due=due, actual=actual, **heard)

    def osc(self, *_: object) -> None:
        """What comes in is no doing."""

    def midi(self, *_: object, **__: object) -> None:
        """As `osc`."""


class _Silent:
    """An engine that is told everything; its answers are in the journal."""

    def send(self, message: tuple) -> None:
        pass


class Night:
    """The stage as it was when the night began; `take` what came in, in its order."""

    def __init__(self, start: Mapping[str, Any]):
        if start.get("format", 1) > FORMAT:
            raise DataError(f"the run's format is {start['format']}, this duende reads up to {FORMAT}; update duende")
        if start.get("segment") != 1 or "room" not in start or not start["room"]:
            why = "its beginning is missing" if start.get("segment") != 1 else "an earlier version recorded it"
            raise DataError(f"the run cannot be played again: {why}. What left is in it all the same")
        room = start["room"]
        self._clock, self._doings = _Clock(room["began"], room["ahead"]), _Doings()
        show = show_from_plain(room["show"])
        scenes = {name: dict(scene) for name, scene in room["scenes"].items()}
        self.stage = Stage(self._clock, _nowhere, show, scenes, self._doings, bool(room["link"]))
        self._server = self.stage.server = Server(self.stage, "", "", 0, Path(), lambda job, then: None)
        self._server.load = lambda request: None
        for name, about in start["players"].items():
            self._seat(name, about)
        self.stage.knobs.map.learnt = from_plain(room["learnt"])
        self.stage.knobs.midi = show.midi.enabled
        self._open(show)
        self._streams: dict[str, int] = {}

    def _seat(self, name: str, about: Mapping[str, Any]) -> None:
        seat = self.stage.take_seat(name, _Silent(), _manifest(about), dict(about["values"]), about["chosen"])
        seat.player.reseed(about["seed"])
        seat.player.alive = False

    def _open(self, show: Any) -> None:
        """Listeners, MIDI and routes, in the order of `bridge.app`."""
        stage = self.stage
        self._midi = MidiDoors(show.midi, _NoInputs() if show.midi.enabled else None, lambda: next(stage.sink_numbers))
        self._server.send(stage.listeners.fix(show.listeners))
        self._server.send(self._midi.outputs.open())
        stage.midi_outputs, stage.outlet.by_midi = self._midi.outputs, self._midi.outputs.by
        stage.hands.reaches = self._midi.reaches
        for route in show.routes:
            stage.routes.add(route.source, route.target, route.range)
        if show.midi.sends_clock:
            stage.transport.send_midi_clock(True, self._clock.now())

    @property
    def done(self) -> list[Record]:
        return self._doings.done

    def take(self, record: Record) -> bool:
        """Whether it was something that came in."""
        step = _STEPS.get(record.kind)
        if step is None or (record.kind == "out" and record.values.get("at") is None):
            return False
        value = record.values
        moment = value["now"] if record.kind == "midi" else value["at"]
        if not moment - self._clock.time <= LONGEST_PAUSE_S:  # not-a-number too; every beat of it would be counted
            raise DataError(f"a record comes {moment - self._clock.time:.3g} s after the one before it; a day is the most")
        self._clock.time = moment
        try:
            step(self, value)
        except DuendeError:
            raise
        except Exception:  # a mistake of that night: it cost then what it costs now
            pass
        return True

    # --- what came in ---

    def _osc(self, value: Mapping[str, Any]) -> None:
        way, _, peer = value["source"].partition(" ")
        host, _, port = peer.rpartition(":")
        sender = ("udp", host, int(port)) if way == "udp" else ("sink", self._streams[value["source"]])
        self.stage.entrance.packet(value["packet"], sender, value["source"])

    def _settle(self, value: Mapping[str, Any]) -> None:
        self.stage.entrance.settle()

    def _stream(self, value: Mapping[str, Any]) -> None:
        number = self.stage.entrance.stream(value["source"])
        if number != value["number"]:
            raise DataError(f"output {value['number']} of the night is {number} now: something before it is missing")
        self._streams[value["source"]] = number

    def _gone(self, value: Mapping[str, Any]) -> None:
        self.stage.entrance.gone(value["number"])

    def _midi_in(self, value: Mapping[str, Any]) -> None:
        self.stage.entrance.midi(value["at"], value["source"], value["data"])

    def _unplugged(self, value: Mapping[str, Any]) -> None:
        self.stage.entrance.unplugged(value["port"])

    def _retry(self, value: Mapping[str, Any]) -> None:
        outputs, tried = self._midi.outputs, value.get("outputs")  # nights before 2026-11-26 tried all that were due
        self._server.send(self.stage.entrance.retry(outputs, outputs.due if tried is None else lambda now: tried))

    def _decision(self, value: Mapping[str, Any]) -> None:
        message = ("event", value["job"], value["step"], *value["result"])
        self.stage.entrance.engine(value["player"], message)

    def _answer(self, value: Mapping[str, Any]) -> None:
        self.stage.entrance.engine(value["player"], value["message"])

    def _model(self, value: Mapping[str, Any]) -> None:
        if value["state"] == "open":
            self.stage.entrance.opened(value["player"], keep=value.get("keep"))
        else:
            self.stage.entrance.lost(value["player"])

    def _package(self, value: Mapping[str, Any]) -> None:
        name, manifest = value["player"], _manifest(value["about"])
        self.stage.entrance.exchanged(name, value["about"], manifest, value["values"], bool(value["relief"]))

    def _left(self, value: Mapping[str, Any]) -> None:
        ended = value["address"].endswith("/out/note") and value["args"][1] == 0
        sink = 0 if value["sink"] == "watch" else int(value["sink"])
        self.stage.entrance.timer(("ended" if ended else "left", value["id"], sink, value["due"], value["actual"]))

    def _timer(self, value: Mapping[str, Any]) -> None:
        report = value["report"]
        self._server.send(self.stage.entrance.timer(report))
        if report[0] == "opened":
            self._midi.outputs.opened(report[1])
        elif report[0] == "broken":
            self._midi.outputs.broken(report[1], self._clock.now())

    def _session(self, value: Mapping[str, Any]) -> None:
        self.stage.entrance.session(value["told"])

    def _rejoin(self, value: Mapping[str, Any]) -> None:
        self.stage.entrance.rejoin()

    def _wake(self, value: Mapping[str, Any]) -> None:
        self.stage.entrance.wake()

    def _wall(self, value: Mapping[str, Any]) -> None:
        self._clock.ahead = value["ahead"]


_STEPS: dict[str, Callable[[Night, Mapping[str, Any]], None]] = {
    "osc": Night._osc, "settle": Night._settle, "stream": Night._stream, "gone": Night._gone, "midi": Night._midi_in,
    "unplugged": Night._unplugged, "retry": Night._retry, "decision": Night._decision, "answer": Night._answer,
    "model": Night._model, "package": Night._package, "out": Night._left, "timer": Night._timer, "session": Night._session,
    "rejoin": Night._rejoin, "wake": Night._wake, "wall": Night._wall,
}  # fmt: skip


class _NoInputs:
    """MIDI is on; what came is in the journal."""


def _manifest(about: Mapping[str, Any]) -> Manifest:
    return read_manifest(about["package"], about["manifest"].encode())


def _shown(record: Record | None) -> str:
    return "nothing" if record is None else f"{record.kind} {json.dumps(record.values, default=repr)[:300]}"


def _nowhere(*_: object) -> None:
    """The timer's place: what it reported is in the journal."""
