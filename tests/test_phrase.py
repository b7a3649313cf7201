"""A phrase that has no end: a sequencer that is plugged in and plays for weeks."""

from bridge.phrase import LONGEST, Ear


def test_of_a_phrase_without_end_the_newest_notes_are_known():
    ear = Ear()
    for number in range(5 * LONGEST):
        ear.strike(60 + number % 2, 90, 1, number * 0.1)
    assert len(ear.notes) <= LONGEST and ear.notes[-1].on == (5 * LONGEST - 1) * 0.1
    assert ear.ends_at(0.6) is not None
