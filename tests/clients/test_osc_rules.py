"""The OSC rules of the contract with the outside, over real sockets, before a real server."""

import socket
import struct
import time

import pytest
from peers.osc import HOST, Client, Stream, hanging, packet
from peers.waiting import until

from bridge.address import rows_for

LARGEST = 1 << 20  # bytes of a packet


# --- 1: UDP and TCP


@pytest.mark.parametrize("framing", ["length", "slip"])
def test_tcp_is_understood_and_answered_in_its_own_framing(duende, framing):
    stream = Stream(duende.osc, framing)
    stream.send("/music/temperature")
    assert stream.wait("/music/temperature").args == (1.0,)
    stream.close()


@pytest.mark.parametrize("framing", ["length", "slip"])
def test_a_listener_by_tcp_hears_the_answer_on_its_connection(duende, client, framing):
    stream = Stream(duende.osc, framing)
    stream.send("/hello")
    assert stream.wait("/welcome").args[0] == "duende"
    for velocity in (90, 0):
        stream.send("/music/note", 60, velocity)
    assert stream.wait("/music/out/note").args[1] > 0
    stream.close()


@pytest.mark.parametrize("first", [b"#", b"/"])
def test_slip_may_begin_without_its_end_byte(duende, client, first):
    data = packet("/music/temperature")
    if first == b"#":
        data = b"#bundle\0" + struct.pack(">QI", 1, len(data)) + data
    stream = Stream(duende.osc, "slip")
    stream.sock.sendall(data + b"\xc0")
    assert stream.wait("/music/temperature").args == (1.0,)
    stream.close()


def test_anything_else_by_tcp_is_closed_and_counted(duende, client):
    before = int(client.status().get("messages_unreadable", 0))
    stream = Stream(duende.osc, "length")
    stream.sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
    assert stream.closed()
    assert int(client.status()["messages_unreadable"]) == before + 1
    stream.close()


def test_a_packet_of_a_mebibyte_is_taken_and_one_byte_more_is_not(duende):
    stream = Stream(duende.osc, "length")
    head = b"/nobody\0,s\0\0"
    stream.sock.sendall(struct.pack(">I", LARGEST) + head + b"x" * (LARGEST - len(head) - 4) + b"\0\0\0\0")
    assert stream.wait("/error").args[0] == "/nobody"
    stream.sock.sendall(struct.pack(">I", LARGEST + 4))
    assert stream.closed()
    stream.close()


# --- 2: who is answered


def test_an_answer_comes_to_the_socket_that_asked(client, another):
    client.ask("/music/temperature")
    assert not [g for g in another.listen(0.2) if g.address == "/music/temperature"]


def test_a_socket_may_name_another_port_for_its_answers(duende, client, program):
    ear = program(duende)
    client.send("/hello", ear.port)
    ear.wait("/welcome")
    client.send("/music/temperature")
    assert ear.wait("/music/temperature").args == (1.0,)
    assert client.listen(0.2) == []


def test_a_socket_that_never_said_hello_is_answered_there_and_at_the_port_last_named(duende, client, another, program):
    ear = program(duende)
    client.send("/hello", ear.port)
    ear.wait("/welcome")
    assert another.ask("/music/temperature") == (1.0,)
    assert ear.wait("/music/temperature").args == (1.0,)


# --- 3: listeners


def test_hello_is_welcomed_with_name_version_port_and_every_players_state(duende, client):
    name, version, http = client.hello().args
    assert (name, http) == ("duende", duende.http) and version[0].isdigit()
    assert client.wait("/music/out/state").args == ("idle",)


def test_hello_again_is_harmless(listener):
    listener.hello()
    listener.play(60)
    notes = listener.answer()
    assert len(notes) == len(set(notes)) and hanging(notes) == []


def test_bye_ends_it(listener):
    listener.send("/bye")
    listener.play(60)
    assert not [g for g in listener.listen(1.5) if g.address == "/music/out/note"]


