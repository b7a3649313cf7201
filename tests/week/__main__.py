"""A week of visitors in virtual time, a minute of real time a day: `python -m tests.week [--days N] [--hours N] [--seed N]`.

The real stage, server, players, timer's decisions and journal; engines that were written beforehand. It begins on a
Thursday before clocks are put back: midnights, a Sunday of 25 hours and a machine that has been up for weeks are within it.
Exit 1 when a note hangs, a counter moves that nothing explains, the journal outgrows its bound, or memory grows.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bridge.watch.runs import Keep

from .census import grown, sizes
from .house import House
from .visitors import Visitors

OPENS, CLOSES, DAY = 10, 20, 24  # hours
GAP_S = 420.0  # between two visits, about
THURSDAY = 1_792_648_800.0  # 2026-10-22 08:00 in Berlin; clocks are put back on the 25th
JOURNAL_BYTES, SEGMENT_BYTES = 24 << 20, 2 << 20
DRIFT = 0.01
FAULTS = (
    "struck while it sounds", "ended twice", "closed while something sounds", "numbers beyond OSC's 32 bits",
    "numbers that are none",
)  # fmt: skip
# Of the timer. `late` is told and not judged: a note that was to leave while the timer was dead leaves with the next one.
UNEXPECTED = ("dropped", "wrong", "unreported")


class Week:
    def __init__(self, folder: Path, seed: int, say: Callable[[str], None] = lambda line: None):
        self.folder, self.say = folder, say
        self.house = House(folder, THURSDAY, Keep(run_bytes=JOURNAL_BYTES), SEGMENT_BYTES)
        self.visitors = Visitors(self.house, seed)
        self.hanging = 0
        self.largest_journal = 0
        self.memory: list[int] = []  # bytes that can be reached from the core, at the end of each day
        self.blocks: list[int] = []  # pieces of memory that Python has given out, whoever holds them
        self.census: list[dict[str, int]] = []

    def day(self, number: int, hours: float = DAY) -> None:
        """Visitors between opening and closing; by night what somebody left running, which is another thing each night."""
        end = self.house.clock.now() + hours * 3600
        closing = end - (DAY - CLOSES) * 3600 if hours == DAY else end
        if hours == DAY:
            self.house.wait((OPENS - 8) * 3600)
            (self._solo, self._sequencer, self._painter)[number % 3]()
        while self.house.clock.now() < closing - 300:
            self.house.wait(self.visitors.dice.expovariate(1 / GAP_S))
            self.visitors.visit()
            self._look()
        self.close()
        self.house.wait(max(0.0, end - self.house.clock.now()))
        self._look()
        self.note()

    def _solo(self) -> None:
        self.visitors.solo(1.5)

    def _sequencer(self) -> None:
        self.visitors.sequencer(0.4, "answer")
        self.visitors.sequencer(0.1, "accompany")

    def _painter(self) -> None:
        """Beside it our MIDI clock runs."""
        transport = self.house.stage.transport
        transport.send_midi_clock(True, self.house.clock.now())
        self.visitors.painter(0.5)
        transport.send_midi_clock(False, self.house.clock.now())

    def close(self) -> None:
        """The last hand of the day presses panic: then nothing sounds, anywhere."""
        self.house.room.send("/clock/stop")
        self.house.room.send("/panic")
        self.house.wait(2.0)
        self.hanging += self.house.sounding()

    def _look(self) -> None:
        files = [path.stat().st_size for path in self.folder.glob("journal/*/*")]
        self.largest_journal = max(self.largest_journal, sum(files))

    def note(self) -> None:
        self.house.room.timer.every_second()
        gc.collect()
        house = self.house
        total, census = sizes({"stage": house.stage, "timer": house.timer._dispatcher, "mirror": house.timer.mirror})
        self.memory.append(total)
        self.blocks.append(sys.getallocatedblocks())
        self.census.append(census)

    def faults(self) -> dict[str, int | str]:
        """What must not be; empty when all is well."""
        house, found = self.house, {}
        found |= {what: house.timer.counts[what] for what in FAULTS}
        found |= {f"timer {what}": int(house.timer.tally[what]) for what in UNEXPECTED}
        found |= {"hanging": self.hanging, "journal dropped": house.journal.dropped, "journal said": "; ".join(house.said)}
        if self.largest_journal > JOURNAL_BYTES + 2 * SEGMENT_BYTES:
            found["journal bytes"] = self.largest_journal
        if len(self.memory) > 2 and (drift := self.drift()) > DRIFT:
            found["memory"] = f"{drift:+.2%}"
        return {what: value for what, value in found.items() if value}

    def drift(self) -> float:
        """Of all that Python has given out, from the end of the second day to that of the last. (What can be reached from
        core is a twentieth of it: a line of text more in it would be a percent.)"""
        return self.blocks[-1] / self.blocks[1] - 1 if len(self.blocks) > 2 else 0.0

    def report(self) -> list[str]:
        house, counts = self.house, self.house.timer.counts
        passed = (house.clock.now() - 3_456_000.0) / 86_400
        local = datetime.fromtimestamp(house.clock.wall())
        return [
            f"{passed:.2f} days, until {local:%A %d %B %H:%M}; {self.visitors.came} visits, "
            f"{house.stage.dispatcher.received:,} messages",
            f"  notes {counts['ons']:,} ons and {counts['offs']:,} offs at all outputs; hanging {self.hanging}; "
            f"ids to {next(house.stage.outlet.ids):,}, outputs to {next(house.stage.sink_numbers):,}",
            f"  messages out {counts['message']:,}, MIDI clock {counts['midi']:,}, replies {counts['replies']:,}, "
            f"late {int(house.timer.tally['late']):,}",
            f"  journal {house.journal.written:,} records, at most {self.largest_journal / 2**20:.1f} MiB on disk",
            f"  memory at the end of each day (MiB): {', '.join(f'{m / 2**20:.2f}' for m in self.memory)}; "
            f"blocks {', '.join(f'{b:,}' for b in self.blocks)}; from day 2 on {self.drift():+.2%}",
            f"  counted: {dict(house.stage.dispatcher.counts)}",
        ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.week", description=__doc__)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--hours", type=float, help="instead: so many hours of visitors, and no night")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    began = time.monotonic()
    with TemporaryDirectory(prefix="week-") as folder:
        week = Week(Path(folder), args.seed)
        for number in range(1 if args.hours else args.days):
            week.day(number, args.hours or DAY)
            print(f"day {number + 1}: {time.monotonic() - began:.0f} s, {week.memory[-1] / 2**20:.2f} MiB", flush=True)
        print("\n".join(week.report()))
        if len(week.census) > 2:
            for way, (before, after) in sorted(grown(week.census[1], week.census[-1]).items()):
                print(f"  grew: {way} {before} → {after}")
        faults = week.faults()
        print("holds" if not faults else f"DOES NOT HOLD: {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
