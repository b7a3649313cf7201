"""Pictures from folders, zips and sets; what is broken is named."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from bridge import picturefile
from bridge.errors import DataError


def png(colour, size=(20, 10), mode="RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()


def test_a_picture_becomes_a_square_of_bytes():
    image = picturefile.decode(png((10, 20, 30)), 8)
    assert image.shape == (8, 8, 3) and image.dtype == np.uint8
    assert (image == (10, 20, 30)).all()


def test_transparency_lies_on_black():
    assert (picturefile.decode(png((200, 100, 50, 0), mode="RGBA"), 8) == 0).all()


def test_folders_are_classes(tmp_path):
    for name in ("sea/a.png", "sea/b.png", "sky/c.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(png("red"))
    found = picturefile.read(tmp_path, 8)
    assert found.classes == ("sea", "sky")
    assert found.labels.tolist() == [0, 0, 1]


def test_pictures_beside_folders_have_no_classes(tmp_path):
    (tmp_path / "sea").mkdir()
    (tmp_path / "sea" / "a.png").write_bytes(png("red"))
    (tmp_path / "b.png").write_bytes(png("red"))
    assert picturefile.read(tmp_path, 8).classes == ()


def test_a_broken_picture_is_skipped_and_named(tmp_path):
    (tmp_path / "a.png").write_bytes(png("red"))
    (tmp_path / "b.jpg").write_bytes(png("red")[:40])
    found = picturefile.read(tmp_path, 8)
    assert found.files == ("a.png",)
    assert found.skipped[0].startswith("b.jpg: not a picture that can be read")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(picturefile, "PIXELS", 100)
    with pytest.raises(DataError, match="20 × 10 pixels; at most 100"):
        picturefile.decode(png("red"), 8)


def test_a_set_gives_the_split_that_is_asked_for(tmp_path):
    folder = tmp_path / "skies"
    folder.mkdir()
    with zipfile.ZipFile(folder / "skies.zip", "w") as archive:
        archive.writestr("a.png", png("red"))
        archive.writestr("b.png", png("blue"))
    (folder / "manifest.csv").write_text("file,split,kind\na.png,train,day\nb.png,valid,day\nlost.png,valid,day\n")
    found = picturefile.read(folder, 8, "valid")
    assert (found.name, found.split, found.files) == ("skies", "valid", ("b.png",))
    assert "lost.png" in found.skipped[0]


@pytest.mark.parametrize("what", ["missing", "text.txt", "empty"])
def test_where_there_are_no_pictures_it_says_what_is_allowed(tmp_path, what):
    (tmp_path / "text.txt").write_text("no picture")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="allowed: a folder or"):
        picturefile.read(tmp_path / what, 8)