def test_listen_narrows_and_without_patterns_is_the_default_again(listener):
    listener.send("/listen", "/music/out/state")
    listener.forget()
    known = len(listener.got)
    listener.play(60)
    listener.wait(lambda g: g.args == ("playing",))
    listener.wait(lambda g: g.args == ("idle",))
    assert {g.address for g in listener.got[known:]} == {"/music/out/state"}
    listener.send("/listen")
    listener.play(60)
    assert listener.answer()


def test_the_plan_comes_only_to_those_who_listen_to_it(listener, another):
    another.hello()
    another.send("/listen", "/music/out/plan", "/music/out/plan/*")
    listener.play(60, 62)
    listener.answer()
    another.listen(0.1)
    assert "/music/out/plan" not in {g.address for g in listener.got}
    plan = [g.args for g in another.got if g.address == "/music/out/plan"]
    assert plan and all([type(value) for value in args] == [float, int, int, float] for args in plan)


def test_a_plan_is_cleared_before_it_is_redrawn(listener):
    listener.send("/listen", "/music/out/plan", "/music/out/plan/*")
    listener.send("/music/length", 8.0)
    listener.play(60, 62)
    listener.wait("/music/out/plan")
    listener.send("/music/low", 50)
    listener.wait("/music/out/plan/clear")
    assert listener.wait("/music/out/plan").args[1] >= 50
    listener.send("/music/low", 21)


def test_feedback_tells_what_others_have_changed(listener, another):
    listener.send("/feedback", 1)
    listener.forget()
    another.send("/music/density", 3)
    assert listener.wait("/music/density").args == (3.0,)
    listener.send("/music/density", 0)
    assert not [g for g in listener.listen(0.3) if g.address == "/music/density"]


def test_the_sixty_fifth_listener_is_told_that_it_is_one_too_many(serve, program):
    server = serve()
    clients = [program(server) for _ in range(65)]
    for client in clients[:64]:
        client.hello()
    assert "64" in clients[64].error("/hello")
    clients[0].send("/bye")
    clients[64].hello()


def test_a_listener_whose_port_is_refused_for_ten_seconds_is_dropped(serve, program):
    server = serve()
    gone, client = program(server), program(server)
    gone.hello()
    gone.close()
    assert client.status()["listeners"] == "1"
    until(lambda: client.status()["listeners"] == "0", "it is still told everything", 16.0)


# --- 4 and 5: arguments


@pytest.mark.parametrize("row", [r for r in rows_for("music") if r.parameter], ids=lambda row: row.tail)
def test_a_parameter_without_arguments_is_answered(client, row):
    assert len(client.ask(f"/music/{row.tail}")) == len(row.args)


@pytest.mark.parametrize("let_go", [0, 0.0, False])
def test_a_trigger_let_go_does_nothing(listener, let_go):
    listener.play(60, 62)
    listener.answer()
    listener.send("/music/again", let_go)
    assert not [g for g in listener.listen(0.5) if g.address.startswith("/music/out/note") or g.address == "/error"]


@pytest.mark.parametrize("pressed", [(), (1,), (0.3,), (True,)])
def test_a_trigger_pressed_acts(listener, pressed):
    listener.play(60, 62)
    first = listener.answer()
    listener.send("/music/again", *pressed)
    assert sorted(g.args for g in listener.answer()) == sorted(g.args for g in first)


@pytest.mark.parametrize(
    ("address", "sent", "kept"),
    [
        ("/music/temperature", 2, 2.0),
        ("/music/low", 40.4, 40),
        ("/music/temperature", 9.0, 2.0),
        ("/music/polyphony", -3, 1),
        ("/music/plan", False, 0),
        ("/music/plan", True, 1),
        ("/music/mode", "TRADE", "trade"),
        ("/music/mode", 3, "accompany"),
        ("/clock/tempo", 1000, 400.0),
    ],
)
def test_a_value_is_rounded_clamped_or_taken_by_its_index(client, address, sent, kept):
    before = client.ask(address)
    client.send(address, sent)
    after = client.ask(address)
    assert after == (kept,) and type(after[0]) is type(before[0])
    client.send(address, *before)


# --- 6: what is never answered


