"""What the timer does with a message, without a socket or a wait: the process and its double share this.

`handle` takes one message of the table "core → timer" in docs/design.md; `next_moment` says when something has to
leave; `release` lets it leave. What core must hear gathers in `reports`.
"""

import math
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, ClassVar

from bridge.clock import Clock
from bridge.errors import DuendeError, PortError

from . import patterns
from .lane import Lane, Sink
from .ledger import Voice
from .tally import Tally

OpenSink = Callable[[dict, Sequence[int]], Sink]  # spec, descriptors → output; PortError when it cannot be opened
Post = Callable[[str, int, bytes], bool]  # host, port, packet → did it leave

LINGER_S = 5.0  # an output that does not take its last offs is closed after so long
UNOWNED = {"clock"}  # first segments of addresses that no player owns: silence does not touch them


class Dispatcher:
    def __init__(self, clock: Clock, open_sink: OpenSink, post: Post):
        self.lanes: dict[int | str, Lane] = {}
        self.reports: list[tuple] = []
        self.tally = Tally()
        self.over = False  # `quit` was handled
        self._clock, self._open, self._post = clock, open_sink, post
        self._wanted: dict[tuple, bool] = {}  # (sink, address) → do its patterns match
        self._numbers = count(1)

    def handle(self, message: tuple, descriptors: Sequence[int] = ()) -> None:
        """Act on one message. One that does not fit the table is answered `wrong` and changes nothing else."""
        try:
            act = self._acts[message[0]]
            act(self, *message[1:], descriptors) if act is Dispatcher._sink else act(self, *message[1:])
        except (DuendeError, LookupError, TypeError, ValueError, AttributeError) as error:
            self.tally.wrong += 1
            self.reports.append(("wrong", f"timer: {message!r:.200}: {type(error).__name__}: {error}"))

    def next_moment(self) -> float:
        """When something has to leave; infinity when nothing waits."""
        return min([lane.next_moment() for lane in self.lanes.values()], default=math.inf)

    def release(self, now: float) -> None:
        """Let everything leave that is due."""
        for lane in tuple(self.lanes.values()):
            if lane.next_moment() <= now:
                self._attempt(lane, lane.release, now)
                self._close_if_silent(lane, now)

    def is_behind(self) -> bool:
        """Does an output have more to write as soon as its peer takes it?"""
        return any(lane.sink.behind for lane in self.lanes.values())

    def flush(self) -> None:
        for lane in tuple(self.lanes.values()):
            if lane.sink.behind:
                self._attempt(lane, lane.sink.flush)

    def look_for_refused(self) -> None:
        """Report the outputs where nobody has been for a long time."""
        self.reports += [("refused", lane.name) for lane in self.lanes.values() if lane.sink.refused()]

    def stop_sounding(self) -> bool:
        """One attempt to end every sounding note and forget what waits; True when nothing sounds any more."""
        self._silence(None)
        return not any(lane.ledger for lane in self.lanes.values())

    def close(self) -> None:
        """Close every output, whatever sounds there."""
        for lane in self.lanes.values():
            lane.sink.close()
        self.lanes.clear()

    # ---- outputs ---------------------------------------------------------------------------------------------------

    def _sink(self, name: int | str, spec: dict, descriptors: Sequence[int]) -> None:
        patterns.check(spec.get("patterns"))
        self._unsink(name)
        try:
            sink = self._open(spec, descriptors)
        except (PortError, OSError) as error:
            self.reports.append(("broken", name, str(error)))
            return
        self.lanes[name] = Lane(name, sink, spec, self._clock, self.tally, self.reports.append)
        self.lanes = dict(sorted(self.lanes.items(), key=_reaches_nobody))

    def _unsink(self, name: int | str) -> None:
        lane = self.lanes.get(name)
        if lane is None:
            return
        self._attempt(lane, lane.silence, None)
        if self.lanes.pop(name, None):
            self._retire(lane)
        self._forget_patterns(name)

    def _retire(self, lane: Lane) -> None:
        """It gets nothing new, and closes as soon as it has taken the offs of what sounded there."""
        lane.name = ("retired", next(self._numbers))
        lane.spec |= {"patterns": [], "clock": False}
        lane.closes_at = self._clock.now() + LINGER_S
        self.lanes[lane.name] = lane
        self._close_if_silent(lane, self._clock.now())

    def _close_if_silent(self, lane: Lane, now: float) -> None:
        if lane.closes_at < math.inf and (not lane.ledger or now >= lane.closes_at):
            self.lanes.pop(lane.name, None)
            self._forget_patterns(lane.name)
            lane.sink.close()

    def _tune(self, name: int | str, key: str, value: Any) -> None:
        lane = self.lanes.get(name)
        if lane is None:
            return
        if key == "patterns":
            patterns.check(value)
            self._forget_patterns(name)
        lane.tune(key, value)

    def _forget_patterns(self, name: int | str) -> None:
        self._wanted = {key: wanted for key, wanted in self._wanted.items() if key[0] != name}

    def _attempt(self, lane: Lane, act: Callable, *args: Any) -> None:
        """A dead output costs its own lane, nothing else."""
        try:
            act(*args)
        except OSError as error:
            self._broken(lane, str(error))

    def _broken(self, lane: Lane, why: str) -> None:
        self.lanes.pop(lane.name, None)
        self._forget_patterns(lane.name)
        lane.sink.close()
        self.reports.append(("broken", lane.name, why))

    def _listening(self, address: str) -> list[Lane]:
        return [lane for lane in self.lanes.values() if self._wants(lane, address)]

    def _wants(self, lane: Lane, address: str) -> bool:
        key = (lane.name, address)
        wanted = self._wanted.get(key)
        if wanted is None:
            if len(self._wanted) >= 4096:  # addresses come from our own table; this only bounds a mistake
                self._wanted.clear()
            wanted = self._wanted[key] = patterns.wants(lane.spec.get("patterns"), address)
        return wanted

    # ---- notes -----------------------------------------------------------------------------------------------------

    def _note(
        self, note: int, due: float, player: str, pitch: int, velocity: int, channel: int, left: Sequence[tuple] = ()
    ) -> None:
        if not (0 <= pitch <= 127 and 1 <= velocity <= 127 and 1 <= channel <= 16):
            raise ValueError("pitch 0..127, velocity 1..127, channel 1..16")
        _check_moment(due)
        for name, actual in left:
            self._book(name, note, due, player, pitch, channel, actual)
        elsewhere = {name for name, _ in left}
        for lane in self._listening(f"/{player}/out/note"):
            if lane.name not in elsewhere:
                self._attempt(lane, lane.note, note, due, player, pitch, velocity, channel)

    def _book(self, name: int | str, note: int, due: float, player: str, pitch: int, channel: int, actual: float) -> None:
        lane = self.lanes.get(name)
        if lane is not None and not lane.ledger.sounds(note):
            lane.book(note, due, player, pitch, channel, actual)

    def book(self, message: tuple) -> None:
        """What core let out and had no time left to tell: a note message with where it has left."""
        _, note, due, player, pitch, _, channel, left = message
        for name, actual in left:
            self._book(name, note, due, player, pitch, channel, actual)

    def _off(self, note: int, due: float) -> None:
        _check_moment(due)
        for lane in self.lanes.values():
            lane.off(note, due)

    def _cancel(self, player: str, after: float) -> None:
        for lane in self.lanes.values():
            lane.cancel(player, after)

    def _silence(self, player: str | None) -> None:
        for lane in tuple(self.lanes.values()):
            self._attempt(lane, lane.silence, player)

    def _orphan(self, name: int | str, note: int, moment: float, player: str, pitch: int, channel: int) -> None:
        lane = self.lanes.get(name)
        if lane is None:
            return
        if voice := lane.ledger.at(channel, pitch):
            if voice.note != note:  # struck again since: that note's off ends both
                self.reports.append(("ended", note, name, moment, self._clock.now()))
            return
        ending = lane.sink.note(player, pitch, 0, channel)
        voice = Voice(note, player, channel, pitch, ending, moment)
        self._attempt(lane, lane.end_orphan, moment, voice)

    # ---- messages --------------------------------------------------------------------------------------------------

    def _say(self, due: float, address: str, args: tuple, id: int | None = None) -> None:
        _check_moment(due)
        for lane in self._listening(address):
            packet = lane.sink.message(address, args)
            if packet is not None:
                lane.say(due, packet, owner_of(address), id)

    def _midi(self, due: float, data: bytes, id: int | None = None, only: int | str | None = None) -> None:
        _check_moment(due)
        for lane in self.lanes.values():
            wants = lane.spec.get("clock") if only is None else lane.name == only
            packet = lane.sink.raw_midi(data) if wants else None
            if packet is not None:
                lane.say(due, packet, None, id)

    def _reply(self, target: tuple, packet: bytes) -> None:
        if target[0] == "udp":
            left = self._post(target[1], target[2], packet)
            self._count(left)
        elif target[1] in self.lanes:
            lane = self.lanes[target[1]]
            self._attempt(lane, lambda: self._count(lane.sink.write(packet, None)))

    def _count(self, left: bool) -> None:
        if left:
            self.tally.sent += 1
        else:
            self.tally.dropped += 1

    def _ping(self, number: int) -> None:
        self.reports.append(("pong", number))

    def _quit(self) -> None:
        self.over = True

    _acts: ClassVar = {
        "sink": _sink,
        "unsink": _unsink,
        "tune": _tune,
        "note": _note,
        "off": _off,
        "cancel": _cancel,
        "silence": _silence,
        "orphan": _orphan,
        "say": _say,
        "midi": _midi,
        "reply": _reply,
        "ping": _ping,
        "quit": _quit,
    }


def _reaches_nobody(named: tuple[int | str, Lane]) -> bool:
    """Such a lane comes after all others: it only counts."""
    return named[1].spec.get("kind") == "watch"


def _check_moment(due: float) -> None:
    if not math.isfinite(due):  # not-a-number would put the timelines out of order
        raise ValueError(f"a moment is a finite number of seconds, not {due}")


def owner_of(address: str) -> str | None:
    """The player whose silence also cancels this message, as `/bach/out/word` is bach's; None for all others."""
    _, first, *rest = address.split("/")
    return first if rest[:1] == ["out"] and first not in UNOWNED else None
