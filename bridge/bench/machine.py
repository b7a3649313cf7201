"""On what, with what, beside what: without this a figure is worth nothing to anyone else."""

import os
import platform
import sys
import time
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .. import __version__

WATCHED_S = 0.5  # how long others are watched before the start
BUSY = 0.1  # share of all cores; above this the worst moments measured are also the neighbours'


@dataclass(frozen=True)
class Machine:
    processor: str
    cores: int  # that this process may use
    system: str
    python: str
    onnxruntime: str
    duende: str
    load: float  # of the last minute, as the system tells it; −1 where it does not
    busy: float  # share of the cores that others use, 0–1; −1 where the system does not tell

    @property
    def quiet(self) -> bool:
        return self.busy < BUSY

    def later(self) -> "Machine":
        """With what others use now, if that is more; takes half a second."""
        return replace(self, busy=max(self.busy, round(_others(WATCHED_S), 3)))

    def plain(self) -> dict:
        return asdict(self) | {"quiet": self.quiet}


def machine() -> Machine:
    """This one, now; takes half a second."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Machine(
        processor=_processor(),
        cores=cores,
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        onnxruntime=_version("onnxruntime-gpu") or _version("onnxruntime") or "none",
        duende=__version__,
        load=round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else -1.0,
        busy=round(_others(WATCHED_S), 3),
    )


def _processor() -> str:
    if sys.platform.startswith("linux"):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _others(seconds: float) -> float:
    """The share of all cores that is in use while we do nothing."""
    before = _ticks()
    time.sleep(seconds)
    after = _ticks()
    if before is None or after is None or after[1] == before[1]:
        return -1.0
    return (after[0] - before[0]) / (after[1] - before[1])


def _ticks() -> tuple[int, int] | None:
    """Busy and all ticks of all cores since boot (Linux, proc(5)); time stolen by a hypervisor counts as busy."""
    try:
        ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return None
    idle = ticks[3] + ticks[4]
    return sum(ticks) - idle, sum(ticks)
