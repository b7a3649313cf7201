from hypothesis import given
from hypothesis import strategies as st

from bridge.tokens import Event
from bridge.voices import limited, to_end


def test_the_oldest_gives_its_voice():
    events = [Event(0, 60, 100, 80), Event(10, 64, 100, 80), Event(20, 67, 100, 80)]
    assert [e.duration for e in limited(events, 2)] == [20, 100, 100]


def test_what_has_ended_needs_no_voice():
    assert to_end([5.0, 10.0], 10.0, 1) == 0


def test_notes_of_one_tick_do_not_take_each_others_voices():
    chord = [Event(0, p, 48, 80) for p in (60, 64, 67)]
    assert limited(chord, 2) == chord


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 127), st.integers(1, 400)), max_size=60), st.integers(1, 6)
)
def test_never_more_voices_than_asked_but_for_one_chord(notes, polyphony):
    events = limited([Event(t, p, d, 80) for t, p, d in sorted(notes)], polyphony)
    for event in events:
        sounding = [e for e in events if e.tick <= event.tick < e.tick + e.duration]
        assert len(sounding) <= max(polyphony, sum(e.tick == event.tick for e in events))
