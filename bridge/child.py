"""What all processes that core starts have in common: their surroundings, and that they never outlive it."""

import ctypes
import os
import signal
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def environment(**more: str) -> dict[str, str]:
    """Ours, and from any working folder the same `bridge`."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | more


def end_with_parent(how: signal.Signals = signal.SIGKILL) -> None:
    """Be sent `how` when the thread that started this process is gone (Linux); elsewhere the end of the link must do."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(how), 0, 0, 0)
