import dataclasses

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")

from torch.nn import functional as F  # noqa: E402

from bridge import tokens  # noqa: E402
from models.music import (  # noqa: E402
    CLASSES,
    HEADS,
    MusicConfig,
    MusicModel,
    attend,
    parameters,
    rotary_tables,
    rotate,
)


def noise(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def random_rows(events: int, seed: int = 0) -> torch.Tensor:
    """Input rows (1, T, 8): any class of any column."""
    g = torch.Generator().manual_seed(seed)
    places = zip(tokens.SIZES, tokens.OFFSETS, strict=True)
    return torch.stack([torch.randint(size, (1, events), generator=g) + at for size, at in places], -1)


def random_target(events: int, seed: int = 0) -> torch.Tensor:
    """(1, T, 4)"""
    g = torch.Generator().manual_seed(seed)
    return torch.stack([torch.randint(n - 1, (1, events), generator=g) for n in CLASSES], -1)


@pytest.fixture(scope="module")
def loud(tiny_model):
    """The tiny model with weights so large that everything it hears matters."""
    torch.manual_seed(1)
    model = MusicModel(tiny_model.config).eval().requires_grad_(False)
    for weight in model.parameters():
        torch.nn.init.normal_(weight, std=0.2)
    return model


def test_attention_written_out_is_pytorchs():
    q, k, v = noise(2, 4, 9, 16), noise(2, 2, 9, 16, seed=1), noise(2, 2, 9, 16, seed=2)
    fused = F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)
    torch.testing.assert_close(attend(q, k, v), fused)


def test_attention_of_one_event_by_hand():
    k = torch.tensor([[[[1.0, 0.0], [0.0, 1.0]]]])
    v = torch.tensor([[[[1.0, 0.0], [0.0, 1.0]]]])
    q = torch.tensor([[[[2.0**0.5, 0.0]]]])  # twice as near to the first as to the second: e against 1
    e = torch.tensor(1.0).exp()
    torch.testing.assert_close(attend(q, k, v)[0, 0, 0], torch.stack((e, torch.tensor(1.0))) / (e + 1))


def test_with_a_past_the_new_events_see_all_of_it_and_no_future():
    q, k, v = noise(1, 2, 8, 16), noise(1, 1, 8, 16, seed=1), noise(1, 1, 8, 16, seed=2)
    torch.testing.assert_close(attend(q[:, :, 5:], k, v), attend(q, k, v)[:, :, 5:])


def test_rotary_positions_tell_only_distances():
    c = MusicConfig()
    cos, sin = rotary_tables(c)
    q, k = noise(1, 1, 1, c.head_width), noise(1, 1, 1, c.head_width, seed=1)

    def product(at: int, to: int) -> float:
        turned = (rotate(x, cos[i : i + 1], sin[i : i + 1]) for x, i in ((q, at), (k, to)))
        return torch.sum(torch.mul(*turned)).item()

    assert product(7, 3) == pytest.approx(product(904, 900), abs=1e-4)
    assert product(7, 3) != pytest.approx(product(7, 4), abs=1e-2)


def test_turning_keeps_lengths_and_position_zero_as_it_is():
    cos, sin = rotary_tables(MusicConfig())
    x = noise(1, 1, 5, 64)
    turned = rotate(x, cos[:5], sin[:5])
    torch.testing.assert_close(turned.norm(dim=-1), x.norm(dim=-1))
    torch.testing.assert_close(turned[..., 0, :], x[..., 0, :])


@pytest.mark.parametrize("steps", [(1,) * 12, (5, 1, 6), (11, 1)])
def test_step_by_step_with_a_cache_is_the_whole_window(loud, steps):
    rows = random_rows(12)
    whole, _ = loud.backbone(rows)
    past, parts = None, []
    for part in rows.split(steps, 1):
        h, past = loud.backbone(part, past)
        parts.append(h)
    torch.testing.assert_close(torch.cat(parts, 1), whole, atol=1e-4, rtol=1e-4)
    assert past[0][0].shape == (1, loud.config.kv_heads, 12, loud.config.head_width)


@pytest.mark.parametrize("changed", [0, 4, 9])
def test_an_event_changes_nothing_before_it_and_something_from_it_on(loud, changed):
    rows = random_rows(10)
    other = rows.clone()
    other[:, changed] = random_rows(10, seed=5)[:, changed]
    target = random_target(10)
    for a, b in zip(loud(rows, target), loud(other, target), strict=True):
        torch.testing.assert_close(a[:, :changed], b[:, :changed], atol=0, rtol=0)
        assert not torch.allclose(a[:, changed], b[:, changed])


@pytest.mark.parametrize("told", range(4))
def test_each_head_hears_the_attributes_before_its_own_and_none_after(loud, told):
    h, target = noise(1, 3, loud.config.width), random_target(3)
    other = target.clone()
    other[..., told] = (target[..., told] + 1) % (CLASSES[told] - 1)
    before, after = loud.heads(h, target), loud.heads(h, other)
    changed = [not torch.equal(a, b) for a, b in zip(before, after, strict=True)]
    assert changed == [i > told for i in range(4)]


def test_logits_have_the_classes_of_the_vocabulary(tiny_model):
    shapes = [tuple(y.shape) for y in tiny_model(random_rows(3), random_target(3))]
    assert shapes == [(1, 3, 122), (1, 3, 128), (1, 3, 121), (1, 3, 32)]
    assert HEADS == ("time", "pitch", "duration", "velocity")


def test_a_fresh_model_is_as_unsure_as_can_be():
    torch.manual_seed(0)
    model = MusicModel(MusicConfig.sized(64, 2))
    loss = model.loss(random_rows(50), random_target(50))
    expected = torch.tensor([float(n) for n in CLASSES]).log()
    torch.testing.assert_close(loss, expected, atol=0.1, rtol=0)


def test_targets_of_minus_one_are_not_counted(tiny_model):
    rows, target = random_rows(6), random_target(6)
    hidden = target.clone()
    hidden[:, 3:, 2] = -1
    all_, some = tiny_model.loss(rows, target), tiny_model.loss(rows, hidden)
    first = tiny_model.loss(rows[:, :3], target[:, :3])
    assert torch.equal(all_[:2], some[:2])
    torch.testing.assert_close(some[2], first[2])


def test_the_shipped_model_has_five_million_weights():
    assert parameters(MusicModel(MusicConfig())) == 5_034_752
    assert MusicConfig.sized(256, 6) == MusicConfig()


@pytest.mark.parametrize("width", range(64, 1025, 64))
def test_every_width_gives_whole_heads_that_share_keys(width):
    c = MusicConfig.sized(width, 1)
    assert c.heads * c.head_width == c.width
    assert c.heads % c.kv_heads == 0
    assert c.head_width in (32, 64)
    assert dataclasses.replace(c, width=width) == c
