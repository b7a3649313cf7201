"""From OSC messages to requests: who is meant, do the arguments fit, when does it take effect. No sockets here.

The usual message costs one dictionary look-up: every plain address of every living player is known beforehand, with its
row's rule compiled. All others (patterns, indexes, unknown ones) take the longer way and are remembered, within bounds.

No echo can loop: the only thing ever said from here is `/error`, and `/error`, `/welcome` and anything with `/out/` are
never answered, only counted.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from bridge.address import PLACES, Outcome, Row, acceptor, find, learn_row, rows_for, server_rows, with_choices
from bridge.clock import Clock
from bridge.errors import AddressError
from bridge.osc.match import is_pattern, matching
from bridge.osc.values import Impulse, Message

from .complaints import Complaints
from .values import NOBODY, Reply, Request, Sender

AHEAD_S = 60.0  # a timetag further ahead than this is an error
REMEMBERED = 1024  # addresses with an index that are kept resolved
Choices = Mapping[str, Iterable[str]]
NEVER_ANSWERED = ("/error", "/welcome")


class Target(NamedTuple):
    """What a plain address stands for."""

    row: Row
    player: str | None
    part: str
    accept: Callable


class Dispatcher:
    """`receive` one parsed message, get requests and error replies; `tick` now and then for errors held back.

    `players` is name → kind; `choices` is name → the words of its package where the table leaves them open (styles);
    `places` is name → the tails that its package has where the table says INDEX or INPUT, for patterns to find.
    """

    def __init__(
        self,
        clock: Clock,
        players: Mapping[str, str] | None = None,
        choices: Choices | None = None,
        places: Choices | None = None,
    ):
        self.received = 0  # messages
        self.counts: Counter[str] = Counter()  # refused, echoes, unreadable
        self.complaints = Complaints()
        self._clock = clock
        self._ahead: dict[tuple, float] = {}  # (player, pitch, channel) → the moment of an on that is still to come
        self.set_players(players or {}, choices, places)

    def set_players(self, players: Mapping[str, str], choices: Choices | None = None, places: Choices | None = None) -> None:
        """The players that live now; all addresses are resolved anew."""
        self.players = dict(players)
        self.choices = {name: tuple(words) for name, words in (choices or {}).items()}
        self._targets = {f"/{row.tail}": Target(row, None, "", _accept(row)) for row in server_rows() if row.incoming}
        for name, kind in self.players.items():
            self._targets.update(self._addresses_of(name, kind))
        self._plain = tuple(self._targets)
        placed = (f"/{name}/{tail}" for name, tails in (places or {}).items() for tail in tails)
        self._found = (*self._plain, *placed)  # the same tuple each time: what a pattern matches is remembered by it
        self._indexed: dict[str, Target] = {}

    def addresses(self) -> tuple[str, ...]:
        """Every plain address that is understood now."""
        return self._plain

    def target(self, address: str) -> Target | None:
        """What an address stands for, one with an index too; None for a pattern and for what is not here."""
        if known := self._targets.get(address):
            return known
        return self._find_indexed(address) if address in self._found else None

    def unreadable(self, count: int = 1) -> None:
        """A packet, or part of one, in which no message could be read: never answered, only counted."""
        self.counts["unreadable"] += count

    def receive(self, message: Message, sender: Sender, now: float) -> list[Request | Reply]:
        """What one message asks for. `now` is its arrival in monotonic seconds."""
        self.received += 1
        target = self._targets.get(message.address)
        if target is None:
            return self._the_longer_way(message, sender, now)
        return self._request(target, message.args, message.timetag, sender, now)

    def tick(self, now: float) -> list[Reply]:
        """Errors that were held back for a second. Call it a few times a second."""
        self._ahead = {key: due for key, due in self._ahead.items() if due > now}
        return self.complaints.tell(now)

    # --- one address, known ---

    def _request(
        self, target: Target, args: tuple, timetag: float | None, sender: Sender, now: float
    ) -> list[Request | Reply]:
        row, player, part, accept = target
        try:
            taken = accept(args)
            due = None if timetag is None else self._due(timetag, now)
        except AddressError as error:
            return self._refuse(sender, row.at(player or "", part), str(error), now)
        if taken.__class__ is not tuple:
            return [] if taken is Outcome.NOTHING else [Request(row, player, (), sender, due, part, True)]
        if self._ahead or due is not None:
            due = self._after_its_on(target, taken, due, now)
        return [Request(row, player, taken, sender, due, part)]

    def _due(self, timetag: float, now: float) -> float | None:
        """The monotonic moment of a timetag; None when it is past."""
        ahead = timetag - self._clock.wall()
        if ahead > AHEAD_S:
            raise AddressError(f"its timetag is {ahead:.1f} s ahead; at most {AHEAD_S:.0f} s are allowed")
        return now + ahead if ahead > 0 else None

    def _after_its_on(self, target: Target, args: tuple, due: float | None, now: float) -> float | None:
        """The moment of what was asked: the off of a note waits for its on, whatever the timetags say."""
        if target.row.address != "/NAME/note":
            return due
        pitch, velocity, channel = args
        key = (target.player, pitch, channel)
        if velocity and due is not None:
            self._ahead[key] = max(due, self._ahead.get(key, due))
        elif not velocity:
            on = self._ahead.get(key, 0.0)
            if on > (now if due is None else due):
                return on
        return due

    # --- patterns, indexes, unknown addresses ---

    def _the_longer_way(self, message: Message, sender: Sender, now: float) -> list[Request | Reply]:
        address = message.address
        if "/out/" in address or address in NEVER_ANSWERED or not address.startswith("/"):
            self.counts["echoes"] += 1
            return []
        if is_pattern(address):
            return self._each(message, sender, now)
        if target := self._find_indexed(address):
            return self._request(target, message.args, message.timetag, sender, now)
        return self._refuse(sender, address, "no such address", now, lambda: self._hint(address))

    def _each(self, message: Message, sender: Sender, now: float) -> list[Request | Reply]:
        """The message to every address that its pattern matches; one that it does not fit leaves the others alone."""
        try:
            address, args, timetag = message
            found = matching(address, self._found)
        except AddressError as error:
            return self._refuse(sender, message.address, str(error), now)
        if not found:
            return self._refuse(sender, message.address, "no address here matches this pattern", now)
        targets = (self._targets.get(each) or self._find_indexed(each) for each in found)
        return [item for target in targets for item in self._request(target, args, timetag, sender, now)]

    def _find_indexed(self, address: str) -> Target | None:
        if target := self._indexed.get(address):
            return target
        name, _, tail = address[1:].partition("/")
        found = find(self.players[name], tail) if name in self.players else None
        if not found or not found[0].incoming:
            return None
        row, part = found
        target = Target(row, name, part, _accept(row))
        if len(self._indexed) >= REMEMBERED:
            self._indexed.clear()
        self._indexed[address] = target
        return target

    def _addresses_of(self, name: str, kind: str) -> dict[str, Target]:
        rows = [row for row in rows_for(kind) if row.incoming and not row.address.endswith(PLACES)]
        rows = [with_choices(row, self.choices.get(name, ())) for row in rows]
        rows += [learn_row(row) for row in rows if row.learnable]
        return {row.at(name): Target(row, name, "", _accept(row)) for row in rows}

    # --- refusing ---

    def _refuse(
        self, sender: Sender, address: str, sentence: str, now: float, hint: Callable[[], str] | None = None
    ) -> list[Request | Reply]:
        self.counts["refused"] += 1
        if sender == NOBODY:
            return []
        return list(self.complaints.report(sender, address, sentence, now, hint))

    def _hint(self, address: str) -> str:
        """What may have been meant. Half a millisecond: asked only when errors are rare."""
        name, _, tail = address[1:].partition("/")
        kind = self.players.get(name)
        if kind:
            tails = [row.tail for row in rows_for(kind) if row.incoming]
            near = [f"/{name}/{tail}" for tail in difflib.get_close_matches(tail[:40], tails, 1)]
            known = f"a {kind} player knows {', '.join(tails)}"
        else:
            near = difflib.get_close_matches(address[:60], self._plain, 1, 0.75)
            own = sorted({row.tail.split("/")[0] for row in server_rows() if row.incoming})
            known = f"players here: {', '.join(self.players) or 'none'}; the server knows {', '.join(own)}"
        return f"; did you mean {near[0]}?" if near else f"; {known}"


def _accept(row: Row) -> Callable:
    """The row's rule. OSC 1.1's impulse (`I`, a bang) does what a message without arguments does; a parameter it does not
    ask."""
    accept = acceptor(row)
    if row.parameter or not all(arg.optional for arg in row.args):
        return accept
    return lambda args: accept(() if args == (Impulse,) else args)
