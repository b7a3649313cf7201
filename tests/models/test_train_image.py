"""The training loop, on a net of a few channels."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")

from bridge.errors import DataError  # noqa: E402
from models import runs, train_image  # noqa: E402
from models.data.image import Material  # noqa: E402
from models.image import ImageConfig  # noqa: E402
from models.looking import SHEET  # noqa: E402
from models.train_image import Recipe, rate_at, train  # noqa: E402

CONFIG = ImageConfig(128, 4, ("sea", "sky"), 16, (8, 8, 8, 8, 8))
RECIPE = Recipe(steps=2, batch=4)


@pytest.fixture(scope="module")
def material():
    images = np.random.default_rng(0).integers(0, 256, (6, 128, 128, 3), np.uint8)
    return Material(images, np.array([0, 1, 0, 1, 0, 1]), images[:0], np.zeros(0, np.int64), CONFIG.names, ("x",), ())


@pytest.fixture(scope="module")
def run(material, tmp_path_factory):
    return train(material, tmp_path_factory.mktemp("run"), CONFIG, RECIPE, say=lambda line: None)


def test_a_finished_run_leaves_what_export_takes(run):
    saved = runs.weights(run.folder)
    assert runs.kind_of(saved) == "image"
    assert all(torch.equal(saved["model"][name], value) for name, value in run.model.state_dict().items())


def test_a_finished_run_leaves_a_contact_sheet(run):
    assert (run.folder / SHEET).read_bytes().startswith(b"\x89PNG")


def test_both_have_learned(run, material, tmp_path):
    fresh = train_image.Run(tmp_path, CONFIG, RECIPE, material)
    for part in ("painter", "critic"):
        now, then = getattr(run, part).state_dict(), getattr(fresh, part).state_dict()
        assert any(not torch.equal(now[name], then[name]) for name in now), part


def test_what_is_exported_moves_slower_than_what_learns(run, material, tmp_path):
    start = train_image.Run(tmp_path, CONFIG, RECIPE, material).painter.rgb.weight
    assert (run.model.rgb.weight - start).norm() < (run.painter.rgb.weight - start).norm()


def test_a_run_goes_on_where_it_stopped(run, material):
    again = train_image.Run(run.folder, CONFIG, RECIPE, material)
    assert again.step == 2 and again.over


def test_a_run_of_another_shape_is_refused(run, material):
    with pytest.raises(DataError, match="latent 4, not 8"):
        train_image.Run(run.folder, ImageConfig(128, 8, CONFIG.names, 16, CONFIG.widths), RECIPE, material)


def test_the_rate_warms_up_holds_and_falls():
    recipe = Recipe(warmup_steps=10, hold=0.5)
    assert rate_at(0.0, 4, recipe) == 0.5
    assert rate_at(0.4, 100, recipe) == 1.0
    assert rate_at(1.0, 1000, recipe) == train_image.SETTLED


def test_what_is_exported_is_as_loud_as_suits_the_pictures_and_learning_goes_on_from_what_it_was(run, material):
    settled = run.settle(material)
    saved = runs.weights(run.folder)
    assert 0 < saved["gain"] <= 1
    assert torch.allclose(saved["model"]["rgb.weight"], saved["gain"] * run.model.rgb.weight)
    assert torch.equal(settled.rgb.weight, saved["model"]["rgb.weight"])
    (run.folder / runs.BEST).unlink()  # for the other tests
