"""What a service manager is told: that we are ready, that we are alive, that we end. systemd's protocol, sd_notify(3).

Nothing happens where nobody asked (`NOTIFY_SOCKET` is not set). Nothing here ever waits or fails: a manager that is gone is
no reason to stop playing.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress


class Service:
    """`alive` may be called often: it speaks twice within the time in which the manager wants to hear from us."""

    def __init__(self, surroundings: Mapping[str, str] = os.environ):
        self._address = surroundings.get("NOTIFY_SOCKET", "")
        wanted = surroundings.get("WATCHDOG_USEC", "0")
        mine = surroundings.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        self._every = int(wanted) / 2e6 if wanted.isdecimal() and mine else 0.0  # seconds; 0: nobody wants to hear
        self._next = 0.0

    def ready(self, status: str) -> None:
        """Everything answers. `status`: one line for `systemctl status`."""
        self._say(f"READY=1\nSTATUS={status}")

    def alive(self, now: float) -> None:
        if self._every and now >= self._next:
            self._next = now + self._every
            self._say("WATCHDOG=1")

    def ending(self) -> None:
        self._say("STOPPING=1")

    def _say(self, words: str) -> None:
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address  # abstract ones, unix(7)
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as speaking:
            speaking.setblocking(False)
            speaking.sendto(words.encode(), address)
