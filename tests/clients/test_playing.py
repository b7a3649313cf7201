"""What a player does when it is asked over OSC: the modes, triggers and parameters of the contract, with a real model."""

import shutil
import time
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from peers.osc import Client, hanging
from peers.waiting import until

from bridge.address import KINDS
from bridge.casting import default_package

LONG = 8.0  # beats


def notes_of(client: Client, seconds: float) -> list:
    return [g for g in client.listen(seconds) if g.address == "/music/out/note"]


def on(got) -> bool:
    return got.address == "/music/out/note" and got.args[1] > 0


# --- the server


def test_without_a_show_a_player_of_each_bundled_kind_is_listed(client):
    start = len(client.got)
    client.send("/players")
    client.wait("/players/end")
    told = [g.args for g in client.got[start:] if g.address == "/players"]
    assert [(name, kind) for name, kind, _ in told] == [(kind, kind) for kind in KINDS if default_package(kind)]


def test_status_tells_all_that_is_asked_for(client):
    status = client.status()
    for what in ("music_device", "clock_tempo", "timer_dropped", "timer_late", "messages_received", "music_package"):
        assert what in status
    assert all(type(value) is str for value in status.values())


def test_panic_ends_every_note_and_keeps_mode_and_clock(listener):
    listener.send("/music/mode", "continue")
    listener.send("/clock/tempo", 100.0)
    listener.play(60, 62, 64)
    first = listener.wait(on)
    start = listener.got.index(first)
    listener.send("/panic")
    listener.listen(0.5)
    notes = [g for g in listener.got[start:] if g.address == "/music/out/note"]
    assert hanging(notes) == [] and not [g for g in notes_of(listener, 1.0) if g.args[1]]
    assert listener.ask("/music/mode") == ("continue",) and listener.ask("/clock/tempo") == (100.0,)
    listener.send("/clock/tempo", 120.0)


def test_the_tempo_is_what_two_taps_say(client):
    for _ in range(4):
        client.send("/clock/tap")
        time.sleep(0.4)
    assert client.ask("/clock/tempo")[0] == pytest.approx(150, abs=8)
    client.send("/clock/tempo", 120.0)


def test_beats_come_at_the_tempo_and_count_from_one(listener):
    listener.send("/clock/meter", 3, 4)
    listener.send("/clock/tempo", 240.0)
    listener.send("/clock/start")
    listener.wait(lambda g: g.address == "/clock/out/beat" and g.args[1] == 1 and g.args[2] == 240.0)
    beats = [listener.wait("/clock/out/beat") for _ in range(6)]
    assert [g.args[1] for g in beats] == [2, 3, 1, 2, 3, 1]
    assert beats[-1].moment - beats[0].moment == pytest.approx(5 * 0.25, abs=0.1)
    listener.send("/clock/meter", 4, 4)
    listener.send("/clock/tempo", 120.0)


def test_locate_goes_to_a_beat(listener):
    listener.send("/clock/locate", 9.0)
    beat = listener.wait(lambda g: g.address == "/clock/out/beat" and g.args[0] == 3)
    assert beat.args[1] in (1, 2)


def test_where_midi_is_off_it_cannot_lead_the_clock(client):
    assert "needs MIDI, which is off here" in client.error("/clock/source", "midi")
    assert client.ask("/clock/source") == ("internal",)


@pytest.mark.skipif(find_spec("aalink") is not None, reason="the extra `link` is here: tests/clients/test_link.py")
def test_link_is_an_optional_extra(client):
    assert client.error("/clock/source", "link")
    assert client.ask("/clock/source") == ("internal",)


def test_a_stopped_clock_keeps_nobody_waiting(listener):
    listener.send("/clock/stop")
    listener.play(60, 64, 67)
    assert listener.answer()
    listener.send("/clock/start")


def test_a_scene_comes_back_at_once_and_gliding(client):
    client.send("/music/density", 2.0)
    client.send("/scene/save", "verse")
    client.send("/music/density", 8.0)
    client.send("/scene/recall", "verse", 2.0)  # a second at 120
    time.sleep(0.5)
    assert 2.5 < client.ask("/music/density")[0] < 7.5
    until(lambda: client.ask("/music/density") == (2.0,), "it never arrives", 3.0)
    client.send("/music/density", 0)


def test_an_unknown_scene_is_refused(client):
    assert "nowhere" in client.error("/scene/recall", "nowhere")


def test_a_route_drives_a_parameter_by_the_notes_velocity(client):
    client.send("/route/add", "/music/note.velocity", "/music/density", 0.0, 127.0, 0.0, 4.0)
    client.send("/music/note", 60, 127)
    client.send("/music/note", 60, 0)
    assert client.ask("/music/density") == (4.0,)
    start = len(client.got)
    client.send("/route/list")
    client.wait("/route/list/end")
    told = [g.args for g in client.got[start:] if g.address == "/route/list"]
    assert told == [("/music/note.velocity", "/music/density", 0.0, 127.0, 0.0, 4.0)]
    client.send("/route/remove", "/music/note.velocity", "/music/density")
    client.send("/music/density", 0)


