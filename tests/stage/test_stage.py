import pytest

from bridge.address import parameters
from bridge.osc.packet import encode
from bridge.osc.values import Message
from bridge.package import Manifest
from bridge.stage.outlet import STALE_S

OTHER = ("udp", "127.0.0.1", 6000)


def test_hello_is_answered_with_welcome_and_states(room):
    room.listen()
    assert room.replies() == [("/welcome", "duende", "0.1.0", 7771), ("/music/out/state", "idle")]


def test_a_phrase_over_osc_is_answered_to_the_listener(room):
    room.listen()
    room.send("/music/note", 60, 100)
    room.wait(0.2)
    room.send("/music/note", 60, 0)
    room.wait(3)
    assert room.heard() == [(0.6, 72, 80, 1), (1.1, 72, 0, 1), (1.1, 74, 80, 1), (1.6, 74, 0, 1)]


def test_a_parameter_without_arguments_is_answered(room):
    room.send("/music/temperature")
    assert room.replies() == [("/music/temperature", 1.0)]


def test_a_parameter_is_set_and_clamped(room):
    room.send("/music/temperature", 7.0)
    room.send("/music/temperature")
    assert room.replies() == [("/music/temperature", 2.0)]


def test_a_wrong_type_is_told_and_changes_nothing(room):
    room.send("/music/temperature", "hot")
    room.send("/music/temperature")
    assert room.replies()[0][:2] == ("/error", "/music/temperature") and room.replies()[1] == ("/music/temperature", 1.0)


def test_an_unknown_scale_is_told_and_changes_nothing(room):
    room.send("/music/scale", "Q major")
    room.send("/music/scale")
    assert room.replies()[0][0] == "/error" and room.replies()[1] == ("/music/scale", "any")


def test_panic_ends_all_notes(room):
    room.listen()
    room.send("/music/note", 60, 100)
    room.send("/music/note", 60, 0)
    room.wait(0.7)
    room.send("/panic")
    room.wait(2)
    assert room.heard() == [(0.6, 72, 80, 1), (0.7, 72, 0, 1)]


def test_quantize_becomes_a_beat_when_the_tempo_is_set(room):
    room.send("/music/quantize")
    room.send("/clock/tempo", 90.0)
    room.send("/music/quantize")
    assert [r[1] for r in room.replies()] == [0.0, 1.0]


def test_beats_are_told_to_listeners(room):
    room.listen()
    room.wait(1.2)
    assert room.heard("/clock/out/beat")[-1] == (1.0, 1, 3, 120.0)


def test_feedback_reaches_a_listener_at_the_parameters_address(room):
    room.listen()
    room.send("/feedback", 1)
    told = len(room.timer.heard(1))
    room.send("/music/density", 2.0, sender=OTHER)
    assert len(room.timer.heard(1)) == told + 1


def test_nobody_hears_an_own_change(room):
    room.listen()
    room.send("/feedback", 1)
    told = len(room.timer.heard(1))
    room.send("/music/density", 2.0)
    assert len(room.timer.heard(1)) == told


def test_players_are_listed(duo):
    duo.send("/players")
    assert duo.replies() == [
        ("/players", "music", "music", "written"), ("/players", "bach", "music", "written"), ("/players/end",),
    ]  # fmt: skip


def test_a_pattern_reaches_every_player(duo):
    duo.send("/*/temperature", 0.5)
    duo.send("/bach/temperature")
    assert duo.replies() == [("/bach/temperature", 0.5)]


def test_a_timetag_is_kept(room):
    room.listen()
    at = room.clock.wall() + 0.5
    room.stage.osc([Message("/music/mode", ("solo",), at)], OTHER)
    room.wait(0.4)
    room.send("/music/mode")
    room.wait(0.2)
    room.send("/music/mode")
    assert [r[1] for r in room.replies() if r[0] == "/music/mode"] == ["answer", "solo"]


def test_a_velocity_can_drive_a_parameter(room):
    room.send("/route/add", "/music/note.velocity", "/music/density", 0.0, 127.0, 0.0, 4.0)
    room.send("/music/note", 60, 127)
    room.send("/music/note", 60, 0)
    room.send("/music/density")
    assert room.replies()[-1] == ("/music/density", 4.0)


def test_one_player_can_play_to_another(duo):
    duo.send("/route/add", "/music/out/note", "/bach/note")
    duo.send("/music/note", 60, 100)
    duo.send("/music/note", 60, 0)
    duo.wait(1.0)
    assert duo.engines["bach"].context[0][1] == 72


