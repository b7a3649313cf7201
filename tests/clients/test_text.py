"""A text player on a real server, asked by a plain OSC client. Its weights are random: what counts is how it speaks."""

import pytest
from peers.server import NO_MIDI, served


@pytest.fixture(scope="module")
def duende(players, tiny_text, tmp_path_factory):
    with served(tmp_path_factory.mktemp("server"), *players, *NO_MIDI, "--package", f"poet={tiny_text}") as server:
        yield server


@pytest.fixture
def client(duende, program):
    client = program(duende)
    client.hello()
    client.send("/poet/stop")
    client.send("/poet/reset")
    for tail, value in (("preview", 0), ("pace", 2.0), ("quantize", 0.0), ("max_line", 80)):
        client.send(f"/poet/{tail}", value)
    client.status()
    fresh(client)
    return client


def fresh(client):
    """What has come so far is forgotten altogether."""
    client.forget()
    client.got.clear()
    client._seen = 0


def said(client, what):
    return [got.args[0] for got in client.got if got.address == f"/poet/out/{what}"]


def test_lines_come_as_they_are_asked_for_and_then_done(client):
    client.send("/poet/next", 3, "line")
    client.wait("/poet/out/done", 20)
    lines = said(client, "line")
    assert len(lines) == 3
    assert all(line and line == line.strip() for line in lines)


def test_the_words_of_a_line_come_before_it(client):
    client.send("/poet/next", 1, "line")
    client.wait("/poet/out/done", 20)
    assert "".join(said(client, "word")) == said(client, "line")[0].replace(" ", "")


def test_the_same_seed_writes_the_same(client):
    told = []
    for _ in range(2):
        fresh(client)
        client.send("/poet/prompt", "the sea")
        client.send("/poet/seed", 7)
        client.send("/poet/next", 5, "word")
        client.wait("/poet/out/done", 20)
        told.append(said(client, "word"))
    assert told[0] == told[1]


def test_play_writes_until_it_is_stopped(client):
    client.send("/poet/pace", 16.0)
    client.send("/poet/play", 1)
    client.wait("/poet/out/word", 10)
    client.wait("/poet/out/word", 10)
    client.send("/poet/stop")
    client.status()
    client.listen(0.2)
    assert [got for got in client.listen(0.8) if got.address.startswith("/poet/out/word")] == []


def test_a_human_line_is_shown_whole(client):
    client.send("/poet/line", "der Mond über 春江 — ô")
    assert client.wait("/poet/out/line").args == ("der Mond über 春江 — ô",)


def test_a_line_in_preview_is_out_when_it_is_accepted(client):
    client.send("/poet/preview", 1)
    client.send("/poet/next", 1, "line")
    shown = client.wait("/poet/out/preview", 20).args
    assert said(client, "line") == []
    client.send("/poet/accept")
    assert client.wait("/poet/out/line").args == shown


@pytest.mark.parametrize("address, args, words", [
    ("/poet/next", (0, "line"), "1"),
    ("/poet/next", (1, "verse"), "token, word, line"),
    ("/poet/max_line", ("long",), "number"),
    ("/poet/prompt", (), "found none"),
    ("/poet/line", ("   ",), "at least one letter"),
    ("/poet/prompt", (3.5,), "text"),
])  # fmt: skip
def test_what_is_no_text_is_refused_and_changes_nothing(client, address, args, words):
    assert words in client.error(address, *args)
    assert client.ask("/poet/max_line") == (80,)


def test_bytes_that_are_no_utf8_are_read_as_latin_1(client):
    client.raw(b"/poet/line\0\0,s\0\0caf\xe9\0\0\0\0")
    assert client.wait("/poet/out/line").args == ("café",)


def test_a_long_prompt_keeps_nobody_waiting(client):
    client.send("/poet/prompt", "the sea and the land " * 2000)  # 42,000 characters in one datagram
    client.send("/poet/next", 1, "word")
    client.wait("/poet/out/word", 20)
