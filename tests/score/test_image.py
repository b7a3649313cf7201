"""The score of an image package: what is painted, the baseline, and how the result is told."""

import numpy as np
import pytest

from bridge.engine.proving import open_stepper
from bridge.likeness import Distance
from bridge.package import Package
from bridge.picturefile import Pictures
from bridge.score import image


def pictures(images, classes=(), labels=None) -> Pictures:
    labels = np.zeros(len(images), np.int64) if labels is None else np.array(labels)
    return Pictures("skies", "valid", ("x.png",) * len(images), images, classes, labels, ())


@pytest.fixture(scope="module")
def noise():
    return np.random.default_rng(0).integers(0, 256, (40, 16, 16, 3), np.uint8)


def test_principal_components_keep_mean_and_spread(noise):
    found = image.samples(noise, 400, seed=0, components=39).astype(np.float32)
    assert abs(found.mean() - noise.mean()) < 3
    assert found.std() == pytest.approx(noise.std(), rel=0.15)


def test_few_components_are_too_smooth(noise):
    assert image.samples(noise, 40, seed=0, components=2).std() < noise.std()


def test_each_class_is_painted_as_often_as_it_was_held_out(noise):
    held = pictures(noise[:4], ("sea", "sky"), [1, 1, 0, 1])
    assert image.weights(("sky", "sea", "night"), held).argmax(1).tolist() == [0, 0, 1, 0]


def test_of_other_classes_each_is_painted_in_turn(noise):
    assert image.weights(("a", "b"), pictures(noise[:4])).argmax(1).tolist() == [0, 1, 0, 1]


def test_a_package_is_measured_beside_the_marks(tiny_pictures, noise):
    package = Package.open(tiny_pictures)
    stepper = open_stepper(package)
    held = pictures(noise[:20])
    score, baseline, floor = image.measure(stepper, package.manifest.image.classes, held, pictures(noise[20:]), seed=0)
    assert floor.mean < score.mean
    assert len(score.levels) == len(baseline.levels) == 1


def test_the_manifest_keeps_the_mean_and_the_floor(noise):
    result = image.Result("p", "fp32", "cpu", 0, pictures(noise), 40, Distance((50.0, 70.0)), Distance((300.0, 200.0)),
                          Distance((20.0, 30.0)), "skies")  # fmt: skip
    kept = result.kept()
    assert (kept.figures["sum"], kept.figures["floor"], kept.theirs["sum"]) == (60.0, 25.0, 250.0)
    assert "60.0" in result.table() and result.plain()["distance"]["levels"] == {"16": 50.0, "8": 70.0}
