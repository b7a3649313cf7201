"""The core of `duende serve` in virtual time: stage, server, timer's decisions, what core remembers of them, journal.

What hears it forgets at once and only counts, so that whatever grows within a week is the core's own.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from bridge.clock import VirtualClock
from bridge.schedule.mirror import Mirror
from bridge.schedule.rehearsal import RehearsalTimer
from bridge.watch import journal
from bridge.watch.journal import Journal, Start
from bridge.watch.runs import Keep
from tests.stage.everybody import everybody, manifest

MIDI_SINK = 1 << 40  # a number that no listener gets
OPENED = 3_456_000.0  # seconds: the machine has been up for forty days


class Ear:
    """An output that pairs ons and offs and keeps nothing else."""

    can_tag, behind = True, False

    def __init__(self, counts: Counter):
        self.sounding: set[tuple] = set()
        self.counts = counts

    def note(self, player: str, pitch: int, velocity: int, channel: int) -> tuple:
        return "note", pitch, velocity, channel

    def message(self, address: str, args: tuple) -> tuple:
        return "message", address, args

    def raw_midi(self, data: bytes) -> tuple:
        return "midi", data

    def write(self, packet: tuple | bytes, tag: float | None) -> bool:
        if not isinstance(packet, tuple):
            self.counts["replies"] += 1
        elif packet[0] == "note":
            _, pitch, velocity, channel = packet
            self.counts["ons" if velocity else "offs"] += 1
            known = (channel, pitch) in self.sounding
            self.counts["struck while it sounds" if known else "ended twice"] += known == bool(velocity)
            (self.sounding.add if velocity else self.sounding.discard)((channel, pitch))
        else:
            self._look(packet)
        return True

    def _look(self, packet: tuple) -> None:
        self.counts[packet[0]] += 1
        if packet[0] == "message":
            wide = [a for a in packet[2] if isinstance(a, int) and not -(1 << 31) <= a < 1 << 31]
            self.counts["numbers beyond OSC's 32 bits"] += bool(wide)
            self.counts["numbers that are none"] += any(isinstance(a, float) and a - a != 0 for a in packet[2])

    def refused(self) -> bool:
        return False

    def flush(self) -> None: ...
    def close(self) -> None:
        self.counts["closed while something sounds"] += bool(self.sounding)


class Timer(RehearsalTimer):
    """The timer's double, and beside it the mirror that `remote.Timer` keeps of the real one."""

    def __init__(self, clock: VirtualClock):
        self.counts: Counter[str] = Counter()
        self.mirror = Mirror()
        super().__init__(clock)

    def send(self, message: tuple, descriptors: Sequence[int] = ()) -> None:
        self.mirror.sent(message, self.clock.now())
        super().send(message, descriptors)

    def receive(self) -> list[tuple]:
        reports = super().receive()
        for report in reports:
            self.mirror.heard(report, self.clock.now())
        return reports

    def every_second(self) -> dict[str, float]:
        tally = self.tally
        self.mirror.heard(("stats", tally), self.clock.now())
        return tally

    @property
    def ears(self) -> list[Ear]:
        return [lane.sink for lane in self._dispatcher.lanes.values()]

    def _open(self, spec: dict, descriptors: Sequence[int]) -> Ear:
        return Ear(self.counts)

    def _post(self, host: str, port: int, packet: bytes) -> bool:
        self.counts["replies"] += 1
        return True


class House:
    """`wall`: Unix seconds of the opening. Files lie in `folder`."""

    def __init__(self, folder: Path, wall: float, keep: Keep, segment_bytes: int):
        clock = VirtualClock(OPENED, wall)
        self.timer = Timer(clock)
        start = Start("0", 7, players={"music": {"kind": "music"}})
        self.said: list[str] = []
        tell = self.said.append
        self.journal = Journal(folder / "journal", start, clock=clock, keep=keep, segment_bytes=segment_bytes, say=tell)
        self.room = everybody(folder, ("music", "bach"), self.timer, self.journal)
        self.stage, self.clock = self.room.stage, clock
        self.room.server.load = self._load
        self.room.server.status = lambda: {"notes_sounding": len(self.stage.outlet.sounding)}
        self.timer.send(("sink", MIDI_SINK, {"kind": "midi", "port": "synth", "clock": True}))
        self._write()
        self._next_tidy = 0.0

    def wait(self, seconds: float) -> None:
        """Time passes, and what the app does once a second is done."""
        end = self.clock.now() + seconds
        while (left := end - self.clock.now()) > 1e-9:
            self.room.wait(min(left, 1.0))
            self.timer.every_second()
            if self.clock.now() >= self._next_tidy:
                self._next_tidy = self.clock.now() + 5.0
                self._write()

    def _write(self) -> None:
        """What the journal's thread does; it need not leave room for a core that runs beside it."""
        with patch.multiple(journal, REST_S=0.0, BITE_S=1.0):
            self.journal.turn()
            self.journal._tidy()

    def kill_engine(self, name: str) -> None:
        """Its process dies and is back half a second later, knowing nothing."""
        self.room.engines[name].answers.clear()
        self.stage.seats[name].player.engine_lost()
        self.room.settle()
        self.wait(0.5)
        if hasattr(self.room.engines[name], "context"):
            self.room.engines[name].context.clear()
        self.stage.seats[name].player.engine_back()
        self.room.settle()

    def _load(self, request) -> None:
        """`/NAME/load` and `/NAME/undo`: another package of the same make plays from here on."""
        seat = self.stage.seats[request.player]
        if seat.player.kind in ("music", "tensor"):
            return
        self.stage.change_package(request.player, manifest(seat.player.kind), dict(seat.player.parameters))

    def sounding(self) -> int:
        return len(self.stage.outlet.sounding) + sum(len(ear.sounding) for ear in self.timer.ears)
