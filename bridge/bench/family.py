"""What a process and all that it started take of the machine: memory and processor time (Linux, proc(5))."""

import os
from contextlib import suppress
from pathlib import Path

KNOWN = Path("/proc/self/smaps_rollup").exists()
_TICK_S = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01


def family(pid: int) -> list[int]:
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


def memory(pid: int) -> dict[str, int]:
    """KiB of one process by name, as proc(5) has them in smaps_rollup."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) for line in lines}


def resident(pid: int) -> dict[int, tuple[str, float]]:
    """Of each of the family what it is and its MiB; empty where the system does not tell."""
    if not KNOWN:
        return {}
    return {one: (name(one), round(memory(one)["Rss"] / 1024, 1)) for one in family(pid)}


def processor(pid: int) -> float:
    """Seconds that one process has used so far, user and system."""
    fields = _stat(Path(f"/proc/{pid}/stat"))
    return (int(fields[11]) + int(fields[12])) * _TICK_S


def running(pid: int) -> float:
    """As `processors`, to the nanosecond, but only of threads that live still: for short whiles."""
    seconds = 0.0
    for one in family(pid):
        for path in Path(f"/proc/{one}/task").glob("*/schedstat"):
            with suppress(OSError):  # it has just ended
                seconds += int(path.read_text().split()[0]) / 1e9
    return seconds or processors(pid)  # where the kernel does not count so


def processors(pid: int) -> float:
    """Seconds that the family has used so far; 0 where the system does not tell."""
    return sum(map(processor, family(pid))) if KNOWN else 0.0


def name(pid: int) -> str:
    """The module that the process runs."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return next((w.decode() for w in words if w.startswith(b"bridge.")), words[0].decode())


def _stat(path: Path) -> list[str]:
    """Its fields from the state on; the name before may hold anything."""
    return path.read_text().rsplit(")", 1)[1].split()
