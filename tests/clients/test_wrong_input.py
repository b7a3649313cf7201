"""Wrong input before a real server: a clear answer, nothing else changes, nothing hangs, the next phrase is answered."""

import math
import random
import socket
import struct

import pytest
from peers.osc import HOST, Stream, hanging, packet

from bridge.address import rows_for

PARAMETERS = [f"/music/{row.tail}" for row in rows_for("music") if row.parameter]
COUNTED = ("messages_unreadable", "messages_echoes", "messages_refused")


@pytest.fixture
def unharmed(listener):
    """After whatever the test has sent, all is as it was and the next phrase is answered."""
    before = listener.values(PARAMETERS)
    yield
    assert listener.values(PARAMETERS) == before
    assert accompanied(listener)


def accompanied(listener) -> bool:
    """One key is answered at once, and what sounds ends with it."""
    listener.send("/music/mode", "accompany")
    listener.forget()
    start = len(listener.got)
    listener.send("/music/note", 67, 100)
    listener.wait("/music/out/note")
    listener.send("/music/note", 67, 0)
    listener.wait(lambda g: g.args == ("idle",))
    listener.listen(0.05)
    notes = [g for g in listener.got[start:] if g.address == "/music/out/note"]
    return any(g.args[1] for g in notes) and hanging(notes) == []


def test_after_all_that_is_wrong_a_phrase_is_answered(duende, listener):
    for data in (b"", b"\xff" * 50, packet("/music/note", "x"), packet("/music/temperature", math.nan), packet("/x/out/y")):
        listener.raw(data)
    listener.play(60, 64, 67)
    notes = listener.answer()
    assert notes and hanging(notes) == []


def counts(client) -> dict[str, int]:
    status = client.status()
    return {what: int(status[what]) for what in COUNTED}


@pytest.mark.parametrize(
    ("address", "args", "allowed"),
    [
        ("/music/temperature", ("hot",), "0 to 2"),
        ("/music/temperature", (math.nan,), "NaN"),
        ("/music/temperature", (math.inf,), "infin"),
        ("/music/temperature", (1.0, 2.0), "found 2"),
        ("/music/note", (60,), "pitch"),
        ("/music/note", (128, 100), "127"),
        ("/music/note", (-1, 100), "127"),
        ("/music/note", (60, 100, 17), "16"),
        ("/music/note", ("C4", 100), "pitch"),
        ("/music/note", (math.nan, 100), "NaN"),
        ("/music/mode", ("dance",), "accompany"),
        ("/music/mode", (99,), "accompany"),
        ("/music/style", ("polka",), "folk"),
        ("/music/stop", ("now",), ""),
        ("/music/temprature", (), "did you mean"),
        ("/muzic/temperature", (), ""),
        ("/", (), ""),
        ("/hello", (70000,), "65535"),
        ("/listen", ("music",), "slash"),
        ("/[", (), ""),
        ("/nobody/*", (), "no address"),
        ("/clock/tempo", (b"\x01\x02",), "20 to 400"),
        ("/output/offset", ("x", 900.0), "500"),
        ("/scene/recall", (), ""),
    ],
)
def test_a_wrong_message_is_answered_with_what_is_allowed(unharmed, listener, address, args, allowed):
    listener.forget()
    listener.send(address, *args)
    told, sentence = listener.wait("/error").args
    assert told == address and allowed.lower() in sentence.lower(), sentence


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("unreadable", packet("/music/temperature", 0.5)[:-3]),
        ("unreadable", b""),
        ("unreadable", b"\0" * 64),
        ("unreadable", b"#bundle\0" + bytes(8) + struct.pack(">i", -5)),
        ("unreadable", b"#bundle\0" + bytes(7)),
        ("unreadable", b"/music/temperature\0\0,f"),
        ("unreadable", b"/music/temperature\0\0,b\0\0" + struct.pack(">i", 1 << 30)),
        ("echoes", packet("/error", "/x", "wrong")),
        ("echoes", packet("/welcome", "duende", "1", 1)),
        ("echoes", packet("/music/out/note", 60, 100, 1)),
        ("echoes", packet("/x/out/y", 1)),
        ("unreadable", b"#reply\0\0,i\0\0\0\0\0\1"),
    ],
)
def test_what_may_be_an_echo_or_no_message_is_counted_and_never_answered(unharmed, listener, what, data):
    before = counts(listener)
    start = len(listener.got)
    listener.raw(data)
    after = counts(listener)
    assert after[f"messages_{what}"] == before[f"messages_{what}"] + 1
    assert "/error" not in {g.address for g in listener.got[start:]}


