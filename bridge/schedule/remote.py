"""Core's side of the timer process: starts it, speaks to it, and replaces it when it dies."""

import contextlib
import os
import socket
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from bridge.channel import LinkClosed, pair
from bridge.clock import Clock, MachineClock
from bridge.errors import DuendeError

from .mirror import Mirror

STUCK_S = 1  # a timer that has read nothing for so long, with its link full, is replaced
DEATHS, DEATHS_WITHIN_S = 5, 3.0  # more than so many starts in that time: something is wrong with this machine
END_S = 1.5  # to end by itself: it may need half a second for the last offs

_ROOT = Path(__file__).resolve().parents[2]


class Timer:
    """`udp` is the socket of the OSC door: everything leaves through it.

    A killed timer is replaced at once, by whichever call notices. The new one gets all outputs, ends what may still
    sound, and is asked again for what had not left. `fileno` is then another one; `receive` tells it by a report
    `("restarted", why)`.
    """

    def __init__(self, udp: socket.socket, *, ordinary: bool = False, clock: Clock | None = None):
        """`ordinary`: ask for no priority."""
        self._udp, self._ordinary, self._clock = udp, ordinary, clock or MachineClock()
        self._mirror = Mirror()
        self._descriptors: dict[int | str, list[int]] = {}  # of outputs, for the next timer
        self._reports: list[tuple] = []
        self._starts: deque[float] = deque(maxlen=DEATHS)
        self._start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def fileno(self) -> int:
        """Readable when `receive` has something."""
        return self._link.fileno()

    def send(self, message: tuple, descriptors: Sequence[int] = ()) -> None:
        """Send one message of the table "core → timer" (docs/design.md). The descriptors stay the caller's."""
        try:
            self._link.send(message, descriptors)  # first of all: it may be a note that is due now
            lost = None
        except LinkClosed as closed:
            lost = str(closed)
        self._keep_descriptors(message, descriptors)
        self._mirror.sent(message, self._clock.now())
        if lost is not None:
            self._replace(lost)
            if message[0] == "reply":  # all else the new one knows by the mirror
                self._link.send(message)

    def receive(self) -> list[tuple]:
        """The reports that are here, without waiting."""
        self._collect()
        reports, self._reports = self._reports, []
        return reports

    def restart(self) -> None:
        """Replace the process, whatever state it is in."""
        self._replace("asked to")

    def close(self) -> list[tuple]:
        """Let it end every note and exit; its last reports are returned. Killed when it takes too long."""
        if self._link.sock.fileno() < 0:
            return []
        try:
            self._link.send(("quit",))
            self._process.wait(END_S)
        except (LinkClosed, subprocess.TimeoutExpired):
            pass
        self._stop()
        for name in list(self._descriptors):
            self._drop_descriptors(name)
        return self._reports

    # ---- the process -----------------------------------------------------------------------------------------------

    def _start(self) -> None:
        now = self._clock.now()
        if len(self._starts) == DEATHS and now - self._starts[0] < DEATHS_WITHIN_S:
            raise DuendeError(f"the timer process died {DEATHS} times within {DEATHS_WITHIN_S:g} s; it says why above")
        self._starts.append(now)
        self._link, theirs = pair()
        # Our side may wait for a busy timer, but not for one that hangs.
        self._link.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", STUCK_S, 0))
        command = [sys.executable, "-m", "bridge.schedule.timer", str(theirs.fileno()), str(self._udp.fileno())]
        command += ["--ordinary"] if self._ordinary else []
        handed = (theirs.fileno(), self._udp.fileno())
        self._process = subprocess.Popen(command, pass_fds=handed, env=_environment(), stdin=subprocess.DEVNULL)
        theirs.close()

    def _replace(self, why: str) -> None:
        self._stop()
        self._start()
        self._reports.append(("restarted", why))
        now = self._clock.now()
        for message in self._mirror.handover(now):
            self._link.send(message, self._descriptors.get(message[1], ()) if message[0] == "sink" else ())

    def _stop(self) -> None:
        """It ends now; what it still reported is kept."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        with contextlib.suppress(LinkClosed):
            self._hear()
        self._link.close()

    def _collect(self) -> None:
        try:
            self._hear()
        except LinkClosed as closed:
            self._replace(str(closed))

    def _hear(self) -> None:
        reports = self._link.waiting()
        now = self._clock.now()
        for report in reports:
            self._mirror.heard(report, now)
            if report[0] == "broken":
                self._drop_descriptors(report[1])
        self._reports += reports

    # ---- descriptors -----------------------------------------------------------------------------------------------

    def _keep_descriptors(self, message: tuple, descriptors: Sequence[int]) -> None:
        if message[0] in ("sink", "unsink"):
            self._drop_descriptors(message[1])
        if message[0] == "sink" and descriptors:
            self._descriptors[message[1]] = [os.dup(descriptor) for descriptor in descriptors]

    def _drop_descriptors(self, name: int | str) -> None:
        for descriptor in self._descriptors.pop(name, ()):
            os.close(descriptor)


def _environment() -> dict[str, str]:
    """Ours, and from any working folder the same `bridge`."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
