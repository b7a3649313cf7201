import dataclasses
import json

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")

from bridge.errors import DataError  # noqa: E402
from models import runs, train_music  # noqa: E402
from models.data.music import Windows  # noqa: E402
from models.data.pieces import Piece, Source  # noqa: E402
from models.music import MusicConfig  # noqa: E402
from models.stopping import Stop  # noqa: E402
from models.train_music import Recipe, Run, held_out, judge, judge_fully, mean_bits, rate_at, table, train  # noqa: E402

TINY = MusicConfig(width=64, layers=1, heads=2, kv_heads=1, hidden=64, head_hidden=64, context=128)
QUICK = Recipe(steps=40, rows=4, micro=2, length=32, warmup_steps=4)
SOURCES = (Source("grooves", "drums", 1.0),)


def groove(turn: int) -> Piece:
    """Eight hits again and again, begun at another one: nothing after the first is a surprise. Drums: never transposed."""
    steps = np.arange(64)
    pitches = np.array((36, 42, 38, 42, 36, 46, 38, 51))[(steps + turn) % 8]
    events = np.stack((24 * steps, pitches, np.full(64, 6), np.full(64, 80)), 1)
    return Piece(4, 0, f"groove {turn}", events.astype(np.int32))


@pytest.fixture
def pieces():
    return [groove(turn) for turn in (0, 2, 4)]


@pytest.fixture
def silent():
    return lambda line: None


def stop_at(step: int, monkeypatch) -> Stop:
    """Ctrl-C while that step is in flight."""
    stop, one_step = Stop(), Run.one_step

    def and_stop(run, windows):
        loss = one_step(run, windows)
        stop.asked = run.step == step
        return loss

    monkeypatch.setattr(Run, "one_step", and_stop)
    return stop


def weights(run: Run) -> list[torch.Tensor]:
    return list(run.model.state_dict().values())


# --- the recipe ---


def test_the_rate_rises_stays_and_falls_to_nothing():
    recipe = Recipe(rate=1.0, warmup_steps=10, hold=0.5)
    assert rate_at(0.0, 0, recipe) == pytest.approx(0.1)
    assert rate_at(0.1, 9, recipe) == 1.0
    assert rate_at(0.49, 500, recipe) == 1.0
    assert rate_at(0.75, 500, recipe) == pytest.approx(0.5)
    assert rate_at(1.0, 500, recipe) == 0.0
    assert rate_at(1.2, 500, recipe) == 0.0


def test_the_budget_is_minutes_or_steps(tmp_path):
    by_minutes, by_steps = (Run(tmp_path / n, TINY, r) for n, r in (("m", Recipe(minutes=2)), ("s", Recipe(steps=10))))
    for run in (by_minutes, by_steps):
        run.spent, run.step = 30.0, 10
    assert (by_minutes.progress, by_minutes.over) == (0.25, False)
    assert (by_steps.progress, by_steps.over) == (1.0, True)


def test_every_weight_has_exactly_one_optimizer(tmp_path):
    run = Run(tmp_path, TINY, QUICK)
    theirs = [p for o in run.optimizers for group in o.param_groups for p in group["params"]]
    assert len(theirs) == len(set(theirs)) == len(list(run.model.parameters()))


# --- the loop ---


def test_it_learns_a_pattern_by_heart(tmp_path, pieces, silent):
    fresh = held_out(Run(tmp_path / "fresh", TINY, QUICK).model, pieces, SOURCES, 10**6)["grooves"]
    run = train(pieces, pieces, SOURCES, tmp_path / "run", TINY, dataclasses.replace(QUICK, steps=80), say=silent)
    bits = held_out(run.model, pieces, SOURCES, 10**6)["grooves"]
    assert sum(fresh.values()) > 20
    assert sum(bits.values()) < 2


def test_the_log_tells_losses_and_held_out_bits(tmp_path, pieces, silent):
    train(pieces, pieces[:1], SOURCES, tmp_path, TINY, QUICK, say=silent)
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == [20, 40, 40]
    assert len(rows[0]["nats"]) == 4 and sum(rows[1]["nats"]) < sum(rows[0]["nats"])
    assert list(rows[2]["held_out"]["grooves"]) == ["time", "pitch", "duration", "velocity"]


