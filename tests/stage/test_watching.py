"""What those who watch are told: the human's notes, changes from anywhere, the shape of what there is."""

OTHER = ("udp", "127.0.0.1", 6000)


def test_who_names_heard_hears_the_human(room):
    room.listen()
    room.send("/listen", "/music/out/heard")
    room.send("/music/note", 60, 100, 3)
    assert [note[1:] for note in room.heard("/music/out/heard")] == [(60, 100, 3)]


def test_heard_is_quiet(room):
    room.listen()
    room.send("/music/note", 60, 100)
    assert room.heard("/music/out/heard") == []


def test_a_tapped_tempo_is_told(room):
    changed: list[tuple] = []
    room.stage.changed = lambda address, args: changed.append((address, args))
    for _ in range(3):
        room.send("/clock/tap", sender=OTHER)
        room.wait(0.6)
    assert [(address, round(args[0])) for address, args in changed] == [("/clock/tempo", 100)]


def test_a_tempo_that_is_set_is_told_once(room):
    changed: list[tuple] = []
    room.stage.changed = lambda address, args: changed.append((address, args))
    room.send("/clock/tempo", 90.0)
    room.wait(0.5)
    assert changed == [("/clock/tempo", (90.0,))]


def test_a_parameter_that_stays_is_no_change(room):
    changed: list[tuple] = []
    room.stage.changed = lambda address, args: changed.append((address, args))
    room.send("/music/density", 0.0)
    assert changed == []


def test_the_values_are_every_parameter_by_its_address(room):
    values = room.stage.values()
    assert values["/music/style"] == ("folk",) and "/music/note" not in values


def test_the_shape_tells_the_words_that_the_table_leaves_open(room):
    shape = room.stage.seats["music"].player.shape()
    assert shape == {"kind": "music", "words": {"style": ("any", "folk", "drums")}, "places": ()}


def test_a_saved_scene_changes_the_shape(room):
    reshaped: list[int] = []
    room.stage.reshaped = lambda: reshaped.append(1)
    room.send("/scene/save", "verse")
    assert reshaped == [1]


def test_a_pattern_without_its_bracket_is_told_and_changes_nothing(room):
    room.listen()
    room.send("/listen", "/mu[sic/out/*")
    room.send("/music/note", 60, 100)
    (heard,) = room.stage.listeners
    assert room.replies()[-1][:2] == ("/error", "/listen") and heard.patterns is None