def test_a_route_that_would_loop_is_refused(client):
    assert "loop" in client.error("/route/add", "/music/out/note", "/music/note")


def test_capture_keeps_what_human_and_machine_have_played(listener):
    listener.play(60, 64, 67)
    listener.answer()
    path = listener.ask("/capture", 30.0)[0]
    assert Path(path).suffix == ".mid" and Path(path).read_bytes()[:4] == b"MThd"


def test_recording_can_be_switched_off(client):
    assert client.ask("/journal") == (1,)
    client.send("/journal", 0)
    assert client.ask("/journal") == (0,)
    client.send("/journal", 1)


# --- the modes


def test_answer_replies_when_the_phrase_has_ended(listener):
    listener.play(60, 62, 64, 65)
    end = time.monotonic()
    notes = listener.answer()
    assert notes[0].moment >= end + 0.1 and hanging(notes) == []


def test_a_phrase_stays_open_while_a_key_is_held(listener):
    listener.send("/music/note", 60, 90)
    assert notes_of(listener, 0.5) == []
    listener.send("/music/note", 60, 0)
    assert listener.answer()


def test_held_keys_end_the_phrase_after_four_pauses(listener):
    struck = time.monotonic()
    listener.send("/music/note", 60, 90)
    first = listener.wait(on)
    assert 0.75 < first.moment - struck < 1.6
    listener.send("/music/note", 60, 0)


def test_continue_carries_on_until_the_human_plays(listener):
    listener.send("/music/mode", "continue")
    listener.play(60, 62, 64)
    listener.wait(on)
    listener.listen(6.0)
    assert [g for g in listener.listen(2.0) if on(g)]  # far longer than the phrase
    listener.forget()
    listener.send("/music/note", 72, 90)
    quiet = notes_of(listener, 0.5)
    assert not [g for g in quiet[1:] if g.args[1] and g.moment - quiet[0].moment > 0.3]
    listener.send("/music/note", 72, 0)
    listener.send("/music/stop")


def test_trade_answers_after_length_beats_on_the_beat(listener):
    listener.send("/clock/tempo", 240.0)
    listener.send("/music/length", 4.0)
    listener.send("/music/mode", "trade")
    start = listener.wait(lambda g: g.address == "/clock/out/beat" and g.args[1] == 1)
    listener.play(60, 62, 64)
    first = listener.wait(on)
    assert 0.95 < first.moment - start.moment < 1.6  # the human's bar is over, the machine's has begun
    listener.send("/clock/tempo", 120.0)


def test_accompany_sounds_at_once_never_doubles_and_ends_with_the_key(listener):
    listener.send("/music/mode", "accompany")
    struck = time.monotonic()
    listener.send("/music/note", 67, 90)
    first = listener.wait(on)
    assert first.moment - struck < 0.15
    start = listener.got.index(first)
    listener.listen(0.3)
    listener.send("/music/note", 67, 0)
    listener.listen(0.5)
    notes = [g for g in listener.got[start:] if g.address == "/music/out/note"]
    assert hanging(notes) == [] and 67 not in {g.args[0] for g in notes}


def test_the_pedal_holds_an_accompaniment(listener):
    listener.send("/music/mode", "accompany")
    listener.send("/music/sustain", 127)
    listener.send("/music/note", 67, 90)
    first = listener.wait(on)
    start = listener.got.index(first)
    listener.send("/music/note", 67, 0)
    listener.listen(0.4)
    assert hanging([g for g in listener.got[start:] if g.address == "/music/out/note"])
    listener.send("/music/sustain", 0)
    listener.listen(0.4)
    assert hanging([g for g in listener.got[start:] if g.address == "/music/out/note"]) == []


def test_solo_plays_by_itself_and_waits_after_stop(listener):
    listener.send("/music/mode", "solo")
    listener.wait(on)
    listener.send("/music/stop")
    listener.forget()
    assert not [g for g in notes_of(listener, 1.0) if g.args[1]]
    listener.send("/music/play", 1)
    listener.wait(on)
    listener.send("/clock/stop")
    listener.forget()
    assert not [g for g in notes_of(listener, 1.5) if g.args[1] and g.moment > time.monotonic() - 0.5]
    listener.send("/clock/start")
    listener.wait(on)


def test_off_hears_and_says_nothing(listener):
    listener.send("/music/mode", "off")
    listener.play(60, 62, 64)
    assert notes_of(listener, 1.0) == []


# --- triggers


def test_answer_now_does_not_wait_for_the_pause(listener):
    listener.send("/music/pause", 5.0)
    listener.play(60, 62, 64)
    asked = time.monotonic()
    listener.send("/music/answer")
    assert listener.wait(on).moment - asked < 0.5


