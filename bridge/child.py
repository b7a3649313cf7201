"""What all processes that core starts have in common: their surroundings, their turn, and that they never outlive it."""

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_M_ARENA_MAX, _M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD = -8, -3, -1  # malloc.h of glibc
_SMALL_BYTES, _APART = 400, 1 << 18  # obmalloc.c: up to 512 bytes come from arenas of 1 MiB, which one object holds
LARGE_BYTES = 128 << 10  # what is larger is a mapping of its own, which the system has back at once
PROCESSORS = "DUENDE_PROCESSORS"  # of the environment: where children run while core keeps to one of them


def environment(**more: str) -> dict[str, str]:
    """Ours, and from any working folder the same `bridge`."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | more


def end_with_parent(how: signal.Signals = signal.SIGKILL) -> None:
    """Be sent `how` when the thread that started this process is gone (Linux); elsewhere the end of the link must do."""
    run_anywhere()
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(how), 0, 0, 0)


def be_called(now: str, then: str) -> None:
    """In the list of processes this one's module is called `then`, no longer a word than what it is called `now` (Linux)."""
    try:
        fields = Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()
        begin, end = int(fields[45]), int(fields[46])  # arg_start, arg_end: proc(5), counted from the state on
        words = Path("/proc/self/cmdline").read_bytes()
    except (OSError, IndexError, ValueError):
        return
    told = words.replace(now.encode(), then.encode(), 1).ljust(len(words), b"\0")
    if 0 < begin < end and end - begin == len(words) == len(told):
        ctypes.memmove(begin, told, len(told))


def keep_one_heap() -> None:
    """All threads of this process ask one heap for memory. glibc gives each its own, which never shrinks: a core whose
    background threads come and go grew by 0.3 MB a minute. And LARGE_BYTES stays what it is: glibc raises it to whatever was
    freed, and then what a capture copies tears holes into the heap. Call it before the first thread; elsewhere nothing."""
    with suppress(AttributeError, OSError, TypeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_ARENA_MAX, 1)
        libc.mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES)


def take_memory(objects: float, others: float = 0.0) -> list[bytes]:
    """MiB that are taken and touched now and free for what comes: `objects` of Python's own heap for small ones, `others` of
    the system's. Then no page is asked for while music plays, and the peaks of an evening, which come ever more rarely, find
    room. What is returned keeps Python from giving it back: hold it. The system's part stays only after `keep_one_heap`."""
    if others:
        with suppress(AttributeError, OSError, TypeError):
            ctypes.CDLL(None).mallopt(_M_TRIM_THRESHOLD, 64 << 20)
    filled = [b"\1" * (LARGE_BYTES // 2) for _ in range(int(others * (1 << 20)) // (LARGE_BYTES // 2))]
    taken = [bytes(_SMALL_BYTES) for _ in range(int(objects * (1 << 20)) // (_SMALL_BYTES + 48))]
    del filled
    return taken[:: _APART // (_SMALL_BYTES + 48)]


def go_first(nice: int) -> bool:
    """Be served before ordinary programs where the system allows it, this thread and what it starts from now on.

    A niceness that somebody has chosen (`nice duende serve`) is left alone."""
    try:
        if os.getpriority(os.PRIO_PROCESS, 0) <= 0:
            os.setpriority(os.PRIO_PROCESS, 0, nice)
        return os.getpriority(os.PRIO_PROCESS, 0) == nice
    except (OSError, AttributeError):  # not granted; not on this system
        return False


def run_anywhere() -> None:
    """On all processors that core was given when it started (`bridge.apart`)."""
    if named := os.environ.pop(PROCESSORS, ""):
        with suppress(OSError, AttributeError):
            os.sched_setaffinity(0, [int(each) for each in named.split(",")])


def step_back(nice: int) -> None:
    """Be served after ordinary programs, whatever core, which started this process, was granted."""
    os.nice(nice - min(0, os.nice(0)))


def allow_descriptors(count: int) -> None:
    """So many open files at once, where the system grants them: some say 256 unless they are asked (macOS)."""
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (count if hard == resource.RLIM_INFINITY else min(count, hard), hard))
