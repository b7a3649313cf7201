from array import array

import numpy as np
import pytest

from bridge.engine.image_model import open_model, prove
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
