"""Core's side of engine processes: starts them, speaks to them, and starts them again when they die. Imports no numpy."""

import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress

from ..channel import Link, LinkClosed, pair
from ..child import environment
from ..clock import Clock, MachineClock
from ..errors import EngineError

DEATHS, DEATHS_WITHIN_S = 5, 10.0  # more deaths than that in that time: something is wrong with package or machine
END_S = 0.5  # to end by itself after the link was closed


class Host:
    """One engine process, in which several players may sit; it runs while somebody does."""

    def __init__(self) -> None:
        self.generation = 0  # of its process: each new one has the next number
        self._process: subprocess.Popen | None = None
        self._control: Link | None = None
        self._users = 0
        self._last_words = ""
        self._lock = threading.Lock()  # a player may leave on another thread than others come

    @property
    def pid(self) -> int:
        return self._process.pid

    def come(self) -> None:
        """One more player."""
        with self._lock:
            self._users += 1

    def leave(self) -> None:
        """One less; the last one turns off the light."""
        with self._lock:
            self._users -= 1
            if not self._users:
                self._end()

    def seat(self) -> Link:
        """A link to a seat of its own."""
        with self._lock:
            if self._process is None:
                self._start()
            ours, theirs = pair()
            with suppress(LinkClosed):  # it has died: the new link says so, too
                self._control.send(("seat",), (theirs.fileno(),))
            theirs.close()
            return ours

    def renew(self, generation: int) -> None:
        """A new process in place of the one of that generation, alive or dead; of several who ask the first is served."""
        with self._lock:
            if generation == self.generation:
                self._end()

    def epitaph(self, generation: int) -> str:
        """How the process of that generation ended."""
        with self._lock:
            if self._process is None or generation != self.generation:
                return self._last_words  # another player was here first
            try:
                return _words(self._process.wait(END_S))
            except subprocess.TimeoutExpired:
                return "closed its link"

    def _start(self) -> None:
        self._control, theirs = pair()
        command = [sys.executable, "-m", "bridge.engine.worker", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command, pass_fds=(theirs.fileno(),), env=environment(OPENBLAS_NUM_THREADS="1"), stdin=subprocess.DEVNULL
        )
        theirs.close()
        self.generation += 1

    def _end(self) -> None:
        """It has nothing to save."""
        if self._process is None:
            return
        self._control.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._last_words, self._process = _words(self._process.returncode), None


def _words(code: int) -> str:
    return f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"


class RemoteEngine:
    """One player's engine, in a process of its own or beside others in a host.

    `waiting` brings what it says, and `("died", sentence)` once when the process is gone.

    After "died" call `restart`: a new process opens the same package and says "opened"; then sync the whole context
    again (`fileno` is another one). Messages to a dead engine are forgotten.
    """

    def __init__(
        self, package: str, device: str = "auto", seed: int = 0, clock: Clock | None = None, host: Host | None = None
    ):
        """`host`: the process to sit in; otherwise one of its own."""
        self.package, self.device, self.seed = str(package), device, seed
        self._host = host or Host()
        self._host.come()
        self._clock = clock or MachineClock()
        self._deaths: deque[float] = deque(maxlen=DEATHS)
        self._told = False  # "died" was reported
        self._start()

    @property
    def pid(self) -> int:
        return self._host.pid

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
        self._link.close()
        self._host.renew(self._generation)
        self._start()

    def close(self) -> None:
        """Leave the seat; there is nothing to save."""
        self._told = True
        self._link.close()
        self._host.leave()

    def _start(self) -> None:
        self._link = self._host.seat()
        self._generation = self._host.generation
        self._told = False
        self.open(self.package)

    def _epitaph(self) -> str:
        return f"the engine of {self.package} {self._host.epitaph(self._generation)}"
