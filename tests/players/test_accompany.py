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
