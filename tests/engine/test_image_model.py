from array import array

import numpy as np
import pytest

from bridge.channel import LinkClosed
from bridge.engine import image_model
from bridge.engine.image_model import open_model, prove
from bridge.engine.painting import Painter
from bridge.frames import rings
from bridge.frames.reader import RingReader
from bridge.package import Package
from bridge.players.path import point_of

CLASSES = array("f", (1.0, 0.0)).tobytes()


def latent(seed: int) -> bytes:
    return array("f", point_of(seed, 8)).tobytes()


@pytest.fixture
def said():
    return []


@pytest.fixture
def model(tiny_pictures, said):
    model = open_model(Package.open(tiny_pictures), "cpu", 0, said.append)
    yield model
    model.interrupt()
    rings.remove_all()


def test_a_picture_comes_into_the_ring_and_is_told(model, said):
    name = rings.ring_name("image")
    model.actions["show"](name)
    model.actions["render"](7, 12.5, latent(3), CLASSES)
    frame = RingReader(name).newest()
    assert (frame.index, frame.due, frame.array.shape) == (7, 12.5, (16, 16, 3))
    assert said == [("frame", 7, 12.5)]


def test_the_same_latent_is_the_same_picture(model):
    name = rings.ring_name("image")
    model.actions["show"](name)
    reader, pictures = RingReader(name), []
    for index, seed in enumerate((3, 4, 3)):
        model.actions["render"](index, 0.0, latent(seed), CLASSES)
        pictures.append(reader.newest().array.copy())
    assert np.array_equal(pictures[0], pictures[2]) and not np.array_equal(pictures[0], pictures[1])


def test_a_latent_of_the_wrong_length_is_told_and_paints_nothing(model, said):
    model.actions["render"](1, 0.0, latent(3)[:8], CLASSES)
    assert said == [("unpainted", 1, "this package has 8 coordinates; found 2")]


def test_without_a_ring_it_paints_for_nobody(model, said):
    model.actions["render"](1, 0.0, latent(3), CLASSES)
    assert said == [("frame", 1, 0.0)]


def test_it_tells_its_size_and_classes(model):
    info = model.info()
    assert (info["size"], info["latent"], info["classes"]) == ([16, 16], 8, ["sea", "sky"])


def test_its_self_test_holds(tiny_pictures):
    package = Package.open(tiny_pictures)
    assert prove(package, package.manifest.graphs[0]) <= 1.0


@pytest.fixture
def several(tiny_pictures, said, tmp_path):
    """Two players of one package that paints three at once, in one process."""
    gpu = pytest.importorskip("export.gpu", reason="the training parts are not installed")
    package = gpu.for_gpu(Package.open(tiny_pictures), tmp_path / "three", ("fp16",), (3,), say=lambda line: None)
    painter = Painter(package, "cpu", "fp16", many=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image_model, "painter_of", lambda package, device: painter)
        models = [open_model(package, "cpu", 0, said.append) for _ in range(2)]
    yield models, painter
    for model in models:
        model.interrupt()


def test_who_shares_a_package_is_painted_for_at_once(several, said):
    models, painter = several
    for model in models:
        painter.members.add(model)  # both have painted before
    runs = []
    painter.paint, paint = lambda wishes: runs.append(len(wishes)) or paint(wishes), painter.paint
    for i, model in enumerate(models):
        model.actions["render"](i, 0.0, latent(i), CLASSES)
    assert said == [] and models[0].work()
    assert sorted(said) == [("frame", 0, 0.0), ("frame", 1, 0.0)] and runs == [2]
    assert not models[1].work()


def test_pictures_painted_at_once_are_those_painted_alone(several):
    _, painter = several
    wishes = [painter.wish(latent(seed), CLASSES) for seed in range(5)]
    alone = [painter.paint([wish])[0].copy() for wish in wishes]
    assert painter.most == 3
    for frame, expected in zip(painter.paint(wishes), alone, strict=True):
        assert np.abs(frame.astype(int) - expected).max() <= 1
    assert not np.array_equal(alone[0], alone[4])


def test_one_who_stays_alone_is_painted_for_at_once(several, said):
    models, painter = several
    painter.members.update(models)
    models.pop().interrupt()
    models[0].actions["render"](7, 0.0, latent(1), CLASSES)
    assert said == [("frame", 7, 0.0)]


def test_who_has_gone_is_painted_for_no_more(several, said):
    models, painter = several
    painter.members.update(models)

    def gone(message):
        raise LinkClosed

    models[0]._send = gone
    for i, model in enumerate(models):
        model.actions["render"](i, 0.0, latent(i), CLASSES)
    models[1].work()
    assert said == [("frame", 1, 0.0)] and painter.members == {models[1]}
