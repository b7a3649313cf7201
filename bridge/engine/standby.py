"""An engine process in waiting: `python -m bridge.engine.standby CONTROL_FD`. All it needs is imported, nobody sits in it.

Whoever lost his process sits down here: a package is open after 10 to 60 ms of a processor's time instead of 250 to 320,
which is what counts on a machine that is busy. It costs 29 MiB (57 with shared pages). From its first seat on it is a
`bridge.engine.worker`, in the list of processes too.
"""

import select
import signal
import sys
from importlib import import_module

from ..child import be_called, end_with_parent
from . import limits, worker
from .kinds import MODULES


def main(descriptor: int) -> None:
    end_with_parent()
    limits.go_first_when_memory_ends()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; core decides when this one ends
    for module in MODULES.values():
        import_module(f".{module}", __package__)
    select.select([descriptor], [], [])  # the first seat, or the end of core
    be_called(__spec__.name, worker.__name__)
    worker.main(descriptor)


if __name__ == "__main__":
    main(int(sys.argv[1]))
