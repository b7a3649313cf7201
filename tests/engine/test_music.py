from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridge.engine.music import MusicEngine
from bridge.engine.request import Request
from bridge.tokens import DRUMS, GRID, STYLES, Event

DRUM_STYLE, CHORALE = STYLES.index("drums"), STYLES.index("chorale")
PHRASE = [(0, 60, 24, 80), (24, 62, 24, 80), (48, 64, None, 80)]


def play(engine, **wishes) -> tuple[list[Event], str]:
    """All events and why they ended."""
    job, events = engine.generate(Request(**wishes)), []
    while True:
        try:
            event = next(job)
        except StopIteration as over:
            return events, over.value
        if event is not None:
            events.append(event)


def test_the_same_seed_is_the_same_music(engine):
    first, _ = play(engine, seed=3, count=20)
    engine.sync(0, [])
    again, _ = play(engine, seed=3, count=20)
    engine.sync(0, [])
    other, _ = play(engine, seed=4, count=20)
    assert first == again != other


def test_however_the_phrase_came_into_the_cache_the_answer_is_the_same(engine):
    engine.sync(0, PHRASE * 5)
    at_once, _ = play(engine, seed=3, count=20)
    engine.sync(0, [])
    for i in range(15):
        engine.sync(i, [PHRASE[i % 3]])
        engine.prefill()
    assert play(engine, seed=3, count=20)[0] == at_once


def test_a_job_can_be_taken_up_in_the_middle(engine):
    whole, _ = play(engine, seed=3, count=10)
    engine.sync(4, [])
    rest, _ = play(engine, seed=3, draw=4, count=6)
    assert rest == whole[4:]


def test_what_is_emitted_joins_the_context_as_if_it_had_been_synced(engine):
    first, _ = play(engine, seed=1, count=5)
    after, _ = play(engine, seed=2, count=5)
    engine.sync(0, [tuple(event) for event in first])
    assert play(engine, seed=2, count=5)[0] == after


def test_no_event_stands_before_the_earliest_tick(engine):
    engine.sync(0, PHRASE)
    free, _ = play(engine, seed=3, count=10)
    engine.sync(len(PHRASE), [])
    late, _ = play(engine, seed=3, count=10, earliest_tick=free[0].tick + 50)
    assert late[0].tick >= free[0].tick + 50 and len(late) == 10


def test_the_first_event_stands_where_it_was_asked_to(engine):
    engine.sync(0, PHRASE)
    events, reason = play(engine, first_tick=96, count=3)
    assert (events[0].tick, reason) == (96, "count")


def test_in_an_empty_context_too(engine):
    assert play(engine, first_tick=100, count=1)[0][0].tick == 100


def test_nothing_is_emitted_at_or_past_until(engine):
    engine.sync(0, PHRASE)
    events, reason = play(engine, until_tick=480)
    assert reason == "until"
    assert all(48 <= event.tick < 480 for event in events)
    assert engine.events[-1] == events[-1]


def test_a_chord_sounds_with_the_last_note_and_repeats_no_pitch(engine):
    for seed in range(20):
        engine.sync(0, PHRASE)
        events, reason = play(engine, chord=True, seed=seed)
        assert reason == "chord"
        assert {event.tick for event in events} == {48}
        pitches = [64, *(event.pitch for event in events)]
        assert len(set(pitches)) == len(pitches)


def test_without_ending_it_never_ends_and_with_it_it_does(engine):
    events, reason = play(engine, count=100, density=4)
    assert reason == "count" and len(events) == 100
    engine.sync(0, PHRASE)
    assert play(engine, ending_tick=0, seed=1)[1] == "end"


def test_the_ending_flag_is_on_the_rows_from_the_ending_on_and_goes_with_the_next_job(engine):
    flag = engine.context.rows[0][7] + 1
    engine.sync(0, PHRASE)
    play(engine, ending_tick=24, count=1)
    assert [row[7] == flag for row in engine.context.rows[:4]] == [False, False, True, True]
    play(engine, count=1)
    assert all(row[7] == flag - 1 for row in engine.context.rows)


def test_pitches_keep_scale_and_register(engine):
    events, _ = play(engine, count=60, low=50, high=70, scale=(0, 4, 7))
    assert all(50 <= e.pitch <= 70 and e.pitch % 12 in (0, 4, 7) for e in events)


def test_drums_are_drums(engine):
    events, _ = play(engine, style=DRUM_STYLE, count=60, low=60, high=61, scale=(1,))
    assert {event.pitch for event in events} <= set(DRUMS)


