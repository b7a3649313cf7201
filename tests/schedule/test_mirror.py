import pytest

from bridge.schedule.mirror import CHAIN_S, UNHEARD_S, Mirror

SPEC = {"kind": "udp", "host": "127.0.0.1", "port": 9000}
NOTE = ("note", 1, 1.0, "bach", 60, 100, 1)


def mirror(*messages, now=0.0, spec=SPEC):
    mirror = Mirror()
    mirror.sent(("sink", "a", spec), now)
    for message in messages:
        mirror.sent(message, now)
    return mirror


def handed(mirror, now):
    return [message for message in mirror.handover(now) if message[0] != "sink"]


def test_a_new_timer_gets_the_outputs_as_they_were_tuned():
    it = mirror(("tune", "a", "offset_ms", 40), ("sink", "b", SPEC), ("unsink", "b"))
    assert list(it.handover(0.0)) == [("sink", "a", SPEC | {"offset_ms": 40})]


def test_a_note_that_had_not_left_is_asked_for_again():
    it = mirror(NOTE, ("off", 1, 2.0))
    assert handed(it, now=0.5) == [NOTE, ("off", 1, 2.0)]


def test_a_note_that_left_is_ended():
    it = mirror(NOTE, ("off", 1, 20.0))
    it.heard(("left", 1, "a", 1.0, 1.0), 1.0)
    assert handed(it, now=10.0) == [("orphan", "a", 1, 1.001, "bach", 60, 1)]


def test_a_note_that_may_have_left_is_ended():
    it = mirror(NOTE)
    assert handed(it, now=1.2) == [("orphan", "a", 1, 1.001, "bach", 60, 1)]


def test_a_note_whose_report_never_came_did_not_leave_and_is_history():
    it = mirror(NOTE)
    assert handed(it, now=5.0) == []


def test_a_note_that_left_ahead_to_one_output_is_not_asked_for_again():
    it = mirror(NOTE)
    it.sent(("sink", "t", SPEC | {"timetags": True}), 0.0)
    it.heard(("left", 1, "t", 1.0, 0.9), 0.9)
    assert handed(it, now=0.95) == [("orphan", "t", 1, pytest.approx(0.95 + 0.1 + CHAIN_S), "bach", 60, 1)]


def test_a_note_that_ended_is_left_alone():
    it = mirror(NOTE)
    it.heard(("left", 1, "a", 1.0, 1.0), 1.0)
    it.heard(("ended", 1, "a", 1.1, 1.1), 1.1)
    assert handed(it, now=1.2) == []


def test_with_timetags_a_note_leaves_earlier_and_is_ended_after_whatever_may_have_held_it_back():
    it = mirror(NOTE, spec=SPEC | {"timetags": True, "lookahead_ms": 300, "offset_ms": 50})
    assert handed(it, now=0.8) == [("orphan", "a", 1, pytest.approx(0.8 + 0.3 + CHAIN_S), "bach", 60, 1)]


def test_an_output_that_had_timetags_may_still_wait_for_what_was_sent_ahead():
    it = mirror(NOTE, spec=SPEC | {"timetags": True, "lookahead_ms": 300})
    it.sent(("tune", "a", "timetags", False), 0.8)
    it.heard(("left", 1, "a", 1.0, 0.8), 0.8)
    assert handed(it, now=0.8) == [("orphan", "a", 1, pytest.approx(0.8 + 0.3 + CHAIN_S), "bach", 60, 1)]


def test_what_carried_a_midi_port_may_have_died_with_the_last_offs():
    it = mirror(NOTE, ("off", 1, 2.0), spec={"kind": "midi"})
    it.heard(("left", 1, "a", 1.0, 1.0), 1.0)
    it.heard(("ended", 1, "a", 2.0, 2.0), 2.0)
    it.heard(("stats", {}), 2.0 + UNHEARD_S - 0.1)
    assert it.moved("a", 2.0 + UNHEARD_S - 0.1) == [("orphan", "a", 1, 1.001, "bach", 60, 1)]
    assert handed(it, now=2.0 + UNHEARD_S) == [("orphan", "a", 1, 1.001, "bach", 60, 1)]  # until its end is told
    it.heard(("ended", 1, "a", 7.0, 7.0), 7.0)
    assert it.moved("a", 7.0 + UNHEARD_S + 0.1) == []


