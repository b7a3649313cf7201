"""A film of pictures: MP4 (H.264, yuv420p, BT.709), by PyAV.

While it is being written it is a fragmented MP4, `NAME.part.mp4`: whatever is on the disk plays, up to the last second, also
after a crash or when the disk is full. When it is complete it is copied, without encoding again, into an ordinary one with
its table in front, which every editor and browser takes, and only then has its name.
"""

import contextlib
import os
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

from bridge.errors import DataError, MissingExtra

QUALITY = "17"  # x264's constant rate factor: no difference to be seen at 18, 1 below it for colour fields on a large wall
FRAGMENT_S = 0.5  # what a crash may take, with what the encoder holds back to look ahead
LOOK_AHEAD = "8"  # frames
MAX_STILL_S = 3600.0  # the longest a picture may stand: a moment beyond it is a mistake


class Film:
    """A film at `path` of so many pixels (even numbers, as yuv420p has it) and frames a second.

    MissingExtra without PyAV; DataError when the file cannot be written.
    """

    def __init__(self, path: Path | str, width: int, height: int, fps: float = 30.0):
        self.path, self.width, self.height = Path(path), width, height
        if width % 2 or height % 2 or width < 16 or height < 16:
            raise DataError(f"a film of {width}×{height} pixels: allowed are even numbers from 16")
        if not 1 <= fps <= 240:
            raise DataError(f"a film of {fps:g} frames a second: allowed are 1 to 240")
        self.fps = Fraction(fps).limit_denominator(1001)
        self._av = pyav()
        self._part = _free_name(self.path)
        self._start = 0.0
        self._waiting: tuple[int, Any] | None = None  # the next frame's number and its picture, until the one after it comes
        self._frames = 0
        self._open()

    @property
    def seconds(self) -> float:
        """How long it is by now."""
        return float(self._frames / self.fps)

    def write(self, array: Any, moment: float) -> None:
        """A picture, uint8 (height, width, 3), that is seen from `moment` on: seconds on any line, the first one's is where
        the film begins. The film has even steps: a picture stands until the next one's step, and of two in one step the
        later is seen. DataError when there is no room left; the film so far is at `path` then, and complete.
        """
        if array.shape != (self.height, self.width, 3) or array.dtype != "uint8":
            raise ValueError(f"a picture must be uint8 {self.height, self.width, 3}; found {array.dtype} {array.shape}")
        if self._container is None:
            raise DataError(f"the film {self.path} has ended")
        if self._waiting is None:
            self._start = moment
        number = self._number(moment)
        if self._waiting is not None and number > self._waiting[0]:
            self._emit(number)
        self._waiting = (max(number, self._frames), array)

    def close(self, moment: float | None = None) -> Path:
        """The last picture stands until `moment` (for one step at least), and the film is complete. Its path."""
        if self._container is not None:
            if self._waiting is not None:
                until = self._waiting[0] + 1
                self._emit(until if moment is None else max(until, self._number(moment)))
            self._guarded(self._finish)
        return self.path

    def abandon(self) -> None:
        """There shall be no film: what was written goes. Harmless after `close`."""
        if self._container is not None:
            self._let_go()
            self._part.unlink(missing_ok=True)

    # ---- frames ----------------------------------------------------------------------------------------------------

    def _number(self, moment: float) -> int:
        """The step of a moment."""
        return round((moment - self._start) * self.fps)

    def _emit(self, until: int) -> None:
        """The waiting picture for all steps before `until`."""
        number, array = self._waiting
        if (until - number) / self.fps > MAX_STILL_S:
            raise DataError(f"a picture of the film {self.path} would stand for more than {MAX_STILL_S:.0f} s")
        frame = self._av.VideoFrame.from_ndarray(array, format="rgb24")
        frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
        for step in range(number, until):
            frame.pts = step
            self._guarded(self._encode, frame)
            self._frames = step + 1

    def _encode(self, frame: Any) -> None:
        for packet in self._stream.encode(frame):
            self._container.mux(packet)

    # ---- the file --------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        flags = {
            "movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": str(round(FRAGMENT_S * 1e6)),
            "flush_packets": "1",
        }  # fmt: skip
        try:
            self._container = self._av.open(str(self._part), "w", format="mp4", options=flags)
        except OSError as error:
            raise DataError(f"the film {self.path} cannot be written: {error.strerror or error}") from error
        wishes = {"preset": "veryfast", "crf": QUALITY, "rc-lookahead": LOOK_AHEAD, "bf": "0"}  # no frame out of order
        self._stream = stream = self._container.add_stream("libx264", rate=self.fps, options=wishes)
        stream.width, stream.height, stream.pix_fmt = self.width, self.height, "yuv420p"
        stream.time_base = 1 / self.fps
        codec = stream.codec_context
        codec.time_base = 1 / self.fps
        codec.gop_size = max(1, round(self.fps))  # a place to jump to every second
        codec.thread_count = 1  # the other cores play; and the bytes are the same every time
        codec.colorspace = codec.color_primaries = codec.color_trc = 1  # BT.709
        codec.color_range = 1  # 16–235

    def _finish(self) -> None:
        if self._frames == 0:
            self.abandon()
            raise DataError(f"the film {self.path} has no picture")
        self._encode(None)
        self._let_go(quietly=False)
        new = self.path.with_name(f".{self.path.name}.new")
        try:
            _copied(self._av, self._part, new)
            new.replace(self.path)
            self._part.unlink()
        except OSError:  # no room for a second copy: the fragmented one plays as well
            new.unlink(missing_ok=True)
            self._part.replace(self.path)

    def _guarded(self, act: Any, *words: Any) -> None:
        try:
            act(*words)
        except OSError as error:
            self._let_go()
            kept = f"its first {self.seconds:.0f} s are there"
            with contextlib.suppress(OSError):
                _trim(self._part)
                self._part.replace(self.path)
            raise DataError(f"the film {self.path} ended early: {error.strerror or error}; {kept}") from error

    def _let_go(self, quietly: bool = True) -> None:
        container, self._container = self._container, None
        with contextlib.suppress(OSError) if quietly else contextlib.nullcontext():
            container.close()


def pyav() -> Any:
    """PyAV; MissingExtra with the cure when it is not installed."""
    try:
        import av
    except ImportError as error:
        raise MissingExtra("films need PyAV, which is not installed; cure: pip install av") from error
    return av


def _free_name(path: Path) -> Path:
    """Beside the film; never that of another which a crash has left."""
    for number in count(1):
        part = path.with_name(f"{path.stem}.part{number if number > 1 else ''}{path.suffix}")
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except FileExistsError:
            continue
        except OSError as error:
            raise DataError(f"the film {path} cannot be written: {error.strerror or error}") from error
        return part


def _trim(path: Path) -> None:
    """Cut off a last fragment that is not whole. A fragment is two boxes, moof and mdat; a box begins with its length
    (4 bytes, big endian) and its name (ISO/IEC 14496-12, 4.2)."""
    size, place, whole = path.stat().st_size, 0, 0
    with path.open("r+b") as file:
        while place + 8 <= size:
            file.seek(place)
            length, name = int.from_bytes(file.read(4), "big"), file.read(4)
            place += length
            if length < 8 or place > size:
                break
            whole = whole if name == b"moof" else place
        file.truncate(whole)


def _copied(av: Any, source: Path, target: Path) -> None:
    """The same pictures in an ordinary MP4, its table in front."""
    with av.open(str(source)) as old, av.open(str(target), "w", format="mp4", options={"movflags": "faststart"}) as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
