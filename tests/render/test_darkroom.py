import numpy as np
import pytest

from bridge.package import Package
from bridge.players.path import point_of
from bridge.render.darkroom import Darkroom, Painter


@pytest.fixture
def package(tiny_pictures):
    return Package.open(tiny_pictures)


def film(package, seed=5, seconds=2.0, **wishes):
    return [(t, p.copy()) for t, p in Darkroom(package, Painter(package), seed, 120.0, wishes).film(seconds)]


def test_a_film_has_a_picture_for_every_frame(package):
    moments = [moment for moment, _ in film(package, walk=1.0, fps=25.0)]
    assert len(moments) == 50 and np.allclose(np.diff(moments), 0.04)


def test_the_same_seed_is_the_same_film(package):
    one, two = (film(package, walk=1.0) for _ in range(2))
    assert all(np.array_equal(a, b) for (_, a), (_, b) in zip(one, two, strict=True))


def test_the_first_picture_is_that_of_the_seed(package):
    _, first = film(package, walk=1.0)[0]
    alone = Painter(package).paint(np.array(point_of(5, 8), np.float32), np.array([1, 0], np.float32))
    assert np.array_equal(first, alone)


def test_what_stands_still_is_one_picture(package):
    assert len(film(package, walk=0.0)) == 1


def test_a_film_painted_three_at_once_is_the_same_film(package, tmp_path):
    gpu = pytest.importorskip("export.gpu", reason="the training parts are not installed")
    made = gpu.for_gpu(package, tmp_path / "three", ("fp16",), (3,), say=str)
    films = []
    for many in (False, True):
        painter = Painter(made, "cpu", "fp16", many)
        assert painter.most == (3 if many else 1)
        films.append([(t, p.copy()) for t, p in Darkroom(made, painter, 5, 120.0, {"walk": 1.0}).film(1.0)])
    for (moment, picture), (other, beside) in zip(*films, strict=True):
        assert moment == other and np.abs(picture.astype(int) - beside).max() <= 1
