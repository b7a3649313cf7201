from hypothesis import given
from hypothesis import strategies as st

from bridge.engine.allowed import Pitches, times
from bridge.engine.request import Request
from bridge.tokens import DRUMS, GRID

C_MAJOR = (0, 2, 4, 5, 7, 9, 11)


def pitches(drums=False, **wishes):
    return Pitches.of(Request(**wishes), drums)


def test_scale_and_register_meet():
    assert pitches(low=60, high=67, scale=C_MAJOR).free().values == {60, 62, 64, 65, 67}


def test_a_register_upside_down_is_turned():
    assert pitches(low=67, high=60).free().values == set(range(60, 68))


def test_the_scale_gives_way_first():
    assert pitches(low=61, high=61, scale=C_MAJOR).free() == ({61}, ("scale",))


def test_then_the_register_widens_to_the_nearest_octave_in_which_the_scale_holds_again():
    wishes = pitches(low=60, high=60, scale=(0,), avoid=frozenset({60}))
    assert wishes.free() == ({48, 72}, ("register",))


def test_avoid_is_the_last_to_give_way():
    wishes = pitches(low=60, high=60, avoid=frozenset(range(128)))
    assert wishes.free() == (set(range(128)), ("scale", "register", "avoid"))


def test_what_is_struck_at_this_tick_is_never_struck_again():
    assert pitches(low=60, high=61).free({60}).values == {61}
    assert pitches(low=60, high=60).free({60}).values == {48, *range(49, 60), *range(61, 73)}
    assert pitches().free(set(range(128))).values == set()


def test_drums_are_the_nine_classes_whatever_scale_and_register():
    assert pitches(True, low=0, high=10, scale=(1,)).free().values == set(DRUMS)
    assert pitches(True, avoid=frozenset(DRUMS)).free() == (set(DRUMS), ("avoid",))


@given(
    st.integers(0, 127), st.integers(0, 127), st.none() | st.lists(st.integers(0, 11), min_size=1).map(tuple),
    st.frozensets(st.integers(0, 127)), st.sets(st.integers(0, 127), max_size=16), st.booleans(),
)  # fmt: skip
def test_something_is_always_left_and_nothing_given_up_without_saying_so(low, high, scale, avoid, struck, drums):
    allowed = pitches(drums, low=low, high=high, scale=scale, avoid=avoid).free(struck)
    assert allowed.values or (drums and struck >= set(DRUMS))
    assert not allowed.values & struck
    if "avoid" not in allowed.given_up:
        assert not allowed.values & avoid
    if not drums and not allowed.given_up:
        assert all(min(low, high) <= p <= max(low, high) for p in allowed.values)
        assert scale is None or all(p % 12 in scale for p in allowed.values)


def test_the_grid_counts_from_the_context_not_from_the_last_event():
    onsets = {100 + GRID[c] for c in times(100, 24, True).values}
    assert onsets and all(onset % 24 == 0 for onset in onsets)


def test_off_a_wide_grid_the_nearest_distances_remain():
    allowed = times(1, 960, True)
    assert {GRID[c] for c in allowed.values} == {0}
    assert allowed.given_up == ("grid",)


@given(st.integers(-1000, 5000), st.integers(0, 2000), st.booleans())
def test_there_is_always_a_time(here, grid, same_tick):
    allowed = times(here, grid, same_tick)
    assert allowed.values
    assert same_tick or 0 not in allowed.values
    if grid > 1 and not allowed.given_up:
        assert all((here + GRID[c]) % grid == 0 for c in allowed.values)


@given(st.integers(-1000, 5000), st.booleans(), st.integers(-2000, 8000))
def test_nothing_stands_before_the_earliest_tick_unless_that_is_too_far(here, same_tick, earliest):
    allowed = times(here, 0, same_tick, earliest)
    assert allowed.values == frozenset({len(GRID) - 1}) or all(here + GRID[c] >= earliest for c in allowed.values)


def test_an_earliest_tick_that_is_past_takes_nothing_away():
    assert times(100, 0, True, 100) == times(100, 0, True)
