"""What waits for its moment: a heap of (moment, sequence, item). Pure; equal moments keep the order of arrival.

Cancelled entries stay in the heap, marked dead, until they reach its top or make up half of it; then the heap is
rebuilt. So every operation costs O(log n) an entry touched, and the heap is at most twice what really waits.
"""

import heapq
import math
from itertools import count
from typing import Any

_MOMENT, _SEQUENCE, _ITEM, _NOTE, _PLAYER = range(5)
_DEAD = object()  # stands in for the item of a cancelled entry
_SMALL = 64  # entries below which rebuilding is not worth it


class Timeline:
    def __init__(self) -> None:
        self._heap: list[list] = []
        self._sequence = count()
        self._dead = 0
        self._of_note: dict[int, list[list]] = {}  # note id → its entries: the on and offs
        self._of_player: dict[str, dict[int, list]] = {}  # player → sequence → entries that `cancel` may forget

    def __len__(self) -> int:
        """How many items wait."""
        return len(self._heap) - self._dead

    def push(self, moment: float, item: Any, *, note: int | None = None, player: str | None = None) -> None:
        """Let `item` wait for `moment`. `note` ties it to a note id, `player` lets `cancel(player, …)` forget it."""
        entry = [moment, next(self._sequence), item, note, player]
        heapq.heappush(self._heap, entry)
        if note is not None:
            self._of_note.setdefault(note, []).append(entry)
        if player is not None:
            self._of_player.setdefault(player, {})[entry[_SEQUENCE]] = entry

    def next_moment(self) -> float:
        """When the earliest item is due; infinity when nothing waits."""
        return self._heap[0][_MOMENT] if self._heap else math.inf

    def pop(self) -> tuple[float, Any]:
        """The earliest (moment, item); IndexError when nothing waits."""
        entry = heapq.heappop(self._heap)
        self._forget(entry)
        self._clear_top()
        return entry[_MOMENT], entry[_ITEM]

    def cancel_note(self, note: int) -> bool:
        """Forget every item tied to this note; False when there was none."""
        entries = tuple(self._of_note.get(note, ()))
        for entry in entries:
            self._kill(entry)
        self._tidy()
        return bool(entries)

    def cancel(self, player: str | None, after: float = -math.inf) -> list[int]:
        """Forget the player's (None: every player's) items due at or after `after`, and all tied to the same notes.

        Returns the ids of those notes. Walks what waits for that player, nothing else.
        """
        players = list(self._of_player) if player is None else [player]
        entries = [e for p in players for e in self._of_player.get(p, {}).values() if e[_MOMENT] >= after]
        notes = [entry[_NOTE] for entry in entries if entry[_NOTE] is not None]
        for entry in entries:
            self._kill(entry)
        for note in notes:
            for entry in tuple(self._of_note.get(note, ())):
                self._kill(entry)
        self._tidy()
        return notes

    def _kill(self, entry: list) -> None:
        self._forget(entry)
        entry[_ITEM] = _DEAD
        self._dead += 1

    def _forget(self, entry: list) -> None:
        _, sequence, _, note, player = entry
        if note is not None:
            siblings = self._of_note[note]
            siblings.remove(entry)
            if not siblings:
                del self._of_note[note]
        if player is not None:
            waiting = self._of_player[player]
            del waiting[sequence]
            if not waiting:
                del self._of_player[player]

    def _tidy(self) -> None:
        if len(self._heap) > _SMALL and self._dead * 2 > len(self._heap):
            self._heap = [entry for entry in self._heap if entry[_ITEM] is not _DEAD]
            heapq.heapify(self._heap)
            self._dead = 0
        self._clear_top()

    def _clear_top(self) -> None:
        """What stands on top is alive, so that `next_moment` need not search."""
        while self._heap and self._heap[0][_ITEM] is _DEAD:
            heapq.heappop(self._heap)
            self._dead -= 1
