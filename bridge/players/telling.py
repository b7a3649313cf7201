"""What a player tells the room about itself: its plan, how quick it is."""

from collections import deque

from ..tokens import TICKS_PER_BEAT
from .plan import Plan, Planned
from .pulse import Pulse
from .room import Room
from .wishes import Wishes


class Teller:
    def __init__(self, name: str, room: Room, wishes: Wishes, pulse: Pulse):
        self._name, self._room, self._wishes, self._pulse = name, room, wishes, pulse

    def redraw(self, plan: Plan | None) -> None:
        """`/NAME/out/plan/clear`, then what is planned now."""
        if self._wishes["plan"]:
            self._room.say(f"/{self._name}/out/plan/clear")
            for item in plan.items if plan else []:
                if item.note is None or item.due > self._room.now():  # what has sounded is not to come
                    self.announce(item)

    def announce(self, item: Planned) -> None:
        """`/NAME/out/plan` of one note about to come."""
        if not self._wishes["plan"]:
            return
        event = item.event
        beats = (self._pulse.moment_of(event.tick) - self._room.now()) / self._pulse.beat_s
        length = (event.duration or 0) / TICKS_PER_BEAT
        loudness = self._wishes.loudness(event.velocity)
        self._room.say(f"/{self._name}/out/plan", float(beats), event.pitch, loudness, float(length))


FORESIGHT = 1.5  # × the longest answer of late
DOUBT = 2.0  # × the time waited for an answer that did not come


class Stopwatch:
    """From a question to its first event, as the player sees it."""

    def __init__(self) -> None:
        self.recent: tuple[float, float] | None = None  # p50 and p99 of the last 256, seconds
        self._taken: deque[float] = deque(maxlen=256)
        self._shown: deque[float] = deque(maxlen=16)  # what the last answers took, or may have
        self._asked: float | None = None
        self._fresh = False

    def ask(self, now: float) -> None:
        self._asked = now

    def answered(self, now: float) -> bool:
        """The first event counts; later ones of the same question do not. Whether it was the first."""
        if self._asked is None:
            return False
        self._taken.append(now - self._asked)
        self._shown.append(now - self._asked)
        self._asked, self._fresh = None, True
        return True

    def missed(self, now: float) -> None:
        """Nobody waits for the answer any more: it would have taken longer than this, how much is not known."""
        if self._asked is not None:
            waited = now - self._asked
            self.answered(now)
            self._shown[-1] = DOUBT * waited

    @property
    def foresight(self) -> float:
        """Seconds ahead of its moment at which the next question should be asked, as the last sixteen have shown."""
        return FORESIGHT * max(self._shown, default=0.0)

    def news(self) -> tuple[float, float] | None:
        """p50 and p99 in seconds; None when nothing was measured since the last call."""
        if not self._fresh:
            return None
        ranked, self._fresh = sorted(self._taken), False
        self.recent = ranked[len(ranked) // 2], ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))]
        return self.recent
