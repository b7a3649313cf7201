"""What a process can ask of the system so that its moments are kept. Every wish may be refused."""

import ctypes
import os
import sys

FIFO_PRIORITY = 50  # of 1..99: above every ordinary process, in the middle of those of the sound servers
NICE = -15

_PR_SET_TIMERSLACK = 29  # linux/prctl.h


def gain_priority() -> str:
    """The best that is granted: "fifo 50", else "nice -15", else "none"."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(FIFO_PRIORITY))
        return f"fifo {FIFO_PRIORITY}"
    except (OSError, AttributeError):
        pass
    try:
        os.setpriority(os.PRIO_PROCESS, 0, NICE)
        return f"nice {NICE}"
    except (OSError, AttributeError):
        return "none"


def wake_exactly() -> None:
    """Sleep to the nanosecond where the system would else gather wake-ups within 50 µs (Linux)."""
    _prctl(_PR_SET_TIMERSLACK, 1)


def _prctl(option: int, value: int) -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0)