def test_a_bundle_nested_a_thousand_deep_hurts_nobody(unharmed, listener):
    data = packet("/music/temperature", 0.1)
    for _ in range(1000):
        data = b"#bundle\0" + struct.pack(">QI", 1, len(data)) + data
    listener.raw(data)


def test_ten_thousand_random_datagrams_hurt_nobody(unharmed, listener, another):
    dice = random.Random(7)
    whole = packet("/music/note", 60, 100)
    for i in range(10_000):
        kind = i % 3
        if kind == 0:
            data = dice.randbytes(dice.randrange(64))
        elif kind == 1:
            data = b"/" + dice.randbytes(8) + b"\0\0\0,f\0\0" + dice.randbytes(4)
        else:
            data = bytearray(whole)  # a note with one byte of its address or tags broken
            data[dice.randrange(1, 15)] = dice.randrange(256)
        another.raw(bytes(data))
    assert int(listener.status()["messages_unreadable"]) > 1000
    listener.send("/panic")  # some of the broken notes were whole


def test_a_flood_of_errors_is_answered_by_few(listener, another):
    listener.listen(1.1)  # errors of all programs together are limited too, and the last test has used them up
    for i in range(5_000):
        another.send("/music/note", 200, i)
    told = [g for g in another.listen(2.2) if g.address == "/error"]
    assert 1 <= len(told) <= 4


def test_two_servers_that_speak_to_each_other_fall_silent(serve, program):
    """Each is told to listen to the other: nothing must go round."""
    first, second = serve(), serve()
    client = program(first)
    with socket.socket(type=socket.SOCK_DGRAM) as false:
        false.bind((HOST, 0))
        for one, other in ((first, second), (second, first)):
            false.sendto(packet("/hello", other.osc), (HOST, one.osc))
        client.send("/music/nonsense")
        client.play(60, 64)
        client.listen(3.0)
    before = int(client.status()["messages_received"])
    client.listen(2.0)
    received = int(client.status()["messages_received"]) - before
    assert received < 12  # the beats of the other, and our own question


# --- TCP


@pytest.mark.parametrize("garbage", [b"\xff" * 100, b"GET / HTTP/1.1\r\n\r\n", b"\x7fELF", b"\0\xff\xff\xff\xff"])
def test_garbage_by_tcp_ends_that_connection_only(unharmed, duende, listener, garbage):
    other = Stream(duende.osc, "length")
    other.send("/music/temperature")
    other.wait("/music/temperature")
    bad = Stream(duende.osc, "length")
    bad.sock.sendall(garbage)
    assert bad.closed()
    bad.close()
    other.send("/music/temperature")
    assert other.wait("/music/temperature").args == (1.0,)
    other.close()


@pytest.mark.parametrize("framing", ["length", "slip"])
def test_half_a_frame_left_open_holds_nobody_up(unharmed, duende, framing):
    bad = Stream(duende.osc, framing)
    bad.sock.sendall(bad.frame(packet("/music/temperature", 0.5))[:9])
    bad.close()


def test_sixty_five_silent_connections_leave_the_others_in_peace(serve, program):
    server = serve()
    client = program(server)
    client.hello()
    idle = [socket.create_connection((HOST, server.osc), timeout=5) for _ in range(65)]
    client.play(60, 64)
    assert client.answer()
    for each in idle:
        each.close()
    client.status()


def test_a_listener_that_never_reads_holds_nobody_up(serve, program):
    server = serve()
    deaf = Stream(server.osc, "length")
    deaf.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    deaf.send("/hello")
    client = program(server)
    client.hello()
    client.send("/clock/tempo", 400.0)
    for _ in range(3000):
        deaf.send("/status")
    client.play(60, 64)
    assert client.answer()
    deaf.close()
