"""Principal components: every picture has a latent, and every latent a layout."""

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")

from models.image import ImageConfig, ImageModel  # noqa: E402
from models.layouts import decompose, flat  # noqa: E402


@pytest.fixture(scope="module")
def images():
    torch.manual_seed(0)
    small = torch.randint(0, 256, (60, 3, 4, 4)).float()
    return torch.nn.functional.interpolate(small, (64, 64), mode="bilinear").to(torch.uint8)


def test_the_latents_of_what_is_learned_from_are_like_chance(images):
    layouts = decompose(images, torch.zeros(60, dtype=torch.long), 0, 8, turns=False)
    found = layouts.read(images.float() / 127.5 - 1, torch.zeros(60, dtype=torch.long))
    assert found.shape == (60, 8)
    assert found.std() == pytest.approx(1, abs=0.2) and abs(found.mean()) < 0.15


def test_a_fresh_model_lays_out_what_was_read(images):
    labels = torch.arange(60) % 2
    layouts = decompose(images, labels, 2, 47, turns=False)
    model = ImageModel(ImageConfig(128, 47, ("sea", "sky"), 16, (8, 8, 8, 8, 8)))
    layouts.into(model)
    x = images[:10].float() / 127.5 - 1
    classes = torch.nn.functional.one_hot(labels[:10], 2).float()
    found = model.laid_out(layouts.read(x, labels[:10]), classes).flatten(1)
    mean = flat(x).mean(0)
    assert (found - flat(x)).square().mean() < 0.5 * (mean - flat(x)).square().mean()


def test_fewer_pictures_than_coordinates_are_enough(images):
    layouts = decompose(images[:3], torch.zeros(3, dtype=torch.long), 0, 64, turns=False)
    assert layouts.weight.norm(dim=0).min() > 0
    assert layouts.read(images[:3].float() / 127.5 - 1, torch.zeros(3, dtype=torch.long)).isfinite().all()
