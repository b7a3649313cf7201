"""Core's side of the web process: opens its port, starts it, tells it how we are, and replaces it when it dies."""

import select
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import suppress

from bridge.channel import Link, LinkClosed, pair
from bridge.child import environment
from bridge.clock import Clock, MachineClock
from bridge.errors import PortError
from bridge.osc.door import bound_socket

YOUNG_S = 1.0  # one that dies younger is started again only with the next status, so that a fault costs little
END_S = 0.5
SAID_KEPT = 32  # lines and words that a process started later is told


class Web:
    """The HTTP door on host and port (0 = any free one).

    The listening socket is opened here and lent to the process: a port that is taken is found at once, and while a
    killed process is replaced its clients wait in line instead of being turned away. It is replaced by `receive`, which
    then reports `("restarted", why)`; `fileno` is another one from there on.

    A status is the flat dict that `/status` tells (`bridge/stage/status.py`). Its first word makes `/health` say ok.
    """

    def __init__(self, host: str, port: int, *, clock: Clock | None = None):
        self.host, self.port, self._clock = host, port, clock or MachineClock()
        self._status: dict = {}
        self._rings: dict[str, str] = {}
        self._said: deque[tuple] = deque(maxlen=SAID_KEPT)
        self._reports: list[tuple] = []
        self._process: subprocess.Popen | None = None
        self._door: socket.socket | None = None
        self._link: Link | None = None
        self._theirs: socket.socket | None = None
        self._open = False

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Open the port and start the process. PortError with the cure when the port cannot be had."""
        self._door = bound_socket(socket.SOCK_STREAM, self.host, self.port, "--http-port")
        self.port = self._door.getsockname()[1]
        self._join()
        self._spawn()

    def wait_open(self, timeout: float) -> tuple[str, int]:
        """Host and port once the process answers there; PortError when it does not within `timeout` seconds."""
        deadline = self._clock.now() + timeout
        while not self._open and (left := deadline - self._clock.now()) > 0:
            select.select([self], (), (), left)
            self._collect()
            if self._process is None:
                raise PortError("the web process ended before its page was open; it says why above")
        if not self._open:
            raise PortError(f"the web page on {self.host} port {self.port} did not open within {timeout:g} s")
        return self.host, self.port

    def send_status(self, status: Mapping) -> None:
        """Tell how we are: once a second, and when something has changed."""
        self._status = dict(status)
        if self._process is None and self._clock.now() - self._began > YOUNG_S:
            self._spawn()
        self._tell()

    def send_rings(self, rings: Mapping[str, str]) -> None:
        """Player → name of its ring of pictures (`bridge.frames.rings`): all there are now."""
        self._rings = dict(rings)
        self._offer(("rings", self._rings))

    def say(self, player: str, what: str, text: str) -> None:
        """What a text player has just let out: a `line`, a `word`, or a `stanza` break (then without text)."""
        self._said.append(("said", player, what, text))
        self._offer(self._said[-1])

    def fileno(self) -> int:
        """Readable when `receive` has something."""
        return self._link.fileno()

    def receive(self) -> list[tuple]:
        """The reports that are here, without waiting: `("open", host, port)`, `("restarted", why)`."""
        self._collect()
        reports, self._reports = self._reports, []
        return reports

    def close(self) -> None:
        """The process ends with its link; killed when it takes too long. Harmless when it was never started."""
        if self._process is not None:
            self._offer(("over",))
        for end in (self._link, self._theirs, self._door):
            if end is not None:
                end.close()
        if self._process is not None:
            try:
                self._process.wait(END_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    # ---- the process -----------------------------------------------------------------------------------------------

    def _join(self) -> None:
        """A new link; until a process takes its other end we hold both."""
        self._link, self._theirs = pair()

    def _spawn(self) -> None:
        handed = (self._theirs.fileno(), self._door.fileno())
        command = [sys.executable, "-m", "bridge.watch.web", *map(str, handed), self.host]
        self._process = subprocess.Popen(command, pass_fds=handed, env=environment(), stdin=subprocess.DEVNULL)
        self._theirs.close()
        self._began = self._clock.now()

    def _replace(self, why: str) -> None:
        """At once, unless it died young: then with a later status."""
        self._process.kill()
        self._process.wait()
        self._process = None
        self._link.close()
        self._join()
        self._reports.append(("restarted", why))
        if self._clock.now() - self._began > YOUNG_S:
            self._spawn()
        if self._status:
            self._tell()
        if self._rings:
            self._offer(("rings", self._rings))
        for said in self._said:
            self._offer(said)

    def _tell(self) -> None:
        self._offer(("status", self._status))

    def _offer(self, message: tuple) -> None:
        """What it has no room for now is old by the time it has, and is dropped."""
        with suppress(LinkClosed):  # `receive` sees that too, and acts
            self._link.offer(message)

    def _collect(self) -> None:
        try:
            for report in self._link.waiting():
                self._open = self._open or report[0] == "open"
                self._reports.append(report)
        except LinkClosed as closed:
            self._replace(str(closed))