def test_stopped_and_gone_on_it_is_the_run_that_was_never_stopped(tmp_path, pieces, silent, monkeypatch):
    whole = train(pieces, pieces, SOURCES, tmp_path / "whole", TINY, QUICK, say=silent)
    with monkeypatch.context() as patch:
        part = train(pieces, pieces, SOURCES, tmp_path / "part", TINY, QUICK, stop=stop_at(17, patch), say=silent)
    assert part.step == 17
    again = train(pieces, pieces, SOURCES, tmp_path / "part", TINY, QUICK, say=silent)
    assert again.step == whole.step == 40
    for a, b in zip(weights(whole), weights(again), strict=True):
        torch.testing.assert_close(a, b, atol=1e-5, rtol=1e-4)


def test_a_run_that_is_over_learns_nothing_more_until_it_is_given_more(tmp_path, pieces, silent):
    first = train(pieces, pieces, SOURCES, tmp_path, TINY, QUICK, say=silent)
    same = train(pieces, pieces, SOURCES, tmp_path, TINY, QUICK, say=silent)
    assert all(torch.equal(a, b) for a, b in zip(weights(first), weights(same), strict=True))
    more = train(pieces, pieces, SOURCES, tmp_path, TINY, dataclasses.replace(QUICK, steps=45), say=silent)
    assert (same.step, more.step) == (40, 45)


def test_a_run_begins_with_the_weights_it_is_given_and_judges_them_first(tmp_path, pieces, silent):
    first = train(pieces, pieces, SOURCES, tmp_path / "a", TINY, QUICK, say=silent)
    start, stop = first.model.state_dict(), Stop()
    stop.asked = True  # at once: nothing is learned
    second = train(pieces, pieces, SOURCES, tmp_path / "b", TINY, QUICK, start, stop, silent)
    assert all(torch.equal(a, b) for a, b in zip(weights(first), weights(second), strict=True))
    train(pieces, pieces, SOURCES, tmp_path / "c", TINY, dataclasses.replace(QUICK, steps=1), start, say=silent)
    before = json.loads((tmp_path / "c" / "log.jsonl").read_text().splitlines()[0])
    assert before["step"] == 0 and before["held_out"]


def test_another_shape_is_another_run(tmp_path, pieces, silent):
    Run(tmp_path, TINY, QUICK).save()
    with pytest.raises(DataError, match=r"another shape \(layers 1, not 2\); choose another --out"):
        Run(tmp_path, dataclasses.replace(TINY, layers=2), QUICK)


def test_a_checkpoint_of_an_earlier_release_goes_on(tmp_path):
    """Before budgets in steps and before the best was kept."""
    run = Run(tmp_path, TINY, QUICK)
    run.save()
    saved = runs.read(tmp_path / "checkpoint.pt")
    del saved["best"], saved["recipe"]["steps"]
    runs.write(tmp_path / "checkpoint.pt", saved)
    assert Run(tmp_path, TINY, Recipe(**saved["recipe"])).best is None


def test_nothing_to_learn_from_is_said(tmp_path):
    with pytest.raises(DataError, match="nothing to learn from"):
        train([], [], SOURCES, tmp_path, TINY, QUICK)


def test_a_loss_that_is_no_number_ends_the_run_and_spoils_nothing(tmp_path, pieces):
    run = Run(tmp_path, TINY, QUICK)
    windows = Windows(pieces, SOURCES, 32, 0)
    run.one_step(windows)
    run.save()
    with torch.no_grad():
        run.model.norm.weight.fill_(float("nan"))
    with pytest.raises(DataError, match=r"no number any more at step 1; try a lower --rate"):
        run.one_step(windows)
    assert all(w.isfinite().all() for w in runs.read(tmp_path / "checkpoint.pt")["model"].values())


# --- held-out music ---


