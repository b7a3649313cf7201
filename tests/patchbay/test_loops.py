import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import AddressError
from bridge.patchbay.loops import check_no_loop

ADDRESSES = [f"/{player}/{tail}" for player in "abc" for tail in ("note", "temperature", "out/note", "out/state")]


def test_a_player_that_hears_itself_is_named():
    with pytest.raises(AddressError, match="would be a loop: /a/out/note → /a/note → /a/out/note"):
        check_no_loop("/a/out/note", "/a/note", [])


def test_two_players_that_hear_each_other_are_named():
    with pytest.raises(AddressError, match="/b/out/note → /a/note → /a/out/note → /b/note → /b/out/note"):
        check_no_loop("/b/out/note", "/a/note", [("/a/out/note", "/b/note")])


def test_a_parameter_that_drives_itself_by_way_of_another_is_named():
    with pytest.raises(AddressError, match="/a/top_p → /a/temperature → /a/top_p"):
        check_no_loop("/a/top_p", "/a/temperature", [("/a/temperature", "/a/top_p")])


def test_the_clock_may_not_drive_itself():
    with pytest.raises(AddressError, match="/clock/out/beat → /clock/tempo → /clock/out/beat"):
        check_no_loop("/clock/out/beat", "/clock/tempo", [])


def test_what_the_human_plays_may_drive_the_player_that_hears_it():
    check_no_loop("/a/note", "/a/temperature", [("/a/out/note", "/b/note")])


def test_a_name_that_begins_like_another_is_another():
    check_no_loop("/bach/out/note", "/bach2/note", [])


def test_a_diamond_is_no_loop():
    others = [("/a/out/note", "/b/note"), ("/a/out/note", "/c/note"), ("/b/out/note", "/d/note")]
    check_no_loop("/c/out/note", "/d/note", others)


def has_cycle(edges):
    """By taking away, again and again, what nothing leads to; every player joined to all of its outputs."""
    inside = [(a, b) for a in ADDRESSES for b in ADDRESSES if "/out/" in b and "/out/" not in a and a[:3] == b[:3]]
    left = set(edges) | set(inside)
    while True:
        targets = {target for _, target in left}
        fewer = {edge for edge in left if edge[0] in targets}
        if fewer == left:
            return bool(left)
        left = fewer


inputs = st.sampled_from([address for address in ADDRESSES if "/out/" not in address])


@given(st.lists(st.tuples(st.sampled_from(ADDRESSES), inputs), max_size=30))
def test_a_route_is_refused_exactly_when_it_closes_a_loop(wanted):
    edges = []
    for source, target in wanted:
        try:
            check_no_loop(source, target, edges)
        except AddressError:
            assert has_cycle([*edges, (source, target)])
        else:
            edges.append((source, target))
            assert not has_cycle(edges)
