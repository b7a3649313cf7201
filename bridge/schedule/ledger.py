"""What sounds on one output: every on has its off. Pure; the ledger decides, its lane writes.

On one output at most one note sounds per (channel, pitch). Each decision names the moment at which it takes effect
there. On an output with timetags that moment lies ahead, so it may have to give way to what was already sent ahead: an
off is tagged after its on, and an on after the off before it. `TAG_GAP_S` keeps them apart, since receivers do not
promise to keep the order of equal timetags.
"""

import math
from typing import Any, NamedTuple

TAG_GAP_S = 0.001  # between two tagged events of one pitch; far below what an ear tells apart


class Voice(NamedTuple):
    """A note that sounds, or was sent ahead to sound."""

    note: int
    player: str
    channel: int  # 1..16
    pitch: int  # 0..127
    ending: Any  # what the output writes to end it
    moment: float  # seconds: when it sounds

    @property
    def key(self) -> tuple[int, int]:
        return self.channel, self.pitch


class Ledger:
    def __init__(self) -> None:
        self._by_key: dict[tuple[int, int], Voice] = {}
        self._by_note: dict[int, Voice] = {}
        self._free_from: dict[tuple[int, int], float] = {}  # what was sent ahead: nothing on this key before then

    def __len__(self) -> int:
        """How many voices sound."""
        return len(self._by_key)

    def sounds(self, note: int) -> bool:
        return note in self._by_note

    def voice(self, note: int) -> Voice | None:
        return self._by_note.get(note)

    def at(self, channel: int, pitch: int) -> Voice | None:
        """The voice that must end before this pitch sounds again on this channel."""
        return self._by_key.get((channel, pitch))

    def of(self, player: str | None = None) -> list[Voice]:
        """The sounding voices of a player, or all."""
        return [voice for voice in self._by_key.values() if player is None or voice.player == player]

    def earliest(self, channel: int, pitch: int) -> float:
        """Before this moment nothing may take effect on that key; it is in the past unless something was sent ahead."""
        return self._free_from.get((channel, pitch), -math.inf)

    def began(self, voice: Voice, tagged: bool) -> None:
        """The on of this voice was written, for `voice.moment`."""
        if voice.key in self._by_key:
            raise ValueError(f"{voice.key} sounds already, it must end first")
        self._by_key[voice.key] = self._by_note[voice.note] = voice
        self._reserve(voice.key, voice.moment, tagged)

    def ended(self, voice: Voice, moment: float, tagged: bool) -> None:
        """The off of this voice was written, for `moment`."""
        self.forget(voice)
        self._reserve(voice.key, moment, tagged)

    def forget(self, voice: Voice) -> None:
        """It cannot be ended any more: its output is gone."""
        del self._by_key[voice.key]
        del self._by_note[voice.note]

    def _reserve(self, key: tuple[int, int], moment: float, tagged: bool) -> None:
        if tagged:
            self._free_from[key] = moment + TAG_GAP_S
        else:
            self._free_from.pop(key, None)
