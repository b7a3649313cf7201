"""A recorded performance painted again: the journal of a stage, the pictures of its frames."""

import numpy as np
import pytest
from PIL import Image

from bridge.errors import DataError
from bridge.package import Package
from bridge.players.path import Blend, Still, point_of
from bridge.render import replayed
from bridge.render.darkroom import Painter
from bridge.watch.records import Record


@pytest.fixture
def run(tiny_pictures, monkeypatch):
    """A run of two frames: the pictures of seeds 5 and 6, the latter with coordinate 2 held at 1."""
    package = Package.open(tiny_pictures)
    monkeypatch.setattr(Package, "find", lambda name: Package.open(tiny_pictures))
    about = {"kind": "image", "package": package.name, "sha256": dict(package.manifest.files)}
    classes = Blend((1.0, 0.0), (1.0, 0.0), 0.0, 0.0).plain()

    def way(seed, pins):
        path = Still(point_of(seed, 8)).plain()
        return {"player": "film", "package": package.name, "path": path, "pins": pins, "classes": classes, "truncation": 1.0}

    records = [
        Record("start", {"players": {"film": about}}),
        Record("made", way(5, {})),
        Record("made", {"player": "film", "frame": 1, "due": 1.0, "beat": 2.0}),
        Record("made", way(6, {"2": 1.0})),
        Record("made", {"player": "film", "frame": 2, "due": 1.5, "beat": 3.0}),
    ]
    monkeypatch.setattr(replayed, "read", lambda run: iter(records))
    return records


def test_the_frames_are_painted_again(run, tiny_pictures, tmp_path):
    assert replayed.write_frames(tmp_path, tmp_path / "frames") == 2
    point = np.array(point_of(6, 8), np.float32)
    point[2] = 1.0
    expected = Painter(Package.open(tiny_pictures)).paint(point, np.array([1, 0], np.float32))
    found = np.asarray(Image.open(tmp_path / "frames" / "film-000002.png"))
    assert np.array_equal(found, expected)


def test_another_version_of_the_package_is_no_replay(run, tmp_path):
    run[0].values["players"]["film"]["sha256"] = {"image.onnx": "0" * 64}
    with pytest.raises(DataError, match="another version"):
        replayed.write_frames(tmp_path, tmp_path / "frames")


def test_a_disk_that_refuses_is_told(run, tmp_path):
    (tmp_path / "frames").write_text("in the way")
    with pytest.raises(DataError, match="cannot be written"):
        replayed.write_frames(tmp_path, tmp_path / "frames")
