import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")

from bridge.pieces import END  # noqa: E402
from export import text, text_memory  # noqa: E402
from export.text_memory import LEVELS, ORDERS, count  # noqa: E402
from models.text import TextConfig, TextModel  # noqa: E402

A, B, C, D = 257, 258, 259, 260  # the first pieces
LISTED = ["a", "b", "c", "d", "e"]


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    return TextModel(TextConfig(257 + len(LISTED), width=32, cells=32)).eval().requires_grad_(False)


@pytest.fixture(scope="module")
def memory(model):
    """b follows a ten times, c once; d follows a b whenever a text began so."""
    texts = [[A, B, D]] * 10 + [[A, C]] + [[C, A, B, C]] * 6
    return count(texts, [[A, B, D], [C, A, B, C]] * 20, model)


def test_what_followed_often_is_likely(memory):
    chance, _ = memory.chance([END, A])
    assert chance.argmax() == B and chance[B] > 0.8


def test_a_longer_context_knows_better(memory):
    assert memory.chance([END, A, B])[0].argmax() == D
    assert memory.chance([END, C, A, B])[0].argmax() == C


def test_chances_are_chances(memory):
    for context in ([END], [END, A], [END, A, B], [END, D], [END, B, B, B]):
        chance, _ = memory.chance(context)
        assert chance.min() >= 0 and 0.8 < chance.sum() <= 1 + 1e-6


def test_what_was_never_met_falls_back_to_shorter_contexts(memory):
    unmet, level = memory.chance([END, B, B, A])
    assert unmet.argmax() == B and level <= LEVELS


def test_the_trust_is_a_share(memory):
    assert memory.trust.shape == (1 + ORDERS * LEVELS,) and np.all((memory.trust > 0) & (memory.trust < 1))


def test_the_graph_says_the_mixture(model, memory, tmp_path):
    """Parity is part of the export: step by step in ONNX Runtime against PyTorch and the plain counts, choices too."""
    told = []
    text.export_model(model, LISTED, tmp_path / "mixed", "both", told.append, memory)
    assert len(told) == 6 and all(line.endswith("ok") for line in told)


def test_a_graph_that_forgot_the_counts_does_not_hold(model, memory, tmp_path, monkeypatch):
    monkeypatch.setattr(text, "grafted", lambda graph, memory: graph)
    with pytest.raises(text.PackageError, match="parity does not hold"):
        text.export_model(model, LISTED, tmp_path / "mixed", "fp32", lambda line: None, memory)


def test_nothing_counted_is_nothing_known(model):
    memory = text_memory.count([[A, B]], [[A, B]], model)
    chance, level = memory.chance([END, A])
    assert level == 0 and chance == pytest.approx(memory.alone)
