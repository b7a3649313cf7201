"""The generator: shapes, and that its shortcuts are exact."""

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")

from torch.nn import functional as F  # noqa: E402

from models.image import ImageConfig, ImageModel, doubling  # noqa: E402

NARROW = (8, 8, 8, 8, 8)


def model(size=128, names=()):
    torch.manual_seed(0)
    return ImageModel(ImageConfig(size, 4, names, 16, NARROW)).eval().requires_grad_(False)


@pytest.mark.parametrize("size", [128, 256])
def test_a_latent_becomes_a_picture(size):
    assert model(size)(torch.randn(2, 4)).shape == (2, 3, size, size)


def test_doubling_is_nearest_neighbour_and_then_a_convolution():
    weight, x = torch.randn(5, 3, 3, 3), torch.randn(2, 3, 6, 6)
    plain = F.conv2d(F.interpolate(x, scale_factor=2, mode="nearest"), weight, padding=1)
    assert torch.allclose(F.conv_transpose2d(x, doubling(weight).transpose(0, 1), stride=2, padding=1), plain, atol=1e-5)


def test_a_fresh_net_paints_no_checkerboard():
    y = F.pixel_shuffle(model().rgb(torch.randn(1, 8, 64, 64)), 2)
    assert torch.equal(y[..., ::2, ::2], y[..., 1::2, 1::2])


def test_classes_are_mixed_by_weight():
    net, z = model(names=("sea", "sky")), torch.randn(1, 4)
    sea, both, sky = (net(z, torch.tensor([w])) for w in ([1.0, 0.0], [0.5, 0.5], [0.0, 1.0]))
    assert not torch.allclose(sea, sky)
    assert (both - sea).abs().mean() < (sky - sea).abs().mean()


def test_a_config_survives_plain_values():
    import dataclasses

    config = ImageConfig.sized(256, ("sea", "sky"))
    assert ImageConfig.from_plain({**dataclasses.asdict(config), "names": ["sea", "sky"]}) == config
