"""Core's side of engine processes: starts them, speaks to them, and starts them again when they die. Imports no numpy."""

import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

from ..channel import Link, LinkClosed, pair
from ..child import environment
from ..clock import Clock, MachineClock
from ..patience import frozen, seen
from . import watchdog
from .watchdog import Watchdog

END_S = 0.5  # to end by itself after the link was closed
ALIVE = "alive"  # the number of our own pings: nobody else hears their pongs


class Standby:
    """A process that has imported everything and waits for whoever loses his; none until `fill`."""

    def __init__(self) -> None:
        self._waiting: tuple[subprocess.Popen, Link] | None = None

    def fill(self) -> None:
        """One shall wait, from soon on, where the system grants it. Call it now and then."""
        if self._waiting is not None and self._waiting[0].poll() is not None:
            self._waiting[1].close()
            self._waiting = None
        if self._waiting is None:
            with suppress(OSError):  # short of memory or descriptors: nobody needs it yet
                self._waiting = _process("bridge.engine.standby")

    def take(self) -> tuple[subprocess.Popen, Link] | None:
        """It is somebody's now; None when none waits, or one that would not wake."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or (waiting[0].poll() is None and not frozen(waiting[0].pid)):
            return waiting
        waiting[1].close()
        waiting[0].kill()
        waiting[0].wait()
        return None

    def close(self) -> None:
        if waiting := self.take():
            waiting[1].close()
            try:
                waiting[0].wait(END_S)
            except subprocess.TimeoutExpired:
                waiting[0].kill()
                waiting[0].wait()


def _process(module: str) -> tuple[subprocess.Popen, Link]:
    """An engine process and the link over which it is given seats."""
    control, theirs = pair()
    command = [sys.executable, "-m", module, str(theirs.fileno())]
    surroundings = environment(OPENBLAS_NUM_THREADS="1")
    # A process group of its own: Ctrl-C is core's to act upon, also while this one still starts.
    process = subprocess.Popen(
        command, pass_fds=(theirs.fileno(),), env=surroundings, stdin=subprocess.DEVNULL, process_group=0
    )
    theirs.close()
    return process, control


class Host:
    """One engine process, in which several players may sit; it runs while somebody does."""

    def __init__(self, standby: Standby | None = None, urgent: bool = False):
        """`standby` takes the place of a process that has died, and with `urgent` that of the first one too."""
        self.standby, self._urgent = standby, urgent
        self.generation = 0  # of its process: each new one has the next number
        self._process: subprocess.Popen | None = None
        self._control: Link | None = None
        self._users = self._seats = 0  # who is here, and how many seats its process has given
        self._last_words = ""
        self._verdict = ""  # why we have killed it
        self.lost_gpu = False  # whoever sat here had better play on the CPU
        self._lock = threading.Lock()  # a player may leave on another thread than others come
        self._watchdog = Watchdog()
        self._opening: set[int] = set()  # who sits here and opens a package: meanwhile it answers nobody

    @property
    def pid(self) -> int:
        """0 while there is none."""
        return self._process.pid if self._process else 0

    @property
    def shared(self) -> bool:
        """More than one player has sat in this process: they die together, also when one of them has left it since."""
        return self._seats > 1

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
            self._seats += 1
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
                return self._words(self._process.wait(END_S))
            except subprocess.TimeoutExpired:
                return "closed its link"

    # --- is it alive? ----------------------------------------------------------------------------------------------

    def told(self) -> None:
        self._watchdog.told()

    def opens(self, who: int, at: float, info: dict[str, Any] | None = None) -> None:
        """A player here opens a package; with `info` it is open, or has failed."""
        if info is None:
            self._opening.add(who)
        else:
            self._opening.discard(who)
            self._watchdog.opened(info, at)

    @property
    def answers(self) -> int:
        return self._watchdog.answers

    def pong(self, stats: dict[str, Any]) -> None:
        self._watchdog.answered(stats)

    def let_off(self) -> None:
        """Whoever would have heard its next pong has gone."""
        self._watchdog.forget()

    def look(self, now: float) -> bool:
        """Kills the process when it hangs; True when it should be sent a ping."""
        process = self._process  # the last player may leave meanwhile, on another thread
        if process is None or now < self._watchdog.next_moment():
            return False
        said = self._watchdog.look(now, seen(process.pid), bool(self._opening))
        if said == watchdog.HUNG:
            self._verdict = f"has not answered for {self._watchdog.waited:.1f} s and was ended"
            self._watchdog.forget()
            process.kill()
        return said == watchdog.ASK

    # --- the process -----------------------------------------------------------------------------------------------

    def _start(self) -> None:
        self._verdict = ""
        self._watchdog.forget()
        self._opening.clear()
        waiting = self.standby.take() if self.standby and (self._urgent or self.generation) else None
        self._process, self._control = waiting or _process("bridge.engine.worker")
        self.generation += 1
        self._seats = 0

    def _end(self) -> None:
        """It has nothing to save."""
        if self._process is None:
            return
        if self._process.poll() is not None:
            self._verdict = self._words(self._process.returncode)
        self._control.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._last_words, self._process = self._words(self._process.returncode), None

    def _words(self, code: int) -> str:
        """Why the process ended, after "the engine of X": as we know, as it said itself, or as the system tells."""
        with suppress(LinkClosed, OSError):
            for message in self._control.waiting():
                if message[0] == "died":
                    self._verdict = self._verdict or message[1]
                    self.lost_gpu = self.lost_gpu or message[2]
        return self._verdict or (f"was killed by signal {-code}{_named(-code)}" if code < 0 else f"ended with code {code}")


def _named(number: int) -> str:
    with suppress(ValueError):
        return f" ({signal.Signals(number).name})"
    return ""


class RemoteEngine:
    """One player's engine, in a process of its own or beside others in a host.

    `waiting` brings what it says, and `("died", sentence)` once when the process is gone.

    After "died" call `restart`: a new process opens the same package and says "opened"; then sync the whole context
    again (`fileno` is another one). Messages to a dead engine are forgotten.
    """

    def __init__(
        self, package: str, device: str = "auto", seed: int = 0, clock: Clock | None = None, host: Host | None = None
    ):
        """`host`: the process to sit in; otherwise one of its own. OSError, as in `restart`, when the system starts none."""
        self.package, self.device, self.seed = str(package), device, seed
        self._host = host or Host()
        self._host.come()
        self._clock = clock or MachineClock()
        self._told = False  # "died" was reported
        self._warming = False  # `warm` was not answered yet
        try:
            self._start()
        except OSError:
            self._host.leave()
            raise

    @property
    def pid(self) -> int:
        return self._host.pid

    @property
    def shared(self) -> bool:
        """It dies together with others."""
        return self._host.shared

    def fileno(self) -> int:
        """Readable when `waiting` has something to say."""
        return self._link.fileno()

    def send(self, message: tuple) -> None:
        """One message of the table "core → engine" in docs/design.md; but to open another package say `open`."""
        with suppress(LinkClosed):  # `waiting` tells it
            self._link.send(message)
            self._host.told()

    def warm(self) -> None:
        """A key may come soon (music). Not said again before it was answered."""
        if not (self._told or self._warming):
            with suppress(LinkClosed):  # `waiting` tells it
                self._warming = self._link.offer(("warm",))

    def open(self, package: str) -> None:
        """Another package in the same process; "opened" or "failed" answers, and on failure the old one stays."""
        self._wanted = str(package)
        self._host.opens(id(self), self._clock.now())
        self.send(("open", self._wanted, self.device, self.seed))

    def waiting(self) -> list[tuple]:
        """What the engine has said, without waiting."""
        if self._told:
            return []
        try:
            said = self._link.waiting()
        except LinkClosed:
            self._told, died = True, ("died", self._epitaph())
            self.device = "cpu" if self._host.lost_gpu else self.device
            return [died]
        return [message for message in said if not self._keeps(message)]

    def _keeps(self, message: tuple) -> bool:
        """Note what concerns ourselves; True when nobody else shall hear it."""
        if message[0] in ("opened", "failed"):
            opened = message[0] == "opened"
            self._host.opens(id(self), self._clock.now(), message[1] if opened else {})
            if opened:
                self.package = self._wanted  # what a restart opens
        elif message[0] == "warm":
            self._warming = False
            return True
        elif message[:2] == ("pong", ALIVE):
            self._host.pong(message[2])
            return True
        return False

    @property
    def answers(self) -> int:
        """So many of our pings it has answered: it turns."""
        return self._host.answers

    def look(self) -> None:
        """Does it still turn? A process that hangs is killed: `waiting` then tells of its death as of any other."""
        if not self._told and self._host.look(self._clock.now()):
            with suppress(LinkClosed):
                self._link.offer(("ping", ALIVE))

    def restart(self, alone: bool = False) -> None:
        """A new process in place of the old one, alive or dead; `alone`: in one of its own from here on."""
        self._link.close()
        if alone:
            standby = self._host.standby
            self._host.leave()
            self._host = Host(standby, urgent=True)
            self._host.come()
        else:
            self._host.renew(self._generation)
        self._start()

    def close(self) -> None:
        """Leave the seat; there is nothing to save. May take END_S."""
        if not self._told:
            self._host.let_off()
        self._told = True
        self._link.close()
        self._host.leave()

    def _start(self) -> None:
        self._link = self._host.seat()
        self._generation = self._host.generation
        self._told = self._warming = False
        self.open(self.package)

    def _epitaph(self) -> str:
        return f"the engine of {self.package} {self._host.epitaph(self._generation)}"
