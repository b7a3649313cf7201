"""A JACK server for a measurement: the one that runs here, else one of our own with its dummy driver."""

import contextlib
import os
import shutil
import subprocess
import time
from pathlib import Path

from ..errors import DuendeError
from ..midi import system

NAME = "duendebench"
RATE, PERIOD = 48_000, 128  # of our own: frames a second, frames a cycle
STARTING_S = 10.0
_SILENT = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def missing() -> str:
    """Why JACK cannot be had here; empty when it can."""
    if not system.driver_is_installed():
        return system.no_driver()
    rtmidi = system.load_driver()
    if rtmidi.API_UNIX_JACK not in rtmidi.get_compiled_api():
        return "this python-rtmidi does not speak JACK"
    if not system.jack_is_up() and not shutil.which("jackd"):
        return "no JACK server runs, and jackd is not installed"
    return ""


class SoundServer:
    """`with SoundServer() as jack:`; `jack.what` says which it is. DuendeError when ours does not come up."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None
        self._before = os.environ.get("JACK_DEFAULT_SERVER")
        self.what = "the JACK server that runs here"

    def __enter__(self) -> "SoundServer":
        if not system.jack_is_up():
            self._start()
        return self

    def _start(self) -> None:
        os.environ["JACK_DEFAULT_SERVER"] = NAME
        first = shutil.which("chrt") and subprocess.run(["chrt", "-f", "60", "true"], **_SILENT).returncode == 0
        priority = ["-R", "-P", "60"] if first else ["--no-realtime"]
        driver = ["-d", "dummy", "-r", str(RATE), "-p", str(PERIOD)]
        self._process = subprocess.Popen(["jackd", "-n", NAME, *priority, *driver], **_SILENT)
        went, cycle = "real-time" if first else "ordinary", f"{PERIOD} frames at {RATE} Hz ({1000 * PERIOD / RATE:.1f} ms)"
        self.what = f"JACK without a sound card, {cycle}, {went} priority"
        end = time.monotonic() + STARTING_S
        while not system.jack_is_up():
            if time.monotonic() > end or self._process.poll() is not None:
                self.__exit__()
                raise DuendeError("jackd did not come up")
            time.sleep(0.05)

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        self._process.kill()
        self._process.wait()
        for left in Path("/dev/shm").glob(f"jack*{NAME}_*"):
            left.unlink(missing_ok=True)
        if self._before is None:
            os.environ.pop("JACK_DEFAULT_SERVER", None)
        else:
            os.environ["JACK_DEFAULT_SERVER"] = self._before
