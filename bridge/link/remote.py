"""Core's side of Ableton Link: the peer process, started when the clock's source becomes `link`, ended when it changes."""

import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from time import monotonic

from bridge.channel import Link, LinkClosed, pair
from bridge.child import environment

YOUNG_S, REST_S = 3.0, 5.0  # one that dies younger than that is started again only after such a rest, others at once
END_S = 0.5


def is_installed() -> bool:
    """Whether the extra `link` is there; nothing of it is loaded."""
    return find_spec("aalink") is not None


class Session:
    """`fileno` is readable when `waiting` has something; only while `alive`."""

    def __init__(self) -> None:
        self._link: Link | None = None
        self._process: subprocess.Popen | None = None
        self._began = 0.0

    @property
    def alive(self) -> bool:
        return self._link is not None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    @property
    def rest(self) -> float:
        """Seconds that it should stay away after it has died just now."""
        return REST_S if monotonic() - self._began < YOUNG_S else 0.0

    def fileno(self) -> int:
        return self._link.fileno()

    def join(self, number: int, bpm: float, quantum: float) -> None:
        """A new process, which joins the session that it finds, or proposes this tempo to whoever comes."""
        self.close()
        self._link, theirs = pair()
        command = [sys.executable, "-P", "-m", "bridge.link.peer", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command, pass_fds=(theirs.fileno(),), env=environment(), stdin=subprocess.DEVNULL, process_group=0
        )
        theirs.close()
        self._began = monotonic()
        self.send(("join", number, bpm, quantum))

    def send(self, wish: tuple) -> None:
        """Harmless when it does not live: a new one is told how all is."""
        if self._link is not None:
            with suppress(LinkClosed):  # `waiting` tells it
                self._link.offer(wish)

    def waiting(self) -> list[tuple]:
        """What it has said; `("died", sentence)` once when it is gone."""
        if self._link is None:
            return []
        try:
            return self._link.waiting()
        except LinkClosed:
            self.close()
            return [("died", f"the Link process ended with {self._process.returncode}")]

    def close(self) -> None:
        """It leaves the session. Harmless when it does not run."""
        if self._link is None:
            return
        self._link.close()
        self._link = None
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