def test_equal_errors_are_told_once_a_second_with_their_number(client):
    for _ in range(50):
        client.send("/music/note", 200, 1)
    told = [g for g in client.listen(1.8) if g.address == "/error"]
    assert len(told) == 2
    assert "49" in told[1].args[1] or "48 more" in told[1].args[1]


# --- 7: patterns


@pytest.mark.parametrize("pattern", ["/*/temperature", "/{music,text}/temperature", "/m?sic/temp*", "/[l-n]*/temperature"])
def test_a_pattern_reaches_what_it_matches(client, pattern):
    client.send(pattern, 0.25)
    assert client.ask("/music/temperature") == (0.25,)
    client.send("/music/temperature", 1.0)


# --- 8: nothing is dropped, order is kept


def test_of_ten_thousand_datagrams_none_is_lost_and_the_newest_value_stays(duende, client):
    before = int(client.status()["messages_received"])
    for value in range(10_000):
        client.send("/music/seed", value)
    assert client.ask("/music/seed") == (9_999,)
    assert int(client.status()["messages_received"]) == before + 10_000 + 2  # /music/seed and /status


def test_notes_keep_their_order(listener, another):
    """Each on sets a parameter by a route, and feedback tells it."""
    listener.send("/music/mode", "off")
    listener.send("/feedback", 1)
    listener.send("/route/add", "/music/note.pitch", "/music/seed", 0.0, 127.0, 0.0, 127.0)
    listener.status()
    pitches = [i % 100 + 10 for i in range(500)]
    for pitch in pitches:
        another.send("/music/note", pitch, 1)
        another.send("/music/note", pitch, 0)
    assert [listener.wait("/music/seed").args[0] for _ in pitches] == pitches
    listener.send("/route/remove", "/music/note.pitch", "/music/seed")


# --- 9: timetags of what comes


def test_a_timetag_is_the_moment_at_which_it_takes_effect(client):
    client.bundle(time.time() + 0.5, ("/music/density", 5.0))
    assert client.ask("/music/density") == (0.0,)
    time.sleep(0.6)
    assert client.ask("/music/density") == (5.0,)
    client.send("/music/density", 0)


@pytest.mark.parametrize("moment", [None, 1.0])
def test_at_once_and_past_mean_now(client, moment):
    client.bundle(None if moment is None else time.time() - moment, ("/music/density", 6.0))
    assert client.ask("/music/density") == (6.0,)
    client.send("/music/density", 0)


def test_more_than_a_minute_ahead_is_an_error(client):
    client.bundle(time.time() + 70, ("/music/density", 5.0))
    address, sentence = client.wait("/error").args
    assert address == "/music/density" and "60 s" in sentence


def test_an_off_never_takes_effect_before_its_on(listener):
    listener.send("/music/mode", "accompany")
    later = time.time() + 0.4
    listener.bundle(later, ("/music/note", 60, 100))
    listener.send("/music/note", 60, 0)  # overtakes it on the wire
    first = listener.wait(lambda g: g.address == "/music/out/note" and g.args[1])
    assert time.time() >= later - 0.01
    notes = [first, *(g for g in listener.listen(1.0) if g.address == "/music/out/note")]
    assert hanging(notes) == []


# --- 10: timetags and moments of what leaves


def test_with_timetags_events_leave_ahead_of_their_moment(client):
    client.hello(client.port, 1, 200.0)
    client.send("/music/length", 4.0)
    client.play(60, 62, 64)
    notes = client.answer()
    assert all(note.tag is not None for note in notes)
    wall = time.time() - time.monotonic()
    settled = [note for note in notes if note.moment - notes[0].moment > 0.3]  # what could be planned ahead
    assert settled and all(0.1 < note.tag - wall - note.moment < 0.21 for note in settled)
    pairs = {}
    for note in notes:  # the off of a note is tagged after its on
        pitch, velocity, _ = note.args
        assert velocity or note.tag > pairs[pitch]
        pairs[pitch] = note.tag
    assert hanging(notes) == []


