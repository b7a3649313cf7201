"""Accompaniment at the player's side of the link: what is asked, what is told when."""


def accompanying(room):
    room.chord = (57, 52, 48)
    room.player.set_mode("accompany")
    return room


def test_a_key_let_go_at_once_has_all_its_voices(room):
    accompanying(room)
    room.player.strike(60, 90)
    room.player.release(60)
    room.wait(0.1)
    assert [pitch for _, pitch, _ in room.heard()] == [48, 52, 57]


def test_nothing_is_told_while_voices_are_looked_for(room):
    accompanying(room)
    room.player.strike(60, 90)
    told = len(room.told)
    room.player.release(60)
    assert room.told[told:] == []
    room.answer()
    assert room.told[told:][0][:2] == ("sync", 0)


def test_the_length_of_a_key_held_into_the_next_is_told_when_it_ends(room):
    accompanying(room)
    room.player.strike(60, 90)
    room.wait(0.3)
    room.player.strike(62, 90)
    room.wait(0.1)
    told = len(room.told)
    room.player.release(60)
    assert [message[0] for message in room.told[told:]] == ["sync"]


def test_a_new_voice_leaves_before_the_old_ones_end(room):
    accompanying(room)
    room.player.strike(60, 90)
    room.wait(0.3)
    room.did.clear()
    room.player.strike(62, 90)
    room.answer()
    assert room.did[:2] == ["note", "off"]


# --- a model that is late --------------------------------------------------------------------------------------------


def late(room, seconds=0.5):
    accompanying(room).delay = seconds
    return room


def ladder(room):
    return [said[3] for said in room.said if said[1] == "/music/out/ladder"]


def test_the_first_voices_sound_when_they_come_and_end_with_their_key(room):
    late(room).player.strike(60, 90)
    room.wait(0.8)
    room.player.release(60)
    assert room.heard() == [(0.5, 48, 0.8), (0.5, 52, 0.8), (0.5, 57, 0.8)] and ladder(room) == ["hold"]


def test_the_pedal_holds_a_key_for_voices_that_come_late(room):
    late(room).player.sustain(True)
    room.key(60, 0.2)
    room.wait(0.4)
    assert [pitch for _, pitch, _ in room.heard()] == [48, 52, 57]
    room.player.sustain(False)
    assert {off for _, _, off in room.heard()} == {0.6}


def test_voices_that_come_after_their_key_is_up_are_not_heard_but_stand_in_next_time(room):
    late(room).key(60, 0.2)
    room.wait(1)
    assert room.heard() == []
    room.silent = True
    room.key(62, 0.5)
    assert [pitch for _, pitch, _ in room.heard()] == [50, 54, 59] and ladder(room) == ["hold", "phrase"]


def test_what_comes_late_while_something_stands_in_is_not_heard_but_stands_in_next_time(room):
    accompanying(room).key(60, 0.5)
    room.wait(0.5)
    room.chord, room.delay = (55, 50), 0.3
    room.key(60, 0.5)
    room.wait(0.5)
    room.silent = True
    room.key(62, 0.5)
    assert [pitch for _, pitch, _ in room.heard()] == [48, 52, 57, 48, 52, 57, 52, 57]


def test_voices_that_come_after_the_next_key_was_struck_are_not_heard(room):
    late(room).player.strike(60, 90)
    room.wait(0.3)
    room.chord, room.delay = (59,), 0.05
    room.player.strike(62, 90)
    room.wait(1)
    assert [pitch for _, pitch, _ in room.heard()] == [59]


def test_a_late_chord_that_is_held_is_asked_of_the_next_model(room):
    late(room).silent = True
    room.player.strike(60, 90)
    room.wait(0.3)
    room.player.engine_lost()
    room.wait(0.3)
    room.silent = False
    room.player.engine_back()
    room.wait(0.6)
    assert [pitch for _, pitch, _ in room.heard()] == [48, 52, 57]


def test_what_was_said_late_and_not_heard_is_not_remembered(room):
    late(room).key(60, 0.2)
    room.wait(1)
    assert [event.pitch for event in room.player.mind.events] == [60] and not room.player.mind.behind
