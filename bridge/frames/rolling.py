"""The last minute of a player's pictures, as JPEGs in a bounded memory, and a film made of them."""

from collections import deque
from pathlib import Path

from bridge.errors import DataError

from .reader import Frame

SECONDS = 60.0
MAX_BYTES = 32 << 20  # a minute at 30 a second of 256×256 pixels is some 25 MB; more detail makes the past shorter


class Rolling:
    """`add` every new picture; `film` writes the last of them."""

    def __init__(self, seconds: float = SECONDS, max_bytes: int = MAX_BYTES):
        self._seconds, self._max_bytes = seconds, max_bytes
        self._pictures: deque[tuple[float, tuple[int, int], bytes]] = deque()  # moment, size, JPEG
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._pictures)

    @property
    def bytes(self) -> int:
        return self._bytes

    def add(self, moment: float, frame: Frame) -> None:
        """A picture that is seen from `moment` on."""
        from .stills import jpeg

        picture = jpeg(frame)
        self._pictures.append((moment, (frame.width, frame.height), picture))
        self._bytes += len(picture)
        self._forget(moment)

    def film(self, path: Path, now: float, seconds: float | None = None, fps: float = 30.0) -> float:
        """The last `seconds` up to `now` as an MP4 at `path`; how long it is. Of pictures of several sizes those of the
        last size are in it. DataError when there is none or the disk refuses, MissingExtra without PyAV. Slow: some 3 ms
        a frame; what is added meanwhile, on another thread, is not in it.
        """
        from .film import Film
        from .stills import pixels

        begin = now - min(seconds or self._seconds, self._seconds)
        chosen = self._chosen(begin, now)
        if not chosen:
            raise DataError("nothing to capture: no picture yet")
        width, height = chosen[-1][1]
        film = Film(path, width, height, fps)
        try:
            for moment, _, picture in chosen:
                film.write(pixels(picture), max(moment, begin))
        except DataError:
            raise
        except BaseException:
            film.abandon()
            raise
        film.close(now)
        return film.seconds

    def _chosen(self, begin: float, now: float) -> list[tuple[float, tuple[int, int], bytes]]:
        """From the one that was seen at `begin` up to `now`, as far back as they have the size of the last."""
        pictures = [picture for picture in tuple(self._pictures) if picture[0] < now]
        first = max((n for n, (moment, _, _) in enumerate(pictures) if moment <= begin), default=0)
        chosen = pictures[first:]
        other = max((n for n, (_, size, _) in enumerate(chosen) if size != chosen[-1][1]), default=-1)
        return chosen[other + 1 :]

    def _forget(self, now: float) -> None:
        """The second of two pictures tells until when the first was seen; the last one always stays."""
        pictures = self._pictures
        while len(pictures) > 1 and (pictures[1][0] < now - self._seconds or self._bytes > self._max_bytes):
            self._bytes -= len(pictures.popleft()[2])