def test_a_route_that_would_loop_is_refused(duo):
    duo.send("/route/add", "/music/out/note", "/bach/note")
    duo.send("/route/add", "/bach/out/note", "/music/note")
    assert duo.replies()[-1][0] == "/error"


def test_routes_are_listed(room):
    room.send("/route/add", "/music/note.velocity", "/music/density")
    room.send("/route/list")
    assert room.replies()[0][:3] == ("/route/list", "/music/note.velocity", "/music/density")
    assert room.replies()[-1] == ("/route/list/end",)


def test_a_scene_comes_back(room):
    room.send("/music/density", 2.0)
    room.send("/scene/save", "verse")
    room.send("/music/density", 8.0)
    room.send("/scene/recall", "verse")
    room.send("/music/density")
    assert room.replies()[-1] == ("/music/density", 2.0)


def test_a_scene_glides(room):
    room.send("/music/density", 2.0)
    room.send("/scene/save", "verse")
    room.send("/music/density", 8.0)
    room.send("/scene/recall", "verse", 2.0)
    room.wait(0.5)
    room.send("/music/density")
    assert 4.5 < room.replies()[-1][1] < 5.5


def test_capture_keeps_human_and_machine(room):
    room.send("/music/note", 60, 100)
    room.send("/music/note", 60, 0)
    room.wait(3)
    room.send("/capture")
    address, path = room.replies()[-1]
    assert address == "/capture" and path.endswith(".mid")


def test_a_film_is_told_when_it_is_there(room, tmp_path):
    asked = []
    room.server.keeping.film = lambda *what: asked.append(what) or ["a.mp4", "b.mp4"]
    room.send("/capture", 20.0)
    assert asked == [(tmp_path / "captures", room.clock.wall(), 20.0, room.clock.now())]
    assert room.replies() == []  # nothing was heard, and no film is there yet
    room.server.keeping.filmed("b.mp4")
    room.server.keeping.filmed("b.mp4")
    room.server.keeping.filmed("a.mp4", "nothing to capture: no picture yet")
    room.settle()
    assert room.replies() == [("/capture", "b.mp4"), ("/error", "/capture", "nothing to capture: no picture yet")]


def test_status_ends(room):
    room.server.status = lambda: {"clock_tempo": 120.0}
    room.send("/status")
    assert room.replies() == [("/status", "clock_tempo", "120"), ("/status/end",)]


def test_solo_ends_with_the_transport_and_goes_on_with_it(room):
    room.listen()
    room.send("/music/mode", "solo")
    room.wait(2)
    room.send("/clock/stop")
    room.wait(1)
    count = len(room.heard())
    room.wait(3)
    assert len(room.heard()) == count
    room.send("/clock/start")
    room.wait(3)
    assert len(room.heard()) > count


def test_trading_the_machine_takes_its_turn(room):
    room.listen()
    room.send("/clock/tempo", 120.0)
    room.send("/music/length", 4.0)
    room.send("/music/mode", "trade")
    room.send("/music/note", 60, 100)
    room.send("/music/note", 60, 0)
    room.wait(3.0)
    assert room.heard()[0] == (2.0, 72, 80, 1)


def test_every_parameter_of_the_table_can_be_asked(room):
    asked = [a for a in room.stage.dispatcher.addresses() if (row := room.stage.row_at(a)) and row.parameter]
    for address in asked:
        room.send(address)
    assert {r[0] for r in room.replies()} >= set(asked) - {"/journal"}


def test_solo_follows_the_tempo(room):
    room.engines["music"].melody = tuple((beat, 60 + beat, 0.5) for beat in range(8))
    room.listen()
    room.send("/music/mode", "solo")
    room.wait(2.0)
    room.send("/clock/tempo", 240.0)
    room.wait(2.0)
    ons = [m for m, _, velocity, _ in room.heard() if velocity]
    assert round(ons[1] - ons[0], 2) == 0.5 and round(ons[-1] - ons[-2], 2) == 0.25


def test_solo_goes_on_on_the_bar(room):
    room.listen()
    room.send("/music/mode", "solo")
    room.wait(1.3)
    room.send("/clock/stop")
    room.wait(1.05)
    count = len(room.heard())
    room.send("/clock/continue")
    room.wait(3)
    bars = room.stage.transport.beat_at(room.heard()[count][0]) / 4
    assert abs(bars - round(bars)) < 0.003


