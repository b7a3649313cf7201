"""Core's side of the web process: opens its port, starts it, tells it how we are, and replaces it when it dies."""

import math
import select
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress

from bridge.channel import Link, LinkClosed, pair
from bridge.child import environment
from bridge.clock import Clock, MachineClock
from bridge.errors import PortError
from bridge.osc.door import bound_socket
from bridge.patience import Reader
from bridge.reserve import Reserve

YOUNG_S = 1.0  # one that dies younger is started again only with the next status, so that a fault costs little
END_S = 0.5
SPARE = 6  # descriptors that another process takes at most while it starts: its link's two, Popen's four
HUNG_S = 2.0  # one that reads no status for so long is replaced
VALUES_S = 1 / 30  # between two tellings of what changed: a knob looks alive, a flood costs next to nothing
SAID_KEPT = 32  # lines and words that a process started later is told


class Web:
    """The HTTP door on host and port (0 = any free one).

    The listening socket is opened here and lent to the process: a port that is taken is found at once, and while a
    killed process is replaced its clients wait in line instead of being turned away. It is replaced by `receive`, which
    then reports `("restarted", why)`; `fileno` is another one from there on. `osc_port` is told to whoever asks for it.

    A status is the flat dict that `/status` tells (`bridge/stage/status.py`). Its first word makes `/health` say ok.
    """

    def __init__(self, host: str, port: int, *, osc_port: int = 0, clock: Clock | None = None):
        self.host, self.port, self._osc_port, self._clock = host, port, osc_port, clock or MachineClock()
        self._guard: tuple = ((), "", ())
        self._status: dict = {}
        self._rings: dict[str, str] = {}
        self._said: deque[tuple] = deque(maxlen=SAID_KEPT)
        self._players: tuple = ({}, {})
        self._values: dict[str, tuple] = {}  # as the process knows them, or will at the next telling
        self._fresh: dict[str, tuple] = {}  # not told yet
        self._told_values = -math.inf  # when
        self._reports: list[tuple] = []
        self._process: subprocess.Popen | None = None
        self._door: socket.socket | None = None
        self._link: Link | None = None
        self._theirs: socket.socket | None = None
        self._open = False
        self._reader = Reader(HUNG_S)
        self._spare = Reserve(SPARE)

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def guard(self, allow: Sequence[str], token: str, origins: Sequence[str]) -> None:
        """Whom to let in (`bridge.watch.web.gate`); said before `start`. A token travels by the link, never on a command
        line, which everybody on the machine can read."""
        self._guard = tuple(allow), token, tuple(origins)

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
        self._spare.refill()
        if self._open and self._process is not None and self._reader.hung(self.fileno(), self.pid, self._clock.now()):
            self._process.kill()  # `receive` sees that, and acts
        if self._process is None:
            self._spawn_again()
        self._tell()

    def send_rings(self, rings: Mapping[str, str]) -> None:
        """Player → name of its ring of pictures (`bridge.frames.rings`): all there are now."""
        self._rings = dict(rings)
        self._offer(("rings", self._rings))

    def say(self, player: str, what: str, text: str) -> None:
        """What a text player has just let out: a `line`, a `word`, or a `stanza` break (then without text)."""
        self._said.append(("said", player, what, text))
        self._offer(self._said[-1])

    def send_players(self, players: Mapping[str, Mapping], server: Mapping[str, Sequence[str]]) -> None:
        """The shape of the tree. Player → its `kind`, its `package`, `words` (tail → what may stand there where the table
        leaves it open) and `places` (tails with an INDEX or INPUT); `server`: such words of the server's own addresses.
        """
        players = {name: dict(player) for name, player in players.items()}
        if (players, dict(server)) != self._players:
            self._players = players, dict(server)
            self._offer(("players", *self._players))

    def changed(self, address: str, args: tuple) -> None:
        """A parameter's new value; told within `VALUES_S`, the newest wins."""
        if self._values.get(address) != args:
            self._values[address] = self._fresh[address] = args

    def send_values(self, values: Mapping[str, tuple]) -> None:
        """All parameters as they are: what differs is told. Those that are gone are forgotten."""
        for address in self._values.keys() - values.keys():
            del self._values[address]
            self._fresh.pop(address, None)
        for address, args in values.items():
            self.changed(address, args)

    def next_moment(self) -> float:
        """When `wake` has something to tell."""
        return self._told_values + VALUES_S if self._fresh else math.inf

    def wake(self) -> None:
        now = self._clock.now()
        if self._fresh and now >= self._told_values + VALUES_S and self._offer(("values", self._fresh)):
            self._fresh, self._told_values = {}, now

    def fileno(self) -> int:
        """Readable when `receive` has something."""
        return self._link.fileno()

    def receive(self) -> list[tuple]:
        """The reports that are here, without waiting: `("open", host, port)`, `("restarted", why)`, and of a client that
        speaks OSC `("visitor", (host, port), descriptor)`, the end of a stream whose packets come after their lengths."""
        self._collect()
        reports, self._reports = self._reports, []
        return reports

    def close(self) -> None:
        """The process ends with its link; killed when it takes too long. Harmless when it was never started."""
        if self._process is not None:
            self._offer(("over",))
        for end in (self._spare, self._link, self._theirs, self._door):
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
        """A new link; until a process takes its other end we hold both. Whom to let in stands in it first."""
        self._link, self._theirs = pair()
        self._offer(("guard", *self._guard))

    def _spawn(self) -> None:
        handed = (self._theirs.fileno(), self._door.fileno())
        command = [sys.executable, "-m", "bridge.watch.web", *map(str, handed), self.host, str(self._osc_port)]
        self._process = subprocess.Popen(command, pass_fds=handed, env=environment(), stdin=subprocess.DEVNULL)
        self._theirs.close()
        self._began = self._clock.now()
        self._reader.forget()

    def _spawn_again(self) -> None:
        """Unless the last one died young, or the system starts none: then later."""
        if self._clock.now() - self._began > YOUNG_S:
            try:
                self._spawn()
            except OSError:
                self._began = self._clock.now()

    def _replace(self, why: str) -> None:
        """At once, unless it died young: then with a later status."""
        self._process.kill()
        self._process.wait()
        self._process = None
        self._link.close()
        with self._spare.lent():
            self._join()
            self._spawn_again()
        self._reports.append(("restarted", why))
        self._offer(("players", *self._players))
        self._fresh = dict(self._values)
        if self._status:
            self._tell()
        if self._rings:
            self._offer(("rings", self._rings))
        for said in self._said:
            self._offer(said)

    def _tell(self) -> None:
        self._offer(("status", self._status))

    def _offer(self, message: tuple) -> bool:
        """What it has no room for now is old by the time it has, and is dropped; whether it was taken."""
        with suppress(LinkClosed):  # `receive` sees that too, and acts
            return self._link.offer(message)
        return False

    def _collect(self) -> None:
        try:
            while (taken := self._link.take()) is not None:
                report, descriptors = taken
                self._open = self._open or report[0] == "open"
                self._reports.append((*report, *descriptors))
        except LinkClosed as closed:
            self._replace(str(closed))
