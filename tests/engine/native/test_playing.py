"""The step in C beside the graph that it stands for, and beside itself in other company."""

import numpy as np
import pytest

from bridge.engine.cache import CHUNK, Context
from bridge.engine.native import reading, weights
from bridge.engine.native.playing import NativeBinding, model_of, run_together
from bridge.engine.native.stepping import MOST_ROWS
from bridge.engine.opening import open_package
from bridge.engine.sampling import choose, noise
from bridge.package import Package
from bridge.tokens import Event, row, start_row

FORCED = (3, 60, 12, 20)


def rows(count, first=60):
    music = [(0 if i == 0 else 24, Event(i * 12, first + i % 12, 12, 80)) for i in range(count - 1)]
    return [start_row(1), *(row(time, event, 1) for time, event in music)]


def fresh(opened, heard=()):
    context = Context(opened.context.binding.another())
    context.hear(heard)
    return context


def logits(step):
    return np.concatenate(step.logits)


def test_it_plays_wherever_it_can(tiny_package, here):
    assert open_package(Package.open(tiny_package)).context.binding.runtime == "native"


@pytest.mark.parametrize("heard", [1, 2, 31, 32, 33, 50])
def test_its_logits_are_the_graphs(opened, graph, heard):
    found = logits(fresh(opened, rows(heard)).advance(FORCED))
    expected = logits(fresh(graph, rows(heard)).advance(FORCED))
    # Both round what comes in to 1/127 of the largest of 32; a sum's last bit can turn that, and no more.
    assert np.abs(found - expected).max() < 0.02 * np.abs(expected).max()


def test_without_vectors_it_says_the_same(tiny_package, opened, plain):
    package = Package.open(tiny_package)
    slow = Context(NativeBinding(model_of(package, opened.graph, plain), opened.graph))
    slow.hear(rows(40))
    np.testing.assert_allclose(
        logits(slow.advance(FORCED)), logits(fresh(opened, rows(40)).advance(FORCED)), atol=0.02 * 20, rtol=0
    )


@pytest.mark.parametrize("many", [2, 3, 4, 5, 10, 13])
def test_who_plays_beside_changes_no_bit(opened, many):
    """Contexts of different lengths, some of which hear several rows in the same run."""
    music = [rows(3 + 5 * i, first=40 + i) for i in range(many)]
    alone = [logits(fresh(opened, heard).advance(FORCED)).copy() for heard in music]
    together = [fresh(opened, heard) for heard in music]
    for i, context in enumerate(together):
        if i % 2:
            context.prefill(len(music[i]) - 1)
        while context.pending > CHUNK:
            context.prefill()
        context.prepare(FORCED)
    run_together([context.binding for context in together])
    for expected, context in zip(alone, together, strict=True):
        np.testing.assert_array_equal(logits(context.outcome()), expected)


def test_more_rows_than_one_call_holds(opened):
    contexts = [fresh(opened, rows(CHUNK)) for _ in range(MOST_ROWS // CHUNK + 2)]
    expected = logits(fresh(opened, rows(CHUNK)).advance(FORCED))
    for context in contexts:
        context.prepare(FORCED)
    run_together([context.binding for context in contexts])
    for context in contexts:
        np.testing.assert_array_equal(logits(context.outcome()), expected)


def test_it_chooses_as_plain_numpy_does(opened):
    context, dice = fresh(opened), np.random.default_rng(3)
    classes = np.cumsum(opened.context.binding.model.weights.classes)[:-1]
    for i, heard in enumerate(rows(48)):
        context.hear([heard])
        context.temperature[:], context.top_p[:] = dice.uniform(0.3, 2, 4), dice.choice([0.0, 0.5, 0.95, 1.0], 4)
        context.bias[:] = np.where(dice.random(len(context.bias)) < 0.3, -1e9, 0)
        context.noise[:] = noise(5, i)
        step = context.advance()
        for k, bias in enumerate(np.split(context.bias, classes)):
            plain = choose(step.logits[k], context.temperature[k], context.top_p[k], bias, context.noise[k])
            assert step.event[k] == plain


def test_the_full_cache_is_played_to_its_end(opened):
    context = fresh(opened, rows(opened.context.capacity))
    expected = fresh(opened, rows(opened.context.capacity))
    while expected.prefill(7):
        pass
    np.testing.assert_array_equal(logits(context.advance(FORCED)), logits(expected.advance(FORCED)))


def test_weights_are_read_once(opened, tiny_package):
    found = weights.find(reading.read((tiny_package / "music.8bit.onnx").read_bytes()))
    whole = sum(m.n * m.k for m in found.matrices)
    assert whole <= opened.context.binding.model.bytes_read <= 1.6 * whole


@pytest.mark.parametrize("wrong", [-1, 10_000, 2**40])
def test_a_class_that_there_is_not_is_refused_and_changes_nothing(opened, wrong):
    context, expected = fresh(opened, rows(5)), logits(fresh(opened, rows(5)).advance(FORCED))
    context.rows.append([wrong] * 8)
    with pytest.raises(ValueError, match="what the model's tables do not hold"):
        context.advance(FORCED)
    context.rewind(5)
    np.testing.assert_array_equal(logits(context.advance(FORCED)), expected)
    with pytest.raises(ValueError, match="what the model's tables do not hold"):
        context.advance((3, max(10_000, wrong), 12, 20))
