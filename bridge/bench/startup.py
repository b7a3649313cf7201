"""From the command to `ready`, and what the server then takes of the machine."""

import time

from . import family
from .room import Room

TARGET = {"ready_s": 2.5, "resident_mib": 500.0}  # with every bundled package
SETTLE_S = 1.0  # after `ready`: what only looks for MIDI and finds none has ended by then


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
    if not family.KNOWN:
        return {}
    time.sleep(SETTLE_S)
    before = {one: family.processor(one) for one in family.family(pid)}
    time.sleep(idle_s)
    after = {one: family.processor(one) for one in family.family(pid)}
    busy = sum(used - before.get(one, 0.0) for one, used in after.items()) / idle_s
    memory = {one: family.memory(one) for one in after}
    return {
        "processes": len(after),
        "rss_mib": round(sum(m["Rss"] for m in memory.values()) / 1024, 1),
        "pss_mib": round(sum(m["Pss"] for m in memory.values()) / 1024, 1),
        "idle_cpu": round(busy, 4),
        "each": [{"what": family.name(one), "rss_mib": round(m["Rss"] / 1024, 1)} for one, m in memory.items()],
    }
