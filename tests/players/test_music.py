import pytest


def test_a_reply_starts_when_the_pause_is_over(room):
    room.key(60)
    room.wait(3)
    assert room.heard()[0][:2] == (0.6, 72)


def test_a_reply_plays_what_the_model_said(room):
    room.key(60)
    room.wait(3)
    assert room.heard() == [(0.6, 72, 1.1), (1.1, 74, 1.6)]


def test_with_a_known_tempo_a_reply_starts_on_the_beat(room):
    room.transport.tempo_known = True
    room.key(60)
    room.wait(3)
    assert room.heard()[0][:2] == (1.0, 72)  # the pause ends at 0.6 s; beats stand every 0.5 s


def test_quantize_zero_is_kept_once_it_was_asked_for(room):
    room.transport.tempo_known = True
    room.player.wishes.chosen.add("quantize")
    room.key(60)
    room.wait(3)
    assert room.heard()[0][0] == pytest.approx(0.6, abs=0.011)  # to the tick


def test_the_reply_is_made_before_the_pause_is_over(room):
    room.key(60)
    room.wait(0.2)
    assert room.asked and not room.heard()


def test_playing_on_takes_the_guess_back(room):
    room.key(60)
    room.wait(0.3)
    room.key(62)
    room.wait(0.3)
    assert room.heard() == [] and [e[1] for e in room.context][:2] == [60, 62]


def test_held_keys_keep_the_phrase_open_for_four_pauses(room):
    room.player.strike(60, 90)
    room.wait(2.39)
    assert room.heard() == []
    room.wait(0.1)
    assert room.heard()[0][:2] == (2.4, 72)


def test_the_pedal_holds_no_phrase_open(room):
    room.player.sustain(True)
    room.key(60)
    room.wait(1)
    assert room.heard()[0][:2] == (0.6, 72)


def test_one_human_note_interrupts_at_once(room):
    room.key(60)
    room.wait(0.5)  # 0.7: the first note sounds
    room.player.strike(48, 90)
    room.wait(3)
    assert room.heard()[0] == (0.6, 72, 0.7) and 74 not in [n[1] for n in room.heard() if n[0] < 2]


def test_yield_zero_never_interrupts(room):
    room.player.parameters["yield"] = 0
    room.key(60)
    room.wait(0.5)
    room.player.strike(48, 90)
    room.wait(0.2)
    assert room.heard()[0] == (0.6, 72, 1.1)


def test_stop_cuts_and_the_next_phrase_is_answered(room):
    room.key(60)
    room.wait(0.5)
    room.player.stop()
    room.wait(2)
    assert room.heard() == [(0.6, 72, 0.7)]
    room.key(62)
    room.wait(2)
    assert len(room.heard()) == 3


def test_off_stays_silent_but_listens(room):
    room.player.set_mode("off")
    room.key(60)
    room.wait(3)
    assert room.heard() == [] and room.context[0][1] == 60


def test_again_repeats_the_last_reply_note_for_note(room):
    room.key(60)
    room.wait(3)
    room.player.again()
    room.wait(3)
    first, second = room.heard()[:2], room.heard()[2:]
    assert [(p, round(off - on, 3)) for on, p, off in first] == [(p, round(off - on, 3)) for on, p, off in second]


def test_answer_replies_without_waiting(room):
    room.key(60)
    room.player.answer()
    room.wait(0.01)
    assert room.heard()[0][:2] == (0.2, 72)


def test_accompany_sounds_with_the_key_and_ends_with_it(room):
    room.chord = (57, 52)
    room.player.set_mode("accompany")
    room.key(60, 0.5)
    room.wait(1)
    assert room.heard() == [(0.0, 52, 0.5), (0.0, 57, 0.5)]


def test_accompany_voices_last_as_long_as_the_pedal(room):
    room.chord = (57,)
    room.player.set_mode("accompany")
    room.player.sustain(True)
    room.key(60, 0.5)
    room.wait(0.5)
    room.player.sustain(False)
    room.wait(0.1)
    assert room.heard() == [(0.0, 57, 1.0)]


def test_the_next_accompaniment_replaces_the_one_before(room):
    room.chord = (57,)
    room.player.set_mode("accompany")
    room.player.strike(60, 90)
    room.wait(0.5)
    room.player.strike(64, 90)
    room.wait(0.1)
    assert room.heard()[0] == (0.0, 57, 0.5)


def test_keys_within_60_ms_are_one_chord(room):
    room.chord = (57,)
    room.player.set_mode("accompany")
    room.player.strike(60, 90)
    room.wait(0.05)
    room.player.strike(64, 90)
    room.wait(0.2)
    assert room.heard() == [(0.0, 57, float("inf"))]


def test_a_voice_gives_way_when_the_human_plays_its_pitch(room):
    room.chord = (57,)
    room.player.set_mode("accompany")
    room.player.strike(60, 90)
    room.wait(0.05)
    room.player.strike(57, 90)
    room.wait(0.2)
    assert room.heard() == [(0.0, 57, 0.05)]


def test_solo_plays_by_itself_and_goes_on(room):
    room.player.set_mode("solo")
    room.wait(20)
    assert room.heard()[-1][0] > 15


def test_solo_after_stop_waits_for_play(room):
    room.player.set_mode("solo")
    room.wait(3)
    room.player.stop()
    count = len(room.heard())
    room.wait(5)
    assert len(room.heard()) == count
    room.player.play(True)
    room.wait(5)
    assert len(room.heard()) > count


def test_solo_goes_on_after_a_reset(room):
    room.player.set_mode("solo")
    room.wait(3)
    room.player.reset()
    count = len(room.heard())
    room.wait(5)
    assert len(room.heard()) > count


