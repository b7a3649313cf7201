"""What all senders have in common: follow a ring, hand on each new picture, end with core.

`python -m bridge.frames.outputs.KIND RING NAME [LINK_FD]`. With a link it says `("opened",)` or `("failed", sentence)` there
and ends when the link does; without one (started by hand) it says so in words and ends with the ring, or with Ctrl-C.
"""

import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from bridge.channel import Link, LinkClosed
from bridge.child import end_with_parent, step_back
from bridge.errors import DuendeError, MissingExtra, PortError

from ..reader import Frame, RingReader

NICE = 5  # no screen is worth a late note
LOOK_S = 0.003
MISSING_S = 0.25  # between two looks for a ring that is not there (yet)
REPEAT_S = 0.5  # a still picture is sent again: receivers that come later see it, others do not take silence for an end


class Sender(Protocol):
    """One kind of output, open under a name."""

    def send(self, frame: Frame) -> None: ...

    def close(self) -> None: ...


class Following:
    """The pictures of a ring, each once, and the last one again while it stands still."""

    def __init__(self, ring: str, now: Callable[[], float] = time.monotonic):
        self._ring, self._now = ring, now
        self._reader: RingReader | None = None
        self._next_try = self._sent = float("-inf")
        self._seen: tuple = ()
        self._last: Frame | None = None

    @property
    def lost(self) -> bool:
        """The ring is not there, or not any more."""
        return self._reader is None or self._reader.gone

    def next(self) -> Frame | None:
        """A picture that should be sent now; None when there is none."""
        now = self._now()
        if self.lost:
            self._open(now)
        frame = None if self._reader is None else self._reader.newest(now)
        if frame is not None and (frame.index, frame.due, frame.wall) != self._seen:
            self._seen, self._last = (frame.index, frame.due, frame.wall), frame
        elif self._last is None or now - self._sent < REPEAT_S:
            return None
        self._sent = now
        return self._last

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()

    def _open(self, now: float) -> None:
        if now < self._next_try:
            return
        self._next_try = now + MISSING_S
        self.close()
        self._reader = None
        with suppress(PortError):
            self._reader = RingReader(self._ring)


def run(open_sender: Callable[[str], Sender], argv: Sequence[str]) -> int:
    """The main function of a kind: `open_sender(name)` opens it or raises a DuendeError. The exit code."""
    if len(argv) not in (2, 3):
        print(f"usage: python -m bridge.frames.outputs.KIND RING NAME; found {len(argv)} words", file=sys.stderr)
        return 2
    link = Link(socket.socket(fileno=int(argv[2]))) if len(argv) == 3 else None
    if link is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; core decides
        end_with_parent()
        step_back(NICE)
    try:
        sender = open_sender(argv[1])
    except DuendeError as error:
        _tell(link, ("failed", str(error)), f"{error}")
        return 2 if isinstance(error, MissingExtra) else 1
    _tell(link, ("opened",), f"{argv[0]} is sent as {argv[1]!r}")
    with suppress(KeyboardInterrupt, LinkClosed):
        follow(Following(argv[0]), sender, link)
    sender.close()
    return 0


def follow(ring: Following, sender: Sender, link: Link | None) -> None:
    """Until the link ends (LinkClosed), or without one until the ring is gone."""
    began = time.monotonic()
    while link is not None or not ring.lost or time.monotonic() - began < 2 * MISSING_S:
        frame = ring.next()
        if frame is not None:
            sender.send(frame)
        if link is None:
            time.sleep(LOOK_S)
        elif select.select([link], (), (), LOOK_S)[0]:
            link.waiting()


def _tell(link: Link | None, message: tuple, words: str) -> None:
    if link is None:
        print(words, file=sys.stderr, flush=True)
    else:
        with suppress(LinkClosed):
            link.send(message)
