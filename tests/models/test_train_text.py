import math

import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.errors import DataError  # noqa: E402
from bridge.pieces import Pieces  # noqa: E402
from models import runs  # noqa: E402
from models.stopping import Stop  # noqa: E402
from models.text import TextConfig, TextModel  # noqa: E402
from models.train_text import Recipe, Run, held_out, rate_at, train  # noqa: E402

TEXTS = ["the sea and the land", "and the sky", "the land and the sea and the sky"] * 3
PIECES = Pieces([*"adehklnstyp "])
CONFIG = TextConfig(len(PIECES), width=16, cells=16)
RECIPE = Recipe(steps=8, rows=4, length=8, warmup_steps=1, save_every_s=0.0)


def learned(folder, steps=8, stop=None, **more):
    recipe = Recipe(**{**RECIPE.__dict__, "steps": steps, **more})
    return train(TEXTS, TEXTS[:2], folder, PIECES, CONFIG, recipe, stop=stop, say=lambda line: None)


def test_it_learns(tmp_path):
    torch.manual_seed(0)
    fresh = held_out(TextModel(CONFIG), PIECES, TEXTS, 1000)
    run = learned(tmp_path, 60)
    assert held_out(run.model, PIECES, TEXTS, 1000) < fresh - 1


def test_a_run_that_was_stopped_goes_on_with_the_windows_that_were_due(tmp_path):
    learned(tmp_path / "a", 6, hold=1.0)
    class Once(Stop):
        asked = False
    stop, steps = Once(), []
    original = Run.one_step

    def one_step(self, windows):
        steps.append(self.step)
        stop.asked = len(steps) == 3
        return original(self, windows)

    Run.one_step = one_step
    try:
        learned(tmp_path / "b", 6, stop=stop, hold=1.0)
        stop.asked = False
        learned(tmp_path / "b", 6, hold=1.0)
    finally:
        Run.one_step = original
    assert steps == list(range(6))


def test_another_shape_is_refused(tmp_path):
    learned(tmp_path)
    with pytest.raises(DataError, match="cells 16, not 32"):
        Run(tmp_path, PIECES, TextConfig(len(PIECES), 16, 32), RECIPE)


def test_the_best_weights_know_their_kind_and_pieces(tmp_path):
    learned(tmp_path)
    saved = runs.weights(tmp_path)
    assert runs.kind_of(saved) == "text"
    assert saved["pieces"] == list(PIECES.listed)


def test_bits_are_those_of_each_text_by_itself():
    torch.manual_seed(0)
    model = TextModel(CONFIG).eval()
    together = held_out(model, PIECES, TEXTS[:3], 1000)
    apart = sum(held_out(model, PIECES, [text], 1000) * len(text) for text in TEXTS[:3])
    assert math.isclose(together, apart / sum(map(len, TEXTS[:3])), rel_tol=1e-5)


def test_an_even_guess_costs_the_logarithm_of_the_tokens():
    model = TextModel(CONFIG)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
    text = "the sea"
    expected = (len(text) + 1) * math.log2(len(PIECES)) / len(text)  # END too
    assert math.isclose(held_out(model, PIECES, [text], 100), expected, rel_tol=1e-5)


def test_the_rate_falls_to_nothing():
    recipe = Recipe(warmup_steps=10)
    assert rate_at(0.0, 0, recipe) == pytest.approx(recipe.rate / 10)
    assert rate_at(recipe.hold / 2, 100, recipe) == recipe.rate
    assert rate_at(1.0, 1000, recipe) == 0