def test_the_same_mode_again_wakes_solo(room):
    room.player.set_mode("solo")
    room.wait(1)
    room.player.stop()
    count = len(room.heard())
    room.player.set_mode("solo")
    room.wait(5)
    assert len(room.heard()) > count


def test_trade_answers_on_its_turn(room):
    room.transport.tempo_known = True
    room.player.parameters["length"] = 4.0
    room.player.set_mode("trade")
    room.wait(0.1)
    room.key(60)
    room.wait(1.0)
    room.key(62)
    room.wait(4)
    assert room.heard()[0][:2] == (2.0, 72)  # four beats at 120


def test_trade_waits_when_the_human_is_silent(room):
    room.transport.tempo_known = True
    room.player.parameters["length"] = 4.0
    room.player.set_mode("trade")
    room.wait(0.1)
    room.key(60)
    room.wait(20)
    assert len(room.heard()) == 2


def test_a_stuck_key_is_let_go_after_30_s(room):
    room.player.set_mode("off")
    room.player.strike(60, 90)
    room.wait(31)
    assert not room.player.ear.down


def test_states_follow_the_duet(room):
    room.key(60)
    room.wait(5)
    assert room.states() == ["listening", "playing", "idle"]


def test_the_plan_is_shown_in_beats_from_now(room):
    room.key(60)
    room.wait(0.2)
    plans = [s[2:] for s in room.said if s[1] == "/music/out/plan"]
    assert plans[0][1:] == (72, 80, 1.0)


def test_a_plan_drawn_anew_leaves_out_what_has_sounded(room):
    room.melody = tuple((beat, 72, 1) for beat in range(8))
    room.player.set_mode("solo")
    room.wait(2.2)
    sounded, before = {round(note[0], 3) for note in room.heard()}, len(room.said)
    room.player.parameters["temperature"] = 1.7
    room.player.changed("temperature")
    room.wait(0.5)
    planned = {round(s[0] + s[2] * 0.5, 3) for s in room.said[before:] if s[1] == "/music/out/plan"}
    assert sounded and planned and not sounded & planned


def test_a_drum_style_plays_on_channel_10(room):
    room.player.parameters["style"] = "drums"
    room.key(60)
    room.wait(2)
    assert {n[4] for n in room.notes.values()} == {10}


def test_a_tempo_change_moves_what_was_not_handed_over(room):
    room.transport.tempo_known = True
    room.melody = ((0, 72, 0.5), (4, 74, 0.5))
    room.player.parameters["length"] = 8.0
    room.key(60)
    room.wait(1.0)  # 1.2 s: the reply began at 1.0; its second note stands at beat 6, 3.0 s
    moment = room.time

    class Faster(type(room.transport)):
        def beat_at(self, m):
            return m * 2 if m < moment else moment * 2 + (m - moment) * 4

        def moment_of(self, b):
            return b / 2 if b < moment * 2 else moment + (b - moment * 2) / 4

    room.transport = room.player.room.transport = room.player.pulse.transport = Faster(bpm=240, tempo_known=True)
    room.wait(3)
    assert room.heard()[1][:2] == (2.1, 74)


def test_end_asks_for_a_cadence(room):
    room.player.set_mode("solo")
    room.wait(3)
    room.player.end()
    room.wait(30)
    assert "ending_tick" in room.asked[-1] and room.player.state == "idle"


def test_a_knob_turned_while_it_plays_makes_it_think_again(room):
    room.melody = tuple((beat, 72, 1) for beat in range(8))
    room.player.set_mode("solo")
    room.wait(2)
    asked = len(room.asked)
    room.player.parameters["temperature"] = 1.7
    room.player.changed("temperature")
    room.wait(0.01)
    assert len(room.asked) == asked + 1 and room.asked[-1]["temperature"] == 1.7


def test_what_is_thought_again_begins_with_what_can_still_come_in_time(room):
    room.melody = tuple((beat, 72, 1) for beat in range(8))
    room.player.set_mode("solo")
    room.wait(2)
    turned = room.now()
    room.player.changed("temperature")
    room.wait(0.01)
    assert turned - 1e-9 <= room.player.pulse.moment_of(room.asked[-1]["earliest_tick"]) < turned + 0.2


def test_a_turn_that_goes_on_is_asked_for_without_an_earliest_tick(room):
    room.melody = tuple((beat, 72, 1) for beat in range(8))
    room.player.set_mode("solo")
    room.wait(9)
    assert len(room.asked) > 1 and not any("earliest_tick" in spec for spec in room.asked)


def test_a_knob_that_keeps_turning_is_followed_a_few_times_a_second(room):
    room.melody = tuple((beat, 72, 1) for beat in range(8))
    room.player.set_mode("solo")
    room.wait(2)
    asked = len(room.asked)
    for _ in range(100):
        room.player.changed("temperature")
        room.wait(0.01)
    assert len(room.asked) - asked <= 8


def test_the_oldest_voice_gives_way(room):
    room.player.parameters["polyphony"] = 1
    room.melody = ((0, 72, 2), (1, 74, 1))
    room.key(60)
    room.wait(3)
    assert room.heard() == [(0.6, 72, 1.1), (1.1, 74, 1.6)]


def test_a_chord_is_named_once_when_its_keys_have_settled(room):
    for pitch in (57, 60, 64):
        room.player.strike(pitch, 90)
        room.wait(0.01)
    room.wait(0.1)
    assert [s for s in room.said if s[1] == "/music/out/chord"] == [(pytest.approx(0.06), "/music/out/chord", "Am", 9, 57)]


def test_the_voices_of_the_accompaniment_count_for_the_harmony(room):
    room.chord = (60, 64)
    room.player.set_mode("accompany")
    room.player.strike(67, 90)
    room.wait(0.2)
    assert [s[2] for s in room.said if s[1] == "/music/out/chord"] == ["C"]