def test_panic_tags_the_off_after_an_on_that_has_left_already(client):
    client.hello(client.port, 1, 500.0)
    client.send("/music/length", 8.0)
    client.play(60, 62, 64)
    first = client.wait("/music/out/note")
    client.send("/panic")
    off = client.wait(lambda g: g.address == "/music/out/note" and g.args[:2] == (first.args[0], 0))
    assert off.tag > first.tag


def test_an_offset_moves_an_output(listener, another):
    listener.send("/output/offset", f"{HOST}:{listener.port}", 300.0)
    another.hello()
    another.play(60)
    on = another.wait("/music/out/note")
    late = listener.wait("/music/out/note")
    assert late.args == on.args and 0.2 < late.moment - on.moment < 0.4


def test_an_unknown_output_is_told_which_there_are(listener):
    assert f"{HOST}:{listener.port}" in listener.error("/output/offset", "piano", 5.0)


# --- 11: strict in what is sent, liberal in what is taken


def test_what_is_sent_unasked_is_one_plain_message_of_i_f_s(listener):
    listener.send("/listen", "/*/out/*", "/music/out/plan/*")
    listener.play(60, 64, 67)
    listener.answer()
    listener.wait("/clock/out/beat")
    for data in listener.packets:
        assert data[0:1] == b"/" and len(data) < 1000
        tags = data[data.index(b",") :].partition(b"\0")[0]
        assert set(tags) <= set(b",ifs")


def test_every_type_of_osc_is_understood(client):
    tags = b",hdTFNI[i]cSrmt\0"
    values = struct.pack(">qd", 1, 2.0) + struct.pack(">i", 3) + b"\0\0\0a" + b"sym\0" + bytes(4) + bytes(4) + bytes(8)
    client.raw(b"/music/temperature\0\0" + tags + values)
    assert client.wait("/error").args[0] == "/music/temperature"
    client.raw(b"/music/temperature\0\0,d\0\0" + struct.pack(">d", 0.5))
    assert client.ask("/music/temperature") == (0.5,)
    client.raw(b"/music/seed\0,h\0\0" + struct.pack(">q", 77))
    assert client.ask("/music/seed") == (77,)
    client.raw(b"/music/mode\0,S\0\0solo\0\0\0\0")
    client.raw(b"/music/mode\0,S\0\0off\0")
    assert client.ask("/music/mode") == ("off",)
    client.send("/music/temperature", 1.0)


def test_a_string_that_is_not_utf8_is_read_as_latin_1(client):
    client.raw(b"/scene/recall\0\0\0,s\0\0gr\xfcn\0\0\0\0")
    assert "grün" in client.wait("/error").args[1]


# --- 12: nothing from a network is a path


@pytest.mark.parametrize("path", ["../../../etc/passwd", "/etc", "~", ""])
def test_a_package_outside_the_named_folders_is_refused(client, path):
    assert "not among" in client.error("/music/load", path)
    assert client.ask("/music/temperature") == (1.0,)


@pytest.mark.parametrize("name", ["../outside", "a/b", ".."])
def test_a_scene_is_no_path(duende, client, name):
    client.send("/scene/save", name)
    client.status()
    written = {path.name for path in duende.folder.rglob("*") if path.is_file()}
    assert not [name for name in written if name.startswith("outside")]


def test_a_closed_client_disturbs_nobody(duende, listener):
    gone = Client(duende.osc)
    gone.hello()
    gone.close()
    time.sleep(0.2)
    listener.play(60)
    assert listener.answer()


def test_two_sockets_of_one_program_are_two_listeners(listener, another):
    another.hello()
    listener.play(60, 62)
    first = listener.answer()
    another.listen(0.1)
    assert [g.args for g in another.got if g.address == "/music/out/note"] == [g.args for g in first]


def test_ipv4_loopback_only(duende):
    """Nothing listens beyond loopback unless --host says so."""
    with socket.socket() as probe:
        probe.settimeout(1)
        here = socket.gethostbyname(socket.gethostname())
        if here.startswith("127."):
            pytest.skip("this machine has no other address")
        assert probe.connect_ex((here, duende.osc)) != 0
