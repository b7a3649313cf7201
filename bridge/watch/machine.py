"""On what kind of processor models ran: their last bits depend on it."""

import platform
import sys
from pathlib import Path


def processor() -> str:
    """Its architecture and its name, as far as the system tells."""
    if sys.platform.startswith("linux"):
        try:
            for line in Path("/proc/cpuinfo").read_text().splitlines():
                if line.startswith("model name"):
                    return f"{platform.machine()} {line.partition(':')[2].strip()}"
        except OSError:
            pass
    return f"{platform.machine()} {platform.processor()}".strip()