def test_the_end_of_a_note_that_was_forgotten_is_kept_until_it_is_written():
    it = mirror(("orphan", "a", 9, 1.0, "bach", 60, 1), now=100.0)
    assert handed(it, now=200.0)[0][:3] == ("orphan", "a", 9)
    it.heard(("ended", 9, "a", 1.0, 200.0), 200.0)
    assert handed(it, now=201.0) == []


def test_cancelled_notes_do_not_come_back():
    assert handed(mirror(NOTE, ("cancel", "bach", 0.5)), now=0.6) == []
    assert handed(mirror(NOTE, ("silence", None)), now=0.6) == []


def test_cancel_spares_earlier_notes_and_other_players():
    assert handed(mirror(NOTE, ("cancel", "bach", 1.5)), now=0.6) == [NOTE]
    assert handed(mirror(NOTE, ("cancel", "monk", 0.0)), now=0.6) == [NOTE]


def test_a_silenced_note_that_may_sound_is_ended():
    it = mirror(NOTE)
    it.sent(("silence", "bach"), 1.0)
    assert handed(it, now=1.1) == [("orphan", "a", 1, 1.001, "bach", 60, 1)]


def test_messages_to_come_are_asked_for_again():
    beat = ("say", 3.0, "/clock/out/beat", (1, 1, 120.0))
    word = ("say", 3.0, "/poet/out/word", ("rose",))
    assert handed(mirror(beat, word), now=1.0) == [beat, word]
    assert handed(mirror(beat, word), now=4.0) == []
    assert handed(mirror(beat, word, ("silence", None)), now=1.0) == [beat]
    assert handed(mirror(beat, word, ("cancel", "poet", 2.0)), now=1.0) == [beat]


def test_notes_that_are_over_are_forgotten():
    it = mirror(NOTE, ("off", 1, 2.0))
    it.heard(("left", 1, "a", 1.0, 1.0), 1.0)
    it.heard(("stats", {}), 10.0)
    assert len(it) == 1  # its end was not reported: it may sound
    it.heard(("ended", 1, "a", 2.0, 2.0), 10.0)
    it.heard(("stats", {}), 12.0)
    assert len(it) == 0


def test_a_note_that_waits_is_not_forgotten():
    it = mirror(("note", 1, 60.0, "bach", 60, 100, 1), ("off", 1, 61.0))
    it.heard(("stats", {}), 30.0)
    assert len(it) == 1


def test_a_note_that_no_output_got_is_forgotten():
    it = mirror(NOTE, ("off", 1, 2.0))
    it.heard(("stats", {}), 5.0)
    assert len(it) == 0


def test_an_output_that_broke_takes_its_notes_with_it():
    it = mirror(NOTE, ("off", 1, 2.0))
    it.heard(("left", 1, "a", 1.0, 1.0), 1.0)
    it.heard(("broken", "a", "pulled out"), 1.5)
    assert list(it.handover(1.6)) == []
    it.heard(("stats", {}), 5.0)
    assert len(it) == 0


def test_what_left_by_an_old_shift_may_sound_though_by_the_new_one_it_had_not_left():
    it = mirror(NOTE, spec=SPEC | {"offset_ms": -500})
    it.sent(("tune", "a", "offset_ms", 300), 0.6)
    assert handed(it, now=0.7)[0] == ("orphan", "a", 1, pytest.approx(1.301), "bach", 60, 1)


def test_an_off_that_was_asked_for_is_asked_for_again_until_it_is_written():
    it = mirror(NOTE)
    assert [handed(it, now)[0][0] for now in (1.2, 5.0, 50.0)] == ["orphan"] * 3  # each of these timers died as well
    it.heard(("ended", 1, "a", 1.0, 51.0), 51.0)
    assert handed(it, now=52.0) == []
