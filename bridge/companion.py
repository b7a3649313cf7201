"""A process beside core that may die without harm: started, spoken to by a link, started again after a rest."""

import subprocess
import sys
from contextlib import suppress
from time import monotonic

from .channel import Link, LinkClosed, pair
from .child import environment
from .patience import Reader

END_S = 0.5
HUNG_S = 2.0  # one that reads nothing for so long is ended, and then has died
THERE = ("there?",)  # to be read, and no more
YOUNG_S, REST_S = 3.0, 5.0  # one that dies younger than that is started again only after such a rest, others at once


class Companion:
    """`python -m MODULE WORDS… LINK_FD`. `waiting` is what it says; `("died", sentence)` once when it is gone, or when the
    system did not start it; then `start` it again. Nothing here waits but `close`."""

    def __init__(self, module: str, *words: str):
        self._module, self._words = module, words
        self._link: Link | None = None
        self._process: subprocess.Popen | None = None
        self._began = 0.0
        self._reader = Reader(HUNG_S)
        self._hung = False
        self._refusal = ""  # why the system did not start it

    @property
    def rest(self) -> float:
        """Seconds that it should stay away after it has died just now."""
        return REST_S if monotonic() - self._began < YOUNG_S else 0.0

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    @property
    def alive(self) -> bool:
        return self._link is not None

    def fileno(self) -> int:
        """Readable when `waiting` has something; another one after every `start`."""
        return self._link.fileno()

    def start(self) -> None:
        self.close()
        self._process, self._refusal, self._hung, self._began = None, "", False, monotonic()
        self._reader.forget()
        try:
            self._start()
        except OSError as error:
            self.close()
            self._refusal = str(error)

    def _start(self) -> None:
        self._link, theirs = pair()
        command = [sys.executable, "-P", "-m", self._module, *self._words, str(theirs.fileno())]
        surroundings = environment(OPENBLAS_NUM_THREADS="1")
        # A process group of its own: Ctrl-C is core's to act upon, also while this one still starts.
        with theirs:
            self._process = subprocess.Popen(
                command, pass_fds=(theirs.fileno(),), env=surroundings, stdin=subprocess.DEVNULL, process_group=0
            )

    def offer(self, message: tuple) -> None:
        """Say it, if it lives and has room."""
        if self._link is not None:
            with suppress(LinkClosed):  # `waiting` tells it
                self._link.offer(message)

    def look(self) -> None:
        """End it if it hangs; call it once a second."""
        if self._link is not None and self._reader.hung(self._link.fileno(), self.pid, monotonic()):
            self._hung = True
            self._process.kill()
        self.offer(THERE)

    def waiting(self) -> list[tuple]:
        if self._refusal:
            refusal, self._refusal = self._refusal, ""
            return [("died", f"{self._module} was not started: {refusal}")]
        if self._link is None:
            return []
        try:
            return self._link.waiting()
        except LinkClosed:
            self.close()
            how = "hung and was ended" if self._hung else f"ended with {self._process.returncode}"
            return [("died", f"{self._module} {how}")]

    def close(self) -> None:
        """End it; it has nothing to save. Harmless when it does not run."""
        if self._link is not None:
            self._link.close()
            self._link = None
            if self._process is None:
                return
            try:
                self._process.wait(END_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
