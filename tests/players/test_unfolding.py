from hypothesis import given
from hypothesis import strategies as st

from bridge.players.unfolding import Unfolding, cleaned, lines_of


def fed(*pieces, longest=80):
    reader = Unfolding()
    return [(what, text) for piece in pieces for what, text in reader.feed(piece, longest) if what != "token"]


def test_a_word_is_whole_at_the_space_that_ends_it():
    assert fed("lo", "ve ") == [("word", "love")]
    assert fed("lo", "ve") == []


def test_a_line_is_its_words_with_one_space_between():
    assert fed("  the ", " sea, ", "\n")[-1] == ("line", "the sea,")


def test_words_that_were_not_apart_stay_together():
    assert fed("春江 水", "\n")[-1] == ("line", "春江 水")


def test_several_empty_lines_are_one_stanza_break():
    assert fed("a\n\n\n\nb\n") == [("word", "a"), ("line", "a"), ("stanza", ""), ("word", "b"), ("line", "b")]


def test_no_stanza_breaks_before_anything_was_written():
    assert fed("\n\na\n") == [("word", "a"), ("line", "a")]


@given(st.lists(st.text(), max_size=30), st.integers(8, 200))
def test_what_is_shown_can_be_sent_and_carries_no_spaces(pieces, longest):
    reader, shown = Unfolding(), []
    for piece in pieces:
        shown += reader.feed(piece, longest)
    shown += reader.end_poem(longest)
    for what, text in shown:
        if what in ("word", "line"):
            assert text
            assert text == text.strip()
            assert len(text) <= longest
            assert len(text.encode()) < 900


@given(st.text())
def test_lines_of_a_human_are_lines(text):
    for line in lines_of(cleaned(text), 80):
        assert line
        assert not set(line) & {"\n", "\r", "\0", "\t"}


def test_a_copy_is_another():
    reader = Unfolding()
    copy = reader.copy()
    copy.feed("a ", 80)
    assert not reader.within
