"""Core's side of MIDI outputs: a process for each holds the port (`bridge.outputs.mouth`), the timer writes to its link.

Nothing here waits but `close`.
"""

import os
import subprocess
import sys
from time import monotonic

from bridge.channel import Link, LinkClosed, pair
from bridge.child import environment
from bridge.patience import Reader

SHORT_LIFE_S = 3.0  # one that ends sooner without having opened its port, or for the second time, is not started again
END_S = 1.0  # to send the last offs and close its port
HUNG_S = 2.0  # an open port whose process reads nothing of what it should send for so long is replaced

Name = int | str


class Mouth:
    """One process and our copy of its link; the timer has another."""

    def __init__(self, wanted: str, virtual: bool):
        self.link, theirs = pair()
        words = [str(theirs.fileno()), "virtual" if virtual else "real", wanted, str(os.getpid())]
        command = [sys.executable, "-P", "-m", "bridge.outputs.mouth", *words]
        handed, silent = (theirs.fileno(),), subprocess.DEVNULL
        try:
            self.process = subprocess.Popen(command, pass_fds=handed, env=environment(), stdin=silent, stdout=silent)
        except OSError:
            self.link.close()
            raise
        finally:
            theirs.close()
        self.opened = False
        self._reader = Reader(HUNG_S)

    def look(self, now: float) -> None:
        """End it when it hangs; `reports` then tells of its death."""
        if self.opened and self._reader.hung(self.link.fileno(), self.process.pid, now):
            self.process.kill()

    def reports(self) -> list[tuple]:
        """What it says; `("died",)` when it ended without a word."""
        try:
            reports = self.link.waiting()
        except LinkClosed:
            return [("died",)]
        self.opened = self.opened or any(report[0] == "opened" for report in reports)
        return reports


class Mouths:
    """MIDI outputs by the ids of their sinks."""

    def __init__(self) -> None:
        self._mouths: dict[Name, Mouth] = {}
        self._died: dict[Name, float] = {}  # when a port's process last died
        self._ending: list[tuple[subprocess.Popen, float]] = []

    def __contains__(self, name: Name) -> bool:
        return name in self._mouths

    def pid(self, name: Name) -> int:
        return self._mouths[name].process.pid

    def open(self, name: Name, wanted: str, virtual: bool) -> Link:
        """Start a process for the real port with `wanted` in its name, or for our own named so. The link is its ear."""
        self._mouths[name] = Mouth(wanted, virtual)
        return self._mouths[name].link

    def let_go(self, name: Name) -> Link | None:
        """It ends as soon as the timer and the caller have closed the link, and has `END_S` for it."""
        mouth = self._mouths.pop(name, None)
        if mouth is None:
            return None
        self._ending.append((mouth.process, monotonic() + END_S))
        return mouth.link

    def reports(self) -> list[tuple[Name, tuple]]:
        """What each says: `("opened", names)`, `("closed", why)`, `("died",)`, `("died at once",)`."""
        self._reap()
        told = [(name, mouth, report) for name, mouth in self._mouths.items() for report in mouth.reports()]
        return [(name, self._judged(name, mouth) if report == ("died",) else report) for name, mouth, report in told]

    def look(self, now: float) -> None:
        for mouth in self._mouths.values():
            mouth.look(now)

    def _judged(self, name: Name, mouth: Mouth) -> tuple:
        """Is it worth starting another one?"""
        now = monotonic()
        before, self._died[name] = self._died.get(name, float("-inf")), now
        return ("died",) if mouth.opened and now - before > SHORT_LIFE_S else ("died at once",)

    def close(self) -> None:
        """Wait for those that were let go."""
        for process, deadline in self._ending:
            try:
                process.wait(max(0.0, deadline - monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._ending.clear()

    def _reap(self) -> None:
        now = monotonic()
        for process, deadline in self._ending:
            if process.poll() is None and now > deadline:
                process.kill()
        self._ending = [(process, deadline) for process, deadline in self._ending if process.returncode is None]
