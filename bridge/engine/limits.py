"""An engine that eats memory ends itself, or is ended by the kernel, before core or timer go short of any.

Bounded is what it takes beyond what it has once its package is open: a step needs next to nothing. Where CUDA plays there
is no such bound (the driver maps tens of gigabytes of addresses that it never touches); there, and before the package is
open, the kernel's own choice must do, and it is told to choose the engine.
"""

import sys
from contextlib import suppress

from .devices import DeviceLost

ROOM_BYTES = 1 << 30  # of addresses, beyond those in use once the package is open
FIRST_TO_GO = 500  # oom_score_adj(5): 0 is anybody, 1000 is always chosen first

_MEMORY = ("bad_alloc", "bad allocation", "out of memory", "failed to allocate", "allocation failed")  # ONNX Runtime, CUDA


def go_first_when_memory_ends() -> None:
    """The kernel takes this process before core, timer and what else runs here (Linux)."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write(str(FIRST_TO_GO))


def lift() -> bool:
    """Another package is opened: it may need what it needs. Whether there was a bound."""
    if sys.platform.startswith("linux"):
        import resource

        with suppress(OSError, ValueError):
            soft, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
            return soft != hard
    return False


def bound(device: str) -> None:
    """From here on ROOM_BYTES more are refused: a MemoryError in the step that asks for them."""
    if device == "cpu" and sys.platform.startswith("linux"):
        import resource

        with suppress(OSError, ValueError):
            with open("/proc/self/statm", "rb") as file:
                used = int(file.read().split()[0]) * resource.getpagesize()
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            most = used + ROOM_BYTES
            resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def is_memory(error: BaseException) -> bool:
    """Whether there was no memory for it; the runtime says so in words of its own."""
    return isinstance(error, MemoryError) or any(word in str(error).lower() for word in _MEMORY)


def last_words(error: BaseException) -> str:
    """Why an engine ends, after "the engine of X"."""
    if isinstance(error, DeviceLost):  # before memory: it may be the GPU's
        return f"lost its GPU ({error}) and goes on on the CPU"
    if is_memory(error):
        return "ran out of memory"
    return f"stumbled ({type(error).__name__}: {str(error)[:200]})"
