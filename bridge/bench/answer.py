"""Does a reply stand on its moment? Phrases end anywhere in the beat; the reply's first note is held against the beat.

With `quantize` 1 a reply may start on the first beat after the phrase has ended. The beat is heard as any client hears it,
by `/clock/out/beat`; a tempo is steady, so its grid is the median of all beats heard, and one late beat moves nothing.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .figures import at, ms
from .room import Client, Room, sounds

TEMPOS = (60, 90, 120, 180)
PAUSE_S = 0.2  # after which a phrase has ended: a hurried player, the model has no more time than that
PHRASE = (60, 64, 67)
NOTE_S = 0.08
CLEAR_S = 0.015  # a phrase never ends so near to a beat that the two could not be told apart


@dataclass(frozen=True)
class Turn:
    error: float  # seconds after the beat on which the reply stands; negative: before it
    late: int  # beats after the first one on which it might have stood


def measure(replies: int, listen_beats: int, package: str, tempos: Sequence[int] = TEMPOS) -> dict:
    """`replies` at each tempo, after hearing `listen_beats` of its beats.

    Errors in milliseconds; `late` counts replies that missed their beat."""
    rows = []
    with Room(package=package) as room:
        client = room.client()
        for address, value in (("quantize", 1.0), ("pause", PAUSE_S), ("style", "folk"), ("mode", "answer")):
            client.say(f"/music/{address}", value)
        for tempo in tempos:
            client.say("/clock/tempo", float(tempo))
            rows.append(_at_tempo(client, tempo, replies, listen_beats))
        client.close()
    return {"rows": rows}


def _at_tempo(client: Client, tempo: int, replies: int, listen_beats: int) -> dict:
    beat_s = 60 / tempo
    grid = Grid(beat_s)
    grid.listen(client, listen_beats * beat_s + 0.1)
    dice = random.Random(tempo)
    turns = [_turn(client, grid, dice) for _ in range(replies)]
    heard = [turn for turn in turns if turn is not None]
    errors = sorted(abs(turn.error) for turn in heard)
    row = {"bpm": tempo, "n": replies, "missing": len(turns) - len(heard), "late": sum(t.late != 0 for t in heard)}
    if errors:
        row |= {"p50": ms(at(errors, 0.5)), "max": ms(errors[-1])}
    return row


class Grid:
    """Where the beats are: the phase that explains all of them that were heard."""

    def __init__(self, beat_s: float):
        self.beat_s = beat_s
        self._heard: list[float] = []

    def listen(self, client: Client, seconds: float) -> None:
        """Hear beats only."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if heard := client.hear(left):
                self.hear(*heard)

    def hear(self, arrived: float, message: object) -> None:
        if message.address == "/clock/out/beat":
            self._heard.append(arrived)

    @property
    def phase(self) -> float:
        first = self._heard[0]
        return first + median([b - first - round((b - first) / self.beat_s) * self.beat_s for b in self._heard])

    def beat(self, moment: float) -> float:
        """Beats since the first one, broken."""
        return (moment - self.phase) / self.beat_s


def _turn(client: Client, grid: Grid, dice: random.Random) -> Turn | None:
    """One phrase that ends at a random place in the beat, and its reply."""
    struck = _phrase(client, grid, dice)
    ended = max(struck + PAUSE_S, time.monotonic())
    first = _first_note(client, grid, ended + 2 * grid.beat_s + 1.0)
    client.say("/music/stop")
    if first is None:
        return None
    stands = round(grid.beat(first))
    due = -int(-grid.beat(ended) // 1)  # the first beat after the end
    return Turn(first - grid.phase - stands * grid.beat_s, stands - due)


def _phrase(client: Client, grid: Grid, dice: random.Random) -> float:
    """Play it so that it ends well apart from a beat; when its last key was struck."""
    clear = CLEAR_S / grid.beat_s
    place = dice.uniform(clear, 1 - clear)
    begin = time.monotonic() + 0.15
    end = begin + 2 * NOTE_S + PAUSE_S
    begin += (place - grid.beat(end)) % 1 * grid.beat_s
    struck = begin
    for i, pitch in enumerate(PHRASE):
        _wait_until(client, grid, begin + i * NOTE_S)
        struck = time.monotonic()
        client.say("/music/note", pitch, 90)
        _wait_until(client, grid, begin + i * NOTE_S + 0.8 * NOTE_S)
        client.say("/music/note", pitch, 0)
    return struck


def _wait_until(client: Client, grid: Grid, moment: float) -> None:
    grid.listen(client, moment - time.monotonic())


def _first_note(client: Client, grid: Grid, until: float) -> float | None:
    while (left := until - time.monotonic()) > 0:
        heard = client.hear(left)
        if heard is None:
            return None
        if sounds(heard[1]):
            return heard[0]
        grid.hear(*heard)
    return None
