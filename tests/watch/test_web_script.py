"""What a text player has said, as a screen gets it."""

import asyncio

import pytest

from bridge.watch.web.script import GATHER_S, LINES, Reader, Script, joined


class Socket:
    def __init__(self):
        self.full, self.sent = False, []

    def send(self, message):
        self.sent.append(message)


@pytest.fixture
def script():
    return Script()


def test_words_make_the_line_that_is_being_written(script):
    for word in ("Shall", "I", ",", "then"):
        script.hear("text", "word", word)
    assert script.page("text").told()["now"] == "Shall I, then"
    script.hear("text", "line", "Shall I, then?")
    assert script.page("text").told() == {
        "kind": "text", "player": "text", "lines": [{"n": 1, "text": "Shall I, then?"}], "now": "",
    }  # fmt: skip


def test_a_stanza_break_is_a_line_without_words(script):
    script.hear("text", "line", "a")
    script.hear("text", "stanza", "")
    assert [line["text"] for line in script.page("text").told()["lines"]] == ["a", ""]


def test_the_last_lines_are_kept_and_keep_their_numbers(script):
    for number in range(LINES + 5):
        script.hear("text", "line", str(number))
    lines = script.page("text").told()["lines"]
    assert len(lines) == LINES
    assert lines[-1] == {"n": LINES + 5, "text": str(LINES + 4)}


@pytest.mark.parametrize(
    ("line", "word", "both"),
    [("", "a", "a"), ("a", "b", "a b"), ("a", ",", "a,"), ("床前", "明", "床前明"), ("床", "a", "床a"), ("a", "", "a"),
     ("don", "’t", "don’t"), ("月", "，", "月，"), ("𠀀", "𠀁", "𠀀𠀁")],
)  # fmt: skip
def test_words_are_joined_as_they_are_written(line, word, both):
    assert joined(line, word) == both


def test_a_reader_gets_the_whole_state_first_and_then_what_is_new_together(script):
    async def scene():
        reader, socket = Reader(script, "text"), Socket()
        script.hear("text", "line", "a")
        reader.opened(socket)
        assert socket.sent[0]["lines"][0]["text"] == "a"
        for word in ("b", "c"):
            script.hear("text", "word", word)
        script.hear("other", "word", "x")
        await asyncio.sleep(3 * GATHER_S)
        assert [message["now"] for message in socket.sent] == ["", "b c"]
        reader.left()
        script.hear("text", "word", "d")
        await asyncio.sleep(3 * GATHER_S)
        assert len(socket.sent) == 2

    asyncio.run(scene())


def test_a_reader_that_is_slow_gets_the_newest_state_when_it_has_room(script):
    async def scene():
        reader, socket = Reader(script, "text"), Socket()
        reader.opened(socket)
        socket.full = True
        for word in "abc":
            script.hear("text", "word", word)
            await asyncio.sleep(2 * GATHER_S)
        assert len(socket.sent) == 1
        socket.full = False
        reader.room()
        assert socket.sent[-1]["now"] == "a b c"
        reader.room()
        assert len(socket.sent) == 2

    asyncio.run(scene())
