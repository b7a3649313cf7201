import numpy as np
import pytest

from bridge import tokens
from bridge.engine.opening import open_package
from bridge.package import Package
from bridge.tokens import Event


def rows(count, first=60):
    music = [(0 if i == 0 else 24, Event(i * 12, first + i % 12, 12, 80)) for i in range(count)]
    return [tokens.start_row(1), *(tokens.row(time, event, 1) for time, event in music)][:count]


def logits_of_next(context):
    return [part.copy() for part in context.advance((3, 60, 12, 20)).logits]


@pytest.mark.parametrize("precision", ["fp32", "8bit"])
@pytest.mark.parametrize("chunk", [1, 2, 7, 16, 40])
def test_however_it_came_into_the_cache_what_follows_is_the_same_bit_for_bit(tiny_package, precision, chunk):
    context = open_package(Package.open(tiny_package), "cpu", precision).context
    context.hear(rows(40))
    expected = logits_of_next(context)
    context.rewind(0)
    context.hear(rows(40))
    while context.prefill(chunk):
        pass
    for a, b in zip(expected, logits_of_next(context), strict=True):
        np.testing.assert_array_equal(a, b)


def test_asking_again_changes_nothing(context):
    context.hear(rows(5))
    first = logits_of_next(context)
    for a, b in zip(first, logits_of_next(context), strict=True):
        np.testing.assert_array_equal(a, b)
    assert context.length == 5


def test_a_rewound_context_is_a_fresh_one(context):
    context.hear(rows(20))
    expected = logits_of_next(context)
    context.hear(rows(9, first=30))
    logits_of_next(context)
    context.rewind(20)
    for a, b in zip(expected, logits_of_next(context), strict=True):
        np.testing.assert_array_equal(a, b)


def test_replacing_keeps_the_common_beginning(context):
    context.hear(rows(20))
    context.prefill(20)
    changed = rows(20)
    changed[15] = changed[3]
    context.replace(changed)
    assert (context.length, context.pending) == (15, 5)


def test_more_rows_than_the_cache_holds_are_refused(context):
    assert context.capacity == 127  # of 128: one is the spare row's
    with pytest.raises(ValueError, match="128 rows; the cache holds 127"):
        context.hear([tokens.start_row(0)] * 128)


def test_the_last_place_of_the_cache_is_as_good_as_any(context):
    context.hear(rows(127))
    expected = logits_of_next(context)
    context.rewind(126)
    while context.prefill():
        pass
    context.hear(rows(127)[126:])
    for a, b in zip(expected, logits_of_next(context), strict=True):
        np.testing.assert_array_equal(a, b)


def test_forced_attributes_come_out_as_they_went_in(context):
    context.hear(rows(4))
    assert context.advance((3, 60, 12, 20)).event.tolist() == [3, 60, 12, 20]
    context.prepare_again((7, -1, -1, 1))
    context.binding.run()
    assert context.outcome().event.tolist()[::3] == [7, 1]
    assert context.length == 4
