"""Core's side of MIDI in: what was heard, which ports came and went. The listening itself is a process, `ear`."""

import contextlib
import os
import selectors
import socket
import subprocess
import sys
from time import monotonic
from typing import NamedTuple

from bridge.channel import Link, LinkClosed, pair
from bridge.child import environment
from bridge.companion import THERE
from bridge.patience import Reader
from bridge.reserve import Reserve

from . import system

SHORT_LIFE_S = 3.0  # a listener that ended sooner after its start than this ...
PAUSE_S = 1.0  # ... is followed by one that waits first, so that a broken system costs next to nothing
END_S = 0.5  # to close its ports in order
SPARE = 6  # descriptors that another listener takes at most while it starts: its link's two, Popen's four
HUNG_S = 2.0  # one that reads nothing for so long is replaced; a driver that hangs ends it anyway


class Heard(NamedTuple):
    moment: float  # of arrival, monotonic seconds
    port: str
    data: bytes


class Opened(NamedTuple):
    port: str
    virtual: bool  # ours, for others to connect to


class Vanished(NamedTuple):
    """The port is gone, or the process that listened to it: what it held down must be ended."""

    port: str


class Trouble(NamedTuple):
    sentence: str


class Ready(NamedTuple):
    """All is open that is there; said again when the listener has been replaced."""

    systems: tuple[str, ...]  # "ALSA", "JACK", "CoreMIDI", "Windows MM"
    missing: tuple[str, ...]  # wanted parts of names that no port has yet; they are opened when they come
    sentence: str  # why there is no MIDI; empty when there is


class Outputs(NamedTuple):
    """Which of the outputs that were asked after some system has now, by the parts of their names; None: nobody looks."""

    there: tuple[str, ...] | None


Item = Heard | Opened | Vanished | Trouble | Ready | Outputs
_ITEMS = {"heard": Heard, "opened": Opened, "closed": Vanished, "trouble": Trouble, "ready": Ready, "outputs": Outputs}


class MidiInputs:
    """`fileno` is readable when `drain` has something; it stays the same whatever happens to the listener."""

    def __init__(
        self, wanted: tuple[str, ...] | None = None, virtual: tuple[str, ...] = (system.IN,), outputs: tuple[str, ...] = ()
    ):
        """`wanted`: parts of port names; None = every real device. `virtual`: ports of our own, where those can be.
        `outputs`: parts of names of outputs that are looked for, not opened (`Outputs`)."""
        self.open: list[str] = []  # the ports that are open now
        self._asked = wanted, virtual, outputs
        self._readable = selectors.DefaultSelector()
        self._link: Link | None = None
        self._process: subprocess.Popen | None = None
        self._started = 0.0
        self._ready = False  # the present listener has opened its ports
        self._reader = Reader(HUNG_S)
        self._spare = Reserve(SPARE)
        self._kept: list[Item] = []  # for the next drain
        self._bell, self._ring = socket.socketpair()  # makes `fileno` readable while something is kept
        self._readable.register(self._bell, selectors.EVENT_READ)

    @property
    def pid(self) -> int | None:
        return self._process and self._process.pid

    def start(self) -> None:
        """Begin to listen; at once, without waiting for the MIDI system."""
        if system.driver_is_installed():
            self._start(wait_s=0.0)
        else:
            self._keep([Ready((), (), system.no_driver())])

    def wait_until_ready(self, timeout_s: float = 2.0) -> Ready:
        """Wait for the first `Ready`; what else came before it is kept for `drain`."""
        items, ready, end = [], None, monotonic() + timeout_s
        while monotonic() < end:
            self._readable.select(max(0.0, end - monotonic()))
            items += self.drain()
            if ready := next((item for item in items if isinstance(item, Ready)), None):
                break
        self._keep(items)
        return ready or Ready((), (), f"the MIDI system has not answered within {timeout_s:g} s; everything else runs")

    def fileno(self) -> int:
        return self._readable.fileno()

    def drain(self) -> list[Item]:
        """All that has come, in order, without waiting."""
        items = self._take_kept()
        if self._link is None:
            return items
        try:
            items += [_ITEMS[kind](*values) for kind, *values in self._link.waiting()]
        except LinkClosed:
            items += self._replace()
        self._keep_count(items)
        return items

    def look(self) -> None:
        """End a listener that hangs: `drain` then replaces it; ask again for one that the system did not start. Call it once
        a second."""
        self._spare.refill()
        if self._link is None and self._process is not None:
            self._start_if_possible(0.0)
        if self._link is None or not self._ready:
            return
        if self._reader.hung(self._link.fileno(), self._process.pid, monotonic()):
            self._process.kill()
        with contextlib.suppress(LinkClosed):  # `drain` sees that
            self._link.offer(THERE)

    def close(self) -> None:
        """The ports close, the listener ends."""
        if self._link is not None:
            with contextlib.suppress(LinkClosed, subprocess.TimeoutExpired):
                self._link.send(("quit",))
                self._process.wait(END_S)
            self._stop()
        for door in (self._spare, self._readable, self._bell, self._ring):
            door.close()

    def _keep(self, items: list[Item]) -> None:
        self._kept += items
        if self._kept:
            self._ring.send(b"!")

    def _take_kept(self) -> list[Item]:
        items, self._kept = self._kept, []
        if items:
            self._bell.recv(64)
        return items

    def _keep_count(self, items: list[Item]) -> None:
        for item in items:
            self._ready = self._ready or isinstance(item, Ready)
            if isinstance(item, Opened) and item.port not in self.open:
                self.open.append(item.port)
            elif isinstance(item, Vanished) and item.port in self.open:
                self.open.remove(item.port)

    def _start(self, wait_s: float) -> None:
        with self._spare.lent():
            self._link, theirs = pair()
            with theirs:
                handed = (theirs.fileno(),)
                command = [sys.executable, "-P", "-m", "bridge.midi.ear", str(theirs.fileno())]
                self._process = subprocess.Popen(
                    command, pass_fds=handed, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
                )
        self._started = monotonic()
        self._ready = False
        self._reader.forget()
        self._readable.register(self._link, selectors.EVENT_READ)
        self._link.send(("open", os.getpid(), wait_s, *self._asked))

    def _start_if_possible(self, wait_s: float) -> None:
        try:
            self._start(wait_s)
        except OSError:  # short of processes: `look` asks again
            if self._link is not None:
                self._link.close()
                self._link = None

    def _stop(self) -> None:
        self._readable.unregister(self._link)
        self._link.close()
        self._link = None
        self._process.kill()
        self._process.wait()

    def _replace(self) -> list[Item]:
        """The listener has ended: it was killed, it hung, or the MIDI systems are others now."""
        short = monotonic() - self._started < SHORT_LIFE_S
        self._stop()
        self._start_if_possible(PAUSE_S if short else 0.0)
        return [Vanished(port) for port in self.open] + ([Outputs(None)] if self._asked[-1] else [])
