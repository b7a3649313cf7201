"""One picture as a file in memory: JPEG for streams, PNG for keeps. Loaded by who needs it first (numpy comes with it).

simplejpeg encodes in half of Pillow's time; Pillow does where there is no wheel of it, and makes the PNG.
"""

import io

import numpy as np
from PIL import Image

from .reader import Frame

try:
    import simplejpeg
except ImportError:
    simplejpeg = None

QUALITY = 90  # with colour at full resolution: a small picture is thrown large, and its edges show
PNG_EFFORT = 1  # 9 ms for 256×256 where zlib's usual 6 takes 45, for a tenth more bytes
_JPEG_COLOURS = {1: "GRAY", 3: "RGB", 4: "RGBA"}  # JPEG knows no transparency: it is left away
_PNG_MODES = {1: "L", 3: "RGB", 4: "RGBA"}


def jpeg(frame: Frame) -> bytes:
    if simplejpeg is None:
        picture = _image(frame).convert("L" if frame.channels == 1 else "RGB")
        return _saved(picture, "JPEG", quality=QUALITY, subsampling=0)
    subsampling = "Gray" if frame.channels == 1 else "444"
    return simplejpeg.encode_jpeg(frame.array, QUALITY, _JPEG_COLOURS[frame.channels], subsampling)


def png(frame: Frame) -> bytes:
    return _saved(_image(frame), "PNG", compress_level=PNG_EFFORT)


def pixels(picture: bytes) -> np.ndarray:
    """A JPEG's or PNG's pixels: uint8 (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))


def _image(frame: Frame) -> Image.Image:
    return Image.frombuffer(_PNG_MODES[frame.channels], (frame.width, frame.height), frame.pixels, "raw")


def _saved(picture: Image.Image, kind: str, **how: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()
