import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.pieces import END  # noqa: E402
from models.lstm import LSTM, Unrolled  # noqa: E402
from models.text import TextConfig, TextModel  # noqa: E402


def model():
    torch.manual_seed(0)
    return TextModel(TextConfig(300, width=16, cells=24, layers=2)).eval()


def test_the_written_gradient_is_the_true_one():
    torch.manual_seed(0)
    inputs = [torch.randn(*size, dtype=torch.double, requires_grad=True) for size in ((5, 3, 16), (16, 4), (3, 4), (3, 4))]
    keep = (torch.rand(5, 3, 1) > 0.3).double()
    assert torch.autograd.gradcheck(lambda *x: Unrolled.apply(*x, keep), inputs)


def test_a_layer_is_the_lstm_of_pytorch():
    torch.manual_seed(0)
    ours, theirs = LSTM(6, 8), torch.nn.LSTM(6, 8)
    order = [0, 1, 3, 2]  # theirs: input, forget, candidate, output
    with torch.no_grad():
        for name, weight in (("weight_ih", ours.read.weight), ("weight_hh", ours.recall.weight), ("bias_ih", ours.bias)):
            getattr(theirs, f"{name}_l0").copy_(torch.cat([weight.chunk(4)[i] for i in order]))
        theirs.bias_hh_l0.zero_()
    x, zero = torch.randn(7, 2, 6), torch.zeros(2, 8)
    said, (h, c) = ours(x, (zero, zero), torch.ones(7, 2, 1))
    expected, (h2, c2) = theirs(x)
    assert torch.allclose(said, expected, atol=1e-6)
    assert torch.allclose(torch.stack((h, c)), torch.cat((h2, c2)), atol=1e-6)


def test_step_by_step_is_the_whole():
    m, tokens = model(), torch.randint(1, 300, (12, 2))
    whole, _ = m(tokens, m.start(2))
    states, parts = m.start(2), []
    for step in tokens.split(1):
        logits, states = m(step, states)
        parts.append(logits)
    assert torch.allclose(torch.cat(parts), whole, atol=1e-5)


def test_end_forgets_what_was_before():
    m, tokens = model(), torch.randint(1, 300, (12, 1))
    tokens[5] = END
    after = m(tokens, m.start(1))[0][5:]
    assert torch.allclose(after, m(tokens[5:], m.start(1))[0], atol=1e-6)


def test_the_state_after_a_loss_holds_no_graph():
    m = model().train()
    _, states = m.loss(torch.randint(1, 300, (5, 2)), m.start(2))
    assert not any(part.requires_grad for state in states for part in state)
