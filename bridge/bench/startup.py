"""From the command to `ready`, and what the server then takes of the machine."""

import os
import time
from contextlib import suppress
from pathlib import Path

from .room import Room

TARGET = {"ready_s": 2.5, "resident_mib": 500.0}  # with every bundled package
SETTLE_S = 1.0  # after `ready`: what only looks for MIDI and finds none has ended by then
TICK_S = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01


def measure(starts: int, idle_s: float, package: str) -> dict:
    """Seconds to `ready` of each start; of the last one memory and idle processor time, all its processes together."""
    ready, found = [], {}
    for i in range(starts):
        with Room((), package) as room:
            ready.append(round(room.ready_s, 3))
            if i == starts - 1:
                found = usage(room.process.pid, idle_s)
    times = {"ready_s": ready, "ready_p50_s": sorted(ready)[len(ready) // 2], "ready_max_s": max(ready)}
    return times | {"target": TARGET} | found


def usage(pid: int, idle_s: float) -> dict:
    """Of a process with all its children (Linux; elsewhere nothing). RSS counts shared pages in each, PSS once."""
    if not Path("/proc/self/smaps_rollup").exists():
        return {}
    time.sleep(SETTLE_S)
    before = {one: _ticks(one) for one in _family(pid)}
    time.sleep(idle_s)
    after = {one: _ticks(one) for one in _family(pid)}
    busy = sum(ticks - before.get(one, 0) for one, ticks in after.items()) * TICK_S / idle_s
    memory = {one: _memory(one) for one in after}
    return {
        "processes": len(after),
        "rss_mib": round(sum(m["Rss"] for m in memory.values()) / 1024, 1),
        "pss_mib": round(sum(m["Pss"] for m in memory.values()) / 1024, 1),
        "idle_cpu": round(busy, 4),
        "each": [{"what": _name(one), "rss_mib": round(m["Rss"] / 1024, 1)} for one, m in memory.items()],
    }


def _family(pid: int) -> list[int]:
    """A process and all generations below it; those that have ended and wait to be buried are left out."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            state, parent, *_ = _stat(path)
            if state != "Z":
                parents[int(path.parent.name)] = int(parent)
    found = [pid]
    for parent in found:
        found += [child for child, of in parents.items() if of == parent]
    return found


def _memory(pid: int) -> dict[str, int]:
    """KiB by name, as proc(5) has them in smaps_rollup."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) for line in lines}


def _ticks(pid: int) -> int:
    """Processor time so far, user and system."""
    fields = _stat(Path(f"/proc/{pid}/stat"))
    return int(fields[11]) + int(fields[12])


def _stat(path: Path) -> list[str]:
    """Its fields from the state on; the name before may hold anything."""
    return path.read_text().rsplit(")", 1)[1].split()


def _name(pid: int) -> str:
    """The module that the process runs."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return next((w.decode() for w in words if w.startswith(b"bridge.")), words[0].decode())
