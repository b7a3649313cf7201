"""MIDI bytes become intents. No ports here: bytes in, values out; what is not understood is counted, never an error.

Bytes come as the system hands them over, whole messages or pieces: a real-time byte (clock) may stand inside another
message, a status byte may be left out when it is the same as before (running status), a system-exclusive message may be
cut. All of that is MIDI 1.0 and read so. Garbage is skipped up to the next status byte.
"""

from collections import Counter
from collections.abc import Callable

from bridge.intents import (
    AllNotesOff,
    ClockContinue,
    ClockStart,
    ClockStop,
    ClockTick,
    Control,
    MidiIntent,
    NoteOff,
    NoteOn,
    Program,
    SongPosition,
    Sustain,
)

from .echo import EchoGuard

# --- The language as tables: status → data bytes that follow, its name, what it becomes ------------------------------

SUSTAIN, ALL_SOUND_OFF, ALL_NOTES_OFF, FIRST_MODE_MESSAGE = 64, 120, 123, 120


def _note_on(channel: int, pitch: int, velocity: int) -> MidiIntent:
    return NoteOn(pitch, velocity, channel) if velocity else NoteOff(pitch, channel)


def _control(channel: int, controller: int, value: int) -> MidiIntent | None:
    if controller == SUSTAIN:
        return Sustain(value, channel)
    if controller in (ALL_SOUND_OFF, ALL_NOTES_OFF):
        return AllNotesOff(channel)
    return Control(controller, value, channel) if controller < FIRST_MODE_MESSAGE else None


CHANNEL_MESSAGES: dict[int, tuple[int, str, Callable[..., MidiIntent | None] | None]] = {
    # high nibble: (data bytes, name, becomes)
    0x80: (2, "note off", lambda channel, pitch, _: NoteOff(pitch, channel)),
    0x90: (2, "note on", _note_on),
    0xA0: (2, "key pressure", None),
    0xB0: (2, "mode message", _control),
    0xC0: (1, "program", lambda channel, number: Program(number, channel)),
    0xD0: (1, "channel pressure", None),
    0xE0: (2, "pitch bend", None),
}
COMMON_MESSAGES: dict[int, tuple[int, str, Callable[..., MidiIntent] | None]] = {
    # status byte: (data bytes, name, becomes); any of them ends running status
    0xF1: (1, "time code", None),
    0xF2: (2, "song position", lambda low, high: SongPosition(low | high << 7)),
    0xF3: (1, "song select", None),
    0xF6: (0, "tune request", None),
}
REAL_TIME: dict[int, MidiIntent] = {
    0xF8: ClockTick(),
    0xFA: ClockStart(),
    0xFB: ClockContinue(),
    0xFC: ClockStop(),
}
EXCLUSIVE, EXCLUSIVE_END, FIRST_REAL_TIME = 0xF0, 0xF7, 0xF8


class MidiParser:
    """One port's bytes → intents. `ignored` counts by name what was not understood; nothing raises."""

    def __init__(self) -> None:
        self.ignored: Counter[str] = Counter()
        self._status = 0  # 0: none, data bytes are skipped
        self._data: list[int] = []

    def feed(self, data: bytes) -> list[MidiIntent]:
        """The intents that these bytes complete, in order."""
        found = (self._byte(byte) for byte in data)
        return [intent for intent in found if intent is not None]

    def _byte(self, byte: int) -> MidiIntent | None:
        if byte >= FIRST_REAL_TIME:
            return self._real_time(byte)
        if byte >= 0x80:
            return self._start(byte)
        return self._more(byte)

    def _real_time(self, byte: int) -> MidiIntent | None:
        intent = REAL_TIME.get(byte)
        if intent is None:
            self.ignored["other real time"] += 1
        return intent

    def _start(self, status: int) -> None:
        if self._data:
            self.ignored["cut short"] += 1
        self._status, self._data = status, []
        if status == EXCLUSIVE:
            self.ignored["system exclusive"] += 1
        elif status >= EXCLUSIVE and not COMMON_MESSAGES.get(status, (0,))[0]:
            self._status = 0  # a message of no data bytes, or the end of an exclusive one
            if status != EXCLUSIVE_END:
                self.ignored[COMMON_MESSAGES.get(status, (0, "undefined"))[1]] += 1

    def _more(self, byte: int) -> MidiIntent | None:
        if self._status == EXCLUSIVE:
            return None
        if not self._status:
            self.ignored["stray data"] += 1
            return None
        self._data.append(byte)
        length, name, become, arguments = self._row()
        if len(self._data) < length:
            return None
        self._data = []
        if self._status >= EXCLUSIVE:
            self._status = 0
        intent = become(*arguments) if become else None
        if intent is None:
            self.ignored[name] += 1
        return intent

    def _row(self) -> tuple[int, str, Callable[..., MidiIntent | None] | None, list[int]]:
        if self._status >= EXCLUSIVE:
            return *COMMON_MESSAGES[self._status], self._data
        return *CHANNEL_MESSAGES[self._status & 0xF0], [(self._status & 0x0F) + 1, *self._data]


class MidiInput:
    """All MIDI ports together: what each one plays, which keys it holds, and the end of those when it vanishes."""

    def __init__(self, guard: EchoGuard | None = None):
        self.guard = guard or EchoGuard()
        self._parsers: dict[str, MidiParser] = {}
        self._held: dict[str, set[tuple[int, int]]] = {}  # port → (channel, pitch)
        self._pedals: dict[str, set[int]] = {}  # port → channels whose pedal is down
        self._ignored: Counter[str] = Counter()  # of ports that have gone

    def hear(self, moment: float, port: str, data: bytes) -> list[MidiIntent]:
        """The intents in these bytes of `port`, which came at `moment`; our own echoes are left out."""
        parser = self._parsers.get(port)
        if parser is None:
            parser = self._parsers[port] = MidiParser()
            self._held[port], self._pedals[port] = set(), set()
        intents = []
        for intent in parser.feed(data):
            if not self._is_echo(moment, port, intent):
                self._remember(port, intent)
                intents.append(intent)
        return intents

    def _is_echo(self, moment: float, port: str, intent: MidiIntent) -> bool:
        held = isinstance(intent, NoteOff) and (intent.channel, intent.pitch) in self._held[port]
        return self.guard.is_echo(moment, intent, port, held)

    def vanished(self, port: str) -> list[MidiIntent]:
        """The port is gone: an off for each key that it held, then its pedals up."""
        self.guard.vanished(port)
        parser = self._parsers.pop(port, None)
        if parser is None:
            return []
        self._ignored += parser.ignored
        offs = [NoteOff(pitch, channel) for channel, pitch in sorted(self._held.pop(port))]
        return offs + [Sustain(0, channel) for channel in sorted(self._pedals.pop(port))]

    @property
    def ignored(self) -> Counter[str]:
        """How many messages of which name were not understood, all ports together."""
        return sum((parser.ignored for parser in self._parsers.values()), self._ignored.copy())

    def _remember(self, port: str, intent: MidiIntent) -> None:
        held, pedals = self._held[port], self._pedals[port]
        match intent:
            case NoteOn(pitch, _, channel):
                held.add((channel, pitch))
            case NoteOff(pitch, channel):
                held.discard((channel, pitch))
            case Sustain(_, channel):
                (pedals.add if intent.down else pedals.discard)(channel)
            case AllNotesOff(channel):
                held -= {key for key in held if key[0] == channel}
                pedals.discard(channel)