def test_avoided_pitches_never_sound(engine):
    avoid = frozenset(range(0, 128, 2))
    assert all(event.pitch % 2 for event in play(engine, count=60, avoid=avoid)[0])


@pytest.mark.parametrize("polyphony", [1, 2, 4])
def test_no_more_notes_at_one_tick_than_asked(engine, polyphony):
    events, _ = play(engine, count=60, polyphony=polyphony, density=16)
    assert max(len(same) for same in by_tick(events)) <= polyphony


def test_onsets_fall_on_the_grid(engine):
    engine.sync(0, [(5, 60, 24, 80)])
    assert all(event.tick % 24 == 0 for event in play(engine, count=40, grid=24)[0])


def test_density_is_heard(engine):
    def beats(density):
        engine.sync(0, [])
        return play(engine, count=80, density=density, seed=1)[0][-1].tick / 48

    assert beats(4) < 80 / 4 * 1.5
    assert beats(0.5) > 80 / 0.5 / 1.5


def test_a_pitch_is_never_struck_twice_at_one_tick(engine):
    events, _ = play(engine, count=80, density=16, low=60, high=62, polyphony=16)
    assert all(len({e.pitch for e in same}) == len(same) for same in by_tick(events))
    assert engine.given_up["repaired"] > 0


def by_tick(events):
    ticks = {event.tick for event in events}
    return [[e for e in events if e.tick == tick] for tick in ticks]


def test_a_full_cache_keeps_the_newest_half_and_goes_on(engine):
    events, reason = play(engine, count=400)
    assert reason == "count" and len(events) == 400
    assert len(engine.context.rows) <= engine.context.capacity == 127
    assert engine.forgotten + len(engine.events) == 400
    assert engine.events == events[-len(engine.events) :]
    engine.sync(400, PHRASE)  # indices still count from the first event ever heard
    assert [e[:2] for e in engine.events[-4:-3]] == [events[-1][:2]]


def test_rewinding_into_the_forgotten_leaves_what_was_sent(engine):
    play(engine, count=400)
    engine.sync(10, PHRASE)
    assert len(engine.events) == 3 and engine.forgotten == 10
    engine.sync(12, [])
    assert len(engine.events) == 2


def test_another_style_is_heard_from_the_beginning(engine):
    engine.sync(0, PHRASE)
    while engine.prefill():
        pass
    engine.set_style(CHORALE)
    assert engine.context.pending == 4
    expected, _ = play(engine, style=CHORALE, count=5)
    fresh = MusicEngine(engine.context, engine.styles)
    fresh.set_style(CHORALE)
    fresh.sync(0, PHRASE)
    assert play(fresh, style=CHORALE, count=5)[0] == expected


def test_an_unknown_style_is_any(engine):
    play(engine, style=99, count=1)
    assert engine.style == 0


def test_onsets_are_rebuilt_from_distances_so_that_rounding_never_accumulates(engine):
    engine.sync(0, [(0, 60, 10, 80), (51, 61, 10, 80), (102, 62, 10, 80), (153, 63, 10, 80)])
    assert all(abs(e.tick - 51 * i) <= 1 for i, e in enumerate(engine.events))


WISHES = st.fixed_dictionaries(
    {},
    optional={
        "style": st.integers(-1, 9),
        "seed": st.integers(0, 2**64),
        "first_tick": st.integers(-500, 5000),
        "until_tick": st.integers(-500, 5000),
        "ending_tick": st.integers(-500, 5000),
        "chord": st.booleans(),
        "temperature": st.floats(0, 2),
        "top_p": st.floats(0, 1),
        "low": st.integers(0, 127),
        "high": st.integers(0, 127),
        "scale": st.lists(st.integers(0, 11), min_size=1).map(tuple),
        "polyphony": st.integers(1, 16),
        "avoid": st.frozensets(st.integers(0, 127), max_size=128),
        "density": st.floats(0, 32),
        "grid": st.integers(0, 2000),
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WISHES, st.integers(0, 3))
def test_whatever_is_wished_for_the_music_goes_on_in_order(engine, wishes, heard):
    engine.sync(0, PHRASE[:heard])
    events, reason = play(engine, count=12, **wishes)
    assert reason in ("count", "until", "end", "chord", "full")
    assert all(a.tick <= b.tick for a, b in pairwise(events))
    assert all(0 <= e.pitch < 128 and e.duration in GRID[1:] and 1 <= e.velocity <= 127 for e in events)
    assert all(len({e.pitch for e in same}) == len(same) for same in by_tick(events))
