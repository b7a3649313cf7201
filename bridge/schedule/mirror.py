"""What core must remember of the timer's state, so that a new timer can take over from one that was killed. Pure.

Reports may be lost with a timer, so the mirror is careful: what may have sounded is ended, what surely had not left is
asked for again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from .dispatcher import owner_of
from .lane import shift_of
from .ledger import TAG_GAP_S

UNCERTAIN_S = 1.0  # a report that has not come after so long will not come
UNHEARD_S = 5.0  # an off that was written to a MIDI port less long ago may never have reached it: its driver may have hung
# With timetags an on may wait ahead for as long as its lookahead, and behind others of its key, `TAG_GAP_S` each: an off
# that is to come after it, whatever was tuned meanwhile, is tagged so much later.
CHAIN_S = 0.05

Name = int | str


@dataclass
class _Note:
    message: tuple
    asked: float  # seconds: when core sent it
    over: float | None = None  # due of its off, or when it was cut
    off: tuple | None = None
    cancelled: bool = False
    began: bool = False  # it left to some output
    left: set[Name] = field(default_factory=set)
    ended: dict[Name, float] = field(default_factory=dict)  # where its off was written, and when

    @property
    def due(self) -> float:
        return self.message[2]

    @property
    def player(self) -> str:
        return self.message[3]

    @property
    def key(self) -> tuple[int, int]:
        """Channel and pitch."""
        return self.message[6], self.message[4]


class Mirror:
    def __init__(self) -> None:
        self.sinks: dict[Name, dict] = {}
        self._leads: dict[Name, tuple[float, float]] = {}  # the least and the most by which its events leave after their due
        self._ahead: dict[Name, float] = {}  # the longest lookahead, seconds, of an output that has or had timetags
        self._bound: dict[Name, float] = {}  # of such an output: no on of a timer before this one is tagged later
        self._notes: dict[int, _Note] = {}
        self._of_key: dict[tuple[int, int], list[_Note]] = {}  # (channel, pitch) → the same notes
        self._said: list[tuple] = []

    def __len__(self) -> int:
        """Notes that may sound or still will."""
        return len(self._notes)

    def is_free(self, name: Name, channel: int, pitch: int) -> bool:
        """No note of this key sounds or waits on that output: whatever was asked for has ended there."""
        return all(name in note.ended for note in self._of_key.get((channel, pitch), ()))

    def sent(self, message: tuple, now: float) -> None:
        """Core sends this."""
        act = self._on_sent.get(message[0])
        if act:
            act(self, message, now)

    def heard(self, report: tuple, now: float) -> None:
        """The timer reported this."""
        act = self._on_heard.get(report[0])
        if act:
            act(self, report, now)

    def moved(self, name: Name, now: float) -> list[tuple]:
        """Whatever carried this output is gone: the offs of what may sound there, for what carries it next."""
        self._bind(now)
        for note in self._notes.values():
            if note.ended.get(name, now) > now - UNHEARD_S:
                note.ended.pop(name, None)
        return [off for note in self._notes.values() for off in self._offs_of(note, now, {name} & self.sinks.keys())]

    def handover(self, now: float) -> Iterator[tuple]:
        """What a new timer must be told: outputs first, then offs of whatever may sound, then what had not left."""
        yield from [("sink", name, spec) for name, spec in self.sinks.items()]
        self._bind(now)
        for note in self._notes.values():
            yield from self._offs_of(note, now, self.sinks)
        for note in list(self._notes.values()):
            if self._is_to_come(note, now):
                yield note.message
                if note.off:
                    yield note.off
            else:
                note.cancelled, note.over = True, now
        yield from [said for said in self._said if said[1] > now]

    # ---- what core sends -------------------------------------------------------------------------------------------

    def _sink(self, message: tuple, now: float) -> None:
        self._unsink(message, now)
        self.sinks[message[1]] = dict(message[2])
        self._widen(message[1])

    def _unsink(self, message: tuple, now: float) -> None:
        self.sinks.pop(message[1], None)
        self._leads.pop(message[1], None)
        self._ahead.pop(message[1], None)
        self._bound.pop(message[1], None)
        for note in self._notes.values():
            note.left.discard(message[1])

    def _tune(self, message: tuple, now: float) -> None:
        _, name, key, value = message
        if name in self.sinks:
            self.sinks[name][key] = value
            self._widen(name)

    def _widen(self, name: Name) -> None:
        offset, lead = shift_of(self.sinks[name])
        least, most = self._leads.get(name, (lead, lead))
        self._leads[name] = min(least, lead), max(most, lead)
        if self.sinks[name].get("timetags"):
            self._ahead[name] = max(offset - lead, self._ahead.get(name, 0.0))

    def _note(self, message: tuple, now: float) -> None:
        note = self._notes[message[1]] = _Note(message, now)
        self._of_key.setdefault(note.key, []).append(note)

    def _orphan(self, message: tuple, now: float) -> None:
        """The off of what may sound there: until it is written, it may."""
        _, name, id, due, player, pitch, channel = message
        over = ("note", id, due, player, pitch, 0, channel)
        note = self._notes.get(id)
        if note is None:
            note = self._notes[id] = _Note(over, now, over=now, cancelled=True, began=True)
            self._of_key.setdefault(note.key, []).append(note)
        note.left.add(name)
        note.ended.pop(name, None)

    def _off(self, message: tuple, now: float) -> None:
        note = self._notes.get(message[1])
        if note and note.off is None:
            note.off, note.over = message, max(message[2], note.due)

    def _cancel(self, message: tuple, now: float) -> None:
        _, player, after = message
        for note in self._of(player):
            if note.due >= after and not note.left:
                note.cancelled, note.over = True, now
        self._said = [said for said in self._said if not _is_of(said, player) or said[1] < after]

    def _silence(self, message: tuple, now: float) -> None:
        player = message[1]
        for note in self._of(player):
            note.cancelled, note.over = True, now
        self._said = [said for said in self._said if not _is_of(said, player)]

    def _say(self, message: tuple, now: float) -> None:
        if message[1] > now:
            self._said.append(message)

    def _of(self, player: str | None) -> list[_Note]:
        return [note for note in self._notes.values() if player is None or note.player == player]

    _on_sent: ClassVar = {
        "sink": _sink,
        "unsink": _unsink,
        "tune": _tune,
        "note": _note,
        "orphan": _orphan,
        "off": _off,
        "cancel": _cancel,
        "silence": _silence,
        "say": _say,
        "midi": _say,
    }

    # ---- what the timer reports ------------------------------------------------------------------------------------

    def _left(self, report: tuple, now: float) -> None:
        _, id, sink, *_ = report
        if id in self._notes:
            self._notes[id].left.add(sink)
            self._notes[id].began = True

    def _ended(self, report: tuple, now: float) -> None:
        _, id, sink, *_ = report
        note = self._notes.get(id)
        if note:
            note.ended[sink] = now
            note.over = now if note.over is None else note.over

    def _tidy(self, report: tuple, now: float) -> None:
        """Once a second: forget the notes that are over and ended wherever they left."""
        unheard = any(spec.get("kind") == "midi" for spec in self.sinks.values())
        known = now - (UNHEARD_S if unheard else UNCERTAIN_S)
        horizon = known - max([shift_of(spec)[0] for spec in self.sinks.values()], default=0.0)
        self._notes = {id: note for id, note in self._notes.items() if not _is_done(note, horizon)}
        self._of_key = {}
        for note in self._notes.values():
            self._of_key.setdefault(note.key, []).append(note)
        self._said = [said for said in self._said if said[1] > horizon]

    _on_heard: ClassVar = {"left": _left, "ended": _ended, "broken": _unsink, "stats": _tidy}

    # ---- taking over -----------------------------------------------------------------------------------------------

    def _bind(self, now: float) -> None:
        for name, ahead in self._ahead.items():
            self._bound[name] = max(now + ahead, self._bound.get(name, 0.0)) + CHAIN_S

    def _offs_of(self, note: _Note, now: float, names: Iterable[Name]) -> Iterator[tuple]:
        """From here on it counts as sounding there, until its end is told."""
        _, id, due, player, pitch, _, channel = note.message
        for name in names:
            if self._may_have_left(note, name, now) and name not in note.ended:
                note.left.add(name)
                moment = due + shift_of(self.sinks[name])[0] + TAG_GAP_S
                yield "orphan", name, id, max(moment, self._bound.get(name, 0.0)), player, pitch, channel

    def _is_to_come(self, note: _Note, now: float) -> bool:
        leads = [shift_of(spec)[1] for spec in self.sinks.values()]
        return not (note.cancelled or note.began or note.left) and note.due + min([0.0, *leads]) > now

    def _may_have_left(self, note: _Note, name: Name, now: float) -> bool:
        least, most = self._leads[name]
        first, last = max(note.due + least, note.asked), max(note.due + most, note.asked)
        return name in note.left or (first <= now and now - UNCERTAIN_S <= last)


def _is_done(note: _Note, horizon: float) -> bool:
    return note.over is not None and note.over < horizon and note.left <= note.ended.keys()


def _is_of(said: tuple, player: str | None) -> bool:
    owner = owner_of(said[2]) if said[0] == "say" else None
    return owner is not None and player in (None, owner)
