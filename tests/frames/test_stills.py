"""A picture as a file: what an independent program reads from it."""

import io

import numpy as np
import pytest
from PIL import Image

from bridge.frames import stills
from bridge.frames.reader import Frame


def frame(array):
    height, width, channels = array.shape
    return Frame(0, 0.0, 0.0, width, height, channels, array.tobytes())


def smooth(channels=3):
    """Something like a picture: no noise, which JPEG cannot keep."""
    y, x = np.mgrid[0:32, 0:48]
    return np.stack([(5 * x + 3 * y * c) % 256 // 2 + 40 for c in range(channels)], -1).astype(np.uint8)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_png_is_the_picture(channels):
    array = smooth(channels)
    image = Image.open(io.BytesIO(stills.png(frame(array))))
    assert image.format == "PNG"
    assert np.array_equal(np.asarray(image).reshape(array.shape), array)


@pytest.mark.parametrize("encoder", ["simplejpeg", "Pillow"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_jpeg_is_nearly_the_picture(channels, encoder, monkeypatch):
    if encoder == "Pillow":
        monkeypatch.setattr(stills, "simplejpeg", None)
    array = smooth(channels)
    image = Image.open(io.BytesIO(stills.jpeg(frame(array))))
    seen = np.asarray(image).astype(int).reshape(32, 48, -1)
    kept = array[..., :3] if channels > 1 else array
    assert image.format == "JPEG"
    assert seen.shape == kept.shape
    assert np.abs(seen - kept).mean() < 4
