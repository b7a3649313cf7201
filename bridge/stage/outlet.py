"""Everything that leaves passes here once on its way to the timer, and its news come back here when it has left.

One output of the timer, `WATCH`, reaches nobody: by its reports we know what sounded and when, whoever listens. Capture
and routes act on those reports, so that what was cancelled is neither kept nor passed on.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from itertools import count

from ..inputs.budget import Budget
from ..inputs.echo import EchoGuard
from ..inputs.listeners import Listeners
from ..inputs.values import Reply, Sender
from ..osc.packet import encode
from ..watch.capture import Capture, Strike

WATCH = 0  # the timer's number of the output that reaches nobody
LATE_S = 2.0  # the other outputs report a note's end so much later than `WATCH`, at most: offsets, a busy timer
STALE_S = 3600.0  # a note of which nothing was heard for so long


class Outlet:
    """`send` is the timer's. `heard(address, args, due)` is told of each note that has left, `said` of each message."""

    def __init__(self, send: Callable, now: Callable[[], float], listeners: Listeners, guard: EchoGuard, capture: Capture):
        self.send, self._now = send, now
        self.listeners, self.guard, self.capture = listeners, guard, capture
        self.heard: Callable[[str, tuple, float], None] = lambda address, args, due: None
        self.said: Callable[[str, tuple, float], None] = lambda address, args, due: None
        # The MIDI outputs that a player's notes leave by: (name, seconds by which it is shifted).
        self.by_midi: Callable[[str], Iterable[tuple[str, float]]] = lambda player: ()
        # A datagram to whoever asked may leave at once, from here; False: it goes by the timer, as all else does.
        self.answer: Callable[[tuple, bytes], bool] = lambda target, packet: False
        self.budget = Budget()
        self.ids = count(1)
        self.notes: dict[int, tuple] = {}  # id → (player, pitch, velocity, channel, due), a while longer than they sound
        self.sounding: set[int] = set()
        self._to_come: list[tuple[float, int, str, tuple]] = []  # heap: (due, order, address, args) of what was said ahead
        self._order = count()
        self._ended: deque[tuple[float, int]] = deque()  # (when, id) of notes that are over, the oldest first

    def open_watch(self) -> None:
        self.send(("sink", WATCH, {"kind": "watch", "name": "watch", "patterns": ["/*/out/note"]}))

    # --- out ------------------------------------------------------------------------------------------------------

    def note(self, player: str, due: float, pitch: int, velocity: int, channel: int) -> int:
        """A note on; its id."""
        number = next(self.ids)
        self.notes[number] = (player, pitch, velocity, channel, due)
        self.send(("note", number, due, player, pitch, velocity, channel))
        self._warn(player, due, pitch, velocity, channel)
        return number

    def _warn(self, player: str, due: float, pitch: int, velocity: int, channel: int) -> None:
        """This note may come back from an input soon after it has left."""
        for output, shift in self.by_midi(player):
            self.guard.sent(output, due + shift, pitch, velocity, channel)

    def off(self, number: int, due: float) -> None:
        """The off of a note. Said twice, the earlier counts; it never comes before its on. Also of one that has ended on
        `WATCH`: another player's key may have ended it there, while an output that hears only this player sounds on."""
        self.send(("off", number, due))

    def cancel(self, player: str, after: float) -> None:
        """What is due at or after `after` and has not left never will."""
        self.send(("cancel", player, after))
        self._take_back(f"/{player}/", after)

    def silence(self, player: str | None) -> None:
        """What sounds ends, what has not left never will."""
        self.send(("silence", player))
        self._take_back("/" if player is None else f"/{player}/", -math.inf)

    def _take_back(self, root: str, after: float) -> None:
        """Players' messages only, as the timer does: the clock's belong to nobody."""
        self._to_come = [
            one for one in self._to_come if one[0] < after or not one[2].startswith(root) or one[2].startswith("/clock/")
        ]
        heapify(self._to_come)

    def say(self, address: str, *args, due: float | None = None) -> None:
        """To every listener whose patterns match, at its moment; routes and capture hear it then too."""
        now = self._now()
        due = now if due is None else due
        self.send(("say", due, address, list(args)))
        if due <= now:
            self._said(address, args, due)
        else:
            heappush(self._to_come, (due, next(self._order), address, args))

    def mirror(self, address: str, *args) -> None:
        """What the human did, to listeners who name it: it is no output, so neither journal nor routes know of it."""
        if any(heard.patterns for heard in self.listeners):
            self.send(("say", self._now(), address, list(args)))

    def next_moment(self) -> float | None:
        """When something that was said ahead is due."""
        return self._to_come[0][0] if self._to_come else None

    def wake(self) -> None:
        """What was said ahead and is due by now is heard."""
        now = self._now()
        while self._to_come and self._to_come[0][0] <= now:
            due, _, address, args = heappop(self._to_come)
            self._said(address, args, due)

    def _said(self, address: str, args: tuple, due: float) -> None:
        if address.endswith(("/out/line", "/out/stanza")):
            self.capture.line(due, args[0] if args else "")
        self.said(address, args, due)

    def reply(self, replies: Iterable[Reply]) -> None:
        """Each to whoever asked, wherever that is. Of one answer everything leaves, or nothing: as its budget goes."""
        allowed: dict[Sender, bool] = {}
        for reply in replies:
            if reply.to not in allowed:
                allowed[reply.to] = self.budget.allows(reply.to, self._now())
            if not allowed[reply.to]:
                continue
            packet = encode(reply.address, reply.args)
            self.budget.spend(reply.to, len(packet))
            for target in self.listeners.targets(reply.to):
                if not self.answer(target, packet):
                    self.send(("reply", target, packet))

    def tell(self, target: tuple, address: str, args: tuple) -> None:
        """One message to one output."""
        self.send(("reply", target, encode(address, args)))

    # --- what the timer says of it ----------------------------------------------------------------------------------

    def began(self, number: int, due: float) -> None:
        """The note has left."""
        if number in self.notes:
            player, pitch, velocity, channel, _ = self.notes[number]
            self.sounding.add(number)
            self.capture.machine(Strike(due, pitch, velocity, channel))
            self.heard(f"/{player}/out/note", (pitch, velocity, channel), due)

    def ended(self, number: int, due: float) -> None:
        """Its off has left."""
        if number in self.sounding:
            self.sounding.discard(number)
            self._ended.append((self._now(), number))
            player, pitch, _, channel, _ = self.notes[number]
            self._warn(player, due, pitch, 0, channel)
            self.capture.machine(Strike(due, pitch, 0, channel))
            self.heard(f"/{player}/out/note", (pitch, 0, channel), due)

    def address_of(self, number: int, ended: bool) -> tuple[str, tuple] | None:
        """What a note looks like on the wire, for the journal."""
        if number not in self.notes:
            return None
        player, pitch, velocity, channel, _ = self.notes[number]
        return f"/{player}/out/note", (pitch, 0 if ended else velocity, channel)

    def tidy(self) -> None:
        """Forget notes that are over on every output, and cancelled ones: nothing will be reported of them."""
        now = self._now()
        while self._ended and self._ended[0][0] < now - LATE_S:
            self.notes.pop(self._ended.popleft()[1], None)
        for number in [n for n, note in self.notes.items() if note[4] < now - STALE_S]:
            del self.notes[number]
            self.sounding.discard(number)
