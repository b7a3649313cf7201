"""Our peer in an Ableton Link session as the app sees it: what the clock wishes reaches it, it is replaced when it dies."""

from collections.abc import Callable

from ..link.remote import Session
from ..loop import Loop
from .entrance import Entrance


class SharedSession:
    """`aside` tells the artist a sentence. Nothing runs until the clock's source is `link`."""

    def __init__(self, loop: Loop, entrance: Entrance, now: Callable[[], float], aside: Callable[[str], None]):
        self._loop, self._entrance, self._now, self._aside = loop, entrance, now, aside
        self._peer = Session()
        self._again: float | None = None  # when a process that died is started again
        self._told: set[str] = set()  # sentences, so that trying again and again says nothing new

    def obey(self, wish: tuple) -> None:
        """One wish of the clock (`Transport.wishes`)."""
        match wish:
            case ("join", number, bpm, quantum):
                self._part()
                self._peer.join(number, bpm, quantum)
                if self._peer.alive:
                    self._loop.watch(self._peer, self._hear)
                else:  # the system started none
                    self._again = self._now() + self._peer.rest
            case ("leave",):
                self._told.clear()
                self._part()
            case _:
                self._peer.offer(wish)

    def retry(self) -> None:
        """Call it once a second."""
        self._peer.look()
        if self._again is not None and self._now() >= self._again:
            self._again = None
            self._entrance.rejoin()

    def close(self) -> None:
        self._part()

    def _part(self) -> None:
        self._again = None
        if self._peer.alive:
            self._loop.unwatch(self._peer)
            self._peer.close()

    def _hear(self) -> None:
        number = self._peer.fileno()
        for report in self._peer.waiting():
            match report:
                case ("line", *told):
                    self._entrance.session(told)
                case ("failed", why):
                    self._tell(f"{why}; beats go on at the last tempo")
                case ("died", why):
                    self._loop.unwatch(number)
                    self._again = self._now() + self._peer.rest
                    self._tell(f"{why}; beats go on at the last tempo, it is started again")

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._aside(sentence)
