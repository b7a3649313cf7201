"""Core's side of an engine process: starts it, speaks to it, and starts it again when it dies. Imports no numpy."""

import subprocess
import sys
from collections import deque
from contextlib import suppress

from ..channel import LinkClosed, pair
from ..child import environment
from ..clock import Clock, MachineClock
from ..errors import EngineError

DEATHS, DEATHS_WITHIN_S = 5, 10.0  # more deaths than that in that time: something is wrong with package or machine
END_S = 0.5  # to end by itself after the link was closed



class RemoteEngine:
    """One player's engine. `waiting` brings what it says, and `("died", sentence)` once when the process is gone.

    After "died" call `restart`: a new process opens the same package and says "opened"; then sync the whole context
    again (`fileno` is another one). Messages to a dead engine are forgotten.
    """

    def __init__(self, package: str, device: str = "auto", seed: int = 0, clock: Clock | None = None):
        self.package, self.device, self.seed = str(package), device, seed
        self._clock = clock or MachineClock()
        self._deaths: deque[float] = deque(maxlen=DEATHS)
        self._told = False  # "died" was reported
        self._start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def fileno(self) -> int:
        """Readable when `waiting` has something to say."""
        return self._link.fileno()

    def send(self, message: tuple) -> None:
        """One message of the table "core → engine" in docs/design.md; but to open another package say `open`."""
        with suppress(LinkClosed):  # `waiting` tells it
            self._link.send(message)

    def open(self, package: str) -> None:
        """Another package in the same process; "opened" or "failed" answers, and on failure the old one stays."""
        self._wanted = str(package)
        self.send(("open", self._wanted, self.device, self.seed))

    def waiting(self) -> list[tuple]:
        """What the engine has said, without waiting."""
        if self._told:
            return []
        try:
            said = self._link.waiting()
        except LinkClosed:
            self._told = True
            return [("died", self._epitaph())]
        if any(message[0] == "opened" for message in said):
            self.package = self._wanted  # what a restart opens
        return said

    def restart(self) -> None:
        """A new process in place of the old one, alive or dead. EngineError when it dies over and over."""
        now = self._clock.now()
        if len(self._deaths) == DEATHS and now - self._deaths[0] < DEATHS_WITHIN_S:
            raise EngineError(f"the engine of {self.package} ended {DEATHS} times in {DEATHS_WITHIN_S:g} s; see above")
        self._deaths.append(now)
        self._end()
        self._start()

    def close(self) -> None:
        """End the process; it has nothing to save."""
        self._told = True
        self._end()

    def _start(self) -> None:
        self._link, theirs = pair()
        command = [sys.executable, "-m", "bridge.engine.worker", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command, pass_fds=(theirs.fileno(),), env=environment(OPENBLAS_NUM_THREADS="1"), stdin=subprocess.DEVNULL
        )
        theirs.close()
        self._told = False
        self.open(self.package)

    def _end(self) -> None:
        self._link.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _epitaph(self) -> str:
        try:
            code = self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            return f"the engine of {self.package} closed its link"
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        return f"the engine of {self.package} {how}"
