"""Which pictures are learned from, and which are held out."""

import io
import zipfile

import pytest

pytest.importorskip("torch", reason="the training parts are not installed")

from PIL import Image

from models.data import image


def png(value: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (value, 0, 0)).save(out, "PNG")
    return out.getvalue()


def fill(folder, count, classes=("",)):
    for i in range(count):
        file = folder / classes[i % len(classes)] / f"{i}.png"
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(png(i % 256))


def test_of_few_pictures_none_is_held_out(tmp_path):
    fill(tmp_path, 20)
    material = image.read(tmp_path, 8)
    assert (len(material.train), len(material.valid)) == (20, 0)


def test_of_many_a_twentieth_is_held_out_whatever_comes_later(tmp_path, monkeypatch):
    monkeypatch.setattr(image, "ENOUGH", 100)
    fill(tmp_path, 200)
    before = image.read(tmp_path, 8)
    fill(tmp_path, 220)
    after = image.read(tmp_path, 8)
    assert 3 <= len(before.valid) <= 20
    assert {x[0, 0, 0] for x in before.valid} <= {x[0, 0, 0] for x in after.valid}


def test_folders_are_classes_unless_unwanted(tmp_path):
    fill(tmp_path, 6, ("sea", "sky"))
    assert image.read(tmp_path, 8).classes == ("sea", "sky")
    assert image.read(tmp_path, 8, classes=False).classes == ()
    assert not image.read(tmp_path, 8, classes=False).labels.any()


def test_a_set_is_split_as_it_says(tmp_path):
    folder = tmp_path / "skies"
    folder.mkdir()
    with zipfile.ZipFile(folder / "skies.zip", "w") as archive:
        for i in range(3):
            archive.writestr(f"{i}.png", png(i))
    (folder / "manifest.csv").write_text("file,split,kind\n0.png,train,day\n1.png,train,night\n2.png,valid,night\n")
    material = image.read(folder, 8)
    assert material.classes == ("day", "night")
    assert (material.labels.tolist(), material.valid_labels.tolist()) == ([0, 1], [0])