def test_the_best_weights_are_kept_whatever_comes_after(tmp_path, pieces):
    run, stop = Run(tmp_path, TINY, QUICK), Stop()
    judge(run, pieces, SOURCES, stop)
    best = [w.clone() for w in weights(run)]
    run.step = 5
    with torch.no_grad():
        run.model.heads.first.weight.normal_(std=3)
    judge(run, pieces, SOURCES, stop)
    run.save()
    assert run.best["step"] == 0
    kept = runs.weights(tmp_path)["model"].values()
    assert all(torch.equal(a, b) for a, b in zip(best, kept, strict=True))
    assert Run(tmp_path, TINY, QUICK).best == run.best
    assert judge_fully(run, pieces, SOURCES, stop) == held_out(
        Run(tmp_path / "new", TINY, QUICK).model, pieces, SOURCES, 10**6
    )


def test_what_comes_later_in_a_long_piece_is_not_judged(tmp_path, pieces):
    model = Run(tmp_path, TINY, QUICK).model
    other = dataclasses.replace(pieces[0], events=np.tile(pieces[0].events, (10, 1)))
    other.events[:, 0] = 24 * np.arange(640)
    changed = dataclasses.replace(other, events=other.events.copy())
    changed.events[520:, 1] = 100
    context = dataclasses.replace(TINY, context=1024)
    model = Run(tmp_path / "long", context, QUICK).model
    assert held_out(model, [other], SOURCES, 1) == held_out(model, [changed], SOURCES, 1)


def test_the_mean_weighs_sources_as_training_does_and_leaves_out_those_without_a_score():
    sources = (Source("a", "folk", 3.0), Source("b", "piano", 1.0), Source("none", "song", 9.0))
    scores = {"a": {"time": 1.0, "pitch": 1.0}, "b": {"time": 4.0, "pitch": 2.0}}
    assert mean_bits(scores, sources) == pytest.approx((3 * 2 + 6) / 4)


def test_the_table_has_a_line_a_source_and_their_sums():
    lines = table({"my tunes": {"time": 1.0, "pitch": 2.5, "duration": 0.25, "velocity": 0.0}}).splitlines()
    assert lines[0].split() == ["bits", "per", "event", "time", "pitch", "duration", "velocity", "sum"]
    assert lines[1].split() == ["my", "tunes", "1.000", "2.500", "0.250", "0.000", "3.750"]


# --- the folder ---


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("long")
    with pytest.raises(DataError, match="is there and is no training run"):
        runs.check_free(tmp_path)
    with pytest.raises(DataError, match="is a file; --out is a folder"):
        runs.check_free(tmp_path / "thesis.txt")
    runs.check_free(tmp_path / "new")


def test_a_checkpoint_that_would_run_code_is_refused(tmp_path):
    class Evil:
        def __reduce__(self):
            return print, ("hello",)

    torch.save({"model": Evil(), "config": {}}, tmp_path / "checkpoint.pt")
    with pytest.raises(DataError, match="not a checkpoint of a model"):
        runs.weights(tmp_path)


def test_the_device_is_the_wished_one_or_a_sentence(monkeypatch):
    from bridge.errors import ConfigError
    from models.precision import choose_device

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert (choose_device("auto"), choose_device("cpu")) == ("cpu", "cpu")
    with pytest.raises(ConfigError, match="device cuda: PyTorch finds no CUDA device here"):
        choose_device("cuda")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert choose_device("auto") == "cuda"


@pytest.mark.parametrize("gains, type_", [(True, torch.bfloat16), (False, torch.float32)])
def test_bfloat16_is_used_only_where_the_machine_gains_from_it(gains, type_, monkeypatch):
    from models import precision

    monkeypatch.setattr(precision, "gains_from_bf16", lambda device: gains)
    with precision.autocast("cpu"):
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == type_


def test_ctrl_c_asks_once_and_insists_twice():
    import os
    import signal

    before = signal.getsignal(signal.SIGINT)
    with Stop() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.asked
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_the_recipe_speaks_of_every_option_of_the_command():
    names = {field.name for field in dataclasses.fields(train_music.Recipe)}
    assert {"minutes", "steps", "length", "rows", "rate", "seed", "device"} <= names