def test_stop_and_start_leave_a_stopped_solo_alone(room):
    room.listen()
    room.send("/music/mode", "solo")
    room.wait(1)
    room.send("/music/stop")
    count = len(room.heard())
    room.send("/clock/stop")
    room.send("/clock/start")
    room.wait(3)
    assert len(room.heard()) == count


def test_the_mode_that_the_show_sets_acts_from_the_start(room):
    values = {row.tail: row.args[0].default for row in parameters("music")} | {"style": "folk", "mode": "off"}
    manifest = Manifest("written", "1", "music", "MIT", 0, 23, (), {}, styles=("any", "folk"))
    room.stage.take_seat("music", room.engines["music"], manifest, values, ("mode",))
    room.send("/music/mode")
    assert ("/music/mode", "off") in room.replies()
    assert room.stage.seats["music"].player.mode == "off"


def test_what_was_said_ahead_is_routed_at_its_moment(room):
    room.send("/route/add", "/clock/out/beat.beat", "/music/polyphony", 1.0, 4.0, 1.0, 4.0)
    polyphony = []
    for _ in range(4):
        polyphony.append(room.stage.seats["music"].player.parameters["polyphony"])
        room.wait(0.5)
    assert sorted(polyphony[1:]) == polyphony[1:] and len(set(polyphony)) == 4


def test_a_written_line_is_kept_for_a_capture(room):
    room.stage.say("/poem/out/line", "the boats come home")
    assert list(room.stage.capture.take(room.clock.now(), 10.0).lines) == ["the boats come home"]


def test_a_line_that_was_taken_back_is_not(room):
    room.stage.say("/poem/out/line", "the boats come home", due=room.clock.now() + 1.0)
    room.stage.cancel("poem", room.clock.now())
    room.wait(2.0)
    assert not room.stage.capture.take(room.clock.now(), 10.0).lines


def test_what_a_route_cannot_do_is_counted_and_nobody_is_told(room):
    for _ in range(3):
        room.stage.apply("/music/note", ("high", 100))  # refused by the table
        room.stage.apply("/music/undo", ())  # refused by whoever would do it
    room.wait(2.5)  # equal errors are held back for a second
    assert room.stage.dispatcher.counts["refused"] >= 3
    assert room.replies(()) == []


def test_what_a_route_asks_for_is_answered_to_nobody(room):
    room.stage.apply("/status", ())
    room.wait(1.0)
    assert room.replies(()) == []


@pytest.mark.parametrize(
    ("mode", "address", "velocity", "roused"),
    [
        ("accompany", "/music/note", 90, True),
        ("accompany", "/music/note", 0, False),
        ("accompany", "/music/temperature", 1, False),
        ("answer", "/music/note", 90, False),
    ],
)
def test_a_key_that_wants_its_answer_at_once_wakes_the_engine(room, mode, address, velocity, roused):
    room.send("/music/mode", mode)
    said, room.stage.rouses = [], True
    room.stage.seats["music"].engine.send = said.append
    room.stage.rouse(encode(address, (60, velocity)))
    assert said == ([("rouse",)] if roused else [])


def test_an_engine_that_would_be_in_cores_way_is_not_woken_before_its_question(room):
    room.send("/music/mode", "accompany")
    said, room.stage.rouses = [], False
    room.stage.seats["music"].engine.send = said.append
    room.stage.rouse(encode("/music/note", (60, 90)))
    assert said == []


def test_who_hears_one_player_hears_its_end_though_another_has_struck_that_key_meanwhile(duo):
    """Where both are heard, as by what watches for core, the other's note ended this one."""
    duo.listen()
    duo.send("/listen", "/music/out/note")
    duo.send("/*/mode", "accompany")
    duo.send("/music/note", 60, 90)
    duo.send("/bach/note", 60, 90)
    duo.wait(3)  # longer than what is over is remembered
    duo.send("/music/note", 60, 0)
    assert [(pitch, bool(velocity)) for _, pitch, velocity, _ in duo.heard()] == [
        (57, True), (52, True), (57, False), (52, False),
    ]  # fmt: skip


def test_a_note_that_sounds_for_longer_than_anything_is_remembered_ends(room):
    room.listen()
    note = room.stage.note("music", room.clock.now(), 60, 90, 1)
    room.settle()
    room.clock.advance(STALE_S + 1)
    room.stage.outlet.tidy()
    room.stage.off(note, room.clock.now())
    assert [velocity for _, _, velocity, _ in room.heard()] == [90, 0]