def test_end_comes_to_an_end(listener):
    listener.send("/music/mode", "continue")
    listener.play(60, 62, 64)
    first = listener.wait(on)
    start = listener.got.index(first)
    listener.send("/music/end")
    listener.wait(lambda g: g.args == ("idle",), 12.0)
    listener.listen(0.3)
    assert hanging([g for g in listener.got[start:] if g.address == "/music/out/note"]) == []


def test_stop_cuts_now_and_the_next_phrase_is_answered(listener):
    listener.send("/music/length", LONG)
    listener.play(60, 62, 64)
    first = listener.wait(on)
    start = listener.got.index(first)
    listener.send("/music/stop")
    listener.listen(0.3)
    assert hanging([g for g in listener.got[start:] if g.address == "/music/out/note"]) == []
    assert not [g for g in notes_of(listener, 0.7) if g.args[1]]
    listener.play(60, 62, 64)
    listener.wait(on)


def test_a_human_note_interrupts_at_once(listener):
    listener.send("/music/length", 16.0)
    listener.play(60, 62, 64)
    first = listener.wait(on)
    start = listener.got.index(first)
    listener.listen(0.3)
    listener.send("/music/pause", 3.0)
    listener.send("/music/note", 72, 90)
    listener.listen(0.4)
    notes = [g for g in listener.got[start:] if g.address == "/music/out/note"]
    assert hanging(notes) == [] and notes_of(listener, 0.5) == []
    listener.send("/music/note", 72, 0)


# --- parameters


@pytest.mark.parametrize("style", ["chorale", "folk", "piano", "drums"])
def test_every_style_answers(listener, style):
    listener.send("/music/style", style)
    listener.play(60, 64, 67)
    notes = listener.answer()
    assert notes and hanging(notes) == []
    assert {g.args[2] for g in notes} == {10 if style == "drums" else 1}


def test_what_it_plays_keeps_to_scale_register_and_loudness(listener):
    for address, value in (("scale", "C major"), ("low", 55), ("high", 70), ("velocity", -64), ("out_channel", 5)):
        listener.send(f"/music/{address}", value)
    listener.send("/music/length", LONG)
    listener.play(60, 64, 67)
    notes = listener.answer(seconds=10)
    assert {g.args[0] % 12 for g in notes} <= {0, 2, 4, 5, 7, 9, 11}
    assert all(55 <= g.args[0] <= 70 and g.args[2] == 5 and g.args[1] <= 63 for g in notes)
    for address, value in (("scale", "any"), ("low", 21), ("high", 108), ("velocity", 0), ("out_channel", 1)):
        listener.send(f"/music/{address}", value)


def test_an_unknown_scale_is_refused_with_what_is_allowed(client):
    assert "C major" in client.error("/music/scale", "Q major")
    assert client.ask("/music/scale") == ("any",)


def test_the_same_seed_gives_the_same_answer(serve, program):
    """Asked without a phrase, for no human plays in exactly the same time again."""

    def answer(client):
        client.send("/music/answer")
        return sorted(g.args[0] for g in client.answer() if g.args[1])

    first, second = program(serve("--seed", "77")), program(serve("--seed", "78"))
    for client in (first, second):
        client.hello()
    took = answer(first)
    first.send("/music/reset")
    second.send("/music/seed", 77)
    assert answer(second) == took
    first.send("/music/seed", 77)
    assert answer(first) == took


def test_latency_is_told_in_milliseconds(listener):
    listener.play(60, 62)
    p50, p99 = listener.wait("/music/out/latency").args
    assert 0 < p50 <= p99 < 2000


def test_states_are_told_as_they_change(listener):
    listener.forget()
    listener.play(60, 62)
    listener.answer()
    states = [g.args[0] for g in listener.got if g.address == "/music/out/state"]
    assert [s for s in states if s != "thinking"][-3:] == ["listening", "playing", "idle"]
    assert all(a != b for a, b in pairwise(states))


# --- packages


def test_a_package_is_swapped_and_comes_back(serve, program, package, tmp_path):
    """A show names a folder; packages in it may be loaded by name."""
    shelf = tmp_path / "shelf"
    for name in ("first", "second"):
        shutil.copytree(package, shelf / name)
    show = tmp_path / "show.toml"
    show.write_text('[[player]]\nname = "music"\nkind = "music"\npackage = "shelf/first"\n')
    server = serve(str(show), cast=False)
    client = program(server)
    client.hello()
    client.send("/music/mode", "continue")
    client.play(60, 64)
    client.wait(on)
    for swap in (("/music/load", "second"), ("/music/undo",)):
        engines = dict(server.children())
        client.send(*swap)
        until(lambda before=engines: server.children() != before, "no other engine", 8.0)
        client.forget()
        assert [g for g in client.listen(4.0) if on(g)], server.log  # it never stopped
    assert "no other package" in client.error("/music/undo")
