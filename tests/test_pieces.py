import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.pieces import BYTES, END, FIRST, Pieces, chunks

LISTED = [*"abcdehlost, \n春", "th", "the", "the ", "ea", "sea", "sea "]
PIECES = Pieces(LISTED)


def spelt(text):
    return [PIECES.text_of(token) for token in PIECES.encode(text)]


@given(st.text())
def test_any_text_has_tokens_and_comes_back(text):
    assert PIECES.decode(PIECES.encode(text)) == text


@given(st.text())
def test_chunks_joined_are_the_text(text):
    assert "".join(chunks(text)) == text


def test_a_word_carries_the_space_behind_it():
    assert spelt("the sea ") == ["the ", "sea "]


def test_no_piece_crosses_a_line_break():
    assert spelt("the\nsea") == ["the", "\n", "sea"]


def test_scripts_without_spaces_are_cut_at_every_character():
    assert chunks("春江the 水") == ["春", "江", "the ", "水"]


def test_what_no_piece_can_spell_is_spelt_in_bytes():
    assert PIECES.encode("é") == [BYTES + 0xC3, BYTES + 0xA9]


def test_half_a_character_is_read_as_the_replacement_mark():
    assert PIECES.decode(PIECES.encode("the sea é")[:-1]) == "the sea \ufffd"


def test_a_lone_surrogate_is_no_reason_to_fail():
    assert PIECES.decode(PIECES.encode("a\ud800")) in ("a?", "a\ufffd")


def test_end_is_no_text():
    assert PIECES.decode([END, *PIECES.encode("the "), END]) == "the "


def test_the_join_that_was_learnt_first_comes_first():
    pieces = Pieces(["a", "b", "c", "ab", "bc"])
    assert [pieces.text_of(token) for token in pieces.encode("abc")] == ["ab", "c"]


def test_a_word_may_go_on_after_a_letter_alone():
    after = {piece: PIECES.within(token) for piece in LISTED for token in PIECES.encode(piece)[:1]}
    assert after["the"]
    assert not (after["the "] or after["春"] or after["\n"] or after[","])


def test_tokens_in_all():
    assert len(PIECES) == FIRST + len(LISTED)


@pytest.mark.parametrize("listed", [["a", "a"], [""], ["a" * 33]])
def test_pieces_that_are_none_are_refused(listed):
    with pytest.raises(ValueError, match="pieces are all different"):
        Pieces(listed)
