import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.gestures.reading import Material  # noqa: E402
from bridge.gestures.take import Piece  # noqa: E402
from bridge.package.gesture import Value  # noqa: E402
from models import runs  # noqa: E402
from models.data.gesture import Windows  # noqa: E402
from models.gesture import GestureConfig, GestureModel  # noqa: E402
from models.train_gesture import Recipe, held_out, judge_fully, train  # noqa: E402

VALUES = (Value("x", steps=128), Value("pen", steps=2))
CONFIG = GestureConfig(2, cells=16, layers=2, components=3)
QUICK = Recipe(steps=6, rows=4, length=16, warmup_steps=2, dropout=0.0)


def waves(n=6, steps=120):
    pieces = []
    for i in range(n):
        x = np.rint(63.5 + 60 * np.sin(np.arange(steps) / 6 + i)).astype(np.int32)
        wait = np.full(steps, 20, np.int32)
        wait[0] = 0
        pieces.append(Piece(f"{i}", wait, np.stack([x, np.ones_like(x)], 1)))
    return Material("waves", "", VALUES, 5.0, pieces)


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


class After:
    """Asks to stop after so many looks."""

    def __init__(self, looks):
        self.left = looks

    @property
    def asked(self):
        self.left -= 1
        return self.left < 0


def test_a_run_that_was_stopped_and_goes_on_is_the_run_that_was_not(tmp_path):
    def go(folder, stop=None):
        return train(waves(), None, tmp_path / folder, CONFIG, QUICK, stop=stop, say=lambda line: None)

    whole = go("whole")
    assert go("parts", After(3)).step == 3
    parts = go("parts")
    assert (whole.step, parts.step) == (6, 6)
    weights = zip(whole.model.state_dict().values(), parts.model.state_dict().values(), strict=True)
    assert all(torch.equal(a, b) for a, b in weights)


def test_it_learns(tmp_path):
    recipe = Recipe(steps=60, rows=8, length=32, warmup_steps=5, dropout=0.0, flip=False)
    fresh = held_out(GestureModel(CONFIG), waves(2))
    run = train(waves(), waves(2), tmp_path / "run", CONFIG, recipe, say=lambda line: None)
    assert judge_fully(run, waves(2), None) < fresh - 2
    assert run.best["step"] <= 60
    saved = runs.weights(tmp_path / "run")
    assert runs.kind_of(saved) == "gesture" and saved["grid"]["values"][1]["steps"] == 2


def test_a_piece_in_parts_is_judged_as_the_whole():
    from models import train_gesture

    torch.manual_seed(0)
    model = GestureModel(CONFIG)
    whole = held_out(model, waves(1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train_gesture, "JUDGED_AT_ONCE", 7)
        assert held_out(model, waves(1)) == pytest.approx(whole, rel=1e-5)


def test_windows_stay_on_the_grid_and_come_again():
    windows = Windows(waves().pieces, VALUES, 5.0, 24, seed=3, flip=True)
    windows.seek(5)
    time, values, low, high = windows.batch(8)
    assert time.shape == (24, 8) and values.shape == (24, 8, 2) and low.shape == (24, 8, 3)
    assert np.allclose(values[..., 0] * 127, np.rint(values[..., 0] * 127), atol=1e-4)
    assert (low < high).all()
    windows.seek(5)
    assert np.array_equal(windows.batch(8)[1], values)


def test_the_cells_are_those_of_the_next_step():
    windows = Windows(waves().pieces, VALUES, 5.0, 24, seed=3, flip=False)
    _, values, low, high = windows.batch(4)
    inside = (low[:-1, :, 1] < values[1:, :, 0]) & (values[1:, :, 0] < high[:-1, :, 1])
    assert inside.all()
