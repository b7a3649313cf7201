"""Scenes: all parameters of all players under a name, brought back at once or gliding over some beats.

A snapshot maps addresses to arguments: `{"/music/temperature": (1.2,), "/clock/meter": (3, 4)}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bridge.address import KINDS, find
from bridge.errors import AddressError

STEP_S = 0.02  # a glide moves 50 times a second: finer than a hand on a knob
NAME_LENGTH = 64
MOST = 1000  # scenes
JUMPING = ("seed", "in_channel", "out_channel")  # numbers that are names: nothing lies between two of them

Snapshot = Mapping[str, tuple]
Change = tuple[str, tuple]  # address, arguments


class Scenes:
    """Saved scenes and the glide that is under way. Pure: moments are given, changes are handed back to be applied."""

    def __init__(self, saved: Mapping[str, Snapshot] | None = None):
        self.saved: dict[str, Snapshot] = dict(saved or {})  # in the order of their first saving
        self._glide: Glide | None = None
        self._handed_out: set[str] = set()  # our own changes, until they have been applied

    def save(self, name: str, snapshot: Snapshot) -> None:
        """Keep a snapshot; one of this name is replaced and keeps its place. AddressError for a name that is none."""
        if not name.strip() or len(name) > NAME_LENGTH:
            raise AddressError(f"a scene's name has 1 to {NAME_LENGTH} characters; found {name[:NAME_LENGTH]!r}")
        if name not in self.saved and len(self.saved) >= MOST:
            raise AddressError(f"there are {MOST} scenes; save under the name of one of them")
        self.saved[name] = dict(snapshot)

    def recall(self, name: str, beats: float, now: float, current: Snapshot) -> list[Change]:
        """What changes at once; what glides comes from `changes`. Ends a glide that was under way.

        `current` holds every parameter that there is: what it lacks (a player that is gone) is passed over.
        AddressError when there is no such scene; then nothing changes, a glide goes on.
        """
        wanted = self._find(name)
        moving = {address: args for address, args in wanted.items() if current.get(address, args) != args}
        gliding = [address for address, args in moving.items() if beats > 0 and _can_glide(address, args)]
        lines = {address: (current[address][0], moving[address][0]) for address in gliding}
        self._glide = Glide(now, beats, lines) if lines else None
        self._handed_out.clear()
        return [(address, args) for address, args in moving.items() if address not in lines]

    def changes(self, now: float, tempo: float) -> list[Change]:
        """How far the glide has come by `now` (seconds) at this tempo (BPM): what is new. It ends on the target."""
        if self._glide is None:
            return []
        changes = self._glide.move(now, tempo)
        self._handed_out = {address for address, _ in changes}
        if self._glide.ended:
            self._glide = None
        return changes

    def next_change(self, now: float) -> float | None:
        """When `changes` wants to be called again; None when nothing glides."""
        return None if self._glide is None else now + STEP_S

    def touched(self, address: str) -> None:
        """This parameter was set. By someone else: the newest wins, the glide lets go of it. By our change: as it should."""
        if address in self._handed_out:
            self._handed_out.discard(address)
        elif self._glide is not None:
            self._glide.let_go(address)

    def by_number(self, number: int) -> str:
        """What program change `number` asks for: the scene of that name, else the number-th saved, counted from 1."""
        if str(number) in self.saved:
            return str(number)
        names = list(self.saved)
        if not 1 <= number <= len(names):
            raise AddressError(f"program change {number}: there is no scene of this name or number; {self._known()}")
        return names[number - 1]

    def _find(self, name: str) -> Snapshot:
        if name not in self.saved:
            raise AddressError(f"there is no scene {name[:NAME_LENGTH]!r}; {self._known()}")
        return self.saved[name]

    def _known(self) -> str:
        names = list(self.saved)[:20]
        return f"saved are {', '.join(names)}{' …' if len(self.saved) > 20 else ''}" if names else "none is saved yet"


def _can_glide(address: str, args: tuple) -> bool:
    """One number on its way to another."""
    is_a_number = len(args) == 1 and isinstance(args[0], (int, float))  # a file may have been edited
    return is_a_number and _takes_a_number(address)


@lru_cache(1024)
def _takes_a_number(address: str) -> bool:
    """As the table has it; the same word in two kinds of player is the same kind of value, so the kind need not be known."""
    tail = address[1:].partition("/")[2]
    found = find("server", address[1:]) or next(filter(None, (find(kind, tail) for kind in KINDS)), None)
    args = found[0].args if found else ()
    return len(args) == 1 and args[0].type in ("i", "f") and tail not in JUMPING


@dataclass
class Glide:
    """Straight lines over `beats`, which pass as the tempo has them: moving the transport does not move a glide."""

    at: float  # seconds, the last step
    beats: float
    lines: dict[str, tuple[float, float]]  # address → where from, where to
    done: float = 0.0  # beats

    def __post_init__(self) -> None:
        self.sent: dict[str, float] = {address: start for address, (start, _) in self.lines.items()}

    @property
    def ended(self) -> bool:
        return not self.lines or self.done >= self.beats

    def move(self, now: float, tempo: float) -> list[Change]:
        self.done += max(0.0, now - self.at) * tempo / 60
        self.at = max(self.at, now)
        changes = []
        for address, (start, target) in self.lines.items():
            value = target if self.done >= self.beats else _between(start, target, self.done / self.beats)
            if value != self.sent[address]:
                self.sent[address] = value
                changes.append((address, (value,)))
        return changes

    def let_go(self, address: str) -> None:
        self.lines.pop(address, None)


def _between(start: float, target: float, part: float) -> float:
    """Whole numbers stay whole."""
    value = start + (target - start) * part
    return round(value) if isinstance(target, int) else value
