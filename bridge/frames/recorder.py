"""The recorder: `python -m bridge.frames.recorder LINK_FD` keeps the last minute of every image player's pictures.

It looks at the rings 30 times a second, encodes what is new, and makes a film when it is asked to, on a thread of its own
while it goes on recording. Messages: docs/design.md, "core → recorder". Ends when its link does.
"""

import select
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from bridge.channel import Link, LinkClosed
from bridge.child import end_with_parent, keep_one_heap, step_back
from bridge.errors import DuendeError, PortError

from .reader import Frame, RingReader
from .rolling import Rolling

FPS = 30.0
NICE = 5
MISSING_S = 0.5  # between two looks for a ring that is not there (yet)


class Track:
    """One player's recent past."""

    def __init__(self, ring: str):
        self.ring, self.rolling = ring, Rolling()
        self._reader: RingReader | None = None
        self._next_try = float("-inf")
        self._seen: tuple = ()

    def look(self, now: float) -> None:
        """Keep the picture of this moment, unless it is the one from before."""
        frame = self._newest(now)
        if frame is not None and (frame.index, frame.due, frame.wall) != self._seen:
            self._seen = (frame.index, frame.due, frame.wall)
            self.rolling.add(now, frame)

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()

    def _newest(self, now: float) -> Frame | None:
        if (self._reader is None or self._reader.gone) and now >= self._next_try:
            self._next_try = now + MISSING_S
            self.close()
            self._reader = None
            with suppress(PortError):
                self._reader = RingReader(self.ring)
        return None if self._reader is None else self._reader.newest(now)


class Recorder:
    def __init__(self, link: Link):
        self._link = link
        self._tracks: dict[str, Track] = {}
        self._telling = threading.Lock()  # films end on their own threads
        self._filming = threading.Lock()  # one after the other: an encoder takes 25 MB and more

    def run(self) -> None:
        """Until the link ends (LinkClosed)."""
        due = time.monotonic()
        while True:
            due = max(due + 1 / FPS, time.monotonic())
            if select.select([self._link], (), (), max(0.0, due - time.monotonic()))[0]:
                for message in self._link.waiting():
                    self.handle(message)
            for track in self._tracks.values():
                track.look(time.monotonic())

    def handle(self, message: tuple) -> None:
        match message:
            case ("rings", rings):
                self._follow(rings)
            case ("capture", player, path, seconds, moment):
                threading.Thread(target=self._capture, args=(player, path, seconds, moment), daemon=True).start()

    def _follow(self, rings: dict[str, str]) -> None:
        for player in [p for p, track in self._tracks.items() if rings.get(p) != track.ring]:
            self._tracks.pop(player).close()
        for player, ring in rings.items():
            self._tracks.setdefault(player, Track(ring))

    def _capture(self, player: str, path: str, seconds: float, moment: float) -> None:
        try:
            if player not in self._tracks:
                raise PortError(f"{player} has no pictures")
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            with self._filming:
                length = self._tracks[player].rolling.film(Path(path), moment, seconds, FPS)
            answer = ("captured", player, path, length)
        except (DuendeError, OSError) as error:
            answer = ("failed", player, path, str(error))
        with self._telling, suppress(LinkClosed):
            self._link.send(answer)


def main(argv: list[str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; core decides
    end_with_parent()
    keep_one_heap()  # films are made on threads that come and go
    step_back(NICE)
    with suppress(LinkClosed):
        Recorder(Link(socket.socket(fileno=int(argv[0])))).run()


if __name__ == "__main__":
    main(sys.argv[1:])
