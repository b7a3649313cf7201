"""What the journal costs: `python tests/bench/journal.py [record|notes|size] [--seconds N]`.

record  one record on core's thread in nanoseconds, and the share of a core that writing takes at 50,000 packets a second
notes   key → voice with the journal flushed to the disk, with the system alone (no fdatasync), and switched off, in turns
size    bytes a second: all arts at rest, and playing; what a week of a museum's hours would be
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from bridge.bench.accompany import Duende, Series
from bridge.bench.beside import BLOCK_S, SETTLE_S, play
from bridge.bench.room import Room
from bridge.osc.packet import encode
from bridge.watch.journal import Journal, Start
from bridge.watch.runs import runs, segments

RATE, TURN = 50_000, 250
NO_FLUSH = "import os\nos.fdatasync = lambda file: None\n"
OPEN_HOURS, WEEK_H = 9 * 6, 7 * 24  # six days of nine hours; the server stays on


def record(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder), Start("bench"))
        journal.start()
        packet = encode("/music/temperature", (0.5,))
        clock = time.pthread_getcpuclockid(journal._writer.ident)
        times, began, cpu = [], time.monotonic(), time.clock_gettime(clock)
        while (passed := time.monotonic() - began) < seconds:
            due = round(passed * RATE)
            while len(times) * TURN < due:
                a = time.perf_counter_ns()
                for _ in range(TURN):
                    journal.osc(a, "udp 127.0.0.1:9000", packet)
                times.append((time.perf_counter_ns() - a) / TURN)
            time.sleep(0.002)
        cpu, passed = time.clock_gettime(clock) - cpu, time.monotonic() - began
        noted = [_noted(journal) for _ in range(2000)]
        journal.close()
        print(f"packet  {_ns(times)}   note  {_ns(noted)}")
        print(f"writer  {cpu / passed:.1%} of a core at {RATE:,} packets a second; {journal.dropped} dropped")


def _noted(journal: Journal) -> float:
    a = time.perf_counter_ns()
    journal.out(5, "watch", "/music/out/note", (60, 90, 1), 1.5, 1.5001, 1.5002)
    passed = time.perf_counter_ns() - a
    time.sleep(0.0005)
    return passed


def _ns(times: list[float]) -> str:
    times = sorted(times)
    return f"p50 {times[len(times) // 2]:.0f} ns, p99 {times[len(times) * 99 // 100]:.0f} ns"


def notes(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sitecustomize.py").write_text(NO_FLUSH)
        with Room(package="ensemble") as kept, Room(package="ensemble", python_path=folder) as loose:
            sides = {"disk": kept.client(), "system": loose.client(), "off": kept.client()}
            players = {name: Duende(client) for name, client in sides.items()}
            series, dice = {name: Series([]) for name in sides}, random.Random(1)
            for _ in range(max(1, round(seconds / BLOCK_S / len(sides)))):
                for name, ours in players.items():
                    if name != "system":
                        sides[name].say("/journal", int(name != "off"))
                    time.sleep(SETTLE_S)
                    play(ours, dice, BLOCK_S, series[name])
            for client in sides.values():
                client.close()
    table = {name: one.plain() for name, one in series.items()}
    for name, row in table.items():
        ratio = "".join(f"  {q} × {row[q] / table['off'][q]:.2f}" for q in ("p50", "p99"))
        print(f"{name:<7} {row['n']} keys, p50 {row['p50']:.2f} ms, p99 {row['p99']:.2f} ms{ratio}")


def size(seconds: float) -> None:
    with Room() as room:
        client, folder = room.client(), Path(room._folder.name) / "duende" / "journal"
        time.sleep(2.0)
        at_rest = _grown(folder, seconds, lambda: time.sleep(seconds))
        for address, *args in (
            ("/music/mode", "solo"), ("/clock/start",), ("/text/play", 1), ("/image/walk", 1), ("/gesture/mode", "solo"),
        ):  # fmt: skip
            client.say(address, *args)
        time.sleep(2.0)
        playing = _grown(folder, seconds, lambda: _keys(client, seconds))
        client.close()
    week = playing * OPEN_HOURS * 3600 + at_rest * (WEEK_H - OPEN_HOURS) * 3600
    print(f"at rest {at_rest:,.0f} bytes/s, all arts playing {playing:,.0f} bytes/s")
    print(f"a week: {OPEN_HOURS} h playing without a pause, {WEEK_H - OPEN_HOURS} h at rest: {week / 2**30:.2f} GiB")


def _keys(client, seconds: float) -> None:
    end, dice = time.monotonic() + seconds, random.Random(1)
    while time.monotonic() < end:
        pitch = dice.randrange(48, 84)
        client.say("/music/note", pitch, 90)
        time.sleep(0.15)
        client.say("/music/note", pitch, 0)
        time.sleep(0.15)


def _grown(folder: Path, seconds: float, what) -> float:
    (run,) = runs(folder)
    before = sum(path.stat().st_size for path in segments(run))
    began = time.monotonic()
    what()
    time.sleep(0.1)
    return (sum(path.stat().st_size for path in segments(run)) - before) / (time.monotonic() - began)


PARTS = {"record": record, "notes": notes, "size": size}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", choices=PARTS)
    parser.add_argument("--seconds", type=float, default=10.0)
    wanted = parser.parse_args()
    for name, part in PARTS.items():
        if wanted.part in (None, name):
            part(wanted.seconds)
