import math

import pytest

from bridge.schedule.ledger import TAG_GAP_S, Ledger, Voice

C4 = Voice(note=1, player="bach", channel=1, pitch=60, ending=b"off", moment=10.0)


def test_a_voice_that_began_sounds():
    ledger = Ledger()
    ledger.began(C4, tagged=False)
    assert ledger.sounds(1)
    assert ledger.at(1, 60) == C4


def test_an_ended_voice_sounds_no_more():
    ledger = Ledger()
    ledger.began(C4, tagged=False)
    ledger.ended(C4, 11.0, tagged=False)
    assert not ledger.sounds(1)
    assert ledger.at(1, 60) is None


def test_the_same_pitch_on_another_channel_is_another_key():
    ledger = Ledger()
    ledger.began(C4, tagged=False)
    assert ledger.at(2, 60) is None


def test_a_pitch_cannot_begin_while_it_sounds():
    ledger = Ledger()
    ledger.began(C4, tagged=False)
    with pytest.raises(ValueError, match="must end first"):
        ledger.began(C4._replace(note=2), tagged=False)


def test_the_voices_of_one_player():
    ledger = Ledger()
    ledger.began(C4, tagged=False)
    ledger.began(C4._replace(note=2, player="monk", pitch=62), tagged=False)
    assert [voice.note for voice in ledger.of("monk")] == [2]
    assert [voice.note for voice in ledger.of()] == [1, 2]


def test_after_a_plain_event_a_key_is_free_at_once():
    ledger = Ledger()
    ledger.began(C4, tagged=False)
    assert ledger.earliest(1, 60) == -math.inf


def test_after_an_event_sent_ahead_a_key_is_free_a_little_later():
    ledger = Ledger()
    ledger.began(C4, tagged=True)
    assert ledger.earliest(1, 60) == 10.0 + TAG_GAP_S
    ledger.ended(C4, 12.0, tagged=True)
    assert ledger.earliest(1, 60) == 12.0 + TAG_GAP_S
