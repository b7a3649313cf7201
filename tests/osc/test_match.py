"""OSC 1.0 address patterns."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import AddressError
from bridge.osc.match import is_pattern, matches, matching

ADDRESSES = ("/panic", "/music/stop", "/music/note", "/text/stop", "/image/latent/3", "/music/temperature/learn")


@pytest.mark.parametrize(
    "pattern, address, expected",
    [
        ("/music/stop", "/music/stop", True),
        ("/music/stop", "/music/stops", False),
        ("/?usic/stop", "/music/stop", True),
        ("/music/sto?", "/music/sto", False),
        ("/music?stop", "/music/stop", False),
        ("/*/stop", "/music/stop", True),
        ("/*/stop", "/stop", False),
        ("/*", "/music/stop", False),  # never across a slash
        ("/*", "/music", True),
        ("/*", "/", True),  # zero characters are a match
        ("/m*c/st*p", "/music/stop", True),
        ("/m*u*s*c/stop", "/music/stop", True),
        ("/music/[rst]top", "/music/stop", True),
        ("/music/[a-d]top", "/music/stop", False),
        ("/music/[!a-d]top", "/music/stop", True),
        ("/music/[!s]top", "/music/stop", False),
        ("/a[-z]b", "/a-b", True),
        ("/a[z-]b", "/a-b", True),
        ("/a[a!]b", "/a!b", True),  # '!' means not only at the beginning
        ("/a[a-cx-z]b", "/ayb", True),
        ("/a[]b", "/aab", False),
        ("/{music,text}/reset", "/text/reset", True),
        ("/{music,text}/reset", "/image/reset", False),
        ("/{mus,music}ic/stop", "/music/stop", True),
        ("/mus{ic,}/stop", "/mus/stop", True),
        ("/{a,ab}*c", "/abc", True),
        ("/latent/[0-9]?", "/latent/12", True),
        ("/a.c", "/abc", False),
        ("/a(b)+", "/a(b)+", True),
        ("/täst/*", "/täst/ö", True),
    ],
)
def test_the_rules_of_the_standard(pattern, address, expected):
    assert matches(pattern, address) is expected


def test_matching_keeps_the_order_of_the_table():
    assert matching("/*/stop", ADDRESSES) == ("/music/stop", "/text/stop")
    assert matching("/{image,music}/*/*", list(ADDRESSES)) == ("/image/latent/3", "/music/temperature/learn")


@pytest.mark.parametrize("address", ["/a?", "/*", "/[a]", "/{a}", "/a]", "/a}"])
def test_a_pattern_is_told_from_an_address(address):
    assert is_pattern(address)
    assert not is_pattern("/music/note-1!,x")


@pytest.mark.parametrize("pattern", ["/[a", "/{a,b", "/a]", "/a}", "/{a/b}", "/[a/b]", "/{a,[b]}", "/{a{b}}"])
def test_a_bracket_without_partner_is_an_error(pattern):
    with pytest.raises(AddressError, match="has no partner"):
        matching(pattern, ADDRESSES)


def test_a_pattern_has_a_largest_length():
    assert not matches("/" + "?" * 254, "/a")
    with pytest.raises(AddressError, match="at most 255"):
        matches("/" + "?" * 255, "/a")


@pytest.mark.parametrize("atom", ["*a", "*", "{a,aa}", "{,a}", "{a,a,a,a}", "[a-z]*", "{a,}*"])
def test_a_hostile_pattern_takes_no_longer_than_its_length(atom):
    pattern = "/" + atom * ((254 - 1) // len(atom)) + "b"
    addresses = tuple(f"/{'a' * n}" for n in range(100))
    start = time.process_time()
    matching(pattern, addresses)
    assert time.process_time() - start < 3.0  # 0.2 s; backtracking would outlast the concert


ATOM = st.sampled_from(["a", "b", "?", "*", "[ab]", "[!a]", "[a-b]", "{a,ab}", "{,b}", "/"])


@given(st.lists(ATOM, max_size=8), st.text("ab/", max_size=8))
def test_regular_expressions_agree_on_small_cases(atoms, text):
    known = {"?": "[^/]", "*": "[^/]*", "[!a]": "[^a/]", "{a,ab}": "(a|ab)", "{,b}": "b?"}
    expression = "/" + "".join(known.get(atom, atom) for atom in atoms)
    assert matches("/" + "".join(atoms), "/" + text) == bool(re.fullmatch(expression, "/" + text))
