"""What somebody asks for and finds as a file: captures, films, scenes. Written in the background, and not without end.

Whoever asks faster than the disk writes is not queued without bound: of captures CAPTURES are under way at once, more are
refused with a sentence; of the scenes only the newest state is written, once at a time.
"""

from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import AddressError, DataError
from ..inputs.values import Reply, Request
from ..patchbay import scene_file
from ..watch.capture import NothingHeard

if TYPE_CHECKING:
    from .stage import Stage

Background = Callable[[Callable[[], Any], Callable[[Any], None]], None]  # (job, what to do with its result or exception)
CAPTURES = 8  # under way at once, films included
TOLD = 64  # of those whose scenes could not be written


def at_once(job: Callable[[], Any], then: Callable[[Any], None]) -> None:
    """The background of rehearsals: no other thread."""
    try:
        done = job()
    except DataError as error:
        done = error
    then(done)


class Keeping:
    """`folder`: where scenes and captures lie."""

    def __init__(self, stage: "Stage", folder: Path, background: Background = at_once):
        self._stage, self.folder, self._background = stage, folder, background
        # Asks for films of the last seconds before a moment: (folder, wall, seconds, moment) → where they will be.
        self.film: Callable[[Path, float, float, float], list[str]] = lambda *asked: []
        self._filming: dict[str, list[Request]] = {}  # by path; two of one second are one file
        self._writing = 0  # captures in the background
        self._storing = self._newer = False  # scenes are being written; there are newer ones
        self._saved_by: deque[Request] = deque(maxlen=TOLD)

    # --- captures ---------------------------------------------------------------------------------------------------

    def capture(self, request: Request) -> None:
        """`/capture`; AddressError while too many are being written."""
        if self._writing + sum(map(len, self._filming.values())) >= CAPTURES:
            raise AddressError(f"{CAPTURES} captures are being written already; ask again when one of them is there")
        stage, seconds, folder = self._stage, request.args[0], self.folder / "captures"
        now, wall, tempo = stage.now(), stage.clock.wall(), stage.transport.bpm
        take = stage.capture.take(now, seconds)
        self._writing += 1

        def written(done: Any) -> None:
            self._writing -= 1
            may = not isinstance(done, Exception) or isinstance(done, NothingHeard)  # the disk takes more
            films = self.film(folder, wall, seconds, now) if may else []
            for path in films:
                self._filming.setdefault(path, []).append(request)
            if not (films and isinstance(done, NothingHeard)):
                self._answer(request, done)

        self._background(lambda: take.write(folder, wall, tempo), written)

    def filmed(self, path: str, complaint: str = "") -> None:
        """A film that was asked for is at its path, or will not be."""
        for request in self._filming.pop(path, ()):
            self._answer(request, DataError(complaint) if complaint else (path,))

    def _answer(self, request: Request, done: Exception | Iterable[Path | str]) -> None:
        if isinstance(done, Exception):
            self._complain(request, done)
        elif request.sender:
            self._stage.outlet.reply(Reply(request.sender, "/capture", (str(path),)) for path in done)

    # --- scenes -----------------------------------------------------------------------------------------------------

    def scenes(self, request: Request) -> None:
        """They have changed: on to the disk with them."""
        self._saved_by.append(request)
        self._newer = True
        if not self._storing:
            self._store()

    def _store(self) -> None:
        self._storing, self._newer = True, False
        saved, path, asked = dict(self._stage.scenes.saved), self.folder / "scenes.json", list(self._saved_by)
        self._saved_by.clear()
        self._background(lambda: scene_file.store(path, saved), lambda done: self._stored(asked, done))

    def _stored(self, asked: list[Request], done: Any) -> None:
        self._storing = False
        for request in asked if isinstance(done, Exception) else ():
            self._complain(request, done)
        if self._newer:
            self._store()

    def _complain(self, request: Request, error: Exception) -> None:
        self._stage.outlet.reply(self._stage.complain(request, str(error)))
